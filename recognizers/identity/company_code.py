"""Unified social credit codes of companies and institutions.

Must never report eighteen characters whose check fails, unless they are captioned as a code.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import PatternBased
from recognizers.context import before, is_thing
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.shape import Shape

# GB 32100-2015: registering department, category, six digits of area, nine characters of the
# organisation, a check over an alphabet without I, O, S, V, Z.
_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LETTERS: Final = r"0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy"
_CODE: Final = (
    rf"[1-9AN-Yan-y](?<![0-9A-Za-z].)[1-9][ ]?[0-9]{{6}}[ ]?[{_LETTERS}]{{9}}[ ]?[{_LETTERS}]"
    r"(?![0-9A-Za-z])"
)
_CONTEXT: Final = telling(r"信用代码|税号|纳税人识别号|社会代码|机构代码|统一代码|USCC")
_WORD: Final = "word for a company code"
# GB 32100-2015, table 1 and clause 5: departments and their categories, then the province.
_REGISTERED: Final = re.compile(
    r"(?:1[1239]|[2-8][1239]|9[1239]|A[1-9]|N[1239]|Y1)(?:1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])"
)
_VALUES: Final = {character: value for value, character in enumerate(_ALPHABET)}


class CompanyCodeRecognizer(PatternBased):
    """Finds unified social credit codes."""

    LABELS = ("CN_USCC",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("eighteen characters", _CODE, 0.6),)
    CONTEXT: ClassVar[Sequence[str]] = ("统一社会信用代码", "税号", "纳税人识别号")
    NEEDS = (Shape.COMPANY,)
    FIELD_WORDS = (_CONTEXT,)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every code; see `Recognizer.find`."""
        captioned = _CONTEXT.search(hint) is not None
        found = []
        for start, end, score, why in self.matches(text):
            near = before(_CONTEXT, text, start)
            if captioned or near or (score == 1.0 and not is_thing(text, start)):
                grounds = why.in_field() if captioned else why.near(_WORD) if near else why
                code = plain(start, end, self.LABELS[0], score, self.name, grounds)
                found.append(code)
        return found

    def validate_result(self, pattern_text: str) -> bool | None:
        """True when the check holds, else None: a caption may still make it one."""
        value = pattern_text.replace(" ", "").upper()
        if not _REGISTERED.match(value):
            return False
        total = sum(w * _VALUES[c] for w, c in zip(_WEIGHTS, value, strict=False))
        if (31 - total % 31) % 31 == _VALUES[value[-1]]:
            return True
        return False if value.isdigit() else None
