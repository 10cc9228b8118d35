"""Reads the control topic up to its end of the moment: all of it, or what is new.

Must never give back less than the topic held at that moment: on doubt it raises. At the start the
sidecar then does not start.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from redactor.errors import RedactorError
from redactor.settings import Kafka
from redactor.stream.connection import client_options

POLL_MS: Final = 100  # how long an empty fetch may hold the start back
UNREADABLE: Final = "the control topic cannot be read to its end: the policy in force is unknown"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the control topic held at one moment.

    Attributes:
        messages: Values addressed to this group in the topic's order; None is a tombstone.
        ends: For each partition the offset after its last record; what is below has been read.
    """

    messages: Sequence[bytes | None] = field(repr=False)
    ends: Mapping[int, int]


class ControlUnknownError(RedactorError):
    """It is not known which policy is in force, so no record may be redacted."""


async def replay(
    kafka: Kafka, topic: str, since: Mapping[int, int], limit_s: float, key: str | None = None
) -> Replayed:
    """Read what the control topic holds for this group now.

    Args:
        kafka: The cluster.
        topic: The control topic.
        since: For each partition the first offset not read yet; absent ones are read whole.
        limit_s: Seconds it may take.
        key: Of the messages to read; `kafka.group` when absent.

    Returns:
        Its messages, none for an empty topic.

    Raises:
        ControlUnknownError: The topic is missing, unreadable, or its end was not reached within
            `limit_s`. What stands in a transaction still open is not published yet: the
            end is before it, and the agent takes it when it is committed.
    """
    try:
        async with asyncio.timeout(limit_s), _reader(kafka, topic) as reader:
            return await _read(reader, (key or kafka.group).encode(), since)
    except (KafkaError, OSError, TimeoutError):
        raise ControlUnknownError(UNREADABLE) from None


@asynccontextmanager
async def _reader(kafka: Kafka, topic: str) -> AsyncIterator[Any]:
    """Open a consumer without a group: it commits nothing and sees every partition."""
    reader = AIOKafkaConsumer(
        topic,
        **client_options(kafka),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    await reader.start()
    try:
        yield reader
    finally:
        await reader.stop()


async def _read(
    reader: Any,  # noqa: ANN401 -- aiokafka ships no types
    key: bytes,
    since: Mapping[int, int],
) -> Replayed:
    partitions = reader.assignment()
    if not partitions:
        raise ControlUnknownError(UNREADABLE)
    ends = await reader.end_offsets(partitions)
    for at in partitions:
        first = since.get(at.partition, 0)
        reader.seek(at, first if first <= ends[at] else 0)  # a topic made anew starts from 0
    messages: list[bytes | None] = []
    while any([await reader.position(at) < ends[at] for at in partitions]):
        batches = await reader.getmany(timeout_ms=POLL_MS)
        messages += [
            record.value for records in batches.values() for record in records if record.key == key
        ]
    return Replayed(messages, {at.partition: end for at, end in ends.items()})
