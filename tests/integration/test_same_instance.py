"""Two workers of one `kafka.instance`: a name in logs, no identity in the group."""

import asyncio
import uuid
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from redactor.stages.codec import SOURCE_HEADER
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import running, until
from tests.support.sidecar import Job

pytestmark = pytest.mark.kafka

COUNT = 400


async def test_two_workers_of_one_name_share_the_work(kafka: Servers, tmp_path: Path) -> None:
    """Neither throws the other out: both are assigned partitions and each record arrives once."""
    same = {"kafka": {"instance": "twin"}}
    job = Job(tmp_path, kafka.bootstrap, f"twin-{uuid.uuid4().hex[:8]}", more=same)
    kafka.create(job.topics(2))
    async with AsyncExitStack() as both:
        one, first = await both.enter_async_context(running(job))
        await until("the first is ready", lambda: one.ready)
        other, second = await both.enter_async_context(running(job))
        await until("both have work", lambda: one.ready and other.ready and len(other.lag) == 1)
        notes = [Message(b"%d" % n, b'{"note":"fine"}', (), n % 2) for n in range(COUNT)]
        await asyncio.to_thread(kafka.write, job.source, notes)
        await until("all committed", lambda: first.total + second.total >= COUNT)
        assert (one.failure, other.failure) == (None, None)
        assert first.total
        assert second.total
    found = await asyncio.to_thread(kafka.read, job.target)
    assert len({dict(message.headers)[SOURCE_HEADER] for message in found}) == len(found) == COUNT
