"""The records of a lane, made at once of what aiokafka has parsed: no record of its own in between.

Must never change what another consumer of this process is given, nor hand on what could not be
read: such a record says why it has to be refused.
"""

from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.consumer import fetcher

from redactor.errors import Reason
from redactor.record import Record, coordinates_of, record_of
from redactor.stream.expansion import UNREADABLE
from redactor.stream.misnamed import MISNAMED

# What Kafka gives a record that was written without a time, as all were in format 0.
NO_TIME_MS: Final = -1
UNREAD: Final = {UNREADABLE: Reason.TOO_LARGE, MISNAMED: Reason.HEADER_NOT_TEXT}


def as_records(raw_value: bytes) -> bytes:
    """Stand as the `value_deserializer` of a consumer that is to give `Record`s."""
    return raw_value


class Reading(fetcher.PartitionRecords):  # type: ignore[misc]  # aiokafka is untyped
    """What one answer of a broker holds of one partition."""

    def _consumer_record(self, tp: TopicPartition, raw: Any) -> Any:  # noqa: ANN401 -- aiokafka's own signature and records
        if self._value_deserializer is not as_records:
            return super()._consumer_record(tp, raw)
        topic, partition = tp
        at, value, at_ms = coordinates_of((topic, partition, raw.offset)), raw.value, raw.timestamp
        if at_ms is None:
            at_ms = NO_TIME_MS
        if value is UNREADABLE or value is MISNAMED:
            return Record(at, at_ms, None, None, (), UNREAD[value].value)
        return record_of((at, at_ms, raw.key, value, tuple(raw.headers), ""))


def install() -> None:
    """Have every consumer of this process read by `Reading`. Idempotent."""
    fetcher.PartitionRecords = Reading
