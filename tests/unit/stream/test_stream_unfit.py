"""What a lane learns of records the broker refuses, and when it gives up."""

import pytest

from redactor.errors import EmitError, Reason
from redactor.record import Coordinates, Masked, Output, Refused
from redactor.stream.port import UnfitError
from redactor.stream.unfit import PIECES, UnfitMemory

TOO_LARGE = Reason.BROKER_REFUSED


def unfit(*sets: set[int]) -> UnfitError:
    """Make the broker's refusal of message sets."""
    return UnfitError([(frozenset(offsets), TOO_LARGE) for offsets in sets])


def masked(offset: int) -> Masked:
    """Make a masked record."""
    return Masked(Coordinates("raw", 0, offset), 0, (Output("masked", None, None),))


def apart(memory: UnfitMemory) -> list[set[int]]:
    """Give those that may travel together, in order."""
    companies: dict[int, set[int]] = {}
    for offset, company in sorted(memory.suspects.items()):
        companies.setdefault(company, set()).add(offset)
    return list(companies.values())


def test_the_members_of_a_small_refused_set_travel_one_by_one() -> None:
    """Nobody is condemned for the company it was in."""
    memory = UnfitMemory()
    memory.learn(unfit({1, 2, 3}))
    assert apart(memory) == [{1}, {2}, {3}]
    assert memory.applied([masked(1)]) == [masked(1)]


def test_a_large_refused_set_travels_in_pieces() -> None:
    """As many as are tried within a batch's time; of a refused piece each member goes alone."""
    memory = UnfitMemory()
    memory.learn(unfit(set(range(3_000))))
    pieces = apart(memory)
    assert len(pieces) == PIECES
    assert max(map(len, pieces)) < PIECES
    assert set().union(*pieces) == set(range(3_000))
    memory.learn(unfit(pieces[5]))
    one_by_one = [{offset} for offset in sorted(pieces[5])]
    assert apart(memory) == [*pieces[:5], *one_by_one, *pieces[6:]]


def test_a_part_of_a_piece_that_is_refused_parts_from_the_rest() -> None:
    """A piece may go to several topics, of which one refuses what went there."""
    memory = UnfitMemory()
    memory.learn(unfit(set(range(200))))
    memory.learn(unfit({0, 2}))
    assert apart(memory)[:3] == [{0}, {1, 3}, {2}]


def test_a_record_refused_alone_becomes_a_pointer() -> None:
    """A set of one names the culprit, also when two views of it were refused at once."""
    memory = UnfitMemory()
    memory.learn(unfit({2}, {2}))
    assert memory.applied([masked(1), masked(2)]) == [
        masked(1),
        Refused(Coordinates("raw", 0, 2), 0, TOO_LARGE),
    ]


def test_a_refused_pointer_stops_the_lane() -> None:
    """Nothing smaller than a pointer can be sent: trying for ever would hide it."""
    memory = UnfitMemory()
    memory.learn(unfit({2}))
    with pytest.raises(EmitError, match="quarantine"):
        memory.learn(unfit({2}))


def test_what_is_committed_is_forgotten() -> None:
    """An offset that comes again, in a topic made anew, starts without suspicion."""
    memory = UnfitMemory()
    memory.learn(unfit({2}))
    memory.forget_before(3)
    assert memory.applied([masked(2)]) == [masked(2)]
    assert not memory.suspects
