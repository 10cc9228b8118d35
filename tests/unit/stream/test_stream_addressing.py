"""A batch's message sets go as they are, unless a record of it has to go alone or elsewhere."""

from collections.abc import Mapping, Sequence

import pytest

from redactor.errors import Reason
from redactor.isolation.native import NATIVE
from redactor.isolation.packed import Packed, rows_of
from redactor.record import Coordinates, Masked, Output, Record, Refused, Result
from redactor.stream.addressing import Addressing
from redactor.stream.port import Delivery
from redactor.stream.told import Redacted, told_of

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

NOBODY: dict[int, int] = {}
SIZES = {"raw": 6, "masked": 6, "narrow": 2, "quarantine": 1}


def results(*targets: str) -> list[Result]:
    """Make a batch of offsets 10, 12, …: a copy for each target each, the third is refused."""
    outputs = tuple(Output(target, b"k", b"v", (("h", None),)) for target in targets)
    places = [Coordinates("raw", 5, 10 + 2 * n) for n in range(4)]
    made: list[Result] = [Masked(at, 7, outputs) for at in places]
    made[2] = Refused(places[2], 7, Reason.TOO_DEEP)
    return made


def packed(batch: list[Result]) -> Packed:
    """Give them as the process that redacts would."""
    rows = rows_of(batch)
    assert rows is not None
    return Packed([Record(one.at, one.timestamp_ms, None, None) for one in batch], rows)


def delivery(batch: Sequence[Result], suspects: Mapping[int, int] = NOBODY) -> Delivery:
    """Address a batch."""
    redacted = Redacted(batch, told_of(batch), "feed", 0.0, 0.0)
    return Addressing("quarantine", SIZES.__getitem__).delivery(redacted, suspects)


def test_sets_go_as_they_are_and_pointers_as_letters() -> None:
    """Each set to its source's partition, with the offsets of the records in it."""
    done = delivery(packed(results("masked")))
    (parcel,) = done.parcels
    assert (parcel.partition, parcel.message_set.target) == (5, "masked")
    assert parcel.offsets == [10, 12, 16]
    assert [(one.topic, one.offset) for one in done.letters] == [("quarantine", 14)]
    assert done.next_offset == 17


@pytest.mark.parametrize(
    ("targets", "suspects", "why"),
    [
        (("masked",), {12: 0}, "a record that must travel alone"),
        (("masked", "narrow"), NOBODY, "a topic with other partitions"),
    ],
)
def test_what_cannot_go_in_a_set_goes_as_letters(
    targets: tuple[str, ...], suspects: Mapping[int, int], why: str
) -> None:
    """The same letters as of results that were never packed."""
    batch = results(*targets)
    done, plain = delivery(packed(batch), suspects), delivery(batch, suspects)
    assert not done.parcels, why
    assert list(done.letters) == list(plain.letters)
    assert (done.next_offset, done.suspects) == (plain.next_offset, plain.suspects)


def test_what_is_told_of_a_batch_is_the_same() -> None:
    """Of sets as of objects."""
    batch = results("masked")
    assert told_of(packed(batch)) == told_of(batch)
