"""A client that stops reading without a word is noticed: by its tasks, by the broker's offsets."""

import asyncio
import uuid
from pathlib import Path
from typing import Any

import pytest

from redactor.errors import SourceError
from redactor.stream.dataplane import DataPlane
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import Tally, running, until
from tests.support.sidecar import Job

QUICK = {"kafka": {"request_timeout_ms": 1_000}}


@pytest.fixture
def job(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job whose watch looks up often."""
    monkeypatch.setattr("redactor.stream.dataplane.LOOK_S", 0.2)
    made = Job(tmp_path, servers.bootstrap, f"watched-{uuid.uuid4().hex[:8]}", more=QUICK)
    if servers.committed_reads:
        servers.create(made.topics(1))
    return made


def _write(servers: Servers, job: Job, count: int) -> None:
    servers.write(job.source, [Message(b"k", b'{"n": 1}', (), 0)] * count)


async def _carried(plane: DataPlane, tally: Tally, servers: Servers, job: Job) -> Any:  # noqa: ANN401 -- aiokafka is untyped
    """Wait for the first records, and give the client that read them."""
    await asyncio.to_thread(_write, servers, job, 5)
    await until("five records", lambda: tally.total >= 5)
    return plane._consumer  # noqa: SLF001 -- the client is what fails here


async def test_a_fetcher_that_died_stops_the_worker(servers: Servers, job: Job) -> None:
    """The reason says which task ended, and the worker does not stay behind as if it read."""
    async with running(job) as (plane, tally):
        consumer = await _carried(plane, tally, servers, job)
        consumer._fetcher._fetch_task.cancel()  # noqa: SLF001 -- nothing public ends it
        await until("the failure", lambda: plane.failure)
        assert isinstance(plane.failure, SourceError)
        assert "fetcher task ended" in str(plane.failure)


async def test_a_fetcher_that_asks_for_nothing_stops_the_worker(servers: Servers, job: Job) -> None:
    """A fetcher that takes a request for sent that never was: the lag rises, then it is told."""
    async with running(job) as (plane, tally):
        consumer = await _carried(plane, tally, servers, job)
        consumer._fetcher._in_flight = _Everyone()  # noqa: SLF001 -- nothing public hinders it
        await asyncio.to_thread(_write, servers, job, 500)
        await until("a lag", lambda: sum(plane.lag.values()) > 0)
        await until("a standstill", lambda: plane.standing)
        await until("the failure", lambda: plane.failure)
        assert isinstance(plane.failure, SourceError)
        assert "nothing was read" in str(plane.failure)


class _Everyone(set[int]):
    """Every broker has a request under way, for ever."""

    def __contains__(self, node: object) -> bool:
        return True
