"""The promise of `exactly_once` on a real Kafka: every record once, in order, through SIGKILL."""

import random
import signal
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from redactor.demo.day import courier_day
from redactor.stages.codec import SOURCE_HEADER
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job, Sidecar

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(280)]

PARTITIONS = 4
EVENTS = 20_000
KILLS = 3


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> Job:
    """A job with its topics, small batches so that a kill finds many commits."""
    made = Job(
        tmp_path,
        kafka.bootstrap,
        f"once-{uuid.uuid4().hex[:8]}",
        more={"batch": {"max_records": 250}},
    )
    kafka.create(made.topics(PARTITIONS))
    return made


@pytest.fixture
def sidecar(job: Job) -> Iterator[Sidecar]:
    """The sidecar of the job, not started."""
    made = Sidecar(job)
    yield made
    made.end()


def mixed_events() -> list[Message]:
    """A courier's day: sixteen event types, tombstones and some that no one can read."""
    return [
        Message(one.raw_key, one.raw_value, one.raw_headers, one.partition, one.timestamp_ms)
        for one in courier_day(EVENTS, seed=20, partitions=PARTITIONS).events
    ]


def sources(messages: Sequence[Message]) -> dict[int, list[int]]:
    """Give the source offsets of masked or quarantined records, by partition, in their order."""
    found = defaultdict(list)
    for message in messages:
        raw = dict(message.headers)[SOURCE_HEADER] or b""
        _, partition, offset = raw.decode().split("/")
        found[int(partition)].append(int(offset))
    return found


def assert_all_once(kafka: Servers, job: Job, count: int) -> None:
    """Check that every source record is masked or quarantined, once, in order, and committed."""
    masked = sources(kafka.read(job.target))
    refused = sources(kafka.read(job.quarantine))
    ends = kafka.ends(job.source)
    for partition, end in ends.items():
        assert masked[partition] == sorted(masked[partition]), f"partition {partition} out of order"
        both = sorted(masked[partition] + refused[partition])
        lost = set(range(end)) - set(both)
        assert not lost, f"partition {partition} lost {len(lost)}"
        assert len(both) == end, f"partition {partition} doubled {len(both) - end}"
    assert kafka.committed(job.name, job.source) == ends
    assert sum(ends.values()) == count


def await_done(kafka: Servers, job: Job, sidecar: Sidecar, limit_s: float = 150) -> None:
    """Wait until the group has committed everything."""
    ends = kafka.ends(job.source)
    deadline = time.monotonic() + limit_s
    while kafka.committed(job.name, job.source) != ends:
        assert sidecar.process, "the sidecar was never started"
        assert sidecar.process.running, f"the sidecar ended: {sidecar.events()[-1:]}"
        assert time.monotonic() < deadline, "not everything was committed in time"
        time.sleep(0.2)


def kill_in_mid_run(kafka: Servers, job: Job, sidecar: Sidecar, extra_s: float) -> None:
    """Start the sidecar and SIGKILL it some time after its first commit."""
    before = sum(kafka.committed(job.name, job.source).values())
    process = sidecar.start()
    while sum(kafka.committed(job.name, job.source).values()) <= before:
        assert process.running, f"the sidecar ended: {sidecar.events()[-1:]}"
        time.sleep(0.05)
    time.sleep(extra_s)
    process.signal(signal.SIGKILL)
    assert process.wait() == 128 + signal.SIGKILL


def test_twenty_thousand_events_arrive_once_through_kills_and_a_stop(
    kafka: Servers, job: Job, sidecar: Sidecar
) -> None:
    """20,000 in, 20,000 out, in order, none lost or doubled, through SIGKILLs; SIGTERM gives 0."""
    dice = random.Random(7)
    written = kills = 0
    while kills < KILLS:
        if sum(kafka.committed(job.name, job.source).values()) == written:
            kafka.write(job.source, mixed_events())  # again, where a kill came too late
            written += EVENTS
        kill_in_mid_run(kafka, job, sidecar, dice.uniform(0, 0.3))
        kills += sum(kafka.committed(job.name, job.source).values()) < written
    process = sidecar.start()
    await_done(kafka, job, sidecar)
    process.signal(signal.SIGTERM)
    assert process.wait() == 0
    assert_all_once(kafka, job, written)
