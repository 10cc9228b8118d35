"""A moment of the command line is read as it is written, or not at all."""

import pytest

from redactor.files.since import moment_ms

NOW_MS = 1_800_000_000_000


@pytest.mark.parametrize(
    ("text", "moment", "why"),
    [
        ("90m", NOW_MS - 5_400_000, "minutes"),
        ("24h", NOW_MS - 86_400_000, "hours"),
        ("7d", NOW_MS - 604_800_000, "days"),
        ("30s", NOW_MS - 30_000, "seconds"),
        ("999999d", 0, "before the epoch there is nothing"),
        ("2026-03-16T00:00:00+08:00", 1_773_590_400_000, "an ISO time with its zone"),
        ("2026-03-15T16:00:00Z", 1_773_590_400_000, "the same moment in UTC"),
        ("yesterday", None, "a word"),
        ("5", None, "a number without a unit"),
        ("2026-13-01", None, "no such month"),
        ("", None, "nothing"),
    ],
)
def test_moments(text: str, moment: int | None, why: str) -> None:
    """Spans count back from now; times stand for themselves; the rest is None."""
    assert moment_ms(text, NOW_MS) == moment, why
