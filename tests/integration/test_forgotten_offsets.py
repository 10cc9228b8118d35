"""A group's coordinator that tells an old offset, on a real Kafka: nothing is written twice.

The offset is set back by hand, with the mark that a transaction of ours leaves: that is what a
coordinator which forgot its latest commits tells.
"""

import asyncio
import uuid
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient

from redactor.stages.codec import SOURCE_HEADER
from redactor.stream import beginning
from redactor.stream.group_consumer import IN_TRANSACTION
from tests.support.kafka_servers import QUIET, Message, Servers
from tests.support.plane import carry
from tests.support.sidecar import Job

pytestmark = pytest.mark.kafka

COUNT, OLD = 40, 4
NOTE = b'{"n": 1}'
BROKEN = b"{"


def job_of(kafka: Servers, folder: Path, width: int) -> Job:
    """Make a job whose masked topic has some partitions, the others one."""
    made = Job(folder, kafka.bootstrap, f"forgot-{uuid.uuid4().hex[:8]}")
    kafka.create({**made.topics(1), made.target: width})
    return made


def write(kafka: Servers, job: Job, last: bytes = NOTE) -> None:
    """Write notes, and a last record."""
    notes = [Message(b"k%d" % number, NOTE) for number in range(COUNT - 1)]
    kafka.write(job.source, [*notes, Message(b"last", last)])


async def set_back(kafka: Servers, job: Job, mark: str) -> None:
    """Set the group's offset back, as a coordinator that forgot would tell it."""
    place = TopicPartition(job.source, 0)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=list(kafka.bootstrap), group_id=job.name, enable_auto_commit=False
    )
    consumer.assign([place])
    await consumer.start()
    await consumer.commit({place: (OLD, mark)})
    await consumer.stop()


async def outcomes(kafka: Servers, job: Job) -> list[int]:
    """Give the source offsets of everything written, in order."""
    topics = (job.target, job.quarantine)
    found = [one for name in topics for one in await asyncio.to_thread(kafka.read, name)]
    named = [(dict(one.headers)[SOURCE_HEADER] or b"").rsplit(b"/")[-1] for one in found]
    return sorted(map(int, named))


@pytest.mark.parametrize(
    ("width", "last", "why"),
    [
        (1, NOTE, "the last outcome is a masked record"),
        (1, BROKEN, "the last outcome is a pointer in quarantine"),
        (5, NOTE, "the last outcome is in any partition"),
    ],
)
async def test_what_was_written_is_not_written_again(
    kafka: Servers, tmp_path: Path, width: int, last: bytes, why: str
) -> None:
    """A worker without memory finds in the outputs what the coordinator forgot."""
    job = job_of(kafka, tmp_path, width)
    write(kafka, job, last)
    await carry(job, COUNT)
    await set_back(kafka, job, IN_TRANSACTION)
    write(kafka, job)
    await carry(job, COUNT)
    assert await outcomes(kafka, job) == list(range(2 * COUNT)), why


async def test_what_a_person_set_back_is_read_again(kafka: Servers, tmp_path: Path) -> None:
    """An offset without our mark was set on purpose: the records are masked once more."""
    job = job_of(kafka, tmp_path, 1)
    write(kafka, job)
    await carry(job, COUNT)
    await set_back(kafka, job, "")
    await carry(job, COUNT - OLD)
    assert await outcomes(kafka, job) == sorted([*range(COUNT), *range(OLD, COUNT)])


async def test_a_group_that_was_deleted_reads_all_again(
    kafka: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No offset at all, for as long as it is doubted: then it is a new group, and reads all."""
    monkeypatch.setattr(beginning, "DOUBT_S", 1.0)
    job = job_of(kafka, tmp_path, 1)
    write(kafka, job)
    await carry(job, COUNT)
    admin = AdminClient({"bootstrap.servers": ",".join(kafka.bootstrap), **QUIET})
    for deleted in admin.delete_consumer_groups([job.name]).values():
        await asyncio.to_thread(deleted.result, 30)
    await carry(job, COUNT)
    assert await outcomes(kafka, job) == sorted([*range(COUNT)] * 2)


async def test_what_was_aborted_proves_nothing(kafka: Servers, tmp_path: Path) -> None:
    """Records of an aborted transaction behind the last outcome carry no offset further."""
    job = job_of(kafka, tmp_path, 1)
    write(kafka, job)
    await carry(job, COUNT)
    abort(kafka, job, b"%s/0/%d" % (job.source.encode(), 10 * COUNT))
    await set_back(kafka, job, IN_TRANSACTION)
    write(kafka, job)
    await carry(job, COUNT)
    assert await outcomes(kafka, job) == list(range(2 * COUNT))


def abort(kafka: Servers, job: Job, source: bytes) -> None:
    """Write records that name a source offset far ahead, and take them back."""
    producer = Producer(
        {
            "bootstrap.servers": ",".join(kafka.bootstrap),
            "transactional.id": f"{job.name}-aborted",
            **QUIET,
        }
    )
    producer.init_transactions()
    producer.begin_transaction()
    for _ in range(600):
        producer.produce(job.target, NOTE, b"k", 0, headers=[(SOURCE_HEADER, source)])
    producer.flush()
    producer.abort_transaction()
