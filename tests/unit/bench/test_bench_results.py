"""What was measured can be kept and read again."""

from pathlib import Path

from tests.bench.effort import FULL, QUICK
from tests.bench.machine import machine
from tests.bench.results import Figure, Group, Results
from tests.bench.tables import number, table
from tests.bench.texts import KINDS, LENGTHS, texts

GROUP = Group(
    "speed",
    "Speed",
    "texts/s",
    (
        Figure("short", (10.0, 20.0, 40.0), {"peer": (5.0, 5.0, 5.0)}, at=1.0),
        Figure("long", (3.0,)),
    ),
    axis="characters",
    measured="2026-01-01",
)
HERE = {"processor": "one"}


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    """JSON and back is the same, to the digits kept."""
    results = Results(HERE, {GROUP.name: GROUP})
    results.save(tmp_path / "results.json")
    assert Results.load(tmp_path / "results.json") == results


def test_a_new_run_replaces_its_own_groups_alone() -> None:
    """`--only` leaves what it did not measure."""
    other = Group("other", "Other", "ms", (Figure("it", (1.0,)),))
    before = Results(HERE, {"speed": GROUP, "other": other})
    newer = Group("speed", "Speed", "texts/s", (Figure("short", (99.0,)),))
    after = before.renewed(HERE, [newer])
    assert after.groups == {"speed": newer, "other": other}


def test_another_machine_keeps_nothing() -> None:
    """Figures of two machines never stand in one file."""
    before = Results(HERE, {"speed": GROUP})
    assert before.renewed({"processor": "two"}, []).groups == {}


def test_a_table_shows_medians_and_ratios() -> None:
    """Everything in it is computed from the samples; a peer that was not measured is a gap."""
    rows = table(GROUP).splitlines()
    assert rows[0] == "|  | median, texts/s | lowest to highest | is … × peer |"
    assert rows[2] == "| short | 20 | 10 to 40 | 4 × 5 |"
    assert rows[3] == "| long | 3 | 3 to 3 |  |"


def test_numbers_have_three_digits() -> None:
    """No more digits are shown than a noisy machine can vouch for."""
    shown = [number(value) for value in (12_345, 123.4, 12.34, 1.234, 0.01234)]
    assert shown == ["12,300", "123", "12.3", "1.23", "0.0123"]


def test_a_quick_run_is_known_as_one() -> None:
    """Only a whole run has rounds enough for a median."""
    assert QUICK.quick
    assert not FULL.quick


def test_the_machine_is_described_without_its_name() -> None:
    """Processor, cores and Python are told; neither host nor path is."""
    found = machine()
    assert {"processor", "cores", "kernel", "python"} <= set(found)
    assert not any("/" in value for value in found.values())


def test_texts_have_their_length_and_never_come_again() -> None:
    """A cache cannot shine: another round's texts are others."""
    for kind in KINDS:
        for length in LENGTHS:
            first, again, other = (texts(kind, length, 3, seed) for seed in (1, 1, 2))
            assert [len(text) for text in first] == [length] * 3
            assert first == again
            assert kind == "nothing to find" or not set(first) & set(other)
