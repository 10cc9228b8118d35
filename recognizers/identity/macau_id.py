"""Identity cards of Macau.

Must never report eight digits, the last in brackets, without a word for the card: the check has
no published rule.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import PatternBased
from recognizers.context import around
from recognizers.finding import Finding
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.shape import Shape

# Seven digits, of which the first is 1, 5 or 7, and one more in brackets: 1234567(8); on cards of
# before 2002 the same with strokes: 1/234567/8. Source: the Identification Services Bureau's
# (身份證明局) specimen of the resident identity card.
_BRACKETED: Final = r"[157](?<![0-9A-Za-z.].)[ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[(（][0-9][)）]"
_STROKES: Final = r"[157](?<![0-9A-Za-z.].)/[0-9]{6}/[0-9](?![0-9A-Za-z/])"
_CONTEXT: Final = telling(
    r"身份證|身份证|身分證|身份証|证件|證件|澳门|澳門|(?<![A-Za-z])(?:BIR|(?i:macau|macao|identity))"
)
_WORD: Final = "word for an identity card"
_REACH: Final = 16


class MacauIdRecognizer(PatternBased):
    """Finds identity card numbers of Macau such as `1234567(8)` near a word for them."""

    LABELS = ("MO_ID_CARD",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("last digit in brackets", _BRACKETED, 0.85),
        Pattern("strokes", _STROKES, 0.85),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("澳门身份证", "身份證", "BIR")
    COUNTRY_CODE: ClassVar[str | None] = "mo"
    NEEDS = (Shape.MACAU,)
    FIELD_WORDS = (_CONTEXT,)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every number near a word for the card; see `Recognizer.find`."""
        captioned = _CONTEXT.search(hint) is not None
        return [
            Finding(
                *(start, end, self.LABELS[0], score, self.name),
                evidence=why.in_field() if captioned else why.near(_WORD),
            )
            for start, end, score, why in self.matches(text)
            if captioned or around(_CONTEXT, text, (start, end), _REACH)
        ]
