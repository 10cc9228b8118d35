"""A reader that stands before records: noticed by answers, never by silence."""

import pytest

from redactor.stream.ends import Seen
from redactor.stream.standstill import Standstill

LIMIT_S = 30.0


def told(end: int, at: float, since: float = 0.0) -> Seen:
    """Make an answer."""
    return Seen(end, at, since)


@pytest.mark.parametrize(
    ("looks", "over", "why"),
    [
        ([(5, told(5, 0)), (5, told(5, 99))], False, "at the end"),
        ([(5, told(9, 0)), (5, told(9, 5)), (5, told(9, 35))], False, "as long as it may"),
        ([(5, told(9, 0)), (5, told(9, 5)), (5, told(9, 36))], True, "too long"),
        ([(5, told(9, 0)), (6, told(9, 36)), (6, told(9, 40))], False, "it moves"),
        ([(5, told(9, 0)), (5, told(9, 5)), (5, None)], False, "no answer is no proof"),
        ([(5, told(9, 0)), (5, told(9, 5)), (5, told(9, 90, 70))], False, "silence in between"),
        ([(5, told(9, 0)), (5, told(9, 5)), (5, told(9, 101, 70))], True, "too long after it"),
    ],
)
def test_only_answered_time_counts(
    looks: list[tuple[int, Seen | None]], *, over: bool, why: str
) -> None:
    """The last of some looks is over the limit or not."""
    standstill = Standstill(LIMIT_S)
    verdicts = [standstill.over(position, seen) for position, seen in looks]
    assert verdicts[-1] is over, why
    assert not any(verdicts[:-1]), why


def test_a_reader_sent_elsewhere_has_its_time_anew_but_keeps_its_count() -> None:
    """Seeking is no progress: a second standstill is the second."""
    standstill = Standstill(LIMIT_S)
    for _ in range(2):
        for at in (0.0, 5.0, 36.0):
            standstill.over(5, told(9, at))
        standstill.sought()
    assert standstill.stalls == 2
    standstill.progressed()
    assert standstill.stalls == 0
