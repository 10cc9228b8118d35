"""What the slots of `fresh_talk` stand for: rows of `values.txt` that name each other.

Must never draw from a list of the training room.
"""

import random
import re
from pathlib import Path
from typing import Final

from tests.quality.unseen.shelf import Shelf

SHELF: Final = Shelf(Path(__file__).parent)
_LABELLED: Final = {
    "PERSON": frozenset(("p", "ti", "fa", "w", "tp", "en", "mi")),
    "ADDRESS": frozenset(("a", "b", "e", "v", "x", "r", "ad", "tw", "hk")),
    "PHONE_NUMBER": frozenset(("m", "l", "z", "n", "cn", "hkn")),
}
_PART: Final = re.compile(r"\{([^{}]+)\}")
_DIGITS: Final = re.compile(r"#(\d+)")
_RANGE: Final = re.compile(r"(中?)(\d+)\.\.(\d+)")
_SAID: Final = re.compile(r"([幺一])(\d+)")
_NUMERALS: Final = "零一二三四五六七八九十"


class Grammar:
    """A seeded source of values by slot: a slot is a section of `values.txt`."""

    def __init__(self, draw: random.Random) -> None:
        """Take the source of chance."""
        self._draw = draw

    def value(self, slot: str) -> tuple[str, str]:
        """The label, empty for none, and a value of a slot."""
        label = next((label for label, slots in _LABELLED.items() if slot in slots), "")
        return label, self._section(slot)

    def _section(self, name: str) -> str:
        """A row of a section, with what it names filled in."""
        rows, weights = SHELF.weighted(name)
        row = self._draw.choices(rows, weights)[0]
        return _PART.sub(lambda part: self._part(part[1]), row)

    def _part(self, part: str) -> str:
        """What stands for one `{part}` of a row."""
        if digits := _DIGITS.fullmatch(part):
            return "".join(self._draw.choices("0123456789", k=int(digits[1])))
        if said := _SAID.fullmatch(part):
            spoken = f"零{said[1]}二三四五六七八九"
            return "".join(self._draw.choices(spoken, k=int(said[2])))
        if span := _RANGE.fullmatch(part):
            number = self._draw.randint(int(span[2]), int(span[3]))
            return _in_words(number) if span[1] else str(number)
        return self._section(part)


def _in_words(number: int) -> str:
    """A number from 1 to 19 in Chinese numerals."""
    return _NUMERALS[number] if number < len(_NUMERALS) else "十" + _NUMERALS[number - 10]
