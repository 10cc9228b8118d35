"""Reading one partition with aiokafka.

Must never move past a record that was not handed over: aiokafka would jump to the earliest or
latest offset by itself, and skip a record it cannot parse; here both stop the worker.
"""

import asyncio
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError

from redactor.errors import Reason, SourceError
from redactor.record import Coordinates, Record
from redactor.settings import Batch
from redactor.stream.expansion import UNREADABLE
from redactor.stream.port import Source, TransientError
from redactor.telemetry.logs import event_logger

POLL_MS: Final = 1_000  # only how often an idle lane looks up; records end the wait at once

log = event_logger(__name__)


class KafkaSource(Source):
    """A lane's view of the worker's one consumer."""

    def __init__(
        self, consumer: AIOKafkaConsumer, source: TopicPartition, batch: Batch, timeout_s: float
    ) -> None:
        """Take a started consumer that is assigned the partition."""
        self._consumer = consumer
        self._source = source
        self._batch = batch
        self._timeout_s = timeout_s

    async def rewind(self, floor: int) -> int:
        """Seek to the committed offset; see `Source.rewind`."""
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._rewind(floor)
        except (KafkaError, TimeoutError) as error:
            raise TransientError(type(error).__name__) from None

    async def fetch(self) -> list[Record]:
        """Take the next records; see `Source.fetch`."""
        try:
            fetched = await self._consumer.getmany(
                self._source, timeout_ms=POLL_MS, max_records=self._batch.max_records
            )
        except OffsetOutOfRangeError:
            raise self._gone() from None
        except KafkaError as error:
            lost = self._source not in self._consumer.assignment()  # the group decides what follows
            if lost or getattr(error, "retriable", False):
                raise TransientError(type(error).__name__) from None
            raise self._unreadable(error) from None
        except (ValueError, LookupError, TypeError) as error:  # what parsing a record may raise
            raise self._unreadable(error) from None
        return [_record(raw) for raw in fetched.get(self._source, ())]

    def lag(self, next_offset: int) -> int:
        """Count what stands between an offset and the end of the log; see `Source.lag`."""
        if self._source not in self._consumer.assignment():
            return 0
        return max(0, (self._consumer.highwater(self._source) or next_offset) - next_offset)

    async def _rewind(self, floor: int) -> int:
        source = self._source
        committed: int | None = await self._consumer.committed(source)
        first: int = (await self._consumer.beginning_offsets([source]))[source]
        end: int = (await self._consumer.end_offsets([source]))[source]
        if floor and (committed is None or committed < floor):
            log.warning("committed_offset_went_back", **self._place(), offset=committed)
            committed = floor
        if committed is not None and not first <= committed <= end:
            raise self._gone()
        offset = first if committed is None else committed
        self._consumer.seek(source, offset)
        return offset

    def _place(self) -> dict[str, str | int]:
        return {"topic": self._source.topic, "partition": self._source.partition}

    def _gone(self) -> SourceError:
        return SourceError(
            f"{self._name()}: the group's committed offset is no longer in the log (retention"
            " passed it, or the topic was made anew); records may be lost, reset the group's"
            " offset by hand to go on"
        )

    def _unreadable(self, error: BaseException) -> SourceError:
        return SourceError(f"{self._name()}: cannot be read on ({type(error).__name__})")

    def _name(self) -> str:
        return f"{self._source.topic}/{self._source.partition}"


def _record(raw: ConsumerRecord) -> Record:
    if raw.value is UNREADABLE:
        at = Coordinates(raw.topic, raw.partition, raw.offset)
        return Record(at, raw.timestamp, None, None, (), Reason.TOO_LARGE.value)
    return Record(
        Coordinates(raw.topic, raw.partition, raw.offset),
        raw.timestamp,
        raw.key,
        raw.value,
        raw.headers,
    )
