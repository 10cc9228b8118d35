"""Dates of a subject move together, by days nobody can tell."""

from datetime import date

import pytest

from redactor.masking.operator import Masker, OfSubject
from redactor.masking.shift import Shift
from redactor.spans import Span
from tests.support.keys import bound


def shifts(subject: str, max_days: int = 180) -> Masker:
    """Give the masker of one subject."""
    masker = bound(Shift(max_days=max_days))
    assert isinstance(masker, OfSubject)
    return masker.about(subject)


def move(masker: Masker, raw: str, entity: str = "DATE_TIME") -> str:
    """Shift a whole text."""
    return masker.mask(raw, Span(0, len(raw), entity))


def test_intervals_of_a_subject_stay() -> None:
    """Two dates of one parcel move by the same days, across any forms."""
    masker = shifts("SF1")
    first = date.fromisoformat(move(masker, "2026-03-16"))
    second = date.fromisoformat(move(masker, "20260319")[:8])
    assert (second - first).days == 3


@pytest.mark.parametrize("subject", [f"SF{n}" for n in range(40)])
def test_no_date_stays(subject: str) -> None:
    """Every subject moves, and by no more than the policy allows."""
    moved = date.fromisoformat(move(shifts(subject, 2), "2026-03-16"))
    assert abs((moved - date(2026, 3, 16)).days) in {1, 2}


def test_the_time_of_day_stays() -> None:
    """Only the date moves; form and zone stay."""
    assert move(shifts("SF1"), "2026-03-16T14:05:33+08:00").endswith("T14:05:33+08:00")
    assert move(shifts("SF1"), "1773641133120").endswith("120")


@pytest.mark.parametrize(
    ("subject", "raw", "entity"),
    [
        ("", "2026-03-16", "DATE_TIME"),
        ("SF1", "next week", "DATE_TIME"),
        ("SF1", "2026-03-16", "PERSON"),
    ],
)
def test_what_cannot_be_moved_is_hidden(subject: str, raw: str, entity: str) -> None:
    """Without a subject or a date nothing shows."""
    assert move(shifts(subject), raw, entity) == "****"


def test_a_date_at_the_end_of_time_is_hidden() -> None:
    """A date that has no room to move in both directions is hidden or moved, never kept."""
    ends = {move(shifts(f"SF{n}", 3_650), "0001-01-01") for n in range(20)}
    assert "****" in ends
    assert "0001-01-01" not in ends
