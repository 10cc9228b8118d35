"""Identity cards and residence certificates of Taiwan.

Must never report a letter and nine digits whose check fails, unless a word says what they are.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import PatternBased
from recognizers.context import around, is_thing
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.shape import Shape

# A letter for the place, 1 or 2 for the sex (8 or 9 on residence certificates since 2021-01-02,
# a second letter A-D on those before), seven digits and the check. Source: National Immigration
# Agency, 新式統一證號, and the Household Registration Act's form of the card.
_NUMBER: Final = r"[A-Za-z](?<![0-9A-Za-z].)[ \-]?[1289A-Da-d][ \-]?[0-9]{8}(?![0-9A-Za-z])"
_CONTEXT: Final = telling(
    r"身分證|身份證|身分证|身份证|居留證|居留证|統一證號|统一证号|證號|证件|證件|台湾|台灣|臺灣"
    r"|(?<![A-Za-z])(?i:id ?card|identity|ui no|arc)"
)
_WORD: Final = "word for an identity card"
_REACH: Final = 16
# The two digits that each letter stands for, in the order of the letters A to Z.
_PLACES: Final[dict[str, int]] = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (*range(10, 18), 34, *range(18, 23), 35, *range(23, 30), 32, 30, 31, 33),
        strict=True,
    )
)
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 1, 1)
_SIGNS: Final = re.compile(r"[ \-]")


class TaiwanIdRecognizer(PatternBased):
    """Finds identity card and residence certificate numbers of Taiwan such as `A123456789`."""

    LABELS = ("TW_ID_CARD",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("letter and nine characters", _NUMBER, 0.5),)
    CONTEXT: ClassVar[Sequence[str]] = ("身分證", "居留證", "統一證號")
    COUNTRY_CODE: ClassVar[str | None] = "tw"
    NEEDS = (Shape.ISLAND_ID,)
    FIELD_WORDS = (_CONTEXT,)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every number; see `Recognizer.find`."""
        found = []
        for start, end, score, why in self.matches(text):
            captioned = _CONTEXT.search(hint) is not None
            near = around(_CONTEXT, text, (start, end), _REACH)
            if captioned or near or (score == 1.0 and not is_thing(text, start)):
                grounds = why.in_field() if captioned else why.near(_WORD) if near else why
                card = plain(start, end, self.LABELS[0], score, self.name, grounds)
                found.append(card)
        return found

    def validate_result(self, pattern_text: str) -> bool | None:
        """True when the check holds, else None: a caption may still make it one."""
        return is_checked(_SIGNS.sub("", pattern_text.upper())) or None


def is_checked(value: str) -> bool:
    """Whether the weighted sum is a multiple of ten.

    Args:
        value: Ten characters in capitals. The first letter counts as two digits, the second, where
            there is one, as its last digit.
    """
    place = _PLACES[value[0]]
    rest = [int(c) if c.isdigit() else _PLACES[c] % 10 for c in value[1:]]
    weighted = sum(w * r for w, r in zip(_WEIGHTS, rest, strict=True))
    total = place // 10 + place % 10 * 9 + weighted
    return total % 10 == 0
