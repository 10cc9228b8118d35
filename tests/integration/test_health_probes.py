"""Probes, metrics and signals of the real process, on the embedded broker."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.running import Sidecar, consume, free_port, produce, wait_for

pytestmark = pytest.mark.embedded

TOPICS = {
    "raw": 2,
    "masked": 2,
    "redactor.quarantine": 1,
    "redactor.control": 1,
    "redactor.alerts": 1,
}


@pytest.fixture(scope="module")
def broker() -> Iterator[EmbeddedBroker]:
    """Give a broker with all topics."""
    with EmbeddedBroker(TOPICS) as broker:
        yield broker


@pytest.fixture(scope="module")
def sidecar(broker: EmbeddedBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sidecar]:
    """Give a sidecar through which one record has gone."""
    servers = broker.bootstrap_servers
    with Sidecar(tmp_path_factory.mktemp("sidecar"), servers) as sidecar:
        sidecar.ready()
        value = json.dumps({"phone": "13800138000"}).encode()
        produce(servers, "raw", [("k", value)])
        assert consume(servers, "masked", 1)
        yield sidecar


@pytest.mark.parametrize("path", ["/livez", "/startupz", "/readyz"])
def test_a_running_sidecar_says_ok(sidecar: Sidecar, path: str) -> None:
    """Each probe answers 200 and one word."""
    assert sidecar.get(path) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/", "/table/", "/router/", "/stats/", "/graph/", "/docs"])
def test_pages_of_faust_are_closed(sidecar: Sidecar, path: str) -> None:
    """Nothing but probes and metrics is served."""
    assert sidecar.get(path)[0] == 404


def test_metrics_tell_what_went_through(sidecar: Sidecar) -> None:
    """Records, entities, lag, policy and state."""
    wait_for("counted", lambda: sidecar.samples("redactor_records_total").get(("masked", "raw")))
    assert sidecar.samples("redactor_entities_total")["PHONE_NUMBER",] == 1
    assert set(sidecar.samples("redactor_lag_records").values()) == {0.0}
    assert sidecar.samples("redactor_ready") == {(): 1.0}
    assert sidecar.samples("redactor_up") == {("exactly_once",): 1.0}
    assert len(sidecar.samples("redactor_policy_info")) == 1


def test_sigterm_stops_cleanly(broker: EmbeddedBroker, tmp_path: Path) -> None:
    """Exit code 0, and the log says so."""
    with Sidecar(tmp_path, broker.bootstrap_servers, {"kafka": {"group": "second"}}) as sidecar:
        sidecar.ready()
        assert sidecar.stop() == 0
        assert sidecar.events()[-1]["event"] == "worker_stopped"


def test_no_signal_opens_a_debugger(broker: EmbeddedBroker, tmp_path: Path) -> None:
    """SIGUSR1 and SIGUSR2 have no handler: Faust's would print stacks and open pdb."""
    with Sidecar(tmp_path, broker.bootstrap_servers, {"kafka": {"group": "third"}}) as sidecar:
        sidecar.ready()
        sidecar.process.send_signal(signal.SIGUSR2)
        assert sidecar.process.wait(10) == -signal.SIGUSR2


def test_without_brokers_it_lives_waits_and_then_fails_with_the_reason(tmp_path: Path) -> None:
    """Alive but not started while it waits; exit code 1 and one reason afterwards."""
    nobody = f"127.0.0.1:{free_port()}"
    with Sidecar(tmp_path, nobody, {"kafka": {"start_timeout_s": 4}}) as sidecar:
        wait_for("alive", lambda: sidecar.get("/livez")[0] == 200)
        assert sidecar.get("/startupz")[0] == 503
        assert sidecar.get("/readyz")[0] == 503
        assert sidecar.process.wait(30) == 1
        (failed,) = sidecar.events("worker_failed")
        assert failed["reason"].startswith("no broker of kafka.bootstrap_servers")
