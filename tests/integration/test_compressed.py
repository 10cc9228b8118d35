"""Compressed topics on a real Kafka: every codec is read, a bomb is refused record by record."""

import asyncio
import json
import uuid
from pathlib import Path

import pytest
from confluent_kafka import Producer

from redactor.stream.decompression import SET_BYTES
from tests.support.kafka_servers import Servers
from tests.support.plane import carry
from tests.support.sidecar import Job

pytestmark = pytest.mark.kafka

MEBIBYTE = 1024 * 1024
NOTE = json.dumps({"note": "王小明13800138000"}).encode()
BOMBS = 3  # records of one set, which holds more than it may only together


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> Job:
    """A job with one partition."""
    made = Job(tmp_path, kafka.bootstrap, f"packed-{uuid.uuid4().hex[:8]}")
    kafka.create(made.topics(1))
    return made


def write(job: Job, codec: str, values: list[bytes]) -> None:
    """Write values as one compressed set; the broker sees its compressed size alone."""
    options: dict[str, str | int] = {
        "bootstrap.servers": ",".join(job.servers),
        "compression.type": codec,
        "linger.ms": 2_000,
        "message.max.bytes": 400 * MEBIBYTE,
        "batch.size": 400 * MEBIBYTE,
    }
    producer = Producer(options)
    for value in values:
        producer.produce(job.source, value, partition=0)
    assert producer.flush(60) == 0


@pytest.mark.parametrize("codec", ["none", "gzip", "snappy", "lz4", "zstd"])
async def test_every_compression_is_read(kafka: Servers, job: Job, codec: str) -> None:
    """Whatever a producer compresses with, its records are masked."""
    await asyncio.to_thread(write, job, codec, [NOTE] * 50)
    await carry(job, 50)
    found = await asyncio.to_thread(kafka.read, job.target)
    assert len(found) == 50
    assert not any(one.value == NOTE for one in found)


@pytest.mark.parametrize("codec", ["gzip", "lz4", "zstd"])
async def test_a_bomb_leaves_a_pointer_for_each_record(
    kafka: Servers, job: Job, codec: str
) -> None:
    """A set that expands too far is refused; what stands before and behind it is masked."""
    bomb = bytes(SET_BYTES // BOMBS + MEBIBYTE)
    for values in ([NOTE], [bomb] * BOMBS, [NOTE]):
        await asyncio.to_thread(write, job, codec, values)
    await carry(job, BOMBS + 2)
    pointers = [json.loads(one.value or b"") for one in kafka.read(job.quarantine)]
    assert [(one["offset"], one["reason"]) for one in pointers] == [
        (1, "too_large"),
        (2, "too_large"),
        (3, "too_large"),
    ]
    assert len(await asyncio.to_thread(kafka.read, job.target)) == 2
