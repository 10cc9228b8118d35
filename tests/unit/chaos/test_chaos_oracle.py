"""The oracle sees each thing that must not happen; an oracle that cannot fail proves nothing."""

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest

from tests.chaos.oracle import (
    MASKED,
    QUARANTINE,
    Place,
    Sighting,
    Span,
    Verdict,
    early,
    invented,
    judge,
    ledger_of,
)

SPAN = Span({0: 0, 1: 0}, {0: 3, 1: 2})


def seen(partition: int, offset: int) -> Sighting:
    """Make an honest sighting."""
    return Sighting(Place(partition, offset), MASKED, partition, b"%d" % offset)


HONEST = [seen(0, 0), seen(1, 0), seen(0, 1), seen(1, 1), seen(0, 2)]


def wrong(sightings: Sequence[Sighting]) -> dict[str, int]:
    """Judge, and name the counts that are not zero."""
    verdict = judge(ledger_of(sightings), SPAN)
    counts = {one.name: getattr(verdict, one.name) for one in fields(Verdict)}
    assert counts.pop("records") == len(SPAN) == 5
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        pytest.param(HONEST, {}, id="all there, once, in order"),
        pytest.param([*HONEST[:4], HONEST[4]._replace(kind=QUARANTINE)], {}, id="a pointer counts"),
        pytest.param(HONEST[1:], {"lost": 1}, id="one lost at the start"),
        pytest.param(HONEST[:-1], {"lost": 1}, id="one lost at the end"),
        pytest.param([], {"lost": 5}, id="nothing at all"),
        pytest.param([*HONEST, HONEST[2]], {"repeated": 1}, id="one doubled"),
        pytest.param(
            [*HONEST, HONEST[2]._replace(digest=b"other")],
            {"repeated": 1, "changed": 1},
            id="a duplicate with other bytes",
        ),
        pytest.param(
            [*HONEST, HONEST[2]._replace(kind=QUARANTINE)],
            {"repeated": 1, "changed": 1},
            id="masked and refused both",
        ),
        pytest.param(
            [seen(0, 1), seen(0, 0), *HONEST[1:2], *HONEST[3:]], {"disordered": 1}, id="swapped"
        ),
        pytest.param([*HONEST[:4], HONEST[4]._replace(partition=1)], {"strayed": 1}, id="strayed"),
        pytest.param([*HONEST[:4], HONEST[4]._replace(raw=True)], {"raw": 1}, id="a raw value"),
    ],
)
def test_each_wrong_is_seen(sightings: Sequence[Sighting], expected: dict[str, int]) -> None:
    """Lost, doubled, changed, reordered, strayed and raw records are counted, and nothing else."""
    assert wrong(sightings) == expected


def test_only_the_span_is_judged() -> None:
    """What lies before or after the span is judged with its own span."""
    span = Span({0: 1}, {0: 3})
    assert judge(ledger_of([seen(0, 1), seen(0, 2), seen(0, 3)]), span) == Verdict(records=2)


def test_a_commit_ahead_of_the_delivery_is_seen() -> None:
    """An offset may be committed only when everything before it has been delivered."""
    ledger = ledger_of([seen(0, 0), seen(0, 2), seen(1, 0)])
    assert early({0: 1, 1: 1}, ledger) == 0
    assert early({0: 3, 1: 1}, ledger) == 1, "offset 1 of partition 0 was not delivered"


def test_a_record_from_nowhere_is_seen() -> None:
    """A copy of a source record that does not exist is counted."""
    assert invented(ledger_of(HONEST), SPAN.end) == 0
    assert invented(ledger_of([*HONEST, seen(0, 3)]), SPAN.end) == 1


def test_repeats_are_forgiven_at_least_once_and_nothing_else_is() -> None:
    """Only the duplicate count depends on the delivery."""
    assert Verdict(repeated=1).faults(exactly_once=False) == 0
    assert Verdict(repeated=1).faults(exactly_once=True) == 1
    for one in fields(Verdict):
        if one.name not in {"records", "repeated"}:
            assert replace(Verdict(), **{one.name: 1}).faults(exactly_once=False) == 1


def test_verdicts_add_up() -> None:
    """The sum of two verdicts is the sum of every count."""
    one = Verdict(1, 2, 3, 4, 5, 6, 7, 8)
    assert one + one == Verdict(2, 4, 6, 8, 10, 12, 14, 16)
