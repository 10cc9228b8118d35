"""Texts of a kind are alike in all but their length, or what is compared is not the length."""

import pytest

from redactor.stages.detect import Detector
from tests.bench.kinds import PATTERNS


@pytest.mark.parametrize("kind", ["one Han character", "digits", "a name and its echoes"])
def test_a_short_text_is_what_a_long_one_begins_with(kind: str) -> None:
    """Whatever its number: what stands before the first piece is as wide in all."""
    write = PATTERNS[kind]
    for seed in (0, 7, 99, 1_234):
        assert write(10_000, seed).startswith(write(1_000, seed))
        assert write(1_000, seed)[6:] == write(1_000, 0)[6:]


@pytest.mark.parametrize("kind", PATTERNS)
def test_no_text_is_another(kind: str) -> None:
    """A memory of texts cannot shine."""
    assert len({PATTERNS[kind](1_000, seed) for seed in range(50)}) == 50


@pytest.mark.parametrize(
    ("kind", "entities"),
    [
        ("rows of a table", {"PERSON", "PHONE_NUMBER"}),
        ("addresses", {"ADDRESS"}),
        ("mail addresses", {"EMAIL_ADDRESS"}),
        ("bank cards", {"CN_BANK_CARD"}),
        ("half-masked values", {"PERSON", "PHONE_NUMBER"}),
        ("names in pinyin", {"PERSON"}),
        ("escapes", {"PHONE_NUMBER"}),
        ("scripts side by side", {"PERSON", "PHONE_NUMBER"}),
        ("one Han character", set()),
        ("a name and its echoes", {"PERSON"}),
        ("words in Latin letters", set()),
        ("names in Latin letters", {"PERSON"}),
        ("numbers as programs print them", {"PHONE_NUMBER"}),
    ],
)
def test_a_text_holds_what_its_kind_says(kind: str, entities: set[str]) -> None:
    """In a short text as in a long one, or a step between them is not the length's."""
    given = [PATTERNS[kind](size, seed) for size in (1_000, 3_000) for seed in (7, 1_234)]
    for spans in Detector.default().detect(given, [""] * len(given)):
        assert {span.entity for span in spans} == entities
