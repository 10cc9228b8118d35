"""Records no one planned for, on a real Kafka: masked or a pointer, never lost or raw."""

import asyncio
import json
import uuid
from pathlib import Path

import pytest

from redactor.stages.codec import SOURCE_HEADER
from tests.support.kafka_servers import Message, Servers
from tests.support.misnamed import misnamed_set, write_set
from tests.support.old_formats import AT_MS, new_set
from tests.support.plane import carry
from tests.support.sidecar import Job

pytestmark = pytest.mark.kafka

NAME, MOBILE = "王小明", "13800138000"
NOTE = json.dumps({"note": NAME + MOBILE}, ensure_ascii=False)
LARGE = json.dumps({"note": "箱" * 3_500_000 + MOBILE}, ensure_ascii=False).encode()  # 10.5 MB

# value, what becomes of it, why it is here
VALUES: list[tuple[bytes | None, str, str]] = [
    (NOTE.encode(), "masked", "the ordinary case"),
    (NOTE.encode()[:-5] + b"\xff", "not_utf8", "a byte hit on its way"),
    (NOTE.encode("gb18030"), "not_utf8", "an old system's encoding"),
    (b"\xef\xbb\xbf" + NOTE.encode(), "byte_order_mark", "a file export"),
    (NOTE.encode()[:-2], "invalid_json", "a producer that was cut off"),
    (b'{"weight":NaN}', "invalid_json", "NaN is no JSON"),
    (b'{"a":1,"a":2}', "duplicate_key", "readers disagree which one counts"),
    (b"[" * 100_000 + b"]" * 100_000, "too_deep", "a nesting bomb"),
    (LARGE, "too_large", "ten megabytes"),
    (b"1" * 1_000_000, "number_too_long", "a million digits"),
    (b'"\\ud83d"', "lone_surrogate", "half a character"),
    (b"", "empty_value", "no document at all"),
    (None, "masked", "a tombstone"),
    (json.dumps(MOBILE).encode(), "masked", "the top level is a string"),
    (b"42", "masked", "the top level is a number"),
    (json.dumps([NAME], ensure_ascii=False).encode(), "masked", "the top level is an array"),
]
LARGE_TOPIC = {"max.message.bytes": str(20 * 1024 * 1024)}


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> Job:
    """A job with one partition, on topics that take large records."""
    made = Job(tmp_path, kafka.bootstrap, f"odd-{uuid.uuid4().hex[:8]}")
    kafka.create(made.topics(1), LARGE_TOPIC)
    return made


def source_offset(message: Message) -> int:
    """Read the source offset off a masked record."""
    return int((dict(message.headers)[SOURCE_HEADER] or b"").rsplit(b"/")[-1])


async def test_each_odd_value_is_masked_or_leaves_a_pointer(kafka: Servers, job: Job) -> None:
    """Every odd value gets the outcome it must have; none is lost; no raw value comes out."""
    kafka.write(job.source, [Message(b"k", value) for value, _, _ in VALUES])
    await carry(job, len(VALUES))
    masked = await asyncio.to_thread(kafka.read, job.target)
    pointers = await asyncio.to_thread(kafka.read, job.quarantine)
    outcomes = dict.fromkeys(map(source_offset, masked), "masked")
    for pointer in pointers:
        told = json.loads(pointer.value or b"{}")
        outcomes[told["offset"]] = told["reason"]
    assert outcomes == {offset: outcome for offset, (_, outcome, _) in enumerate(VALUES)}
    everything = b"".join((m.key or b"") + (m.value or b"") for m in (*masked, *pointers))
    for canary in (NAME.encode(), MOBILE.encode(), NAME.encode("gb18030")):
        assert (canary in everything) is False


async def test_keys_and_headers_are_masked_as_well(kafka: Servers, job: Job) -> None:
    """PII in a key or a header is masked; names, order and duplicates of headers stay."""
    headers = (("note", NAME.encode()), ("note", MOBILE.encode()), ("plain", b"ok"), ("nil", None))
    kafka.write(job.source, [Message(MOBILE.encode(), NOTE.encode(), headers)])
    await carry(job, 1)
    (found,) = await asyncio.to_thread(kafka.read, job.target)
    assert [name for name, _ in found.headers][:4] == ["note", "note", "plain", "nil"]
    assert [value for _, value in found.headers][2:4] == [b"ok", None]
    everything = (found.key or b"") + b"".join(value or b"" for _, value in found.headers)
    assert (NAME.encode() in everything or MOBILE.encode() in everything) is False


async def test_records_aborted_upstream_never_come_through(kafka: Servers, job: Job) -> None:
    """Of a transactional source only committed records are carried, past markers and gaps."""
    batches = [([Message(b"%d" % n, b'"x"')] * 5, n % 2 == 0) for n in range(6)]
    kafka.write_transactions(job.source, batches)
    await carry(job, 15)
    found = await asyncio.to_thread(kafka.read, job.target)
    assert [message.key for message in found] == [b"%d" % n for n in (0, 2, 4) for _ in range(5)]
    assert await asyncio.to_thread(kafka.read, job.quarantine) == []


async def test_a_header_name_that_is_no_utf8_costs_its_own_record(kafka: Servers, job: Job) -> None:
    """The record leaves a pointer; those of the same set, before and behind it, are masked."""
    values = [json.dumps({"n": number}).encode() for number in range(4)]
    kafka.write(job.source, [Message(b"k", b"{}")])  # the topic is there when this returns
    await write_set(kafka.bootstrap, job.source, misnamed_set(values, frozenset({1})))
    await carry(job, 1 + len(values))
    masked = await asyncio.to_thread(kafka.read, job.target)
    (pointer,) = await asyncio.to_thread(kafka.read, job.quarantine)
    assert [source_offset(one) for one in masked] == [0, 1, 3, 4]
    told = json.loads(pointer.value or b"{}")
    assert (told["offset"], told["reason"]) == (2, "header_not_text")


async def test_a_record_without_a_time_is_written_without_one(kafka: Servers, job: Job) -> None:
    """As those are that are older than the times in Kafka; a refused one leaves a pointer."""
    kafka.write(job.source, [Message(b"k", b"{}", timestamp_ms=AT_MS)])
    await write_set(kafka.bootstrap, job.source, new_set(0, [NOTE.encode(), b"{", None], -1))
    await carry(job, 4)
    masked = await asyncio.to_thread(kafka.read, job.target)
    (pointer,) = await asyncio.to_thread(kafka.read, job.quarantine)
    times = [(source_offset(one), one.timestamp_ms) for one in masked]
    assert times == [(0, AT_MS), (1, -1), (3, -1)]
    assert json.loads(pointer.value or b"{}")["offset"] == 2
    assert all((NAME.encode() in (one.value or b"")) is False for one in masked)
