"""A field whose detections break off raises an alert record, on the embedded broker."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.embedded

NAME = "drift"
WINDOW_S, HISTORY = 2, 2
DRIFT = {"window_s": WINDOW_S, "history_windows": HISTORY, "min_records": 20}
TICK_S = 0.2
RECORDS = 20  # in a tick


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Give a broker with the topics of job `drift`."""
    with EmbeddedBroker(Job(Path(), (), NAME).topics(1)) as broker:
        yield Servers((broker.bootstrap_servers,), committed_reads=False)


@pytest.fixture
def job(servers: Servers, tmp_path: Path) -> Job:
    """Give a job that judges windows of two seconds."""
    return Job(tmp_path, servers.bootstrap, NAME, {"drift": DRIFT})


def stream(
    servers: Servers, event: dict[str, Any], what: str, happened: Callable[[], object]
) -> None:
    """Write one event again and again, evenly, until something is so."""
    message = Message(None, json.dumps(event).encode())

    def tick() -> object:
        servers.write(f"{NAME}.raw", [message] * RECORDS)
        time.sleep(TICK_S)
        return happened()

    wait_for(what, tick)


def history_of(sidecar: Watched) -> Callable[[], bool]:
    """Give what tells whether records were masked in more windows than make a history.

    The first of them is not whole, what the last had is not yet judged, and what is counted may
    come a window later than it was masked.
    """
    windows: dict[int, float] = {}

    def is_full() -> bool:
        counted = sidecar.samples("redactor_records_total").get((f"{NAME}.raw", "masked"), 0)
        if counted > max(windows.values(), default=0):
            windows[int(time.time() / WINDOW_S)] = counted
        return len(windows) >= HISTORY + 3

    return is_full


def test_a_renamed_field_raises_alerts_for_both_names(servers: Servers, job: Job) -> None:
    """The old field's rate breaks off, and findings appear where there were none."""
    with Watched(job) as sidecar:
        stream(servers, {"receiver": {"mobile": "13800138000"}}, "history", history_of(sidecar))
        assert sidecar.samples("redactor_drift_alerts_total") == {}

        def told_of_both() -> bool:
            return len(sidecar.samples("redactor_drift_alerts_total")) == 2

        stream(servers, {"receiver": {"contact": "13800138000"}}, "told of both", told_of_both)
        wait_for("written", lambda: sum(servers.ends(f"{NAME}.alerts").values()) >= 2)
        told = [json.loads(message.value or b"") for message in servers.read(f"{NAME}.alerts")]
    for alert in told:
        assert (alert["alert"], alert["topic"]) == ("detection_rate_broke", job.source)
        assert (alert["entity"], alert["instance"]) == ("PHONE_NUMBER", "one")
        assert len(alert["window"]) == 2
    old = next(alert for alert in told if alert["field"] == "receiver.mobile")
    new = next(alert for alert in told if alert["field"] == "receiver.contact")
    assert (old["kind"], new["kind"]) == ("rate_changed", "new_field")
    assert old["rate"] < 0.8 < old["history_rate"]
    assert new["history_rate"] == 0 < new["rate"]


def test_a_steady_stream_raises_none(servers: Servers, job: Job) -> None:
    """Several windows of the same traffic are no news."""
    with Watched(job) as sidecar:
        stream(servers, {"receiver": {"mobile": "13800138000"}}, "history", history_of(sidecar))
        assert sidecar.samples("redactor_drift_alerts_total") == {}
        assert sidecar.told("detection_rate_broke") == []
