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
    ("[阳光花园]，[3栋]，有人", "阳光花园，3栋", "a comma between an estate and its building"),
    ("[3栋]，[2单元，501]，有人", "3栋，2单元，501", "a comma between a building and its door"),
    ("请放[3栋快递柜]，谢谢", "3栋", "what stands at a door"),
    ("[寄自阳光花园3栋]的件", "寄自阳光花园3栋", "a verb that only the model could part"),
    ("寄[自阳光花园3栋]的件", "阳光花园3栋", "a particle behind its verb"),
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


def test_a_list_is_apart() -> None:
    """Addresses of a list are several, and so are a list's buildings."""
    text = "排班：阳光花园3栋，东庄里5栋，早点到"
    found = trimmed([Tagged(3, 15, "ADDRESS", 0.9)], text)
    assert [text[t.start : t.end] for t in found] == ["阳光花园3栋", "东庄里5栋"]


def test_a_name_in_an_address_is_a_name() -> None:
    """Who lives at an address is a person beside it."""
    text = "说尹素秋住阳光花园3栋，别送错"
    found = trimmed([Tagged(1, 11, "ADDRESS", 0.9)], text)
    assert [(text[t.start : t.end], t.label) for t in found] == [
        ("尹素秋", "PERSON"),
        ("阳光花园3栋", "ADDRESS"),
    ]


@pytest.mark.parametrize(
    ("text", "end", "least"),
    [("阳光花园几号楼呀", 7, 0.8), ("阳光花园几号楼，本届大会研究经济体制改革方案", 7, 0.6)],
)
def test_what_counted_whole_counts_cut(text: str, end: int, least: float) -> None:
    """An address that was most of its text is as sure as one must be, once its talk is cut off."""
    [found] = trimmed([Tagged(0, end, "ADDRESS", 0.6)], text)
    assert (text[: found.end], found.score) == ("阳光花园", least)
