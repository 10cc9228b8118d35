"""Reads a topic from outside: for a report over what stands in it now.

Must never join a group, commit, or read past the end that the topic had when it began.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaConnectionError, KafkaError, UnknownTopicOrPartitionError

from redactor.errors import SourceError
from redactor.record import Coordinates, Record
from redactor.settings import Kafka
from redactor.stream.connection import client_options, quiet_dependencies

POLL_MS: Final = 500
BATCH_RECORDS: Final = 500
NO_SUCH_TOPIC: Final = "this topic does not exist, or may not be read"


@dataclass(frozen=True, slots=True)
class Extent:
    """What to read of a topic.

    Attributes:
        topic: Its name.
        limit: Newest records of each partition; None is all. Where transactions or compaction
            left gaps in the offsets it is fewer.
        since_ms: Records from this time on, Unix epoch in milliseconds; None is from the first.
    """

    topic: str
    limit: int | None = None
    since_ms: int | None = None


def survey(kafka: Kafka, extent: Extent) -> Generator[list[Record]]:
    """Read committed records, batch by batch; for synchronous callers.

    Args:
        kafka: The cluster; the group is not used.
        extent: What to read.

    Raises:
        ConfigError: A secret file cannot be used.
        SourceError: The topic is missing, cannot be read, or no broker answered for
            `start_timeout_s`: a report over a part must not look like one over all of it.
    """
    quiet_dependencies(logging.CRITICAL)  # what fails is told by the error, in words
    batches = _survey(kafka, extent)
    with asyncio.Runner() as runner:
        try:
            while True:
                try:
                    yield runner.run(_next(batches))
                except StopAsyncIteration:
                    return
        finally:
            runner.run(batches.aclose())


async def _next(batches: AsyncIterator[list[Record]]) -> list[Record]:
    return await anext(batches)


async def _survey(kafka: Kafka, extent: Extent) -> AsyncGenerator[list[Record]]:
    try:
        async with _reader(kafka, extent.topic) as reader:
            ends = await _bounds(reader, extent)
            while behind := [at for at, end in ends.items() if await reader.position(at) < end]:
                async with asyncio.timeout(kafka.start_timeout_s):
                    found = await _fetched(reader, behind)
                records = [_record(raw) for raw in found if raw.offset < ends[_place(raw)]]
                if records:
                    yield records
    except KafkaConnectionError:
        msg = f"{extent.topic}: no broker of `kafka.bootstrap_servers` can be reached"
        raise SourceError(msg) from None
    except (KafkaError, OSError, TimeoutError, ValueError) as error:
        msg = f"{extent.topic}: cannot be read ({type(error).__name__})"
        raise SourceError(msg) from None


@asynccontextmanager
async def _reader(kafka: Kafka, topic: str) -> AsyncIterator[Any]:
    """Open a consumer without a group: the brokers keep nothing of it."""
    reader = AIOKafkaConsumer(
        topic,
        **client_options(kafka),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="none",
        isolation_level="read_committed",
    )
    try:
        async with asyncio.timeout(kafka.start_timeout_s):
            await reader.start()
        yield reader
    except UnknownTopicOrPartitionError:
        msg = f"{topic}: {NO_SUCH_TOPIC}"
        raise SourceError(msg) from None
    finally:
        await reader.stop()


async def _bounds(
    reader: Any,  # noqa: ANN401 -- aiokafka ships no types
    extent: Extent,
) -> Mapping[TopicPartition, int]:
    """Go to the first record of each partition; give the offset after the last one."""
    partitions = reader.assignment()
    firsts = await reader.beginning_offsets(partitions)
    ends: Mapping[TopicPartition, int] = await reader.end_offsets(partitions)
    since: dict[TopicPartition, int] = {}
    if extent.since_ms is not None:
        found = await reader.offsets_for_times(dict.fromkeys(partitions, extent.since_ms))
        since = {at: ends[at] if one is None else one.offset for at, one in found.items()}
    for at in partitions:
        newest = 0 if extent.limit is None else ends[at] - extent.limit
        reader.seek(at, max(firsts[at], since.get(at, 0), newest))
    return ends


async def _fetched(
    reader: Any,  # noqa: ANN401 -- aiokafka ships no types
    partitions: list[TopicPartition],
) -> list[ConsumerRecord]:
    """Wait for records, or for what stands in their place to be passed over."""
    before = [await reader.position(at) for at in partitions]
    while True:
        found = await reader.getmany(*partitions, timeout_ms=POLL_MS, max_records=BATCH_RECORDS)
        records = [raw for batch in found.values() for raw in batch]
        if records or before != [await reader.position(at) for at in partitions]:
            return records


def _place(raw: ConsumerRecord) -> TopicPartition:
    return TopicPartition(raw.topic, raw.partition)


def _record(raw: ConsumerRecord) -> Record:
    at = Coordinates(raw.topic, raw.partition, raw.offset)
    return Record(at, raw.timestamp, raw.key, raw.value, raw.headers)
