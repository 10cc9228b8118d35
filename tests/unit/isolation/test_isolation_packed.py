"""Results travel as message sets: the same results, in whole sets, of the records asked for."""

import random
from typing import Any

import pytest

from redactor.errors import Reason
from redactor.isolation.native import NATIVE
from redactor.isolation.packed import SET_BYTES, Packed, rows_of
from redactor.isolation.wire import unframed
from redactor.record import Coordinates, Masked, Output, Record, Refused, Result, Sighting
from tests.support.claims import ODD_FINDINGS, ODD_SIGHTINGS
from tests.support.framing import framed
from tests.support.sets_hammer import drawn_results

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

FOUND = (("a.b", "PERSON"),)
CANARY = b"canary-13800138000"


def records(results: list[Result]) -> list[Record]:
    """Give the records that have these results."""
    return [Record(one.at, one.timestamp_ms, None, None) for one in results]


def batch(*values: bytes | None) -> list[Result]:
    """Mask records of these values, under one view; None is a refusal."""
    return [
        Refused(Coordinates("raw", 0, at), at, Reason.TOO_DEEP)
        if value is None
        else Masked(Coordinates("raw", 0, at), at, (Output("masked", b"k", value),), FOUND)
        for at, value in enumerate(values)
    ]


def carried(results: list[Result]) -> list[Any]:
    """Write results and read the message, to be changed."""
    rows = rows_of(results)
    assert rows is not None
    return list(unframed(framed("results", rows)[8:])[1])


def written(*records: tuple[int, bytes]) -> bytes:
    """Write the records of a set, times and values, without a look at whose they are."""
    results: list[Result] = [
        Masked(Coordinates("raw", 0, at), time_ms, (Output("masked", None, value),))
        for at, (time_ms, value) in enumerate(records)
    ]
    made = NATIVE.pack(results, None, 1, 0, 0, 4 * SET_BYTES) if NATIVE else None
    return bytes(made[-1]) if made else b""


@pytest.mark.parametrize("views", [1, 2])
def test_results_are_carried(views: int) -> None:
    """Keys, values and headers of every sort, tombstones and refusals among them."""
    drawn = random.Random(views)
    for _ in range(50):
        results = drawn_results(drawn, drawn.randrange(60), views)
        packed = Packed(records(results), tuple(carried(results)))
        assert list(packed) == results
        assert [type(one) for one in packed] == [type(one) for one in results]
        assert {at for at, one in enumerate(results) if isinstance(one, Refused)} == {
            *packed.refused
        }


def test_what_was_found_and_seen_is_carried() -> None:
    """Each kind of findings with how many have it, and everyone who was seen."""
    first, second, third = batch(b"1", None, b"3")
    assert isinstance(first, Masked)
    results = [first._replace(sighting=Sighting(3, (1, 2))), second, third]
    packed = Packed(records(results), tuple(carried(results)))
    assert list(packed) == results
    assert packed.found == [(FOUND, 2)]
    assert packed.sightings == [Sighting(3, (1, 2))]


def test_a_set_holds_no_more_than_the_broker_takes() -> None:
    """A record that is larger still travels, alone."""
    results = batch(bytes(SET_BYTES // 2), bytes(9), bytes(SET_BYTES // 2), bytes(SET_BYTES), b"")
    packed = Packed(records(results), tuple(carried(results)))
    assert [one.copies for one in packed.sets] == [2, 1, 1, 1]
    assert list(packed) == results


def test_a_set_shows_no_payload() -> None:
    """The `repr` of a set names its target and places alone."""
    results = batch(CANARY)
    (one,) = Packed(records(results), tuple(carried(results))).sets
    assert "canary" not in repr(one)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({0: []}, "no view"),
        ({1: []}, "no findings"),
        ({2: [0, 0]}, "too few"),
        ({2: [0, 0, 0, 0]}, "too many"),
        ({2: [0, 0, "too_deep"]}, "a copy of what was refused"),
        ({2: [0, 0, "no reason"]}, "another reason"),
        ({2: [0, 0, -1]}, "findings from behind"),
        ({2: [0, 0, None]}, "neither findings nor a reason"),
        ({3: [()]}, "fewer sightings"),
        ({3: [(1,), (), ()]}, "half a sighting"),
        *(({1: [odd]}, why) for odd, why in ODD_FINDINGS),
        ({1: None}, "nothing where findings are due"),
        ({1: (FOUND,)}, "findings that are no list"),
        *(({3: [odd, None, None]}, why) for odd, why in ODD_SIGHTINGS),
    ],
)
def test_an_answer_for_other_records_is_none(change: dict[int, Any], why: str) -> None:
    """No result is taken for another record's."""
    results = batch(b"1", b"2", b"3")
    rows = carried(results)
    for at, other in change.items():
        rows[at] = other
    with pytest.raises((ValueError, TypeError, LookupError)):
        list(Packed(records(results), tuple(rows)))
    assert why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({1: 1}, "begins later"),
        ({2: 1}, "ends sooner"),
        ({3: 2}, "one copy fewer"),
        ({3: 4}, "one copy more"),
        ({4: 2**63}, "another time"),
        ({5: 2**63}, "another latest time"),
        ({0: None}, "no target"),
        ({1: 0.0}, "a number that is none of ours"),
        ({5: 2.0}, "a time that is none of ours"),
        ({6: b""}, "empty"),
        ({6: b"\x02\x00"}, "no record"),
        ({6: written((0, b""), (1, b""))}, "a record fewer"),
        ({6: written((0, b""), (1, b""), (1, b""))}, "a record of another time"),
        ({6: written((0, b""), (1, b""), (2, b""), (2, b""))}, "a record more"),
        ({6: written((0, b""), (2, b""), (1, b""))}, "records in another order"),
        ({6: written((0, b""), (1, b""), (2, bytes(SET_BYTES)))}, "more than a set may hold"),
        ({6: written((0, b""), (1, b""), (2, b""))[:-1]}, "cut off"),
    ],
)
def test_a_set_that_is_not_whole_is_none(change: dict[int, Any], why: str) -> None:
    """Nothing is sent for which a record would be taken as written that is not in it."""
    results = batch(b"1", b"2", b"3")
    rows = carried(results)
    ((one,),) = rows[0]
    rows[0] = [[tuple(change.get(at, part) for at, part in enumerate(one))]]
    with pytest.raises(ValueError, match="message set"):
        Packed(records(results), tuple(rows))
    assert why


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (b"\x8c\x00\x00\x00\x00\x01\x01\x00", "a length in two bytes, where one would do"),
        (b"\x12\x00\x00\x00\x01\x01\x02\x02\xff\x01", "a header's name that is no text"),
        (b"\x0c\x01\x00\x00\x01\x01\x00", "attributes"),
        (b"\x0c\x00\x00\x02\x01\x01\x00", "another place in the set"),
        (b"\x0c\x00\x00\x00\x03\x01\x00", "a null of two bytes"),
        (b"\x0c\x00\x00\x00\x01\x01\x02", "fewer headers than it says"),
        (b"\x0c\x00\x00\x00\x01\x01\x01", "fewer headers than none"),
    ],
)
def test_a_record_is_written_as_kafka_reads_it(odd: bytes, why: str) -> None:
    """What its broker or a reader would trip over is not sent."""
    results = batch(b"")
    rows = carried(results)
    ((one,),) = rows[0]
    rows[0] = [[(*one[:-1], odd)]]
    with pytest.raises(ValueError, match=r"message set|UTF|utf"):
        Packed(records(results), tuple(rows))
    assert why


def test_the_sets_of_a_batch_leave_no_record_out() -> None:
    """Nor do they hold one twice."""
    results = batch(bytes(SET_BYTES // 2), bytes(SET_BYTES // 2), bytes(SET_BYTES // 2))
    rows = carried(results)
    (sets,) = rows[0]
    for odd in (sets[:-1], sets[1:], [*sets, sets[-1]], sets[::-1]):
        rows[0] = [odd]
        with pytest.raises(ValueError, match="message set"):
            Packed(records(results), tuple(rows))


@pytest.mark.parametrize(
    ("outputs", "timestamp_ms", "why"),
    [
        ((), 0, "no view"),
        ((Output("a", None, b""),) * 2, 0, "other views than the first"),
        ((Output("masked", None, b"", (("\ud800", b""),)),), 0, "a name that is no UTF-8"),
        ((Output("masked", None, b""),), 2**63, "a time out of range"),
    ],
)
def test_what_sets_cannot_say_goes_as_columns(
    outputs: tuple[Output, ...], timestamp_ms: int, why: str
) -> None:
    """Nothing is lost or bent: there are no sets."""
    one = Masked(Coordinates("raw", 0, 9), timestamp_ms, outputs)
    assert rows_of([*batch(b"1"), one]) is None, why


def test_two_copies_for_one_topic_keep_their_order() -> None:
    """They would be one behind the other in sets of their own."""
    both = (Output("masked", None, b"1"), Output("masked", None, b"2"))
    assert rows_of([Masked(Coordinates("raw", 0, 9), 0, both)]) is None
