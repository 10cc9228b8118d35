"""The lanes of the partitions this worker is assigned, over every rebalance.

Must never let a rebalance go on while a lane of a revoked partition may still write.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Final

from aiokafka import ConsumerRebalanceListener, TopicPartition

from redactor.stream.lane import Lane
from redactor.stream.port import LaneState
from redactor.telemetry.logs import error_fields, event_logger

# How long a batch under way may take to finish when its partition is taken away. Well below the
# rebalance time-out, so that the group does not lose this worker over it.
REVOKE_GRACE_S: Final = 5.0

log = event_logger(__name__)


class Lanes(ConsumerRebalanceListener):  # type: ignore[misc] # aiokafka is untyped
    """Opens a lane for each assigned partition and closes all of them on a revocation."""

    def __init__(self, make_lane: Callable[[TopicPartition], Lane]) -> None:
        """Take the way to make a lane; nothing is assigned yet."""
        self._make_lane = make_lane
        self._lanes: dict[TopicPartition, tuple[Lane, asyncio.Task[None]]] = {}
        self._shut = False
        self._failed: asyncio.Future[BaseException] = asyncio.get_running_loop().create_future()
        self.assigned = False

    @property
    def ready(self) -> bool:
        """Every assigned partition has a running lane; true as well when none is assigned."""
        lanes = self._lanes.values()
        return self.assigned and all(lane.state is LaneState.RUNNING for lane, _ in lanes)

    @property
    def lag(self) -> Mapping[TopicPartition, int]:
        """Records not yet committed, by partition."""
        return {source: lane.lag for source, (lane, _) in self._lanes.items()}

    @property
    def sources(self) -> Collection[TopicPartition]:
        """The partitions that have a lane."""
        return tuple(self._lanes)

    async def failure(self) -> BaseException:
        """Wait for the first lane that fails for good, and give its error."""
        return await asyncio.shield(self._failed)

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Close every lane: aiokafka's assignors are eager, each rebalance takes all away."""
        del revoked
        self.assigned = False
        await self.close(REVOKE_GRACE_S)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Open a lane for each partition."""
        await self.close(0)
        if self._shut:  # a rebalance that ends while the worker stops
            return
        for source in sorted(assigned):
            lane = self._make_lane(source)
            task = asyncio.create_task(lane.run(), name=f"lane-{source.topic}-{source.partition}")
            task.add_done_callback(partial(self._note, source))
            self._lanes[source] = (lane, task)
        self.assigned = True
        log.info("partitions_assigned", partitions=len(self._lanes))

    async def shut(self, grace_s: float) -> None:
        """Close every lane and open none again."""
        self._shut = True
        await self.close(grace_s)

    async def close(self, grace_s: float) -> None:
        """Let batches under way finish, then cancel what is left; returns when all have ended."""
        lanes = list(self._lanes.values())
        self._lanes.clear()
        for lane, task in lanes:
            lane.finish()
            if lane.may_cancel:
                task.cancel()
        tasks = [task for _, task in lanes]
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=grace_s)
        for task in late:
            task.cancel()
        await asyncio.wait(tasks)

    def _note(self, source: TopicPartition, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        place = {"topic": source.topic, "partition": source.partition}
        log.error("lane_failed", **place, **error_fields(error))
        if not self._failed.done():
            self._failed.set_result(error)
