"""Which offset a lane begins at: what the group committed, as far as that can be believed.

Must never skip a record that was not carried, nor begin before one that is known to have been. A
coordinator that came back with all brokers tells old offsets, or none, until its log is replicated
again: seconds, in which an answer is no error and yet wrong.
"""

import time
from dataclasses import dataclass
from typing import Final

from aiokafka import TopicPartition

from redactor.errors import SourceError
from redactor.stream.group_consumer import IN_TRANSACTION, Committed, GroupConsumer
from redactor.stream.port import TransientError
from redactor.stream.tails import Tails, extent
from redactor.telemetry.logs import event_logger

DOUBT_S: Final = 30.0  # a group without an offset, but with outputs, is asked again for so long

log = event_logger(__name__)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands beside the coordinator's word.

    Attributes:
        tails: What the outputs show of a source.
        atomic: Outputs and offset are one transaction: what is there was carried, and all before.
    """

    tails: Tails
    atomic: bool


class Beginning:
    """Where to begin with one partition, found anew each time."""

    def __init__(self, consumer: GroupConsumer, source: TopicPartition, beside: Evidence) -> None:
        """Take a started consumer that is assigned the partition."""
        self._consumer = consumer
        self._source = source
        self._beside = beside
        self._doubted_at: float | None = None

    async def offset(self, floor: int) -> int:
        """Find it.

        Args:
            floor: What this worker saw committed itself; 0 for nothing.

        Raises:
            SourceError: It is no longer in the log.
            TransientError: No answer is to be believed yet.
            KafkaError: A broker did not answer.
        """
        source = self._source
        told = await self._consumer.committed(source)
        floor = await self._floor(told, floor)
        committed = told.offset if told else None
        first, end = await extent(self._consumer, source)
        if floor and (committed is None or committed < floor):
            place = {"topic": source.topic, "partition": source.partition}
            log.warning("committed_offset_went_back", **place, offset=committed)
            committed = floor
        if committed is not None and not first <= committed <= end:
            raise gone(source)
        return first if committed is None else committed

    async def _floor(self, told: Committed | None, floor: int) -> int:
        """Raise what the worker remembers to what the outputs show, where that may be believed.

        An offset without our mark was set by a person, and stands.
        """
        if told is not None and told.mark != IN_TRANSACTION:
            return floor
        unknown = told is None and not floor
        if not unknown and not self._beside.atomic:
            return floor
        carried = await self._beside.tails.carried(self._source)
        if unknown:
            self._doubt(carried)
            return 0
        return max(floor, carried)

    def _doubt(self, carried: int) -> None:
        """Ask a coordinator again that knows of no offset, where there are outputs.

        A new group on old topics, and a topic made anew, look just like one that forgot: after a
        while it is believed.

        Raises:
            TransientError: It has not said so for long enough.
        """
        if not carried:
            return
        now = time.monotonic()
        if self._doubted_at is None:
            self._doubted_at = now
        if now - self._doubted_at < DOUBT_S:
            msg = "OffsetDoubted"
            raise TransientError(msg)


def gone(source: TopicPartition) -> SourceError:
    """Say that the log does not hold the offset to go on from."""
    return SourceError(
        f"{source.topic}/{source.partition}: the group's committed offset is no longer in the log"
        " (retention passed it, or the topic was made anew); records may be lost, reset the group's"
        " offset by hand to go on"
    )
