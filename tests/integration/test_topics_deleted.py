"""A masked topic that is deleted under a running worker, on a real Kafka."""

import asyncio
import uuid
from pathlib import Path

import pytest

from redactor.errors import EmitError
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import PATIENCE_S, running, until
from tests.support.sidecar import Job

pytestmark = pytest.mark.kafka

GOOD = [Message(b"k", b'{"note":"fine"}')] * 20


def new_job(kafka: Servers, folder: Path, retry_timeout_s: float) -> Job:
    """Make a job with its topics."""
    timing = {"request_timeout_ms": 2_000, "transaction_timeout_ms": 4_000}
    more = {"kafka": {**timing, "retry_timeout_s": retry_timeout_s}}
    made = Job(folder, kafka.bootstrap, f"gone-{uuid.uuid4().hex[:8]}", more=more)
    kafka.create(made.topics(1))
    return made


async def test_a_masked_topic_that_is_gone_stops_the_worker(kafka: Servers, tmp_path: Path) -> None:
    """With nowhere to write, the worker retries, then stops; nothing more is committed."""
    job = new_job(kafka, tmp_path, 8)
    kafka.write(job.source, GOOD)
    async with running(job) as (plane, tally):
        await until("the first records", lambda: tally.total == len(GOOD))
        await asyncio.to_thread(kafka.delete, job.target)
        await asyncio.to_thread(kafka.write, job.source, GOOD)
        await until("the stop", lambda: plane.failure)
        assert isinstance(plane.failure, EmitError)
    assert kafka.committed(job.name, job.source) == {0: len(GOOD)}


async def test_a_masked_topic_made_anew_in_time_takes_the_rest(
    kafka: Servers, tmp_path: Path
) -> None:
    """What was not committed goes to the new topic, all of it, once; what was is not repeated."""
    job = new_job(kafka, tmp_path, 4 * PATIENCE_S)
    kafka.write(job.source, GOOD)
    async with running(job) as (plane, tally):
        await until("the first records", lambda: tally.total == len(GOOD))
        await asyncio.to_thread(kafka.delete, job.target)
        await asyncio.to_thread(kafka.write, job.source, GOOD)
        await asyncio.sleep(2)
        await asyncio.to_thread(kafka.create, {job.target: 1})
        await until("the others", lambda: tally.total == 2 * len(GOOD) or plane.failure)
        assert plane.failure is None
    assert len(await asyncio.to_thread(kafka.read, job.target)) == len(GOOD)
    assert kafka.committed(job.name, job.source) == {0: 2 * len(GOOD)}
