"""Topics that match a pattern of the policy come and go while the worker runs, on a real Kafka."""

import asyncio
import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient

from redactor.stages.codec import SOURCE_HEADER
from redactor.stream import dataplane
from tests.support.kafka_servers import QUIET, Message, Servers
from tests.support.pattern_job import PatternJob
from tests.support.plane import running, until
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.kafka

MOBILE = "13800138000"
NOTE = json.dumps({"note": f"打电话{MOBILE}"}, ensure_ascii=False).encode()


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> PatternJob:
    """A job with its own topics, and nothing yet to read."""
    made = PatternJob(tmp_path, kafka.bootstrap, f"pattern-{uuid.uuid4().hex[:8]}")
    kafka.create(made.own())
    return made


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look for topics more often than every 15 s."""
    monkeypatch.setattr(dataplane, "REFRESH_S", 1.0)
    return iter(())


def notes(count: int) -> list[Message]:
    """Give records with a phone number."""
    return [Message(b"%d" % number, NOTE, (), number % 2) for number in range(count)]


def sources_of(kafka: Servers, topic: str) -> list[bytes]:
    """Give the coordinates of the records whose masked copies a topic holds."""
    found = kafka.read(topic)
    assert not any(MOBILE.encode() in (one.value or b"") for one in found)
    return [dict(one.headers)[SOURCE_HEADER] or b"" for one in found]


def test_a_topic_made_later_is_masked_by_a_running_sidecar(kafka: Servers, job: PatternJob) -> None:
    """A team adds a topic; nobody restarts or configures anything."""
    kafka.create(job.pair("orders"))
    with Watched(job) as sidecar:
        kafka.create(job.pair("events"))
        kafka.write(job.raw("events"), notes(20))
        wait_for("masked", lambda: len(kafka.read(job.masked("events"))) >= 20)
        read = sidecar.told("topics_read")
        assert read[-1]["topics"] == [job.raw("events"), job.raw("orders")]
    found = sources_of(kafka, job.masked("events"))
    assert len(found) == len(set(found)) == 20
    assert all(source.startswith(job.raw("events").encode()) for source in found)


async def test_records_flow_once_while_topics_come(kafka: Servers, job: PatternJob) -> None:
    """Each new topic is a rebalance: what is under way loses and doubles nothing."""
    kafka.create(job.pair("orders"))
    async with running(job) as (plane, tally):
        await until("ready", lambda: plane.ready)
        for number in range(3):
            writing = asyncio.to_thread(kafka.write, job.raw("orders"), notes(2_000))
            making = asyncio.to_thread(kafka.create, job.pair(f"late{number}"))
            await asyncio.gather(writing, making)
            await asyncio.to_thread(kafka.write, job.raw(f"late{number}"), notes(10))
            await asyncio.sleep(1.5)
        await until("all committed", lambda: tally.total >= 6_030 or plane.failure)
        assert plane.failure is None
    for rest, count in (("orders", 6_000), ("late0", 10), ("late1", 10), ("late2", 10)):
        found = await asyncio.to_thread(sources_of, kafka, job.masked(rest))
        assert len(found) == len(set(found)) == count, rest


async def test_a_topic_without_its_masked_one_is_not_read(kafka: Servers, job: PatternJob) -> None:
    """It waits, which is told and counted, until someone makes the masked topic."""
    kafka.create(job.pair("orders"))
    kafka.create({job.raw("events"): 2})
    kafka.write(job.raw("events"), notes(4))
    async with running(job) as (plane, tally):
        await until("ready", lambda: plane.ready)
        assert (plane.waiting, tally.total) == (1, 0)
        await asyncio.to_thread(kafka.create, {job.masked("events"): 2})
        await until("masked", lambda: tally.total == 4)
        assert plane.waiting == 0


async def test_masked_topics_are_made_where_that_is_allowed(kafka: Servers, tmp_path: Path) -> None:
    """With `create_topics` each is as wide as its own source."""
    name = f"pattern-{uuid.uuid4().hex[:8]}"
    job = PatternJob(tmp_path, kafka.bootstrap, name, {"kafka": {"create_topics": True}})
    kafka.create({job.raw("narrow"): 1})
    async with running(job) as (plane, tally):
        await until("ready", lambda: plane.ready)
        await asyncio.to_thread(kafka.create, {job.raw("wide"): 5})
        await asyncio.to_thread(kafka.write, job.raw("wide"), notes(4))
        await until("masked", lambda: tally.total == 4 or plane.failure)
    widths = [len(kafka.ends(job.masked(rest))) for rest in ("narrow", "wide")]
    assert widths == [1, 5]


async def test_a_pattern_that_nothing_matches_waits(kafka: Servers, job: PatternJob) -> None:
    """The worker is ready with nothing to do, and takes the first topic there is."""
    async with running(job) as (plane, tally):
        await until("ready", lambda: plane.ready)
        await asyncio.to_thread(kafka.create, job.pair("first"))
        await asyncio.to_thread(kafka.write, job.raw("first"), notes(4))
        await until("masked", lambda: tally.total == 4 or plane.failure)
        assert plane.failure is None


async def test_a_topic_that_goes_stops_nothing(kafka: Servers, job: PatternJob) -> None:
    """A team removes a topic: the others are read on."""
    kafka.create(job.pair("orders") | job.pair("gone"))
    async with running(job) as (plane, tally):
        await until("ready", lambda: plane.ready)
        admin = AdminClient({"bootstrap.servers": ",".join(kafka.bootstrap), **QUIET})
        admin.delete_topics([job.raw("gone")])[job.raw("gone")].result(20)
        await asyncio.sleep(3)
        await asyncio.to_thread(kafka.write, job.raw("orders"), notes(4))
        await until("masked", lambda: tally.total == 4 or plane.failure)
        await until("ready", lambda: plane.ready or plane.failure)
        assert plane.failure is None


async def test_two_workers_share_what_comes(kafka: Servers, job: PatternJob) -> None:
    """Each follows the pattern by itself; the group divides the new topic's partitions."""
    kafka.create(job.pair("orders"))
    async with running(job) as (plane, first), running(job) as (other, second):
        await until("both ready", lambda: plane.ready and other.ready)
        await asyncio.to_thread(kafka.create, job.pair("events", 4))
        await asyncio.sleep(6)
        messages = [Message(b"k", NOTE, (), number % 4) for number in range(400)]
        await asyncio.to_thread(kafka.write, job.raw("events"), messages)
        await until("masked", lambda: first.total + second.total >= 400)
        assert plane.failure is None
        assert other.failure is None
    found = await asyncio.to_thread(sources_of, kafka, job.masked("events"))
    assert len(found) == len(set(found)) == 400
