"""An alert is a record of names and numbers; one that cannot be written stops nothing."""

import json
import logging
from typing import Any

import pytest
from aiokafka.errors import KafkaTimeoutError
from faust.exceptions import ProducerSendError

from redactor.errors import Problem
from redactor.stream.alerts import MAX_PROBLEMS, Alerts
from redactor.stream.control import Origin, Outcome, Verdict, Why
from redactor.stream.drift import Drift, DriftKind
from redactor.telemetry.registry import Metrics

DRIFT = Drift("receiver.name", "PERSON", 0.123456, 0.98765, DriftKind.RATE_CHANGED)
SECRET = "王小明13800138000"


class Sink:
    """Keeps what is sent, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        """Take the error to raise."""
        self.error = error
        self.sent: list[tuple[bytes, dict[str, Any]]] = []

    async def __call__(self, key: bytes, value: bytes) -> None:
        """Take one record."""
        if self.error:
            raise self.error
        self.sent.append((key, json.loads(value)))


async def test_a_broken_rate_is_told_with_its_numbers() -> None:
    """Topic, field, entity, both rates, the window, who saw it; keyed by topic."""
    sink, metrics = Sink(), Metrics()
    await Alerts("pod-1", sink, metrics).rate_broke("raw", DRIFT, (0.0, 60.0))
    ((key, alert),) = sink.sent
    assert alert.pop("at").endswith("+00:00")
    assert key == b"raw"
    assert alert == {
        "alert": "detection_rate_broke",
        "topic": "raw",
        "field": "receiver.name",
        "entity": "PERSON",
        "kind": "rate_changed",
        "rate": 0.1235,
        "history_rate": 0.9877,
        "window": ["1970-01-01T00:00:00.000+00:00", "1970-01-01T00:01:00.000+00:00"],
        "instance": "pod-1",
    }
    assert metrics.alerts.labels("raw", "PERSON", "rate_changed")._value.get() == 1  # noqa: SLF001 -- no public reader


async def test_a_refused_policy_is_told_by_paths_and_reasons() -> None:
    """At most twenty of them, and what stays in force."""
    problems = tuple(Problem(f"policy.fields.{n}", "is wrong") for n in range(50))
    verdict = Verdict(Outcome.REFUSED, Why.INVALID, 3, "cafe", Origin.FILE, problems)
    sink = Sink()
    await Alerts("pod-1", sink, Metrics()).policy_refused(verdict)
    ((_, alert),) = sink.sent
    assert (alert["alert"], alert["reason"], alert["revision"]) == ("policy_refused", "invalid", 3)
    assert len(alert["problems"]) == MAX_PROBLEMS
    assert alert["problems"][0] == {"path": "policy.fields.0", "reason": "is wrong"}


@pytest.mark.parametrize(
    "error",
    [ProducerSendError(SECRET), KafkaTimeoutError(SECRET), OSError(SECRET), TimeoutError(SECRET)],
    ids=lambda error: type(error).__name__,
)
async def test_an_alert_that_cannot_be_written_is_counted(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """The error's class is logged, its text is not; nothing is raised."""
    metrics = Metrics()
    with caplog.at_level(logging.ERROR, "redactor"):
        await Alerts("pod-1", Sink(error), metrics).rate_broke("raw", DRIFT, (0.0, 60.0))
    assert metrics.alerts_failed._value.get() == 1  # noqa: SLF001 -- no public reader
    logged = [
        vars(record)["event_fields"] for record in caplog.records if record.levelname == "ERROR"
    ]
    assert logged == [{"kind": "detection_rate_broke", "error": type(error).__name__}]
