"""The lane alone: every failure ends in the committed offset and every record in one place."""

import asyncio
from collections.abc import Iterator, Sequence

import pytest

from redactor.errors import EmitError, Reason, RefusalLimitError, SourceError
from redactor.isolation.native import NATIVE
from redactor.record import Record
from redactor.settings import Refusals
from redactor.stream.port import FencedError, LaneState, TransientError, UnfitError
from redactor.stream.turns import SEVERAL
from tests.support.in_thread import InThread, InThreadPacked
from tests.support.lane_ports import MASKED, POISON, QUARANTINE, Bench, record
from tests.support.plane import until

TEN = [record(offset) for offset in range(10)]


class Benches(list[Bench]):
    """The benches of a test, all with one kind of redactor."""

    def __init__(self, kind: type[InThread]) -> None:
        """Begin with none."""
        super().__init__()
        self.kind = kind


# Records in columns and in message sets: what the lane does must not depend on it.
@pytest.fixture(
    params=[
        InThread,
        pytest.param(
            InThreadPacked, marks=pytest.mark.skipif(NATIVE is None, reason="no C compiler")
        ),
    ]
)
def benches(request: pytest.FixtureRequest) -> Iterator[Benches]:
    """Benches to clear away after the test."""
    made = Benches(request.param)
    yield made
    for bench in made:
        bench.redactor.end()


def new_bench(
    benches: Benches, records: Sequence[Record] = TEN, limits: Refusals | None = None
) -> Bench:
    """Make a bench."""
    benches.append(Bench(records, benches.kind(), limits))
    return benches[-1]


async def test_every_record_is_written_once_in_order(benches: Benches) -> None:
    """Without faults every record is written once, and all are committed."""
    bench = new_bench(benches)
    await bench.run(10)
    assert bench.written(MASKED) == list(range(10))
    assert (bench.log.committed, bench.lane.lag) == (10, 0)
    assert bench.ledger.parcels == (4 if benches.kind is InThreadPacked else 0)


async def test_a_lane_closes_its_emitter_when_it_ends(benches: Benches) -> None:
    """A lane that is told to finish leaves nothing open."""
    bench = new_bench(benches)
    await bench.run(10)
    assert (bench.lane.state, bench.ledger.is_open) == (LaneState.STOPPED, False)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (TransientError("x"), "the broker stumbled: open anew, read anew"),
        (FencedError("x"), "fenced, but still ours: after a pause it goes on"),
    ],
)
async def test_after_a_fault_the_batch_is_read_again(
    benches: Benches, fault: Exception, why: str
) -> None:
    """A batch that was not committed is read from the committed offset and written once."""
    bench = new_bench(benches)
    bench.ledger.faults = [fault]
    await bench.run(10)
    assert bench.written(MASKED) == list(range(10)), why
    assert bench.ledger.opened == 2


async def test_a_source_that_stumbles_is_read_again(benches: Benches) -> None:
    """A passing read error costs no record."""
    bench = new_bench(benches)
    bench.log.faults = [TransientError("x")]
    await bench.run(10)
    assert bench.written(MASKED) == list(range(10))


async def test_a_committed_offset_that_goes_back_is_not_believed(benches: Benches) -> None:
    """What a lane has seen committed stays committed: nothing is written a second time."""
    bench = new_bench(benches)
    bench.ledger.faults = [None, TransientError("x")]
    bench.log.told = [0, 0]
    await bench.run(10)
    assert bench.written(MASKED) == list(range(10))


async def test_one_culprit_is_refused_by_the_broker_and_quarantined(benches: Benches) -> None:
    """A refused set is sent in pieces; the one refused alone becomes a pointer."""
    bench = new_bench(benches)
    together, alone = frozenset({0, 1, 2}), frozenset({1})
    bench.ledger.faults = [
        UnfitError([(together, Reason.GREW_TOO_LARGE)]),
        UnfitError([(alone, Reason.GREW_TOO_LARGE)]),
    ]
    await bench.run(10)
    assert [len({*one.values()}) for one in bench.ledger.suspects[:3]] == [0, 3, 3]
    assert [frozenset(one) for one in bench.ledger.suspects[:3]] == [
        frozenset(),
        together,
        together,
    ]
    assert bench.written(QUARANTINE) == [1]
    assert bench.written(MASKED) == [0, 2, 3, 4, 5, 6, 7, 8, 9]


async def test_suspicion_ends_with_the_commit(benches: Benches) -> None:
    """What was committed is suspected no more after the next opening."""
    bench = new_bench(benches)
    pair = frozenset({0, 1})
    unfit = UnfitError([(pair, Reason.GREW_TOO_LARGE)])
    bench.ledger.faults = [unfit, None, TransientError("x")]
    await bench.run(10)
    suspects = [frozenset(one) for one in bench.ledger.suspects[:4]]
    assert suspects == [frozenset(), pair, pair, frozenset()]


async def test_faults_without_end_stop_the_worker(benches: Benches) -> None:
    """When nothing succeeds for `retry_s` the lane fails and names the class of the last error."""
    bench = new_bench(benches)
    bench.ledger.open_faults = [TransientError("NodeNotReadyError")] * 100
    with pytest.raises(EmitError, match=r"no batch was confirmed for .* \(NodeNotReadyError\)"):
        await bench.run(10)
    assert bench.log.committed == 0


@pytest.mark.parametrize("error", [EmitError("x"), SourceError("y")])
async def test_what_stops_is_not_retried(benches: Benches, error: EmitError | SourceError) -> None:
    """A final error ends the lane at once, with nothing committed."""
    bench = new_bench(benches)
    bench.ledger.faults = [error] if isinstance(error, EmitError) else []
    bench.log.faults = [error] if isinstance(error, SourceError) else []
    with pytest.raises(type(error)):
        await bench.run(10)
    assert (bench.ledger.opened, bench.log.committed, bench.ledger.is_open) == (1, 0, False)


async def test_refusals_beyond_the_limit_commit_nothing_of_their_batch(
    benches: Benches,
) -> None:
    """The batch that trips the limit is neither written nor committed."""
    records = [record(offset, POISON if offset >= 4 else b"fine") for offset in range(10)]
    bench = new_bench(benches, records, Refusals(max_consecutive=4))
    with pytest.raises(RefusalLimitError):
        await bench.run(10)
    assert bench.log.committed == 6
    assert bench.written(QUARANTINE) == [4, 5]


@pytest.mark.parametrize("benches", [InThread], indirect=True)  # a child that does is ended
async def test_a_pipeline_that_forgets_a_record_stops_the_worker(benches: Benches) -> None:
    """Fewer results than records is a broken promise, not a smaller batch."""
    bench = new_bench(benches)
    bench.pipeline.forgets = True
    with pytest.raises(EmitError, match="record by record"):
        await bench.run(10)
    assert bench.log.committed == 0


SOON_S = 10.0
MOST = 6  # of ten records: fewer are left than these


async def in_line(bench: Bench) -> "asyncio.Task[None]":
    """Run a lane until it waits for its turn, which does not come."""
    bench.log.at_once = MOST
    bench.turns.open.clear()
    task = asyncio.create_task(bench.lane.run())
    await until("the lane's turn", lambda: bench.turns.asked)
    return task


async def test_a_lane_waits_for_its_turn_with_nothing_in_hand(benches: Benches) -> None:
    """What comes meanwhile is in its next batch; what it had is committed."""
    bench = new_bench(benches)
    task = await in_line(bench)
    assert bench.lane.may_cancel
    assert (bench.log.position, bench.log.committed) == (MOST, MOST)
    bench.turns.open.set()
    await until("the rest", lambda: bench.tally.total >= 10)
    bench.lane.finish()
    await task
    assert bench.written(MASKED) == list(range(10))


async def test_a_lane_that_waits_for_its_turn_is_closed_at_once(benches: Benches) -> None:
    """A rebalance waits for nobody who has nothing in hand."""
    bench = new_bench(benches)
    task = await in_line(bench)
    task.cancel()
    await asyncio.wait([task])
    assert (bench.lane.state, bench.ledger.is_open) == (LaneState.STOPPED, False)
    assert bench.log.committed == MOST


@pytest.mark.parametrize(
    ("at_once", "asked", "why"),
    [
        (1, [], "its records come one by one: it waits for them, and would hold up others"),
        (SEVERAL - 1, [], "the same"),
        (SEVERAL, [True, True, False], "as many are left as a batch had, until all are taken"),
    ],
)
async def test_a_lane_tells_whether_its_next_batch_is_full(
    benches: Benches, at_once: int, asked: list[bool], why: str
) -> None:
    """It then wins nothing by waiting; and it asks at all where more come than one by one."""
    bench = new_bench(benches, [record(offset) for offset in range(3 * SEVERAL)])
    bench.log.at_once = at_once
    task = asyncio.create_task(bench.lane.run())
    await until("all", lambda: bench.log.committed == 3 * SEVERAL, SOON_S)
    await until("its turn", lambda: len(bench.turns.asked) >= len(asked), SOON_S)
    task.cancel()
    await asyncio.wait([task])
    assert bench.turns.asked == asked, why


async def test_a_report_tells_what_was_committed(benches: Benches) -> None:
    """Reports add up to the committed records and name their partition and lag."""
    bench = new_bench(benches)
    await bench.run(10)
    reports = bench.tally.reports
    assert [len(report.told.places) for report in reports] == [3, 3, 3, 1]
    assert [report.lag for report in reports] == [7, 4, 1, 0]
    assert all(r.total_s >= r.redact_s >= 0 and r.total_s >= r.emit_s for r in reports)
