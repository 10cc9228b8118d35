"""A field whose detections break off raises an alert record, on the embedded broker."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.embedded

NAME = "drift"
DRIFT = {"window_s": 2, "history_windows": 2, "min_records": 20}
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


def stream(servers: Servers, event: dict[str, Any], seconds: float) -> None:
    """Write one event again and again, evenly."""
    message = Message(None, json.dumps(event).encode())
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        servers.write(f"{NAME}.raw", [message] * RECORDS)
        time.sleep(TICK_S)


def test_a_renamed_field_raises_alerts_for_both_names(servers: Servers, job: Job) -> None:
    """The old field's rate breaks off, and findings appear where there were none."""
    with Watched(job) as sidecar:
        stream(servers, {"receiver": {"mobile": "13800138000"}}, 8)
        assert sidecar.samples("redactor_drift_alerts_total") == {}
        stream(servers, {"receiver": {"contact": "13800138000"}}, 6)
        wait_for("told of both", lambda: len(sidecar.samples("redactor_drift_alerts_total")) == 2)
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
        stream(servers, {"receiver": {"mobile": "13800138000"}}, 9)
        assert sidecar.samples("redactor_records_total")["drift.raw", "masked"] > 100
        assert sidecar.samples("redactor_drift_alerts_total") == {}
        assert sidecar.told("detection_rate_broke") == []
