"""Resident identity numbers: eighteen characters with a check, or the older fifteen digits.

Must never report an order number because it is as long: area, date and check decide.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from recognizers.base import Compiled, PatternBased
from recognizers.checks import is_resident_id
from recognizers.contact.numbering import PULLED
from recognizers.context import around, before, is_thing
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.outright import Like, Saying
from recognizers.pattern import Pattern
from recognizers.plain_names import telling_of
from recognizers.shape import Shape, Told

_GAP: Final = r"[ \-—·._/]{0,3}"
_EIGHTEEN: Final = rf"[1-9](?<![0-9].)(?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9])"
_FIFTEEN: Final = rf"[1-8](?<![0-9A-Za-z.].)(?:{_GAP}[0-9]){{14}}(?![0-9A-Za-z]|\.[0-9])"
_APART: Final = (
    rf"[1-9](?<![0-9].)(?P<sign>{PULLED})[0-9](?:(?P=sign)[0-9]){{15}}(?P=sign)[0-9Xx](?![0-9])"
)
_MOBILE: Final = r"1[3-9][0-9]{9}"
_GLUED: Final = (
    rf"[1-9](?:(?<=(?<![0-9]){_MOBILE}.)[0-9]{{16}}[0-9Xx](?![0-9])"
    rf"|(?<![0-9].)[0-9]{{16}}[0-9Xx](?={_MOBILE}(?![0-9])))"
)
_CONTEXT: Final = telling(
    r"身份证|身份証|身份號|身份号|证件|證件|公民身份|居民证|居住证|户口|社保|实名|"
    r"(?<![A-Za-z])(?i:sfz|id ?card|identity|idno)"
)

_COMPANY: Final = telling(r"信用代码|税号|识别号|机构代码")
_WORD: Final = "word for an identity card"

# Provinces of GB/T 2260; 81-83 of the residence permits for people of Hong Kong, Macau and
# Taiwan; 9 begins the permanent residence card for foreigners (edition of 2023).
PROVINCES: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 81 82 83 91".split()
)
_SIGNS: Final = re.compile(r"[^0-9Xx]+")
_NEW: Final = 18
_OLD: Final = 15
_OLDEST: Final = "1880"  # year of birth
_RECENT: Final = "2026"  # a year that has begun: the days before it are past
_DAYS: Final = frozenset(
    f"{month:02}{day:02}"
    for month in range(1, 13)
    for day in range(1, monthrange(2001, month)[1] + 1)
)
_FOREIGNER: Final = "9"
_IN_ONE: Final = re.compile("[^0-9]*+[0-9]{17}[0-9Xx][^0-9]*+")

_is_told: Final = telling_of(_CONTEXT)


class ResidentIdRecognizer(PatternBased):
    """Finds resident identity numbers, residence permits with the same form included."""

    LABELS = ("CN_RESIDENT_ID",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("eighteen characters", _EIGHTEEN, 0.6),
        Pattern("fifteen digits", _FIFTEEN, 0.5),
        Pattern("one separator between all", _APART, 0.6),
        Pattern("after or before a mobile number", _GLUED, 0.5),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("身份证", "证件号", "实名")
    NEEDS = (Shape.IDENTITY,)
    FIELD_WORDS = (_CONTEXT,)
    STARTS = Shape.IDENTITY

    def found_outright(self) -> Saying:
        """Let texts be read whose only number is certain; see `recognizers.outright`."""
        *_, checked = self._compiled[0]
        like = plain(0, 1, self.LABELS[0], 1.0, self.name, checked.near(_WORD))
        return Saying({Like.IDENTITY: like}, {self.find: Told.IDENTITY})

    def _asked(self, text: str) -> Sequence[Compiled]:
        """The first alone where no digits stand but eighteen in one."""
        return self._compiled[:1] if _IN_ONE.fullmatch(text) else self._compiled

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every identity number; see `Recognizer.find`.

        A number whose check fails is still somebody's, mistyped: it is found after a caption,
        and elsewhere unless it is captioned as a thing.
        """
        captioned = _is_told(hint)
        found = []
        for start, end, score, why in self.matches(text):
            if text[start] == _FOREIGNER and before(_COMPANY, text, start):
                continue
            sure = score == 1.0
            near = captioned or around(_CONTEXT, text, (start, end))
            if not sure and not near and not self._may_be(text, start, end):
                continue
            final = score if sure or not near else 0.85
            grounds = why.in_field() if captioned else why.near(_WORD) if near else why
            found.append(plain(start, end, self.LABELS[0], final, self.name, grounds))
        return found

    def validate_result(self, pattern_text: str) -> bool | None:
        """True when the check holds, None when it fails or there is none, False for no number."""
        value = pattern_text if pattern_text.isalnum() else _SIGNS.sub("", pattern_text)
        value = value.upper()
        if len(value) == _OLD:
            return None if _has_area(value) and _is_date("19" + value[6:12]) else False
        if len(value) != _NEW or not _has_area(value) or not _is_date(value[6:14]):
            return False
        return True if is_resident_id(value) else None

    @staticmethod
    def _may_be(text: str, start: int, end: int) -> bool:
        """Without caption or check: only a solid run that no caption gives to a thing."""
        value = text[start:end]
        if len(value) == _OLD or value[0] == _FOREIGNER or not value[:-1].isdigit():
            return False
        return not is_thing(text, start)


def _has_area(value: str) -> bool:
    return value[0] == _FOREIGNER or value[:2] in PROVINCES


def _is_date(digits: str) -> bool:
    """Eight digits are a day between the oldest birthday there is and today."""
    year, day = digits[:4], digits[4:]
    if year < _OLDEST or not (day in _DAYS or (day == "0229" and isleap(int(year)))):
        return False
    return year < _RECENT or digits <= date.today().strftime("%Y%m%d")  # noqa: DTZ011  # a day more or less does not matter
