"""Reading one partition with aiokafka.

Must never move past a record that was not handed over: aiokafka would jump to the earliest or
latest offset by itself, and skip a record it cannot parse; here both stop the worker. Nor stand
still without a word while the partition has records, nor leave it held when records are asked for.
"""

import asyncio
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError

from redactor.errors import SourceError
from redactor.record import Record
from redactor.stream.beginning import Beginning, Evidence, gone
from redactor.stream.ends import Ends
from redactor.stream.group_consumer import GroupConsumer
from redactor.stream.port import Source, TransientError
from redactor.stream.standstill import Standstill
from redactor.stream.turns import SEVERAL
from redactor.telemetry.logs import event_logger

POLL_MS: Final = 1_000  # only how often an idle lane looks up; records end the wait at once
STANDING: Final = 3  # request time-outs: a fetch that hangs ends with one, and is sent again
STALLS: Final = 2  # in a row: after the first the partition is sought anew
# What parsing may raise; SystemError from aiokafka's compiled code, where a length is negative.
UNPARSED: Final = (ValueError, LookupError, TypeError, SystemError, struct.error)

log = event_logger(__name__)


@dataclass(frozen=True, slots=True)
class Terms:
    """How partitions are read.

    Attributes:
        max_records: Records handed over at once, at most.
        timeout_s: Longest time for an answer.
        ends: Where partitions end, as the brokers tell apart from reading.
        beside: What stands beside the coordinator's word of where to begin.
    """

    max_records: int
    timeout_s: float
    ends: Ends
    beside: Evidence


class KafkaSource(Source):
    """A lane's view of the worker's one consumer."""

    def __init__(self, consumer: GroupConsumer, source: TopicPartition, terms: Terms) -> None:
        """Take a started consumer that is assigned the partition."""
        self._consumer = consumer
        self._source = source
        self._terms = terms
        self._beginning = Beginning(consumer, source, terms.beside)
        self._standstill = Standstill(STANDING * terms.timeout_s)
        self._read_to = 0
        self._held = False

    async def rewind(self, floor: int) -> int:
        """Seek to the committed offset; see `Source.rewind`."""
        try:
            async with asyncio.timeout(self._terms.timeout_s):
                return await self._rewind(floor)
        except (KafkaError, TimeoutError) as error:
            raise TransientError(type(error).__name__) from None

    async def fetch(self) -> Sequence[Record]:
        """Take the next records; see `Source.fetch`."""
        try:
            self._let_go()
            fetched = await self._consumer.getmany(
                self._source, timeout_ms=POLL_MS, max_records=self._terms.max_records
            )
            records: Sequence[Record] = fetched.get(self._source, [])
            if len(records) >= SEVERAL:
                self._hold()
            if not records:  # what stands before the position was no record for us
                self._read_to = await self._consumer.position(self._source)
        except OffsetOutOfRangeError:
            raise gone(self._source) from None
        except KafkaError as error:
            lost = self._source not in self._consumer.assignment()  # the group decides what follows
            if lost or getattr(error, "retriable", False):
                raise TransientError(type(error).__name__) from None
            raise self._unreadable(error) from None
        except UNPARSED as error:
            raise self._unreadable(error) from None
        if records:
            self._standstill.progressed()
        else:
            self._mind_standstill()
        return records

    def lag(self, next_offset: int) -> int:
        """Count what stands between an offset and the end of the log; see `Source.lag`."""
        if self._source not in self._consumer.assignment():
            return 0
        seen = self._terms.ends.seen(self._source)
        end = max(self._consumer.highwater(self._source) or 0, seen.end if seen else 0)
        return max(0, end - max(next_offset, self._read_to))

    def _mind_standstill(self) -> None:
        """Compare where reading stands with the end that the broker tells.

        Raises:
            TransientError: The partition has had records for long, and none came.
            SourceError: The same again, after it was sought anew.
        """
        seen = self._terms.ends.seen(self._source)
        standing = self._standstill.over(self._read_to, seen)
        self._terms.ends.note(self._source, standing=self._standstill.stalls > 0)
        if not standing or seen is None:
            return
        log.error("partition_stalled", **self._place(), lag=seen.end - self._read_to)
        if self._standstill.stalls < STALLS:
            msg = "PartitionStalled"
            raise TransientError(msg)
        raise self._standing()

    def _hold(self) -> None:
        """Have the partition not read ahead while a batch of it is carried.

        aiokafka (0.14, `Fetcher._get_actions_per_node`) would ask for more at once, get the one
        record that has just come, keep it as the whole of the next batch, and until that is taken
        ask the broker for no other partition either. Where records come one by one, asking
        at once is right: none waits, and the next question may have to wait for other partitions'.
        """
        self._consumer.pause(self._source)
        self._held = True

    def _let_go(self) -> None:
        """Read again; what the group has given to another is no longer ours to let go."""
        if self._held and self._source in self._consumer.assignment():
            self._consumer.resume(self._source)
        self._held = False

    async def _rewind(self, floor: int) -> int:
        offset = await self._beginning.offset(floor)
        self._consumer.seek(self._source, offset)
        self._standstill.sought()
        self._read_to = offset
        return offset

    def _place(self) -> dict[str, str | int]:
        return {"topic": self._source.topic, "partition": self._source.partition}

    def _standing(self) -> SourceError:
        return SourceError(f"{self._name()}: nothing was read for long, though there are records")

    def _unreadable(self, error: BaseException) -> SourceError:
        return SourceError(f"{self._name()}: cannot be read on ({type(error).__name__})")

    def _name(self) -> str:
        return f"{self._source.topic}/{self._source.partition}"
