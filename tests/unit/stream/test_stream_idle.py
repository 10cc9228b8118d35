"""An idle path is told once under a policy, and counted for as long as it is idle."""

import logging

import pytest

from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.record import Coordinates, Record
from redactor.stages.detect import Detector
from redactor.stream.idle import PathWatch
from redactor.stream.live import LivePipeline
from redactor.telemetry.registry import Metrics
from tests.support.fakes import FakeAnalyzer

POLICY = """
version: 1
name: test
revision: {revision}
routes: [{{source: raw, target: masked}}]
fields:
  - {{path: $.receiver.mobile, entity: PHONE_NUMBER}}
  - {{path: $.reciever.name, entity: PERSON}}
"""
VALUE = b'{"receiver":{"mobile":"13800138000"}}'


def pipeline(revision: int) -> Pipeline:
    """Compile the policy with the misspelt path."""
    policy = parse_policy(POLICY.format(revision=revision).encode(), "policy")
    return Pipeline(policy, Detector(FakeAnalyzer(), policy.thresholds))


def records(count: int) -> list[Record]:
    """Give records with the one field and not the other."""
    return [Record(Coordinates("raw", 0, at), 0, None, VALUE) for at in range(count)]


class Worker:
    """A pipeline under the watch."""

    def __init__(self) -> None:
        """Start with the first revision."""
        self.metrics = Metrics()
        self.live = LivePipeline(pipeline(1))
        self.watch = PathWatch(self.live, self.metrics)

    def redact(self, count: int) -> float:
        """Redact records, look, and give the gauge."""
        self.live.current.redact(records(count))
        self.watch.look()
        value = self.metrics.registry.get_sample_value("redactor_policy_paths_idle")
        assert value is not None
        return value


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """Give the warnings."""
    return [record.event_fields for record in caplog.records if record.name.endswith("idle")]  # type: ignore[attr-defined] # ours


def test_a_path_is_told_after_a_thousand_records(caplog: pytest.LogCaptureFixture) -> None:
    """Not before: a rare field is no fault."""
    worker = Worker()
    with caplog.at_level(logging.WARNING, "redactor"):
        assert worker.redact(999) == 0
        assert not told(caplog)
        assert worker.redact(1) == 1
    assert told(caplog) == [
        {"at": "policy.fields.1.path", "field": "reciever.name", "count": 1_000}
    ]


def test_it_is_told_once_under_a_policy(caplog: pytest.LogCaptureFixture) -> None:
    """A log is no counter; a new policy is another chance to be wrong."""
    worker = Worker()
    with caplog.at_level(logging.WARNING, "redactor"):
        worker.redact(1_000)
        worker.redact(1_000)
        worker.live.swap(pipeline(2))
        assert worker.redact(1) == 0
        worker.redact(1_000)
    assert [one["count"] for one in told(caplog)] == [1_000, 1_001]


def test_a_path_that_matches_late_is_idle_no_more() -> None:
    """The gauge speaks of now."""
    worker = Worker()
    assert worker.redact(1_000) == 1
    late = Record(Coordinates("raw", 0, 0), 0, None, b'{"reciever":{"name":"x"}}')
    worker.live.current.redact([late])
    assert worker.redact(1) == 0
