"""A batch as a broker gave it stands for the records it holds, and shows none of them."""

import random

import pytest

from redactor.isolation.native import NATIVE
from redactor.isolation.unopened import (
    RawSet,
    Unopened,
    offsets_of,
    opened,
    places_of,
    surveyed,
    times_of,
)
from redactor.isolation.wire import unframed
from redactor.record import Coordinates, Record
from redactor.stream.whole import piece_of
from tests.support.framing import framed
from tests.support.raw_sets import drawn_records, raw_set, unopened

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

CANARY = b"canary-13800138000"


def records(count: int = 9) -> list[Record]:
    """Draw some records."""
    return drawn_records(random.Random(4), count, 5)


def test_a_batch_is_its_records() -> None:
    """However it is asked: by length, one by one, by slice."""
    told = records()
    batch = unopened(told[:4], told[4:])
    assert (len(batch), list(batch), batch[3], batch[2:5]) == (9, told, told[3], told[2:5])
    assert all(type(one) is Record and type(one.at) is Coordinates for one in batch)


@pytest.mark.parametrize("most", range(1, 11))
def test_a_batch_is_parted_unopened(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever its sets end; each part stands for its own records."""
    told = records()
    batch = unopened(told[:4], told[4:5], told[5:])
    with monkeypatch.context() as closed:
        closed.delattr("redactor.isolation.unopened.opened")
        parts = batch.parted(most)
    assert [list(one) for one in parts] == [
        told[at : at + most] for at in range(0, len(told), most)
    ]
    assert [one for part in parts for one in part.places] == list(batch.places)
    assert [one for part in parts for one in part.times_ms] == batch.times_ms


def test_places_and_times_are_known_without_opening() -> None:
    """They are the records'."""
    told = records()
    batch = unopened(told)
    assert list(places_of(batch)) == places_of(told) == [one.at for one in told]
    assert times_of(batch) == times_of(told) == [one.timestamp_ms for one in told]
    assert offsets_of(places_of(batch)) == offsets_of(places_of(told))
    assert list(places_of(batch)[3:]) == [one.at for one in told[3:]]


def test_a_batch_travels() -> None:
    """What comes out of the socket is opened at the other end."""
    told = records()
    content = unopened(told[:2], told[2:]).content
    assert list(opened(unframed(framed("unopened", content)[8:])[1])) == told


def test_no_value_is_shown() -> None:
    """The `repr` of what holds values names places alone."""
    record = Record(Coordinates("raw", 0, 7), 1, CANARY, CANARY, (("h", CANARY),))
    raw = raw_set([record])
    piece = piece_of(raw, slice(0, len(raw)))
    assert piece is not None
    shown = repr(piece) + repr(piece.raw_set) + repr(unopened([record])) + str(piece)
    assert "canary" not in shown
    assert repr(piece) == "Piece(from 0)"


@pytest.mark.parametrize("count", range(1, 9))
def test_a_piece_is_parted_between_any_two_records(count: int) -> None:
    """Each half stands for its own."""
    told = records()
    raw = raw_set(told)
    piece = piece_of(raw, slice(0, len(raw)))
    assert piece is not None
    first, second = piece.parted(count)
    assert (
        first.raw_set.raw_records + second.whole().raw_set.raw_records == piece.raw_set.raw_records
    )
    assert surveyed(first.raw_set, count) == first
    assert surveyed(second.whole().raw_set, 9 - count) == second.whole()
    assert (first.size, second.size) == (count, 9 - count)
    halves = [Unopened("raw", 0, [half]) for half in (first, second)]
    assert [one for half in halves for one in half] == told
    assert piece.since(told[count].at.offset) == second
    assert piece.since(told[count - 1].at.offset + 1) == second
    assert repr(second) == f"Piece(from {count})"


def test_without_a_compiler_every_set_is_opened_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is handed on that the other end could not open."""
    raw = raw_set(records())
    monkeypatch.setattr("redactor.isolation.unopened.NATIVE", None)
    assert piece_of(raw, slice(0, len(raw))) is None
    with pytest.raises(ValueError, match="without what opens them"):
        opened(("raw", 0, []))


@pytest.mark.parametrize("raw", [b"", b"\x00", CANARY])
def test_what_is_no_set_is_no_piece(raw: bytes) -> None:
    """An empty one neither: it is for aiokafka to step over."""
    assert all(surveyed(RawSet(0, 0, appended=False, raw_records=raw), n) is None for n in (0, 1))
