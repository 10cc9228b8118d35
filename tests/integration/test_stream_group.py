"""Workers that come, go, freeze and return, on a real Kafka: the records do not notice."""

import asyncio
import signal
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from redactor.stages.codec import SOURCE_HEADER
from redactor.stream.report import BatchReport
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import running, until
from tests.support.process import Process
from tests.support.sidecar import Job, Sidecar

pytestmark = pytest.mark.kafka

PARTITIONS = 4
DROP = 4_000  # notes written at a time
NOTE = '{"note":"请联系王小明13800138000"}'.encode()


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> Job:
    """A job with its topics and small batches."""
    batch = {"max_records": 100}
    made = Job(tmp_path, kafka.bootstrap, f"group-{uuid.uuid4().hex[:8]}", more={"batch": batch})
    kafka.create(made.topics(PARTITIONS))
    return made


@pytest.fixture
def pair(job: Job) -> Iterator[tuple[Sidecar, Sidecar]]:
    """Two sidecars of one group, not started."""
    both = Sidecar(job, "one"), Sidecar(job, "two")
    yield both
    for one in both:
        one.end()


def notes(count: int) -> list[Message]:
    """Numbered notes, spread over the partitions."""
    return [Message(b"%d" % number, NOTE, (), number % PARTITIONS) for number in range(count)]


def assert_all_once(kafka: Servers, job: Job, count: int) -> None:
    """Check that every record is in the masked topic once and in order."""
    found = kafka.read(job.target)
    doubled = [at for at, times in Counter(_source(one) for one in found).items() if times > 1]
    assert not doubled, f"{len(doubled)} doubled"
    assert len(found) == count, f"{count - len(found)} lost"
    for partition in range(PARTITIONS):
        offsets = [_source(one)[1] for one in found if one.partition == partition]
        assert offsets == sorted(offsets), f"partition {partition} out of order"


def _source(message: Message) -> tuple[int, int]:
    raw = dict(message.headers)[SOURCE_HEADER] or b""
    _, partition, offset = raw.decode().split("/")
    return int(partition), int(offset)


async def test_workers_that_join_and_leave_lose_and_double_nothing(
    kafka: Servers, job: Job
) -> None:
    """Three workers join and leave one after the other while records flow: each arrives once."""
    joined_all = asyncio.Event()
    writing = asyncio.create_task(_written_until(joined_all, kafka, job))
    async with AsyncExitStack() as all_workers:
        plane, first = await all_workers.enter_async_context(running(job))
        async with running(job) as (joined, second):
            await until("the second worker has work", lambda: second.total > 0)
            async with running(job) as (_, third):
                await until("the third worker joined", lambda: third.total or joined.ready)
                joined_all.set()
        count = await writing
        tallies = (first, second, third)
        await until("all committed", lambda: sum(t.total for t in tallies) >= count)
        assert plane.failure is None
    await asyncio.to_thread(assert_all_once, kafka, job, count)
    assert kafka.committed(job.name, job.source) == kafka.ends(job.source)


async def _written_until(over: asyncio.Event, kafka: Servers, job: Job) -> int:
    """Write notes until it is over, however fast they are carried, and count them."""
    count, at_once = 0, 200
    while not over.is_set():
        await asyncio.to_thread(kafka.write, job.source, notes(at_once))
        count += at_once
        await asyncio.sleep(0.05)
    return count


async def test_a_hot_partition_starves_no_other(kafka: Servers, job: Job) -> None:
    """A partition with nearly all of the load does not hold back the others."""
    hot = [Message(b"h", NOTE, (), 0)] * 10_000
    cold = [Message(b"c", NOTE, (), partition) for partition in (1, 2, 3) for _ in range(50)]
    kafka.write(job.source, [*hot, *cold])
    async with running(job) as (_, tally):
        await until("all committed", lambda: tally.total == len(hot) + len(cold))
    assert _hot_share_before_cold_end(tally.reports) < 0.5


def _hot_share_before_cold_end(reports: list[BatchReport]) -> float:
    """Tell how much of the hot partition was done when the last cold record was."""
    last_cold = max(index for index, report in enumerate(reports) if report.partition != 0)
    done = sum(len(r.told.places) for r in reports[:last_cold] if r.partition == 0)
    return done / sum(len(r.told.places) for r in reports if r.partition == 0)


async def test_a_fenced_lane_goes_on_when_the_partition_stays_its_own(
    kafka: Servers, job: Job
) -> None:
    """A producer fenced by someone outside the group costs a pause, no record and no worker."""
    async with running(job) as (plane, tally):
        await until("the plane is ready", lambda: plane.ready)
        rival = AIOKafkaProducer(
            bootstrap_servers=list(kafka.bootstrap),
            transactional_id=f"{job.name}.{job.source}.0",
        )
        await rival.start()
        await rival.stop()
        await asyncio.to_thread(kafka.write, job.source, notes(400))
        await until("the fenced lane waits", lambda: not plane.ready)
        await until("the other lanes go on", lambda: tally.total >= 300)
        await until("the fenced lane is back", lambda: tally.total == 400)
        assert plane.failure is None
    await asyncio.to_thread(assert_all_once, kafka, job, 400)


def test_a_frozen_worker_that_wakes_up_is_fenced(
    kafka: Servers, job: Job, pair: tuple[Sidecar, Sidecar]
) -> None:
    """A worker stopped past its session and then continued doubles nothing and works again."""
    session_s = 6
    frozen, other = pair
    process = frozen.start()
    frozen.await_ready()
    count = _frozen_at_work(kafka, job, process)
    other.start()
    other.await_ready()
    time.sleep(session_s / 2)
    kafka.write(job.source, notes(DROP))
    count += DROP
    process.signal(signal.SIGCONT)
    _await(lambda: kafka.committed(job.name, job.source) == kafka.ends(job.source))
    assert any(event.get("event") == "lane_fenced" for event in frozen.events())
    assert process.running
    assert other.process
    assert other.process.running
    assert_all_once(kafka, job, count)
    process.signal(signal.SIGTERM)
    assert process.wait() == 0


def _frozen_at_work(kafka: Servers, job: Job, process: Process) -> int:
    """Write drops of notes until a worker is frozen with half a drop to do; count the notes."""
    written = 0
    while True:
        kafka.write(job.source, notes(DROP))
        _await_committed(kafka, job, written + 1)
        written += DROP
        process.signal(signal.SIGSTOP)
        if _committed(kafka, job) <= written - DROP / 2:
            return written
        process.signal(signal.SIGCONT)
        _await_committed(kafka, job, written)


def _await_committed(kafka: Servers, job: Job, least: int) -> None:
    _await(lambda: _committed(kafka, job) >= least)


def _committed(kafka: Servers, job: Job) -> int:
    return sum(kafka.committed(job.name, job.source).values())


def _await(holds: Callable[[], bool], limit_s: float = 150) -> None:
    deadline = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.1)
