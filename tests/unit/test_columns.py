"""Records as columns are the records themselves, of which no more is made than is asked for."""

import random
from collections.abc import Sequence

import pytest

from redactor.columns import Columns
from redactor.isolation.native import NATIVE
from redactor.isolation.unopened import opened
from redactor.record import Coordinates, Record
from tests.support.raw_sets import drawn_records, unopened

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

CANARY = b"canary-13800138000"


def columns_of(*sets: Sequence[Record]) -> Columns:
    """Give the records of some sets as they are opened."""
    return opened(unopened(*sets).content)


def test_they_are_their_records() -> None:
    """However they are asked for: by length, one by one, from the end, by slice."""
    told = drawn_records(random.Random(5), 40, 7)
    columns = columns_of(told[:7], told[7:8], told[8:])
    assert len(columns) == 40
    assert list(columns) == told
    assert [columns[at] for at in range(-40, 40)] == told * 2
    assert (columns[3:9], columns[::-1]) == (told[3:9], told[::-1])
    assert all(type(one) is Record and type(one.at) is Coordinates for one in columns)


@pytest.mark.parametrize("at", [2, -3])
def test_there_are_no_others(at: int) -> None:
    """None before the first, none behind the last."""
    columns = columns_of(drawn_records(random.Random(5), 2))
    with pytest.raises(IndexError):
        columns[at]


def test_what_is_null_is_not_empty() -> None:
    """In a key, in a value, in a header."""
    at = Coordinates("raw", 0, 0)
    one, other = Record(at, 1, None, b"", (("a", None), ("", b""))), Record(at, 1, b"", None)
    told = [one, other._replace(at=at._replace(offset=1))]
    assert list(columns_of(told)) == told


def test_the_bytes_of_one_set_are_not_copied() -> None:
    """They are the set's own."""
    batch = unopened(drawn_records(random.Random(5), 3))
    (one,) = batch.content[2]
    assert opened(batch.content).raw is one[-1]


def test_no_value_is_shown() -> None:
    """A `repr` names no more than the class."""
    columns = columns_of([Record(Coordinates("raw", 0, 7), 1, CANARY, CANARY, (("h", CANARY),))])
    assert "canary" not in repr(columns) + str(columns)
