"""The report: nothing left out, nothing forgotten on disk."""

from pathlib import Path

from tests.chaos.bout import Outcome
from tests.chaos.oracle import Verdict
from tests.chaos.report import save, saved, stops, table

HELD = Outcome("zombie", "exactly_once", 7, Verdict(records=100), 3.25)
LATE = Outcome("zombie", "exactly_once", 8, Verdict(), None, ("1: no batch was confirmed",))
TWICE = Outcome("zombie", "at_least_once", 7, Verdict(records=90, repeated=12), 4.0)


def test_what_failed_stands_in_the_table() -> None:
    """A run that did not recover is told, with the seed that replays it."""
    row = next(line for line in table([HELD, LATE, TWICE]).splitlines() if "exactly_once" in line)
    assert "1 not in time" in row
    assert "7 8" in row


def test_repeats_are_duplicates_under_exactly_once_alone() -> None:
    """The columns that must be zero hold no duplicate that at_least_once allows."""
    row = table([TWICE]).splitlines()[-1].split("|")
    assert [cell.strip() for cell in row[5:10]] == ["0", "–", "0", "0", "12"]


def test_only_what_must_not_be_fails() -> None:
    """Duplicates fail exactly_once; no recovery fails both."""
    assert [one.failed for one in (HELD, LATE, TWICE)] == [False, True, False]


def test_outcomes_survive_the_disk(tmp_path: Path) -> None:
    """What is saved bout by bout is read back as it was."""
    path = tmp_path / "outcomes.jsonl"
    save(path, [HELD])
    save(path, [LATE, TWICE])
    assert saved(path) == [HELD, LATE, TWICE]


def test_every_stop_is_told_with_its_reason() -> None:
    """A worker that ended by itself is listed with the fault that brought it about."""
    assert list(stops([HELD, LATE])) == ["- 1 × `1: no batch was confirmed` (zombie)"]
