"""The records of a lane, made at once of what aiokafka has read: no record of its own in between.

Nor any at all where a set can be handed on as it is. Must never change what another consumer of
this process is given, nor hand on what could not be read: such a record says why it has to be
refused.
"""

import sys
from collections.abc import Sequence
from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.consumer import fetcher

from redactor.errors import Reason
from redactor.isolation.unopened import Piece, Unopened
from redactor.record import Record, coordinates_of, record_of
from redactor.stream.expansion import UNREADABLE, BoundedRecords
from redactor.stream.misnamed import MISNAMED

# What Kafka gives a record that was written without a time, as all were in format 0.
NO_TIME_MS: Final = -1
# Of a batch, as a rule: a broker's answer that was compressed holds many times as much, and a
# process that redacts takes twenty bytes for each that is full of findings.
MOST_BYTES: Final = 4 * 1024 * 1024
UNREAD: Final = {UNREADABLE: Reason.TOO_LARGE, MISNAMED: Reason.HEADER_NOT_TEXT}


def as_records(raw_value: bytes) -> bytes:
    """Stand as the `value_deserializer` of a consumer that is to give `Record`s."""
    return raw_value


class Reading(fetcher.PartitionRecords):  # type: ignore[misc]  # aiokafka is untyped
    """What one answer of a broker holds of one partition."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 -- aiokafka's own signature
        """Take what aiokafka's own takes."""
        super().__init__(*arguments)
        self._rest: Piece | None = None
        self.ended = False

    @property
    def for_a_lane(self) -> bool:
        """Whether it is read for one of ours."""
        return self._value_deserializer is as_records

    def take(self, most: int) -> Sequence[Record]:
        """Give the next records, as the broker gave them where all can be handed on so.

        Args:
            most: How many at once, at most; fewer where they take more than `MOST_BYTES`.
        """
        if isinstance(self._records, BoundedRecords):
            self._records.unopened = True
        taken: list[Piece | Record] = []
        count, left = 0, MOST_BYTES
        while count < most and left > 0 and (one := self._next()) is not None:
            if isinstance(one, Piece):
                one = self._kept_to(one, min(most - count, one.within(left)))
                count, left = count + one.size, left - one.raw_bytes
            else:
                count, left = count + 1, left - len(one.raw_value or b"")
            taken.append(one)
        return self._batch(taken)

    def _next(self) -> Piece | Record | None:
        """Give what was left over, or what comes next."""
        rest, self._rest = self._rest, None
        if rest is not None:
            return rest
        one: Piece | Record | None = next(self, None)
        self.ended = one is None
        return one

    def _kept_to(self, piece: Piece, most: int) -> Piece:
        """Give so much of a piece, and keep the others."""
        if piece.size > most:
            piece, self._rest = piece.parted(most)
        self.next_fetch_offset = piece.offset + 1
        return piece

    def _batch(self, taken: Sequence[Piece | Record]) -> Sequence[Record]:
        topic, partition = self._tp
        pieces = [one for one in taken if isinstance(one, Piece)]
        if pieces and len(pieces) == len(taken):
            return Unopened(topic, partition, pieces)
        records: list[Record] = []
        for one in taken:
            records += Unopened(topic, partition, [one]) if isinstance(one, Piece) else [one]
        return records

    def _consumer_record(self, tp: TopicPartition, raw: Any) -> Any:  # noqa: ANN401 -- aiokafka's own signature and records
        if not self.for_a_lane:
            return super()._consumer_record(tp, raw)
        if isinstance(raw, Piece):
            return raw.since(self.next_fetch_offset)
        topic, partition = tp
        at, value, at_ms = coordinates_of((topic, partition, raw.offset)), raw.value, raw.timestamp
        if at_ms is None:
            at_ms = NO_TIME_MS
        if value is UNREADABLE or value is MISNAMED:
            return Record(at, at_ms, None, None, (), UNREAD[value].value)
        return record_of((at, at_ms, raw.key, value, tuple(raw.headers), ""))


class Answer(fetcher.FetchResult):  # type: ignore[misc]  # aiokafka is untyped
    """The same, as the consumer takes it."""

    _partition_records: Any

    def getall(self, max_records: int | None = None) -> Any:  # noqa: ANN401 -- aiokafka's own records
        """Give the next records; those of a lane as `Reading.take` does."""
        records = self._partition_records
        if not isinstance(records, Reading) or not records.for_a_lane:
            return super().getall(max_records)
        if not self.check_assignment(self._topic_partition):
            return []
        taken = records.take(max_records or sys.maxsize)
        self._update_position()
        if records.ended:
            self._partition_records = None
        return taken


def install() -> None:
    """Have every consumer of this process read by `Reading` and `Answer`. Idempotent."""
    fetcher.PartitionRecords = Reading
    fetcher.FetchResult = Answer
