"""A rate that breaks from its history is told once; ripples and slow drifts are not."""

import random

import pytest

from redactor.stream.drift import DriftKind, History, Limits, Window, z_score

LIMITS = Limits(history_windows=5, min_records=200, min_change=0.2, min_sigma=4.0)
NAME = ("receiver.name", "PERSON")


def with_history(rate: float, records: int = 1_000) -> History:
    """Give a full history of one series at one rate."""
    history = History(LIMITS)
    for _ in range(LIMITS.history_windows):
        assert history.judge(Window(records, {NAME: round(rate * records)})) == []
    return history


@pytest.mark.parametrize(
    ("before", "now", "records", "alerts", "reason"),
    [
        (0.2, 0.9, 1_000, True, "the rate broke up: text moved into a field"),
        (
            1.0,
            0.0,
            1_000,
            True,
            "the rate broke to zero: the field was renamed or is masked upstream",
        ),
        (0.5, 0.2, 1_000, True, "the rate broke down"),
        (1.0, 0.0, 199, False, "too few records to judge"),
        (0.5, 0.6, 100_000, False, "significant, but too small to matter"),
        (0.5, 0.71, 200, True, "both large and significant"),
        (0.0, 0.0, 1_000, False, "nothing before, nothing now"),
        (1.0, 1.0, 1_000, False, "all before, all now"),
    ],
)
def test_a_window_is_judged_against_its_history(
    *, before: float, now: float, records: int, alerts: bool, reason: str
) -> None:
    """Large and significant changes alert, nothing else does."""
    found = with_history(before).judge(Window(records, {NAME: round(now * records)}))
    assert bool(found) is alerts, reason


def test_an_alert_says_what_changed() -> None:
    """Field, entity, both rates and the kind."""
    (drift,) = with_history(1.0).judge(Window(1_000, {}))
    assert (drift.field, drift.entity) == NAME
    assert (drift.rate, drift.history_rate) == (0.0, 1.0)
    assert drift.kind is DriftKind.RATE_CHANGED


def test_nothing_is_judged_before_the_history_is_full() -> None:
    """A start has no normal state yet."""
    history = History(LIMITS)
    for rate in (0.0, 1.0, 0.0, 1.0, 0.0):
        assert history.judge(Window(1_000, {NAME: round(rate * 1_000)})) == []


def test_findings_in_a_field_never_seen_alert_even_when_rare() -> None:
    """A new field is how leaks begin: 5 % of records is enough."""
    found = with_history(0.9).judge(Window(1_000, {NAME: 900, ("memo", "PHONE_NUMBER"): 50}))
    assert [(d.field, d.kind) for d in found] == [("memo", DriftKind.NEW_FIELD)]


def test_one_odd_text_in_a_new_field_does_not_alert() -> None:
    """Fewer than five findings may be an accident."""
    found = with_history(0.9).judge(Window(1_000, {NAME: 900, ("memo", "PHONE_NUMBER"): 4}))
    assert found == []


def test_a_new_entity_in_a_known_field_must_be_large() -> None:
    """Free text holds rare entities all the time."""
    found = with_history(0.9).judge(Window(1_000, {NAME: 900, (NAME[0], "QQ"): 50}))
    assert found == []


def test_a_lasting_break_is_told_once_and_becomes_normal() -> None:
    """One alert, not one a window; no alert when the history has caught up."""
    history = with_history(1.0)
    told = [bool(history.judge(Window(1_000, {}))) for _ in range(20)]
    assert told == [True] + [False] * 19


def test_a_second_break_is_told_again() -> None:
    """Down, then half up again while the first is still remembered: two alerts."""
    history = with_history(1.0)
    assert history.judge(Window(1_000, {}))
    assert history.judge(Window(1_000, {NAME: 500}))


def test_a_slow_drift_does_not_alert() -> None:
    """One point a window stays within the history's reach."""
    history = with_history(0.3)
    for percent in range(31, 90):
        assert history.judge(Window(1_000, {NAME: percent * 10})) == []


def test_windows_with_few_records_leave_the_history_alone() -> None:
    """A quiet night does not become the normal state."""
    history = with_history(1.0)
    for _ in range(50):
        assert history.judge(Window(10, {})) == []
    assert history.judge(Window(1_000, {}))


def test_chance_alone_does_not_alert() -> None:
    """500 windows drawn from one seeded rate raise nothing."""
    draw = random.Random(20260101)
    history = History(LIMITS)
    for _ in range(500):
        hits = sum(draw.random() < 0.4 for _ in range(250))
        assert history.judge(Window(250, {NAME: hits})) == []


@pytest.mark.parametrize(
    ("counts", "z", "reason"),
    [
        ((60, 100, 40, 100), 2.8284, "worked by hand: 0.2 / sqrt(0.5 * 0.5 * 2 / 100)"),
        ((40, 100, 60, 100), -2.8284, "the sign is the direction"),
        ((0, 10, 0, 1_000), 0.0, "no variance, no difference"),
        ((10, 10, 1_000, 1_000), 0.0, "no variance, no difference"),
    ],
)
def test_z_score_is_the_pooled_one(
    counts: tuple[int, int, int, int], z: float, reason: str
) -> None:
    """The textbook's two-proportion z."""
    assert z_score(*counts) == pytest.approx(z, abs=1e-4), reason
