"""Spans end where the project's conventions say."""

import pytest

from recognizers.sequence.tagged import Tagged
from recognizers.sequence.trimming import trimmed

TABLE = [
    ("[中山路8号收]", "中山路8号", "a trailing 收"),
    ("[中山路8号(收)]", "中山路8号", "the same in brackets"),
    ("[中山路废品回收]", "中山路废品回收", "收 that belongs to a word"),
    ("[，中山路8号。]", "中山路8号", "separators at both ends"),
    ("[中山路8号(银行旁)]", "中山路8号(银行旁)", "brackets that close"),
    ("[中山路8号(]", "中山路8号", "a bracket that does not"),
    ("[中山路][8号]", "中山路8号", "two stretches side by side"),
    ("[中山路] [8号]", "中山路 8号", "two stretches with a space between"),
    ("[阳光花园3]-2-1201室", "阳光花园3-2-1201室", "a chain of numbers cut short"),
    ("[阳光花园3]-[1201室]", "阳光花园3-1201室", "two stretches with a hyphen between"),
    ("[阳光花园3栋]1201135-3367-2252", "阳光花园3栋1201", "a room glued to a spaced number"),
    ("[阳光花园3栋120]1135 3367 2252", "阳光花园3栋1201", "a room cut short before such a number"),
    ("[阳光花园3栋]12010755-41040353", "阳光花园3栋1201", "a room glued to a landline"),
    ("[阳光花园3栋]135-3367-2252", "阳光花园3栋", "a number and no room"),
    ("[阳光花园3]-13800138000", "阳光花园3", "no chain but a telephone"),
]


def tagged(marked: str) -> tuple[str, list[Tagged]]:
    """The text and its stretches, each in square brackets."""
    text, found, opened = "", [], 0
    for character in marked:
        if character == "[":
            opened = len(text)
        elif character == "]":
            found.append(Tagged(opened, len(text), "ADDRESS", 0.9))
        else:
            text += character
    return text, found


@pytest.mark.parametrize(("marked", "kept", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_address(marked: str, kept: str, reason: str) -> None:
    """An address keeps all of its value and nothing of its surroundings."""
    text, found = tagged(marked)
    assert [text[t.start : t.end] for t in trimmed(found, text)] == [kept], reason


def test_too_short() -> None:
    """What is only separators or one character is nothing."""
    assert trimmed([Tagged(0, 2, "ADDRESS", 0.9), Tagged(2, 3, "PERSON", 0.9)], "，。张") == []


def test_masked() -> None:
    """What a mask left of a name ends with the mask, and is no part of an address."""
    text = "中山路****刘^_^ 客户赵^_^来电"
    found = [Tagged(0, 11, "ADDRESS", 0.9), Tagged(14, 20, "PERSON", 0.9)]
    assert [text[t.start : t.end] for t in trimmed(found, text)] == ["中山路", "赵^_^"]


def test_two_doors() -> None:
    """Two doors that a word joins are two addresses."""
    text = "3栋和5栋送反了"
    found = trimmed([Tagged(0, 5, "ADDRESS", 0.9)], text)
    assert [(text[t.start : t.end], t.score) for t in found] == [("3栋", 0.9), ("5栋", 0.9)]
