"""The lanes over rebalances: opened when assigned, closed before a rebalance goes on."""

import asyncio
from collections.abc import Callable

from aiokafka import TopicPartition

from redactor.errors import EmitError
from redactor.stream.lanes import Lanes
from redactor.stream.port import LaneState

PATIENCE_S = 30.0
ONE, TWO = TopicPartition("raw", 0), TopicPartition("raw", 1)


class FakeLane:
    """A lane that works until it is told to finish, or fails when told to."""

    def __init__(self) -> None:
        """Not running yet."""
        self.state = LaneState.OPENING
        self.lag = 3
        self.may_cancel = False
        self.stubborn = False
        self.error: Exception | None = None

    def finish(self) -> None:
        """See `Lane.finish`."""
        if not self.stubborn:
            self.state = LaneState.STOPPED

    async def run(self) -> None:
        """See `Lane.run`."""
        self.state = LaneState.RUNNING
        try:
            while self.state is not LaneState.STOPPED:
                await asyncio.sleep(0.001)
                if self.error:
                    raise self.error
        finally:
            self.state = LaneState.STOPPED


def factory(made: list[FakeLane]) -> Callable[[TopicPartition], FakeLane]:
    """Make lanes and remember them."""

    def make(_: TopicPartition) -> FakeLane:
        made.append(FakeLane())
        return made[-1]

    return make


def new_lanes(made: list[FakeLane]) -> Lanes:
    """Make the lanes under test."""
    return Lanes(factory(made))  # type: ignore[arg-type]  # a fake that keeps the lane's contract


async def test_an_assignment_opens_a_lane_for_each_partition() -> None:
    """Lanes run for every assigned partition, and only then are all ready."""
    made: list[FakeLane] = []
    lanes = new_lanes(made)
    readiness = [lanes.ready]
    await lanes.on_partitions_assigned({ONE, TWO})
    readiness.append(lanes.ready)
    await asyncio.sleep(0.01)
    readiness.append(lanes.ready)
    assert readiness == [False, False, True], "unassigned, opening, running"
    assert lanes.lag == {ONE: 3, TWO: 3}
    await lanes.shut(1)


async def test_no_partition_is_ready_as_well() -> None:
    """A worker the group left nothing to is ready: it stands by."""
    lanes = new_lanes([])
    await lanes.on_partitions_assigned(set())
    assert lanes.ready


async def test_a_revocation_ends_only_when_every_lane_has_ended() -> None:
    """When the listener returns no lane of a revoked partition runs."""
    made: list[FakeLane] = []
    lanes = new_lanes(made)
    await lanes.on_partitions_assigned({ONE, TWO})
    await asyncio.sleep(0.01)
    await lanes.on_partitions_revoked({ONE, TWO})
    assert [lane.state for lane in made] == [LaneState.STOPPED] * 2
    assert not lanes.ready


async def test_a_lane_that_does_not_finish_in_time_is_cancelled() -> None:
    """The grace is a bound: a batch that lasts longer is given up."""
    made: list[FakeLane] = []
    lanes = new_lanes(made)
    await lanes.on_partitions_assigned({ONE})
    await asyncio.sleep(0.01)
    made[0].stubborn = True
    await asyncio.wait_for(lanes.close(0.02), PATIENCE_S)
    assert made[0].state is LaneState.STOPPED


async def test_an_idle_lane_is_not_waited_for() -> None:
    """A lane with nothing under way is cancelled at once."""
    made: list[FakeLane] = []
    lanes = new_lanes(made)
    await lanes.on_partitions_assigned({ONE})
    await asyncio.sleep(0.01)
    made[0].stubborn = made[0].may_cancel = True
    await asyncio.wait_for(lanes.close(2 * PATIENCE_S), PATIENCE_S)
    assert made[0].state is LaneState.STOPPED


async def test_a_rebalance_during_the_stop_opens_nothing() -> None:
    """After `shut` an assignment is ignored: the worker is leaving."""
    made: list[FakeLane] = []
    lanes = new_lanes(made)
    await lanes.shut(0)
    await lanes.on_partitions_assigned({ONE})
    assert made == []


async def test_the_first_failure_is_told() -> None:
    """A lane that fails for good gives its error to whoever waits."""
    made: list[FakeLane] = []
    lanes = new_lanes(made)
    await lanes.on_partitions_assigned({ONE, TWO})
    error = EmitError("x")
    made[1].error = error
    assert await asyncio.wait_for(lanes.failure(), PATIENCE_S) is error
    await lanes.shut(1)
