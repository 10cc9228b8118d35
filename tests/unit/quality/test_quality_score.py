"""The figures mean what their names say."""

import pytest

from tests.quality.score import Counts, Line, Span, count, interval, rates

LINE = Line("one", "张伟住济南路8号", (Span(0, 2, "PERSON"), Span(3, 8, "ADDRESS")))


def test_exact() -> None:
    """An exact finding is a hit and leaks nothing."""
    counted = count(LINE, [Span(0, 2, "PERSON")], "PERSON")
    assert counted == Counts(hit=1, gold=2, other=1)


def test_cut_short() -> None:
    """A finding with a wrong end is false, its value missed, the rest leaked."""
    counted = count(LINE, [Span(3, 6, "ADDRESS")], "ADDRESS")
    assert (counted.false, counted.missed, counted.leaked) == (1, 1, 2)


def test_covered_by_another_label() -> None:
    """A value under a finding of another label is missed but not leaked."""
    counted = count(LINE, [Span(0, 8, "ADDRESS")], "PERSON")
    assert (counted.missed, counted.leaked) == (1, 0)


def test_masked_for_nothing() -> None:
    """Only characters of no value at all count as masked for nothing."""
    counted = count(LINE, [Span(0, 3, "PERSON")], "PERSON")
    assert (counted.over, counted.other) == (1, 1)


def test_rates() -> None:
    """Rates are taken over all lines together."""
    found = rates([Counts(hit=3, missed=1, gold=10, leaked=1), Counts(false=1, over=2, other=8)])
    assert found == pytest.approx((0.75, 0.75, 0.75, 0.1, 0.25))


def test_nothing_to_find() -> None:
    """A silent detector on lines without values is perfect."""
    assert rates([Counts(other=5)]) == (1.0, 1.0, 1.0, 0.0, 0.0)


def test_interval_holds_the_rate() -> None:
    """The interval lies around the rate, and shrinks with more lines."""
    some = [Counts(hit=9, false=1, missed=1, gold=20, leaked=1), Counts(hit=1, gold=2)] * 10
    low, high = interval(some)
    assert low.precision <= rates(some).precision <= high.precision
    wide_low, wide_high = interval(some[:4])
    assert high.precision - low.precision <= wide_high.precision - wide_low.precision


def test_no_text_in_a_repr() -> None:
    """A line never shows its text when it is printed."""
    assert "张伟" not in repr(LINE)
