"""Identity cards of Hong Kong.

Must never report a letter and seven digits without its bracket or a word for the card.
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

# One letter or two, six digits, a check of 0-9 or A, usually in brackets. Source: Registration of
# Persons Regulations (Cap. 177A) for the form, the Immigration Department's sample cards for the
# way of writing it.
_HEAD: Final = r"[A-Za-z](?<![0-9A-Za-z].)[A-Za-z]?[ \-]?[0-9]{6}"
_BRACKETED: Final = rf"{_HEAD}[ ]?[(（\[【][ ]?[0-9Aa][ ]?[)）\]】]"
_BARE: Final = rf"{_HEAD}[ \-]?[0-9Aa](?![0-9A-Za-z(（])"
_CONTEXT: Final = telling(
    r"身份证|身份証|身分證|身份證|证件|證件|香港|港人|(?<![A-Za-z])(?i:hk ?id|id ?card|identity)"
)
_WORD: Final = "word for an identity card"
_REACH: Final = 16
_BRACKETS: Final = frozenset("(（[【")
_NO_LETTER: Final = 36  # stands for the missing first letter
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, 1)
_SIGNS: Final = re.compile(r"[^0-9A-Z]")


class HongKongIdRecognizer(PatternBased):
    """Finds identity card numbers of Hong Kong such as `A123456(3)`."""

    LABELS = ("HK_ID_CARD",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("check in brackets", _BRACKETED, 0.6),
        Pattern("without brackets", _BARE, 0.5),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("香港身份证", "身份证", "HKID")
    COUNTRY_CODE: ClassVar[str | None] = "hk"
    NEEDS = (Shape.HONG_KONG,)
    FIELD_WORDS = (_CONTEXT,)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every number; see `Recognizer.find`.

        One whose check fails counts after a word for the card, as a mistyped one does; one without
        brackets needs both the word and the check.
        """
        found = []
        for start, end, score, why in self.matches(text):
            captioned = _CONTEXT.search(hint) is not None
            bracketed = not _BRACKETS.isdisjoint(text[start:end])
            near = around(_CONTEXT, text, (start, end), _REACH)
            if not self._counts(score, bracketed=bracketed, named=captioned or near):
                continue
            if not captioned and not near and is_thing(text, start):
                continue
            grounds = why.in_field() if captioned else why.near(_WORD) if near else why
            found.append(plain(start, end, self.LABELS[0], score, self.name, grounds))
        return found

    @staticmethod
    def _counts(score: float, *, bracketed: bool, named: bool) -> bool:
        checked = score == 1.0
        return (checked or bracketed) and (named or (checked and bracketed))

    def validate_result(self, pattern_text: str) -> bool | None:
        """True when the check holds, else None: a caption may still make it one."""
        return is_checked(_SIGNS.sub("", pattern_text.upper())) or None


def is_checked(value: str) -> bool:
    """Whether the weighted sum of letters, digits and check is a multiple of eleven.

    Args:
        value: One or two capital letters, six digits and the check, without brackets. A letter
            counts 10 to 35 from A to Z, the missing one of a single letter 36, a check `A` 10.
    """
    values = [int(c) if c.isdigit() else ord(c) - ord("A") + 10 for c in value]
    padded = values if len(values) == len(_WEIGHTS) else [_NO_LETTER, *values]
    return sum(w * v for w, v in zip(_WEIGHTS, padded, strict=True)) % 11 == 0
