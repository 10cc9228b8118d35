"""The model leaves Latin addresses to their recognizer, and English titles outside names."""

import pytest

from recognizers.sequence.foreign import without_foreign
from recognizers.sequence.tagged import Tagged


def left(text: str, value: str, label: str) -> list[str]:
    """What is left of one stretch, as text."""
    start = text.index(value)
    found = without_foreign([Tagged(start, start + len(value), label, 0.9)], text)
    return [text[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    "value",
    ["Flat B, 15/F, Kam Fai Building", "為 Flat B, 15/F, Kam Fai Building", "Tower C"],
)
def test_a_latin_address_is_left_out(value: str) -> None:
    """Latin words, with a Chinese character that sticks to them, are another recognizer's."""
    assert left(f"送到{value}，谢谢", value, "ADDRESS") == []


@pytest.mark.parametrize(
    "value", ["皇家KTV888房", "7-ELEVEN鑫和門市", "ICU 3床", "A3-1201", "Flat B, 15/F, 锦辉大厦"]
)
def test_a_chinese_address_with_letters_stays(value: str) -> None:
    """Letters, a sign or a brand make no address a Latin one."""
    assert left(f"送到{value}，谢谢", value, "ADDRESS") == [value]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Mr. Wong", "Wong"),
        ("Ms Lin", "Lin"),
        ("Dr.陈", "Dr.陈"),
        ("Mister", "Mister"),
        ("Dron", "Dron"),
    ],
)
def test_an_english_title_is_no_part_of_a_name(value: str, name: str) -> None:
    """As behind a Chinese name; what only begins like a title stays."""
    assert left(f"找{value}签收", value, "PERSON") == [name]


def test_nothing_is_left_of_nothing() -> None:
    """No stretches in, none out."""
    assert without_foreign([], "送到 Tower C") == []
