"""What the data plane costs a record, beside a bare aiokafka loop with the same guarantees.

Run `python -m tests.bench.dataplane HOST:PORT [RECORDS]` on a Kafka of your own. CPU seconds are
this process's; the broker's are not in them. Must never be run against a cluster in use.
"""

import asyncio
import json
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from redactor.record import Masked, Output, Record, Result
from redactor.settings import Settings
from redactor.stream.dataplane import DataPlane
from redactor.stream.live import LivePipeline
from tests.support.in_thread import InThread
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import Tally
from tests.support.sidecar import Job

RECORDS: Final = 60_000
PARTITIONS: Final = 4
VALUE: Final = json.dumps({"note": "x" * 240}).encode()
BATCH: Final = 1_000


class Cost(NamedTuple):
    """Microseconds of CPU and of wall clock a record."""

    cpu_us: float
    wall_us: float


class Copy:
    """A pipeline that only copies."""

    policy_hash = "0" * 16

    def __init__(self, job: Job) -> None:
        """Take the topics of a job."""
        self.sources = (job.source,)
        self.targets = (job.target,)

    def redact(self, records: Sequence[Record]) -> list[Result]:
        """See `Pipeline.redact`."""
        target = self.targets[0]
        return [
            Masked(one.at, one.timestamp_ms, (Output(target, one.raw_key, one.raw_value),))
            for one in records
        ]


async def with_data_plane(job: Job, records: int) -> None:
    """Carry all records with the data plane."""
    tally = Tally()
    live = LivePipeline(Copy(job))  # type: ignore[arg-type]  # the data plane asks no more of it
    plane = DataPlane(Settings(**job.settings()), live, tally, InThread())
    await plane.start()
    while tally.total < records and plane.failure is None:  # noqa: ASYNC110 -- counts come from a service
        await asyncio.sleep(0.01)
    await plane.stop()
    assert plane.failure is None, str(plane.failure)


async def with_bare_client(job: Job, records: int) -> None:
    """Carry all records with one consumer, one transactional producer and `send`."""
    servers = list(job.servers)
    consumer = AIOKafkaConsumer(
        job.source,
        bootstrap_servers=servers,
        group_id=job.name,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        max_partition_fetch_bytes=8 * 1024 * 1024,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=servers, transactional_id=job.name, max_batch_size=512 * 1024
    )
    await consumer.start()
    await producer.start()
    done = 0
    while done < records:
        fetched = await consumer.getmany(timeout_ms=1_000, max_records=BATCH)
        if fetched:
            done += await _copy(producer, job, fetched)
    await producer.stop()
    await consumer.stop()


async def _copy(
    producer: AIOKafkaProducer, job: Job, fetched: dict[TopicPartition, list[Any]]
) -> int:
    async with producer.transaction():
        sent = [
            await producer.send(
                job.target, one.value, one.key, one.partition, one.timestamp, one.headers
            )
            for batch in fetched.values()
            for one in batch
        ]
        await asyncio.gather(*sent)
        offsets = {place: batch[-1].offset + 1 for place, batch in fetched.items()}
        await producer.send_offsets_to_transaction(offsets, job.name)
    return len(sent)


async def cost_of(
    carry: Callable[[Job, int], Awaitable[None]], servers: Servers, records: int
) -> Cost:
    """Measure one way on fresh topics."""
    with tempfile.TemporaryDirectory() as folder:
        job = Job(Path(folder), servers.bootstrap, f"bench-{uuid.uuid4().hex[:8]}")
        servers.create(job.topics(PARTITIONS))
        servers.write(
            job.source,
            (Message(b"%d" % n, VALUE, (), n % PARTITIONS) for n in range(records)),
        )
        cpu, wall = time.process_time(), time.perf_counter()
        await carry(job, records)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Cost(cpu / records * 1e6, wall / records * 1e6)


async def main() -> None:
    """Measure both ways in turn, twice, and print the better of each."""
    servers = Servers((sys.argv[1],))
    records = int(sys.argv[2]) if len(sys.argv) > 2 else RECORDS
    best: dict[str, Cost] = {}
    for name, carry in (("bare", with_bare_client), ("data plane", with_data_plane)) * 2:
        cost = await cost_of(carry, servers, records)
        best[name] = min(best.get(name, cost), cost)
    for name, cost in best.items():
        print(f"{name:11} {cost.cpu_us:6.1f} us CPU {cost.wall_us:6.1f} us wall a record")  # noqa: T201 -- a command's output
    print(f"ratio       {best['data plane'].cpu_us / best['bare'].cpu_us:6.2f}")  # noqa: T201 -- the same


if __name__ == "__main__":
    asyncio.run(main())
