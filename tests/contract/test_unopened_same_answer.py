"""What is handed on unopened holds what aiokafka reads; whatever is odd is read by aiokafka."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import CorruptRecordException, KafkaError
from aiokafka.record.default_records import DefaultRecordBase as Format

from redactor.isolation.native import NATIVE
from redactor.isolation.unopened import Unopened, opened
from redactor.record import Coordinates, Record, record_of
from redactor.stream.misnamed import MISNAMED, LenientSet
from redactor.stream.reading import Answer
from redactor.stream.whole import piece_of
from tests.support.misnamed import misnamed_set
from tests.support.raw_sets import (
    APPENDED,
    AT,
    CONTROL,
    PLACE,
    PRODUCER,
    TRANSACTIONAL,
    drawn_records,
    raw_set,
    reading,
    sealed,
)

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

ROUNDS = 150
ATTRIBUTES = (0, 0, 0, APPENDED, TRANSACTIONAL, TRANSACTIONAL | APPENDED, CONTROL)
CODECS = (1, 2, 3, 4)  # gzip, snappy, lz4, zstd
MARKERS = (b"\0\0\0\0", b"\0\0\0\1")  # of a transaction: aborted, committed
OFFSET_BYTES = 8
FetchResult = Answer.__bases__[0]  # aiokafka's own, whatever stands in its place by now


def taken(raw: bytes, most: int, position: int, aborted: Sequence[Any]) -> list[Any]:
    """Read an answer to its end, batch by batch: records and where reading stands behind each."""
    read = reading(raw, position, aborted)
    told: list[Any] = []
    try:
        while not read.ended:
            batch = list(read.take(most))
            assert len(batch) <= most
            told.append((batch, read.next_fetch_offset))
    except (KafkaError, ValueError) as error:
        told.append(type(error))
    return told


def drawn_answer(drawn: random.Random) -> bytes:
    """Draw the sets of one answer; some of them odd, half compressed."""
    sets, offset = [], drawn.randrange(3)
    for _ in range(drawn.randrange(1, 5)):
        records = drawn_records(drawn, drawn.randrange(1, 9), offset)
        codec, behind = drawn.choice((0, 0, 0, 0, *CODECS)), drawn.choice((0, 0, 3))
        attributes = drawn.choice(ATTRIBUTES)
        if attributes & CONTROL:
            codec, records = 0, [records[0]._replace(raw_key=drawn.choice(MARKERS))]
        sets.append(raw_set(records, codec, attributes, behind))
        offset = records[-1].at.offset + behind + 1
    if drawn.random() < 0.1:
        sets.append(misnamed_set([b"v", b"w"], frozenset({1})))
    return b"".join(sets)


def test_what_is_taken_is_what_aiokafka_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets of every sort from any position on, in batches of any size, aborted ones among them."""
    drawn = random.Random(8)
    ways = 0
    for _ in range(ROUNDS):
        raw, most, position = drawn_answer(drawn), drawn.randrange(1, 20), drawn.randrange(12)
        aborted = [(PRODUCER, drawn.randrange(9))] if drawn.random() < 0.3 else []
        told = taken(raw, most, position, aborted)
        ways += isinstance(reading(raw, position, aborted).take(most), Unopened)
        with monkeypatch.context() as without:
            without.setattr("redactor.isolation.unopened.NATIVE", None)
            plain = taken(raw, most, position, aborted)
        assert told == plain
        assert {type(one) for batch in told if isinstance(batch, tuple) for one in batch[0]} <= {
            Record
        }
    assert ROUNDS > ways > ROUNDS / 3, "both ways were taken"


def test_an_answer_is_taken_as_by_aiokafkas_own_loop() -> None:
    """The same batches and positions, and the same end, through limits that change and seeks."""
    drawn = random.Random(10)
    batches = 0
    for _ in range(ROUNDS):
        raw, position, seed = drawn_answer(drawn), drawn.randrange(12), drawn.random()
        own, ours = (
            followed(kind, raw, position, random.Random(seed)) for kind in (FetchResult, Answer)
        )
        assert ours == own
        batches += len(ours)
    assert batches > ROUNDS


def followed(
    kind: Callable[..., Any], raw: bytes, position: int, drawn: random.Random
) -> list[tuple[list[Record], int, bool]]:
    """Take an answer as a consumer does, now and then with a seek between two batches."""
    state = SimpleNamespace(paused=False, position=position)
    state.consumed_to = partial(setattr, state, "position")
    assigned = SimpleNamespace(active=True, state_value=lambda _: state)
    read = reading(raw, position, [(PRODUCER, 4)] if drawn.random() < 0.3 else [])
    answer = kind(PLACE, assignment=assigned, partition_records=read, backoff=0)
    told = []
    while answer.has_more():
        batch = list(answer.getall(drawn.choice((1, 2, 3, 9, None))))
        told.append((batch, state.position, answer.has_more()))
        if drawn.random() < 0.05:
            state.position = drawn.randrange(12)
    return told


def test_a_spoilt_set_is_taken_for_what_it_says_or_not_at_all() -> None:
    """Lengths, numbers and names changed anywhere, under a checksum that agrees."""
    drawn = random.Random(9)
    accepted = 0
    for _ in range(2_000):
        raw = bytearray(raw_set(drawn_records(drawn, drawn.randrange(1, 5), drawn.randrange(9))))
        head = Format.HEADER_STRUCT.size
        for _ in range(drawn.randrange(1, 3)):
            raw[drawn.randrange(head, min(len(raw), head + 40))] = drawn.randrange(256)
        piece = piece_of(sealed(raw), slice(0, len(raw)))
        if piece is not None:
            accepted += 1
            assert list(Unopened(*AT, [piece])) == read_in_python(bytes(raw))
            assert [one.at.offset for one in Unopened(*AT, [piece])] == piece.offsets
    assert accepted > 100, "else nothing was compared"


def read_in_python(raw: bytes) -> list[Record]:
    """Read a set by aiokafka's Python, which reads no further than its end."""
    read = [*LenientSet(raw)]
    assert all(one.value is not MISNAMED for one in read)
    return [
        record_of(
            (
                Coordinates(*AT, one.offset),
                one.timestamp,
                one.key,
                one.value,
                (*one.headers,),
                "",
            )
        )
        for one in read
    ]


@pytest.mark.parametrize("count", [0, 1, 3, 2**31 - 1, -1])
def test_a_set_with_another_number_of_records_is_no_piece(count: int) -> None:
    """Aiokafka is left to say what is wrong with it."""
    raw = bytearray(raw_set(drawn_records(random.Random(1), 2)))
    raw[Format.HEADER_STRUCT.size - 4 : Format.HEADER_STRUCT.size] = count.to_bytes(4, signed=True)
    assert piece_of(sealed(raw), slice(0, len(raw))) is None
    if count > 0:
        with pytest.raises(CorruptRecordException):
            reading(sealed(raw)).take(9)


def test_a_spoilt_checksum_ends_the_reading() -> None:
    """A set is looked through only once its checksum was seen to agree."""
    raw = raw_set(drawn_records(random.Random(1), 2))
    spoilt = raw[:-1] + bytes([raw[-1] ^ 1])
    with pytest.raises(CorruptRecordException):
        reading(spoilt).take(9)


def test_offsets_beyond_all_bounds_are_no_piece() -> None:
    """No number is wrapped around."""
    raw = bytearray(raw_set(drawn_records(random.Random(1), 3)))
    raw[:OFFSET_BYTES] = (2**63 - 2).to_bytes(OFFSET_BYTES)
    assert piece_of(bytes(raw), slice(0, len(raw))) is None


def test_what_was_not_surveyed_is_not_opened() -> None:
    """Nor does the error say what is in it."""
    canary = b"canary-\xff"
    with pytest.raises(ValueError, match="no set as we would write it") as caught:
        opened(("raw", 0, [(0, 0, False, canary)]))
    assert caught.value.__cause__ is None
    assert "canary" not in repr(caught.value)
