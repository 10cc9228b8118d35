"""A waybill's name is found by its place where its characters say nothing."""

import pytest

from recognizers.names.bounded import with_bounded
from recognizers.sequence.tagged import Tagged

WORDS = frozenset(("方便", "高兴", "车库"))
PHONE = "13800138000"
TABLE = [
    (f"左砚{PHONE}[中山路8号]", "左砚", "before the number"),
    (f"{PHONE}[中山路8号]凌又又", "凌又又", "after the address, at the end"),
    (f"[中山路8号]，左砚，{PHONE}", "左砚", "between commas"),
    (f"{PHONE}[柳岸青台湾花莲县温泉路3段]", "柳岸青", "taken for the address's head"),
    (f"[中山路8号1楼王涛]{PHONE}", "王涛", "taken for the address's tail"),
    (f"{PHONE}[青石县人民路柳锁]", "柳锁", "behind a road, on a line of nothing else"),
    (f"[青石县北河边东方锁]{PHONE}", "东方锁", "a surname of two, the same"),
    (f"{PHONE}[青石县人民路柳锁]，放门口", "", "behind a road, but the line says more"),
    (f"{PHONE}[青石县上坪乡龙湾村]", "", "a village behind its township"),
    (f"{PHONE}[青石县河湾小区东门]", "", "a gate"),
    (f"{PHONE}高兴", "", "a word"),
    (f"高兴{PHONE}[中山路8号]", "高兴", "a word, but the line is nothing else"),
    (f"方便涵 {PHONE}-0724", "方便涵", "begins with a word, beside a number and nothing else"),
    (f"高兴{PHONE}[中山路8号]，送到", "", "a word, and the line says more"),
    (f"{PHONE}方便吗", "", "begins with a word"),
    (f"[中山路8号3楼车库]{PHONE}", "", "a word at the address's end"),
    (f"{PHONE}[台湾花莲县温泉路3段]", "", "no one is named"),
    ("左砚[中山路8号]", "", "no mobile number"),
    (f"<张伟>{PHONE}[中山路8号]左砚", "", "the number has its person"),
]


def marked(source: str) -> tuple[str, list[Tagged]]:
    """The text and what the model found: <name>, [address]."""
    text, found, opened = "", [], 0
    for character in source:
        if character in "<[":
            opened = len(text)
        elif character in ">]":
            label = "PERSON" if character == ">" else "ADDRESS"
            found.append(Tagged(opened, len(text), label, 0.9))
        else:
            text += character
    return text, found


@pytest.mark.parametrize(("source", "name", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_bounded(source: str, name: str, reason: str) -> None:
    """One person to a mobile number, taken from where a person can stand."""
    text, found = marked(source)
    added = [s for s in with_bounded(found, text, WORDS.__contains__) if s.score < 0.9]
    assert "".join(text[s.start : s.end] for s in added if s.label == "PERSON") == name, reason


def test_nothing_overlaps() -> None:
    """What is cut off an address is no longer part of it."""
    text, found = marked(f"{PHONE}[柳岸青台湾花莲县温泉路3段]")
    name, address = with_bounded(found, text, WORDS.__contains__)
    assert (name.end, text[address.start : address.end]) == (address.start, "台湾花莲县温泉路3段")


LEFT = [
    (f"<张伟>{PHONE}[中山路8号]前台", "中山路8号前台", "behind the address, at the end"),
    (f"[中山路8号]办理入住<张伟>{PHONE}", "中山路8号办理入住", "before the name"),
    (f"[中山路8号]联系人<张伟>{PHONE}", "中山路8号", "a key"),
    (f"<张伟>{PHONE}[中山路8号]，前台", "中山路8号", "behind a sign"),
    (f"<张伟>{PHONE}[中山路8号]送到了", "中山路8号", "talk"),
    (f"{PHONE}[中山路8号]前台", "中山路8号", "nobody is named"),
]


@pytest.mark.parametrize(("source", "address", "reason"), LEFT, ids=[row[-1] for row in LEFT])
def test_leftover(source: str, address: str, reason: str) -> None:
    """What a line of name, number and address leaves over behind the address belongs to it."""
    text, found = marked(source)
    kept = [s for s in with_bounded(found, text, WORDS.__contains__) if s.label == "ADDRESS"]
    assert [text[s.start : s.end] for s in kept] == [address], reason
