"""Header names that are no UTF-8: their record becomes a pointer, its neighbours are read."""

import pytest
from aiokafka.errors import CorruptRecordException

from redactor.stream.expansion import BoundedRecords
from redactor.stream.misnamed import MISNAMED
from tests.support.misnamed import NAME, misnamed_set

RECORDS_AT = 61  # of a set of format 2: its first record's length

VALUES = [b"v0", b"v1", b"v2", b"v3"]


def read(raw: bytes) -> list[tuple[int, bytes | None]]:
    """Read sets as aiokafka's fetcher does: what has come already is passed over."""
    sets, ahead, found = BoundedRecords(raw), 0, []
    while sets.has_next():
        for record in sets.next_batch():
            if record.offset >= ahead:
                found.append((record.offset, record.value))
                ahead = record.offset + 1
    return found


@pytest.mark.parametrize("culprits", [{0}, {2}, {3}, {0, 1}, {0, 1, 2, 3}, set()])
def test_each_culprit_is_marked_and_its_neighbours_are_read(culprits: set[int]) -> None:
    """Every record comes once and in order; only those with such a name come without content."""
    expected = [(n, MISNAMED if n in culprits else value) for n, value in enumerate(VALUES)]
    found = read(misnamed_set(VALUES, frozenset(culprits)))
    assert found == expected
    assert [value is MISNAMED for _, value in found] == [n in culprits for n in range(4)]


def test_the_next_set_is_read_as_well() -> None:
    """The place of a set is known, wherever it stands in the answer."""
    fine, spoilt = misnamed_set(VALUES, frozenset()), misnamed_set(VALUES, frozenset({1}))
    sets = BoundedRecords(fine + spoilt)
    values = [[record.value for record in sets.next_batch()] for _ in range(2)]
    assert values[0] == VALUES
    assert values[1][-3:] == [MISNAMED, b"v2", b"v3"]


def test_time_and_offset_of_a_culprit_are_kept() -> None:
    """A pointer needs both."""
    (record,) = BoundedRecords(misnamed_set([b"v"], frozenset({0}))).next_batch()
    assert (record.offset, record.timestamp) == (0, 1_700_000_000_000)
    assert (record.key, record.headers) == (None, ())


def test_what_is_broken_otherwise_stays_an_error() -> None:
    """A set whose bytes make no records is not guessed at."""
    raw = bytearray(misnamed_set(VALUES, frozenset()))
    at = raw.find(NAME.encode())
    raw[at - 1] += 2  # the name claims one byte more than it has
    with pytest.raises((CorruptRecordException, UnicodeDecodeError)):
        read(bytes(raw))


def test_a_length_beyond_the_set_is_not_followed() -> None:
    """What a broken length points at is not ours to read: it has ended the process."""
    raw = bytearray(misnamed_set([bytes(20)], frozenset()))
    at = raw.find(bytes([40]) + bytes(20))  # the value's length, in zigzag, and the value
    raw[at : at + 7] = b"\xfe" + b"\xff" * 5 + b"\x01"  # terabytes
    with pytest.raises(CorruptRecordException):
        read(bytes(raw))


def test_a_culprit_whose_length_is_broken_is_not_guessed_at() -> None:
    """Where it would end outside of its set, no offset in that can be trusted."""
    raw = bytearray(misnamed_set([b"v"], frozenset({0})))
    raw[RECORDS_AT] = 0x7E
    with pytest.raises(CorruptRecordException):
        next(iter(BoundedRecords(bytes(raw)).next_batch()))
