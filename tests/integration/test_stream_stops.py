"""What the data plane cannot carry: single records go to quarantine, all else stops it.

On a real Kafka. In every case nothing is committed past what was written.
"""

import asyncio
import json
import time
import uuid
from pathlib import Path

import pytest
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # it lists no __all__
    AclBinding,
    AclOperation,
    AclPermissionType,
    ResourcePatternType,
    ResourceType,
)

from redactor.errors import EmitError, RefusalLimitError, SourceError
from tests.support.kafka_cluster import PASSWORD, USER
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import carry, failure
from tests.support.sidecar import Job

pytestmark = pytest.mark.kafka

GOOD, BAD = b'{"note":"fine"}', b'{"note":'
HOUR_MS = 3_600_000


def new_job(folder: Path, servers: tuple[str, ...], **more: dict[str, object]) -> Job:
    """Make a job with further settings."""
    return Job(folder, servers, f"stop-{uuid.uuid4().hex[:8]}", more=more)


def reasons(kafka: Servers, job: Job) -> dict[int, str]:
    """Read the pointers: source offset and reason."""
    told = [json.loads(pointer.value or b"{}") for pointer in kafka.read(job.quarantine)]
    return {one["offset"]: one["reason"] for one in told}


async def test_an_unwritable_quarantine_stops_the_worker(
    tmp_path: Path, sasl_kafka: Servers
) -> None:
    """A pointer that may not be written stops the worker: nothing of the batch is committed."""
    file = tmp_path / "password"
    file.write_text(PASSWORD, "utf-8")
    security = {
        "protocol": "SASL_PLAINTEXT",
        "mechanism": "PLAIN",
        "username": USER,
        "password_file": str(file),
    }
    job = new_job(tmp_path, sasl_kafka.sasl, kafka={"security": security})
    sasl_kafka.create(job.topics(1))
    for permission, operation in (
        (AclPermissionType.ALLOW, AclOperation.DESCRIBE),
        (AclPermissionType.DENY, AclOperation.WRITE),
    ):
        where = (ResourceType.TOPIC, job.quarantine, ResourcePatternType.LITERAL)
        sasl_kafka.grant(AclBinding(*where, f"User:{USER}", "*", operation, permission))
    sasl_kafka.write(job.source, [Message(b"a", GOOD), Message(b"b", BAD), Message(b"c", GOOD)])
    error = await failure(job)
    assert isinstance(error, EmitError)
    assert "TopicAuthorizationFailed" in str(error)
    assert sasl_kafka.committed(job.name, job.source) == {}
    assert await asyncio.to_thread(sasl_kafka.read, job.target) == []


async def test_too_many_refusals_stop_the_worker_and_stay(tmp_path: Path, kafka: Servers) -> None:
    """Beyond the limit the worker stops, without committing the batch; so does its successor."""
    limits: dict[str, object] = {"max_consecutive": 20}
    job = new_job(tmp_path, kafka.bootstrap, refusals=limits)
    kafka.create(job.topics(1))
    kafka.write(job.source, [Message(b"k", BAD)] * 50)
    for _ in range(2):
        assert isinstance(await failure(job), RefusalLimitError)
        assert kafka.committed(job.name, job.source) == {}
        assert await asyncio.to_thread(kafka.read, job.quarantine) == []


async def test_retention_past_the_committed_offset_stops_the_worker(
    tmp_path: Path, kafka: Servers
) -> None:
    """Records deleted before they were read are an alarm, never a silent jump."""
    job = new_job(tmp_path, kafka.bootstrap)
    kafka.create(job.topics(1))
    kafka.write(job.source, [Message(b"k", GOOD)] * 10)
    await carry(job, 10)
    kafka.write(job.source, [Message(b"k", GOOD)] * 10)
    kafka.delete_before(job.source, {0: 15})
    error = await failure(job)
    assert isinstance(error, SourceError)
    assert "retention" in str(error)
    assert kafka.committed(job.name, job.source) == {0: 10}


@pytest.mark.parametrize("delivery", ["exactly_once", "at_least_once"])
async def test_a_record_the_broker_finds_too_large_is_found_and_quarantined(
    tmp_path: Path, kafka: Servers, delivery: str
) -> None:
    """Of a refused message set, the culprits become pointers and all others arrive, in order."""
    name = f"stop-{uuid.uuid4().hex[:8]}"
    job = Job(tmp_path, kafka.bootstrap, name, delivery=delivery)
    topics = job.topics(1)
    kafka.create({job.target: topics.pop(job.target)}, {"max.message.bytes": "4000"})
    kafka.create(topics)
    large = json.dumps({"note": "x" * 5_000}).encode()
    sent = [Message(b"%d" % n, large if n in {3, 7} else GOOD) for n in range(12)]
    kafka.write(job.source, sent)
    await carry(job, 12)
    found = await asyncio.to_thread(kafka.read, job.target)
    kept = list(dict.fromkeys(message.key for message in found))
    assert kept == [b"%d" % n for n in range(12) if n not in {3, 7}]
    assert delivery == "at_least_once" or len(found) == len(kept), "a record was doubled"
    told = await asyncio.to_thread(reasons, kafka, job)
    assert told == {3: "grew_too_large", 7: "grew_too_large"}


async def test_a_pointer_the_quarantine_topic_refuses_stops_the_worker(
    tmp_path: Path, kafka: Servers
) -> None:
    """A topic too narrow for a pointer is an operator's fault: told, not tried for ever."""
    job = new_job(tmp_path, kafka.bootstrap)
    topics = job.topics(1)
    kafka.create({job.quarantine: topics.pop(job.quarantine)}, {"max.message.bytes": "150"})
    kafka.create(topics)
    kafka.write(job.source, [Message(b"k", GOOD), Message(b"k", BAD)])
    error = await failure(job)
    assert isinstance(error, EmitError)
    assert "quarantine" in str(error)
    assert kafka.committed(job.name, job.source) == {}


async def test_a_timestamp_the_broker_refuses_leaves_a_pointer(
    tmp_path: Path, kafka: Servers
) -> None:
    """A record from a clock far ahead is quarantined; its neighbours arrive."""
    job = new_job(tmp_path, kafka.bootstrap)
    topics = job.topics(1)
    lenient = {"message.timestamp.after.max.ms": str(2**63 - 1)}
    kafka.create({job.source: topics.pop(job.source)}, lenient)
    kafka.create(topics)
    ahead_ms = int(time.time() * 1000) + 3 * HOUR_MS
    kafka.write(
        job.source, [Message(b"a", GOOD), Message(b"b", GOOD, (), 0, ahead_ms), Message(b"c", GOOD)]
    )
    await carry(job, 3)
    found = await asyncio.to_thread(kafka.read, job.target)
    assert [message.key for message in found] == [b"a", b"c"]
    assert await asyncio.to_thread(reasons, kafka, job) == {1: "broker_refused"}
