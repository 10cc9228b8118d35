"""A record that breaks its process is refused alone; all others of its batch are masked."""

import asyncio
import json
import logging
import os
import signal
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from recognizers.native import kernel_name
from redactor.compiled import State
from redactor.errors import EmitError, Reason
from redactor.isolation.native import NATIVE
from redactor.isolation.nursery import Nursery, open_nursery
from redactor.isolation.packed import Packed
from redactor.isolation.ward import Ward
from redactor.keys.ring import NO_KEYS
from redactor.pipeline import Pipeline
from redactor.policy import default_policy
from redactor.record import Coordinates, Masked, Record, Refused, Result
from tests.support.breaking import breaking_detector
from tests.support.raw_sets import unopened

MEBIBYTE = 1024 * 1024
DEADLINE_S = 0.3
TURNS = 20  # of the loop, at least: a loop that is held up has one for each look at the child, of 8
REFUSED_FOR = {
    "raise": Reason.INTERNAL,
    "spin": Reason.DETECT_DEADLINE,
    "regex": Reason.DETECT_DEADLINE,
    "sleep": Reason.DETECT_DEADLINE,
    "eat": Reason.OUT_OF_MEMORY,
    "crash": Reason.CRASHED,
    "exit": Reason.CRASHED,
    "kill": Reason.CRASHED,
}


@pytest.fixture
def nursery() -> Nursery:
    """A nursery whose recognizers can be broken; the ward ends it."""
    return open_nursery(breaking_detector, 64 * MEBIBYTE)[0]


@pytest.fixture
async def ward(nursery: Nursery) -> AsyncIterator[Ward]:
    """A ward with a short deadline and one child."""
    made = Ward(nursery, DEADLINE_S)
    await made.open()
    yield made
    await made.close()


def new_pipeline() -> Pipeline:
    """Compile the default policy, as the worker does in its own process."""
    return Pipeline(default_policy("raw", "masked"), breaking_detector(), NO_KEYS)


def batch(count: int, culprits: dict[int, str]) -> list[Record]:
    """Make a batch in which some records break their process."""
    texts = {n: f"note {n}" for n in range(count)} | culprits
    return [
        Record(Coordinates("raw", 0, n), 1_700_000_000_000, b"k", json.dumps(text).encode())
        for n, text in sorted(texts.items())
    ]


def refused(results: Sequence[Result]) -> dict[int, Reason]:
    """Give the reasons of what was refused, by offset."""
    return {one.at.offset: one.reason for one in results if isinstance(one, Refused)}


async def test_results_are_the_same_without_a_compiler(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As message sets where there was one, as columns where not; refusals among them."""
    records = batch(9, {4: "raise"})
    results = await ward.redact(new_pipeline(), records)
    assert isinstance(results, Packed) is (NATIVE is not None)
    monkeypatch.setattr("redactor.isolation.packed.NATIVE", None)
    bare = Ward(open_nursery(breaking_detector, 64 * MEBIBYTE)[0], DEADLINE_S)
    await bare.open()
    plain = await bare.redact(new_pipeline(), records)
    await bare.close()
    monkeypatch.undo()
    assert list(results) == plain
    assert refused(plain) == {4: Reason.INTERNAL}


async def test_what_is_compiled_is_told_at_the_start(
    nursery: Nursery, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A library that is there and of no use is a warning, one that was never built is none."""
    monkeypatch.setattr("redactor.isolation.ward.FORMS", State.OUTDATED)
    monkeypatch.setattr("redactor.isolation.ward.SETS", State.PYTHON)
    monkeypatch.setattr("redactor.isolation.ward.RECALL", State.COMPILED)
    ward = Ward(nursery, DEADLINE_S)
    with caplog.at_level(logging.INFO, "redactor"):
        await ward.open()
    await ward.close()
    told = [(one.levelname, one.msg, vars(one)["event_fields"]) for one in caplog.records]
    loaded = {"forms": "outdated", "sets": "python", "recall": "compiled"}
    parts = {"kernel": kernel_name(), **loaded}
    assert ("INFO", "recognizers_loaded", parts) in told
    warned = [fields for _, event, fields in told if event == "library_passed_over"]
    assert warned == [{"name": "forms", "reason": "outdated"}]


@pytest.mark.parametrize(("way", "reason"), REFUSED_FOR.items())
async def test_a_culprit_is_refused_alone(ward: Ward, way: str, reason: Reason) -> None:
    """Whatever a text does to the process that reads it, only its own record pays for it."""
    records = batch(100, {63: way})
    results = await ward.redact(new_pipeline(), records)
    assert refused(results) == {63: reason}
    assert [one.at for one in results] == [one.at for one in records]


@pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")
@pytest.mark.parametrize("culprits", [{}, {63: "exit"}, {7: "spin", 8: "raise"}])
async def test_a_batch_as_a_broker_gave_it_ends_the_same(
    ward: Ward, culprits: dict[int, str]
) -> None:
    """It is opened by the process that redacts; its pieces, once one is broken, by the worker."""
    records = batch(100, culprits)
    results = await ward.redact(new_pipeline(), unopened(records[:64], records[64:]))
    assert list(results) == list(await ward.redact(new_pipeline(), records))
    assert refused(results) == {at: REFUSED_FOR[how] for at, how in culprits.items()}


@pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")
async def test_a_record_alone_as_a_broker_gave_it_can_be_the_culprit(ward: Ward) -> None:
    """It is refused by its place and time, which the worker knows without opening it."""
    (record,) = batch(1, {0: "exit"})
    (result,) = await ward.redact(new_pipeline(), unopened([record]))
    assert result == Refused(record.at, record.timestamp_ms, Reason.CRASHED)


@pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")
async def test_a_set_that_the_child_cannot_open_is_not_answered(ward: Ward) -> None:
    """Were the survey wrong, no result would be made up."""
    given = unopened(batch(1, {}))
    topic, partition, ((*base, raw),) = given.content
    given.content = (topic, partition, [(*base, raw[:-1])])
    assert refused(await ward.redact(new_pipeline(), given)) == {0: Reason.CRASHED}


@pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")
async def test_what_breaks_a_child_is_not_opened_by_the_worker(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kilobyte of zstd holds a record with headers by the million: objects for a gigabyte."""
    monkeypatch.setattr(
        "redactor.isolation.unopened.opened", lambda _: pytest.fail("it was opened here")
    )
    results = await ward.redact(new_pipeline(), unopened(batch(70, {7: "exit"})))
    assert refused(results) == {7: Reason.CRASHED}


async def test_a_record_alone_in_its_batch_can_be_the_culprit(ward: Ward) -> None:
    """A batch of one is not cut any further."""
    results = await ward.redact(new_pipeline(), batch(1, {0: "spin"}))
    assert refused(results) == {0: Reason.DETECT_DEADLINE}


async def test_the_loop_goes_on_while_a_text_holds_the_interpreter(ward: Ward) -> None:
    """A pattern that never ends and never lets go of the interpreter delays no heartbeat."""
    work = asyncio.create_task(ward.redact(new_pipeline(), batch(3, {1: "regex"})))
    turns = 0
    while not work.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert refused(await work) == {1: Reason.DETECT_DEADLINE}
    assert turns > TURNS


async def test_a_child_ended_from_outside_costs_no_record(ward: Ward, nursery: Nursery) -> None:
    """A child that the kernel or an operator kills is replaced, and its batch is done again."""
    await ward.redact(new_pipeline(), batch(1, {}))
    os.kill(child_of(nursery), signal.SIGKILL)
    results = await ward.redact(new_pipeline(), batch(1, {}))
    assert [type(one) for one in results] == [Masked]


async def test_an_abandoned_batch_is_not_answered_later(ward: Ward) -> None:
    """A batch given up at a rebalance leaves no answer behind for the next one."""
    pipeline = new_pipeline()
    work = asyncio.create_task(ward.redact(pipeline, batch(5, {2: "sleep"})))
    await asyncio.sleep(DEADLINE_S / 2)
    work.cancel()
    await asyncio.wait({work})
    results = await ward.redact(pipeline, batch(2, {}))
    assert [one.at.offset for one in results] == [0, 1]


async def test_another_policy_is_taken_over_at_once(ward: Ward) -> None:
    """A batch is masked under the policy it was given, not under the one before."""
    old = new_pipeline()
    new = Pipeline(default_policy("raw", "elsewhere"), breaking_detector(), NO_KEYS)
    records = batch(1, {})
    results = [(await ward.redact(one, records))[0] for one in (old, new, old)]
    assert [one.outputs[0].target for one in results if isinstance(one, Masked)] == [
        "masked",
        "elsewhere",
        "masked",
    ]


async def test_what_a_child_saw_of_the_policy_is_known_to_the_worker(ward: Ward) -> None:
    """Values are counted over all children, for the paths that match nothing."""
    pipeline = new_pipeline()
    await ward.redact(pipeline, batch(3, {1: "kill"}))
    await ward.redact(pipeline, batch(2, {}))
    assert pipeline.idle.records == 4


async def test_a_lost_nursery_stops_the_worker(ward: Ward, nursery: Nursery) -> None:
    """Without the process that forks children nothing is redacted, and nothing is refused."""
    os.kill(nursery.pid, signal.SIGKILL)
    with pytest.raises(EmitError, match="cannot be started anew"):
        await redact_for_ever(ward)  # a child that is about to end may still answer


async def redact_for_ever(ward: Ward) -> None:
    """Redact one batch after the other."""
    while True:
        await ward.redact(new_pipeline(), batch(1, {}))


def child_of(nursery: Nursery) -> int:
    """Find the nursery's child."""
    children = Path(f"/proc/{nursery.pid}/task/{nursery.pid}/children")
    return int(children.read_text("ascii").split()[0])
