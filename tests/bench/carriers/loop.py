"""The limit: a bare aiokafka loop in transactions, copying records, or masking them with argus.

    python -m tests.bench.carriers.loop copy|argus SERVERS GROUP SOURCE TARGET

Same guarantees as the sidecar's, nothing around them. Must never be run against a cluster in use.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from tests.bench.carriers.leaves import Mask, argus, masked

RECORDS: Final = 3_000  # of one transaction, at most; as the sidecar's default
SLOW_RECORDS: Final = 100  # of a peer that takes seconds for more
FETCH_BYTES: Final = 8 * 1024 * 1024
WAIT_MS: Final = 50  # as the sidecar's default


class Way(NamedTuple):
    """From where to where."""

    servers: list[str]
    group: str
    source: str
    target: str


async def carry(way: Way, mask: Mask | None) -> None:
    """Carry records until the process is killed."""
    consumer = AIOKafkaConsumer(
        way.source,
        bootstrap_servers=way.servers,
        group_id=way.group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        max_partition_fetch_bytes=FETCH_BYTES,
        fetch_max_wait_ms=WAIT_MS,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=way.servers, transactional_id=way.group, max_batch_size=512 * 1024
    )
    await consumer.start()
    await producer.start()
    limit = SLOW_RECORDS if mask else RECORDS
    while True:
        fetched = await consumer.getmany(timeout_ms=1_000, max_records=limit)
        if fetched:
            await _transact(producer, way, fetched, mask)


async def _transact(
    producer: AIOKafkaProducer,
    way: Way,
    fetched: Mapping[TopicPartition, Sequence[Any]],
    mask: Mask | None,
) -> None:
    async with producer.transaction():
        sent = [
            await producer.send(
                way.target,
                masked(one.value, mask) if mask else one.value,
                one.key,
                one.partition,
                one.timestamp,
                list(one.headers),
            )
            for batch in fetched.values()
            for one in batch
        ]
        await asyncio.gather(*sent)
        offsets = {place: batch[-1].offset + 1 for place, batch in fetched.items()}
        await producer.send_offsets_to_transaction(offsets, way.group)


def main(arguments: Sequence[str]) -> None:
    """Read the command line and carry."""
    change, servers, *names = arguments
    way = Way(servers.split(","), *names)
    uvloop.run(carry(way, argus() if change == "argus" else None))


if __name__ == "__main__":
    main(sys.argv[1:])
