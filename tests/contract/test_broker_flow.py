"""What every broker must let the data plane do: the embedded one and a real Apache Kafka alike."""

import asyncio
import json
import uuid
from collections import defaultdict
from pathlib import Path

import pytest

from redactor.stages.codec import POLICY_HEADER, SOURCE_HEADER
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import carry
from tests.support.sidecar import Job

PARTITIONS = 4  # what the embedded broker gives a topic that is only named
NAME, MOBILE = "王小明", "13800138000"
NOTE = json.dumps({"note": f"请联系{NAME}，电话{MOBILE}"}, ensure_ascii=False).encode()
START_MS = 1_700_000_000_000


@pytest.fixture(params=["exactly_once", "at_least_once"])
def job(request: pytest.FixtureRequest, servers: Servers, tmp_path: Path) -> Job:
    """A job with its topics, in both deliveries."""
    name = f"flow-{uuid.uuid4().hex[:8]}"
    made = Job(tmp_path, servers.bootstrap, name, delivery=request.param)
    if servers.committed_reads:
        servers.create(made.topics(PARTITIONS))
    return made


def messages(count: int) -> list[Message]:
    """Numbered notes, spread over the partitions, one millisecond apart."""
    return [
        Message(
            f"k{number}".encode(),
            NOTE,
            (("seq", str(number).encode()), ("dup", b"a"), ("dup", b"b"), ("none", None)),
            number % PARTITIONS,
            START_MS + number,
        )
        for number in range(count)
    ]


async def test_every_record_arrives_masked_once(servers: Servers, job: Job) -> None:
    """Each record is written once, masked, and nothing of what was found is left."""
    servers.write(job.source, messages(2_000))
    await carry(job, 2_000)
    found = await asyncio.to_thread(servers.read, job.target)
    numbers = sorted(int(dict(one.headers)["seq"] or b"-1") for one in found)
    assert numbers == list(range(2_000))
    leaks = [one for one in found if NAME.encode() in (one.value or b"")]
    assert not leaks, f"{len(leaks)} records hold a name"
    assert not [one for one in found if MOBILE.encode() in (one.value or b"")]


async def test_partition_order_time_and_headers_are_kept(servers: Servers, job: Job) -> None:
    """A record keeps its partition, its place there, its timestamp, and duplicate headers."""
    sent = messages(400)
    servers.write(job.source, sent)
    await carry(job, len(sent))
    found = await asyncio.to_thread(servers.read, job.target)
    expected = defaultdict(list)
    for message in sent:
        expected[message.partition].append((message.key, message.timestamp_ms, message.headers))
    own = {SOURCE_HEADER, POLICY_HEADER}
    arrived = defaultdict(list)
    for one in found:
        foreign = tuple(header for header in one.headers if header[0] not in own)
        arrived[one.partition].append((one.key, one.timestamp_ms, foreign))
    assert (arrived == expected) is True


async def test_the_source_is_named_on_every_copy(servers: Servers, job: Job) -> None:
    """`x-redactor-source` holds the coordinates, `x-redactor-policy` the policy, once each."""
    servers.write(job.source, messages(40))
    await carry(job, 40)
    for one in await asyncio.to_thread(servers.read, job.target):
        names = [name for name, _ in one.headers]
        assert (names.count(SOURCE_HEADER), names.count(POLICY_HEADER)) == (1, 1)
        topic, partition, _ = (dict(one.headers)[SOURCE_HEADER] or b"").decode().split("/")
        assert (topic, int(partition)) == (job.source, one.partition)


async def test_what_cannot_be_read_leaves_a_pointer(servers: Servers, job: Job) -> None:
    """A refused record becomes a pointer without payload; its neighbours go on."""
    poison = f'{{"note":"{MOBILE}'.encode()
    servers.write(job.source, [Message(b"a", NOTE), Message(b"b", poison), Message(b"c", NOTE)])
    tally = await carry(job, 3)
    assert (tally.masked, tally.refused) == (2, 1)
    assert len(await asyncio.to_thread(servers.read, job.target)) == 2
    (pointer,) = await asyncio.to_thread(servers.read, job.quarantine)
    assert pointer.key == f"{job.source}/0/1".encode()
    told = json.loads(pointer.value or b"{}")
    told.pop("timestamp")
    told.pop("policy")
    assert told == {
        "topic": job.source,
        "partition": 0,
        "offset": 1,
        "reason": "invalid_json",
    }


async def test_a_tombstone_stays_a_tombstone(servers: Servers, job: Job) -> None:
    """A null value is written as a null value, with or without a key."""
    servers.write(job.source, [Message(b"k", None), Message(None, None), Message(None, NOTE)])
    await carry(job, 3)
    found = await asyncio.to_thread(servers.read, job.target)
    shapes = [(one.key is None, one.value is None) for one in found]
    assert shapes == [(False, True), (True, True), (True, False)]
