"""A lane's records are made of what was parsed; nobody else's reading changes."""

import random
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from redactor.errors import Reason
from redactor.isolation.native import NATIVE
from redactor.isolation.unopened import Unopened
from redactor.record import Coordinates, Record
from redactor.stream import expansion, reading
from redactor.stream.decompression import SET_BYTES
from redactor.stream.reading import as_records
from redactor.stream.whole import MOST_RECORDS
from tests.support.misnamed import misnamed_set
from tests.support.raw_sets import drawn_records, raw_set, sealed
from tests.support.raw_sets import reading as reading_of

PLACE = TopicPartition("raw", 3)
HEADERS = [("h", b"1"), ("h", None)]
AT_MS = 1_700_000_000_000
GZIP = 1


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the data plane does, for one test."""
    monkeypatch.setattr(fetcher, "PartitionRecords", fetcher.PartitionRecords)
    monkeypatch.setattr(fetcher, "MemoryRecords", fetcher.MemoryRecords)
    monkeypatch.setattr(fetcher, "FetchResult", fetcher.FetchResult)
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


class Assigned:
    """A partition that is assigned and stands at a position, as aiokafka keeps it."""

    def __init__(self, position: int) -> None:
        """Take the position."""
        self.active = True
        self.state = SimpleNamespace(paused=False, position=position)
        self.state.consumed_to = lambda offset: setattr(self.state, "position", offset)

    def state_value(self, place: TopicPartition) -> SimpleNamespace:
        """Give its state."""
        assert place == PLACE
        return self.state


def answered(raw: bytes, deserializer: Any, at: int = 0) -> tuple[Any, SimpleNamespace]:  # noqa: ANN401 -- aiokafka's own
    """Give an answer as the consumer takes it, and the state of its partition."""
    sets, assigned = fetcher.MemoryRecords(raw), Assigned(at)
    records = fetcher.PartitionRecords(PLACE, sets, [], at, None, deserializer, True, 1)  # noqa: FBT003 -- aiokafka's own signature
    result = fetcher.FetchResult(PLACE, assignment=assigned, partition_records=records, backoff=0)
    return result, assigned.state


def test_a_batch_holds_no_more_than_it_may() -> None:
    """What is over comes with the next, and the position stands behind what was given."""
    told = drawn_records(random.Random(3), 7)
    result, state = answered(raw_set(told[:5]) + raw_set(told[5:]), as_records)
    sizes = []
    while result.has_more():
        batch = list(result.getall(3))
        sizes.append(len(batch))
        if batch:
            assert state.position == batch[-1].at.offset + 1
    assert sizes == [3, 3, 1]


def sized_records(sizes: Sequence[int]) -> list[Record]:
    """Make records of so many bytes each, and a few more."""
    return [
        Record(Coordinates("raw", 0, at), AT_MS, None, b"x" * size) for at, size in enumerate(sizes)
    ]


@pytest.mark.parametrize("codec", [0, GZIP])
@pytest.mark.parametrize(
    "sizes",
    [
        [2_000] * 40,
        [50_000, *[10] * 30, 9_000, 9_000, 9_000],
        [*range(0, 8_000, 100), 30_000],
        [5_000, 30_000, *[0] * 9],
    ],
)
def test_a_batch_holds_no_more_bytes_than_a_process_may_take(
    monkeypatch: pytest.MonkeyPatch, codec: int, sizes: list[int]
) -> None:
    """A compressed answer holds many times what was fetched; a record larger than that travels."""
    most = 20_000
    monkeypatch.setattr(reading, "MOST_BYTES", most)
    told = sized_records(sizes)
    result, state = answered(raw_set(told[:7], codec) + raw_set(told[7:], codec), as_records)
    batches: list[list[Record]] = []
    while result.has_more():
        batch = list(result.getall(3_000))
        assert batch or not result.has_more()
        if batch:
            batches.append(batch)
            assert state.position == batch[-1].at.offset + 1
    assert [one.raw_value for batch in batches for one in batch] == [one.raw_value for one in told]
    assert all(sum(len(one.raw_value or b"") for one in batch[:-1]) <= most for batch in batches)
    assert len(batches) <= 3 * sum(sizes) / most + 2


def test_an_answer_for_a_partition_that_was_sought_elsewhere_is_dropped() -> None:
    """Nothing of it is given, and it has no more."""
    result, state = answered(one_set(), as_records)
    state.position = 9
    assert (list(result.getall(3)), result.has_more()) == ([], False)


def test_all_is_given_where_no_number_is_said() -> None:
    """As aiokafka's own does."""
    result, state = answered(one_set(), as_records)
    assert (len(result.getall()), state.position, result.has_more()) == (2, 2, False)


def test_another_consumer_takes_as_ever() -> None:
    """Its records are aiokafka's."""
    result, state = answered(one_set(), None)
    assert [type(one) for one in result.getall(9)] == [ConsumerRecord] * 2
    assert (state.position, result.has_more()) == (2, False)


@pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")
@pytest.mark.parametrize("codec", range(5))
def test_sets_are_handed_on_as_they_are(codec: int) -> None:
    """In every compression, expanded."""
    told = drawn_records(random.Random(5), 6)
    batch = reading_of(raw_set(told[:4]) + raw_set(told[4:], codec)).take(9)
    assert isinstance(batch, Unopened)
    assert list(batch) == told


def test_beside_an_odd_set_all_of_a_batch_is_opened() -> None:
    """Nothing is lost, and what cannot be read says why."""
    odd = misnamed_set([b"v", b"w"], frozenset({0}))
    told = drawn_records(random.Random(5), 6, offset=2)
    batch = reading_of(odd + raw_set(told)).take(9)
    assert isinstance(batch, list)
    assert [one.unreadable for one in batch[:2]] == [Reason.HEADER_NOT_TEXT.value, ""]
    assert batch[2:] == told


def test_a_set_that_expands_too_far_is_not_handed_on() -> None:
    """Each of its records is refused, with its place."""
    told = [(one.at.offset, one.unreadable) for one in reading_of(bomb()).take(9)]
    assert told == [(0, Reason.TOO_LARGE.value), (1, Reason.TOO_LARGE.value)]


@pytest.mark.parametrize("lies", [False, True])
def test_a_set_of_more_records_than_are_held_is_read_one_by_one(*, lies: bool) -> None:
    """What a set's records cost in the worker is bounded, whatever number of them it tells."""
    at = Coordinates("raw", 0, 0)
    records = [Record(at._replace(offset=n), AT_MS, None, None) for n in range(MOST_RECORDS + 1)]
    raw = bytearray(raw_set(records, GZIP))
    if lies:
        raw[61 - 4 : 61] = (1).to_bytes(4)  # the header's last number
    tracemalloc.start()
    try:
        with pytest.raises(CorruptRecordException) if lies else nullcontext():
            batch = reading_of(sealed(raw)).take(9)
            assert batch == records[:9]
        assert tracemalloc.get_traced_memory()[1] < 60 * MOST_RECORDS
    finally:
        tracemalloc.stop()


def test_a_compression_that_is_none_ends_the_reading() -> None:
    """A set that cannot be expanded is no set that was skipped."""
    raw = bytearray(raw_set(drawn_records(random.Random(5), 3), GZIP))
    raw[61] ^= 1  # the first byte behind the header
    with pytest.raises(CorruptRecordException):
        reading_of(sealed(raw)).take(9)
