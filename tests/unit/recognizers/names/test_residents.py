"""A name that was taken into an address is a name again."""

import pytest

from recognizers.names.residents import lives, resident

TABLE = [
    ("尹素秋住15幢402", False, "PERSON 尹素秋|ADDRESS 15幢402", "who lives there"),
    ("尹素秋在东庄路8号", False, "PERSON 尹素秋|ADDRESS 东庄路8号", "who is there"),
    ("安居住宅15幢", False, "ADDRESS 安居住宅15幢", "住 of a house"),
    ("东庄路8号在建楼", False, "ADDRESS 东庄路8号在建楼", "no surname before it"),
    ("15幢尹素秋", True, "ADDRESS 15幢|PERSON 尹素秋", "who closes an entry of a list"),
    ("15幢尹素秋", False, "ADDRESS 15幢尹素秋", "where there is no list"),
    ("15号楼尹素秋", True, "ADDRESS 15号楼|PERSON 尹素秋", "楼 is no surname behind a number"),
    ("15幢药店", True, "ADDRESS 15幢药店", "a shop"),
]


@pytest.mark.parametrize(("text", "listed", "parts", "reason"), TABLE, ids=[r[-1] for r in TABLE])
def test_resident(text: str, *, listed: bool, parts: str, reason: str) -> None:
    """Name and address come apart where 住 or a list says so."""
    found = resident(0, len(text), text, listed=listed)
    assert "|".join(f"{label} {text[a:b]}" for a, b, label in found) == parts, reason


def test_lives_looks_behind_a_name() -> None:
    """住 counts two to four characters behind the beginning, and nowhere else."""
    assert lives(0, "尹素秋住15幢")
    assert not lives(0, "15幢402室里外都住")
