"""A lane's records are made of what was parsed; nobody else's reading changes."""

from collections.abc import Callable
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from redactor.errors import Reason
from redactor.record import Coordinates, Record
from redactor.stream import expansion, reading
from redactor.stream.decompression import SET_BYTES
from redactor.stream.reading import as_records
from tests.support.misnamed import misnamed_set

PLACE = TopicPartition("raw", 3)
HEADERS = [("h", b"1"), ("h", None)]
AT_MS = 1_700_000_000_000
GZIP = 1


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the data plane does, for one test."""
    monkeypatch.setattr(fetcher, "PartitionRecords", fetcher.PartitionRecords)
    monkeypatch.setattr(fetcher, "MemoryRecords", fetcher.MemoryRecords)
    expansion.install()
    reading.install()


def parsed(raw: bytes, deserializer: Callable[[bytes], bytes] | None, ahead: int = 0) -> list[Any]:
    """Read an answer as aiokafka's fetcher does, from an offset on."""
    sets = fetcher.MemoryRecords(raw)
    records = fetcher.PartitionRecords(PLACE, sets, [], ahead, None, deserializer, True, 1)  # noqa: FBT003 -- aiokafka's own signature
    return list(records)


def one_set() -> bytes:
    """Build a set of a record with all parts and a tombstone without a key."""
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 20)
    builder.append(0, AT_MS, b"k", b"v", HEADERS)
    builder.append(1, AT_MS + 1, None, None, [])
    return bytes(builder.build())


def bomb() -> bytes:
    """Build a set of two records that expands too far."""
    builder = DefaultRecordBatchBuilder(2, GZIP, 0, -1, -1, -1, 2 * SET_BYTES)
    for offset in range(2):
        builder.append(offset, AT_MS, b"k", bytes(SET_BYTES // 2 + offset), [])
    return bytes(builder.build())


def test_a_record_is_handed_over_as_it_was_read() -> None:
    """Coordinates, time, key, tombstone and duplicate headers are kept."""
    full, empty = parsed(one_set(), as_records)
    assert full == Record(Coordinates("raw", 3, 0), AT_MS, b"k", b"v", tuple(HEADERS))
    assert empty == Record(Coordinates("raw", 3, 1), AT_MS + 1, None, None)
    assert all(type(one) is Record and type(one.at) is Coordinates for one in (full, empty))


def test_what_stands_before_the_position_is_not_handed_over() -> None:
    """A set is read from its beginning, its records from the offset that was asked for."""
    assert [one.at.offset for one in parsed(one_set(), as_records, ahead=1)] == [1]


@pytest.mark.parametrize(("deserializer", "value"), [(None, b"v"), (bytes.upper, b"V")])
def test_another_consumer_reads_as_ever(
    deserializer: Callable[[bytes], bytes] | None, value: bytes
) -> None:
    """It is given aiokafka's records, its values through its own deserializer."""
    (record,) = parsed(misnamed_set([b"v"], frozenset()), deserializer)
    assert type(record) is ConsumerRecord
    assert (record.topic, record.partition, record.offset, record.value) == ("raw", 3, 0, value)


def test_a_set_that_expands_too_far_is_refused_record_by_record() -> None:
    """Each keeps its place and its time, and nothing else."""
    places = [Coordinates("raw", 3, offset) for offset in range(2)]
    refused = [Record(at, AT_MS, None, None, (), Reason.TOO_LARGE.value) for at in places]
    assert parsed(bomb(), as_records) == refused


def test_a_record_with_a_misnamed_header_is_refused() -> None:
    """Its neighbour is handed over."""
    spoilt, fine = parsed(misnamed_set([b"v", b"w"], frozenset({0})), as_records)
    place = Coordinates("raw", 3, 0)
    assert spoilt == Record(place, AT_MS, None, None, (), Reason.HEADER_NOT_TEXT.value)
    assert (fine.raw_value, fine.unreadable) == (b"w", "")
