"""Wears finished lines the way people type: no punctuation, slips, stickers, stretched endings.

Must never touch a character of a value, nor let text and labels differ in length.
"""

import random
from collections.abc import Callable
from typing import Final

from tests.quality.train.optimiser import Example
from tests.quality.train.vocabulary import sections

_LISTS: Final = sections("wear")
_SLIPS: Final = {pair[0]: pair[1:] for pair in _LISTS["slips"]}
_STICKERS: Final = _LISTS["stickers"]
_MARKS: Final = frozenset("，。！？；、,.!?;：:")
_WORN: Final = 0.12  # share of spoken lines that are worn


class Wear:
    """A seeded hand that types carelessly."""

    def __init__(self, draw: random.Random) -> None:
        """Take the randomness."""
        self._draw = draw
        self._ways: tuple[tuple[int, Callable[[Example], Example]], ...] = (
            (5, self._unmarked),
            (3, self._spaced),
            (3, self._slipped),
            (4, self._stickered),
        )

    def maybe(self, made: Example) -> Example:
        """The line, worn now and then."""
        if self._draw.random() >= _WORN:
            return made
        ways = [way for _, way in self._ways]
        return self._draw.choices(ways, [share for share, _ in self._ways])[0](made)

    def _unmarked(self, made: Example) -> Example:
        """Without punctuation between values."""
        return self._mapped(made, lambda c: "" if c in _MARKS else c)

    def _spaced(self, made: Example) -> Example:
        """With spaces for punctuation."""
        return self._mapped(made, lambda c: " " if c in _MARKS else c)

    def _slipped(self, made: Example) -> Example:
        """With characters that sound alike."""
        return self._mapped(made, lambda c: self._draw.choice(_SLIPS.get(c, c)))

    def _stickered(self, made: Example) -> Example:
        """With a sticker at either end."""
        sticker = self._draw.choice(_STICKERS)
        blank = bytes(len(sticker))
        if self._draw.random() < 0.8:
            return Example(made.text + sticker, made.labels + blank, made.prose)
        return Example(sticker + made.text, blank + made.labels, made.prose)

    def _mapped(self, made: Example, change: Callable[[str], str]) -> Example:
        """Every character outside values changed to one or none."""
        text, labels = [], bytearray()
        for character, label in zip(made.text, made.labels, strict=True):
            kept = character if label else change(character)
            text.append(kept)
            labels += bytes([label]) * len(kept)
        return Example("".join(text), bytes(labels), made.prose)
