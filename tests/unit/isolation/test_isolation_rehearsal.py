"""A candidate is tried in a child of its own, which it may break without harm to anybody."""

import json
import os
from collections.abc import AsyncIterator

import pytest

from redactor.diff.compare import Change
from redactor.isolation.nursery import Nursery, open_nursery
from redactor.isolation.rehearsal import Rehearsal
from redactor.isolation.ward import Ward
from redactor.pipeline import Pipeline
from redactor.policy import default_policy, parse_policy
from redactor.record import Coordinates, Masked, Record
from tests.support.breaking import breaking_detector

MEBIBYTE = 1024 * 1024
DEADLINE_S = 0.5
IMPATIENCE, PATIENCE = 4, 200  # wall clock for each second of CPU until a child is given up
WEAKER = b"""
version: 1
name: weaker
routes: [{source: raw, target: masked}]
fields: [{path: $.tel, entity: PHONE_NUMBER}]
operators: {PHONE_NUMBER: {operator: partial, phone: tail}}
"""
STRONGER = WEAKER.replace(b"partial, phone: tail", b"replace")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a child time: of the lowest priority, it has next to none beside busy neighbours."""
    monkeypatch.setattr("redactor.isolation.hand.PATIENCE", PATIENCE)


@pytest.fixture
def nursery() -> Nursery:
    """A nursery whose recognizers can be broken; the ward ends it."""
    return open_nursery(breaking_detector, 64 * MEBIBYTE)[0]


@pytest.fixture
async def ward(nursery: Nursery) -> AsyncIterator[Ward]:
    """The live line's children."""
    made = Ward(nursery, DEADLINE_S)
    await made.open()
    yield made
    await made.close()


def pipeline(text: bytes | None = None) -> Pipeline:
    """Compile a policy as the worker does in its own process."""
    policy = parse_policy(text, "test") if text else default_policy("raw", "masked")
    return Pipeline(policy, breaking_detector())


def record(value: object) -> Record:
    """Make a record."""
    return Record(Coordinates("raw", 0, 0), 1_700_000_000_000, b"k", json.dumps(value).encode())


CLEAR = record({"tel": "13800138000"})


@pytest.mark.usefixtures("ward")
async def test_a_candidate_is_compared_in_a_child(nursery: Nursery) -> None:
    """Its counts and the CPU time that they took come back; another candidate is told anew."""
    rehearsal = Rehearsal(nursery, DEADLINE_S)
    live = pipeline(WEAKER)
    for text, change in ((WEAKER, Change.SAME), (STRONGER, Change.MORE)):
        done = await rehearsal.tried(live, pipeline(text), [CLEAR])
        assert done is not None
        assert done.counts == {("masked", "tel", "PHONE_NUMBER", change): 1}
        assert done.cpu_s > 0
    rehearsal.close()


@pytest.mark.usefixtures("ward")
async def test_the_child_has_the_lowest_priority(nursery: Nursery) -> None:
    """Whatever a candidate takes, records on their way come first."""
    rehearsal, live = Rehearsal(nursery, DEADLINE_S), pipeline()
    await rehearsal.tried(live, live, [CLEAR])
    child = rehearsal.child
    assert child is not None
    assert os.getpriority(os.PRIO_PROCESS, child) == 19
    rehearsal.close()
    assert rehearsal.child is None


@pytest.mark.parametrize("way", ["spin", "crash", "exit", "sleep"])
async def test_a_text_that_breaks_the_child_costs_that_attempt(
    nursery: Nursery, ward: Ward, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next attempt has a new child, and the live line never had this one."""
    rehearsal, live = Rehearsal(nursery, DEADLINE_S), pipeline()
    (before,) = await ward.redact(live, [CLEAR])
    with monkeypatch.context() as patch:
        patch.setattr("redactor.isolation.hand.PATIENCE", IMPATIENCE)
        assert await rehearsal.tried(live, live, [record(way)]) is None
    assert await rehearsal.tried(live, live, [CLEAR]) is not None
    (after,) = await ward.redact(live, [CLEAR])
    assert isinstance(before, Masked)
    assert before == after
    rehearsal.close()
