"""What grows from the lists of the open corpus: a section's line, its `<parts>` filled.

Must never draw from a generator other than the one it is given.
"""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Final

_PART: Final = re.compile(r"<(?:(\w+):)?(?:(\d+)-(\d+)|(\w+))>")
_DIGITS: Final = "0123456789"
_SPELLINGS: Final = {
    "spell": str.maketrans(_DIGITS, "零一二三四五六七八九"),
    "call": str.maketrans(_DIGITS, "零幺二三四五六七八九"),
    "wide": str.maketrans(_DIGITS, "０１２３４５６７８９"),
}


def numeral(number: int) -> str:
    """Write 1 to 99 as one says it: 七, 十, 二十三."""
    tens, ones = divmod(number, 10)
    said = "零一二三四五六七八九"
    if not tens:
        return said[ones]
    return (said[tens] if tens > 1 else "") + "十" + (said[ones] if ones else "")


class Grammar:
    """Grows values from sections.

    A part is `<name>` for a line of that section or `<2-30>` for a number; before it may stand
    `han:` (a number's name), `spell:`, `call:` or `wide:` (its digits one by one, in Han with 零一,
    with 零幺, or full-width).
    """

    def __init__(self, rules: Mapping[str, Sequence[str]], draw: random.Random) -> None:
        """Take the sections and the generator to draw from."""
        self._rules = rules
        self._draw = draw

    def grown(self, name: str) -> str:
        """One value of a section.

        Raises:
            KeyError: There is no such section.
        """
        return _PART.sub(self._part, self._draw.choice(self._rules[name]))

    def _part(self, part: re.Match[str]) -> str:
        style, low, high, name = part.groups()
        if name:
            value = self.grown(name)
        else:
            number = self._draw.randint(int(low), int(high))
            value = numeral(number) if style == "han" else str(number)
        return value.translate(_SPELLINGS[style]) if style in _SPELLINGS else value
