"""A doubted name or address counts beside a door, unless its own characters speak against it."""

import pytest

from recognizers.sequence.company import beside, doors_of
from recognizers.sequence.tagged import Tagged


def _tagged(text: str, part: str, label: str, score: float) -> Tagged:
    start = text.index(part)
    return Tagged(start, start + len(part), label, score)


@pytest.mark.parametrize(
    ("part", "score", "wanted", "reason"),
    [
        ("和顺苑3栋501", 0.9, True, "a building and a room"),
        ("和顺苑3栋501", 0.7, False, "not certain"),
        ("和顺苑", 0.9, False, "no number"),
        ("3栋501", 0.9, True, "a door alone"),
    ],
)
def test_doors(part: str, score: float, wanted: bool, reason: str) -> None:  # noqa: FBT001  # a table's column
    """A door is an address that is certain and holds a number."""
    text = "我在和顺苑3栋501，咋汇合"
    assert bool(doors_of([_tagged(text, part, "ADDRESS", score)], text)) is wanted, reason


def test_a_name_is_no_door() -> None:
    """Only an address speaks for others."""
    text = "老魏3号"
    assert doors_of([_tagged(text, "老魏3号", "PERSON", 0.99)], text) == []


@pytest.mark.parametrize(
    ("part", "label", "wanted", "reason"),
    [
        ("老魏", "PERSON", True, "a name"),
        ("水塔巷", "PERSON", False, "a road"),
        ("水塔巷", "ADDRESS", True, "another address"),
        ("上五楼", "ADDRESS", False, "how far to carry"),
        ("高兴", "PERSON", False, "a word that looks like a name"),
        ("和顺苑3栋501", "ADDRESS", False, "the door itself"),
    ],
)
def test_beside(part: str, label: str, wanted: bool, reason: str) -> None:  # noqa: FBT001  # a table's column
    """What is near a door counts but for what is no value whatever stands around it."""
    text = "老魏在水塔巷，高兴，搬上五楼，和顺苑3栋501"
    door = _tagged(text, "和顺苑3栋501", "ADDRESS", 0.9)
    stretch = door if reason == "the door itself" else _tagged(text, part, label, 0.6)
    assert beside([door], stretch, text) is wanted, reason


def test_far_away() -> None:
    """A door far off says nothing, nor does a text without one."""
    text = "和顺苑3栋501" + "，" * 80 + "老魏"
    name = _tagged(text, "老魏", "PERSON", 0.6)
    assert not beside([_tagged(text, "和顺苑3栋501", "ADDRESS", 0.9)], name, text)
    assert not beside([], name, text)
