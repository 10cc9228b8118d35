"""Probes, metrics and signals of the real process, on the embedded broker."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.embedded

NOBODY = "127.0.0.1:1"  # tcpmux: privileged, and long out of use


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """Give a broker with the topics of job `probes`."""
    with EmbeddedBroker(Job(Path(), (), "probes").topics(2)) as broker:
        yield Servers((broker.bootstrap_servers,), committed_reads=False)


@pytest.fixture(scope="module")
def sidecar(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Give a sidecar through which one record has gone."""
    job = Job(tmp_path_factory.mktemp("probes"), servers.bootstrap, "probes")
    servers.write(job.source, [Message(b"k", b'{"phone":"13800138000"}')])
    with Watched(job) as sidecar:
        wait_for("counted", lambda: sidecar.samples("redactor_records_total"))
        yield sidecar


@pytest.mark.parametrize("path", ["/livez", "/startupz", "/readyz"])
def test_a_running_sidecar_says_ok(sidecar: Watched, path: str) -> None:
    """Each probe answers 200 and one word."""
    assert sidecar.get(path) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/", "/table/", "/router/", "/stats/", "/graph/", "/docs"])
def test_pages_of_faust_are_closed(sidecar: Watched, path: str) -> None:
    """Nothing but probes and metrics is served."""
    assert sidecar.get(path)[0] == 404


def test_metrics_tell_what_went_through(sidecar: Watched) -> None:
    """Records, entities, lag, policy and state."""
    assert sidecar.samples("redactor_records_total")["masked", "probes.raw"] == 1
    assert sidecar.samples("redactor_entities_total")["PHONE_NUMBER",] == 1
    assert sidecar.samples("redactor_lag_records") == {
        ("0", "probes.raw"): 0.0,
        ("1", "probes.raw"): 0.0,
    }
    assert sidecar.samples("redactor_ready") == {(): 1.0}
    assert sidecar.samples("redactor_up") == {("exactly_once",): 1.0}
    assert len(sidecar.policy_hash()) == 16


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(
    servers: Servers, tmp_path: Path, number: signal.Signals
) -> None:
    """Exit code 0, and the log says so."""
    job = Job(tmp_path, servers.bootstrap, f"probes-{number.name.lower()}")
    with Watched(job) as sidecar:
        assert sidecar.process
        sidecar.process.signal(number)
        assert sidecar.process.wait() == 0
        assert sidecar.events()[-1]["event"] == "worker_stopped"


@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGUSR2])
def test_no_signal_prints_stacks_or_opens_a_debugger(
    servers: Servers, tmp_path: Path, number: signal.Signals
) -> None:
    """SIGUSR1 and SIGUSR2 have no handler: Faust's would print stacks and open pdb."""
    job = Job(tmp_path, servers.bootstrap, f"probes-{number.name.lower()}")
    with Watched(job) as sidecar:
        assert sidecar.process
        sidecar.process.signal(number)
        assert sidecar.process.wait() == 128 + number


def test_without_brokers_it_lives_waits_and_then_fails_with_the_reason(tmp_path: Path) -> None:
    """Alive but not started while it waits; exit code 1 and one reason afterwards."""
    job = Job(tmp_path, (NOBODY,), "probes", {"kafka": {"start_timeout_s": 12}})
    with Watched(job, ready=False) as sidecar:
        wait_for("alive", lambda: sidecar.get("/livez")[0] == 200)
        assert sidecar.get("/startupz") == (503, b"not ok\n")
        assert sidecar.get("/readyz") == (503, b"not ok\n")
        assert sidecar.process
        assert sidecar.process.wait() == 1
        (failed,) = sidecar.told("worker_failed")
        assert failed["reason"].startswith("no broker of kafka.bootstrap_servers")
