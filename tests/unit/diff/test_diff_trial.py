"""A candidate tried on records gives counts, and reasons for what it alone refuses; no output."""

import marshal

from redactor.diff.compare import Change
from redactor.diff.trial import Trial, Tried, row_of, tried_of
from redactor.pipeline import Pipeline
from redactor.policy import Policy, parse_policy
from redactor.record import Coordinates, Record
from redactor.stages.detect import Detector
from tests.support.fakes import POISON, FakeAnalyzer

MOBILE = "13800138000"
HEAD = "version: 1\nname: test\nroutes: [{source: raw, target: masked}]\n"
CLEAR = f'{{"tel": "{MOBILE}"}}'.encode()


def policy(more: str = "") -> Policy:
    """Read a policy with further lines."""
    return parse_policy((HEAD + more).encode(), "policy")


def tried(candidate: str, *values: bytes, topic: str = "raw") -> Tried:
    """Try a candidate beside the default policy."""
    detector = Detector(FakeAnalyzer(), policy().thresholds)
    trial = Trial(policy(), Pipeline(policy(candidate), detector), detector)
    records = [
        Record(Coordinates(topic, 0, n), 0, None, v) for n, v in enumerate(values or [CLEAR])
    ]
    return trial.tried(records)


def test_what_becomes_weaker_is_counted() -> None:
    """By target, field, entity and change."""
    done = tried("operators: {PHONE_NUMBER: {operator: partial, phone: tail}}\n", CLEAR, CLEAR)
    assert done.counts == {("masked", "tel", "PHONE_NUMBER", Change.LESS): 2}
    assert (done.compared, done.refused) == (2, {})


def test_what_the_candidate_alone_refuses_is_counted_by_reason() -> None:
    """It is not compared, and the records beside it are."""
    done = tried("limits: {max_depth: 1}\n", b'{"a": {"b": 1}}', CLEAR)
    assert (done.compared, done.refused) == (1, {"too_deep": 1})


def test_a_recognizer_that_fails_only_counts() -> None:
    """A text that nobody can scan is refused, and the next one is compared."""
    done = tried("", f'"{POISON}"'.encode(), CLEAR)
    assert (done.compared, done.refused) == (1, {"detect_failed": 1})


def test_a_topic_that_the_candidate_does_not_read_is_refused() -> None:
    """Its records would not be carried at all."""
    assert tried("", topic="other").refused == {"no_route": 1}


def test_counts_cross_to_another_process_as_they_are() -> None:
    """As plain values, and none of them is raw."""
    done = tried("operators: {PHONE_NUMBER: {operator: replace}}\n", CLEAR, b"{broken")
    raw = marshal.dumps(row_of(done))
    assert MOBILE.encode() not in raw
    assert tried_of(marshal.loads(raw), 0.5) == Tried(done.counts, 1, {"invalid_json": 1}, 0.5)  # noqa: S302 -- our own
