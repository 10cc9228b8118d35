"""A course lasts as long as it is meant to, whatever the way's rate."""

from tests.bench.effort import FULL, QUICK
from tests.bench.pace import MAX_EVENTS, MIN_EVENTS, SECONDS, Pace


def test_the_guess_counts_until_a_rate_is_known() -> None:
    """Then the last rate of that way does, and of no other."""
    pace = Pace(FULL)
    assert pace.events("ours", 1_000) == 1_000 * SECONDS
    pace.took("ours", 2_500)
    assert pace.events("ours", 1_000) == 2_500 * SECONDS
    assert pace.events("peer", 1_000) == 1_000 * SECONDS


def test_a_course_has_bounds() -> None:
    """A slow way has events enough for a figure, a fast one no more than the disk likes."""
    pace = Pace(FULL)
    assert pace.events("slow", 1) == MIN_EVENTS
    assert pace.events("fast", 10**9) == MAX_EVENTS


def test_a_quick_run_is_shorter() -> None:
    """Its share of the full length, never nothing."""
    assert 0 < Pace(QUICK).events("ours", 1_000) < Pace(FULL).events("ours", 1_000)
