"""Geographic positions: longitude and latitude in degrees.

Must never report two prices or sizes: decimals and ranges are those of positions in and around
China, or a word says that it is one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Match, PatternBased
from recognizers.context import before
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_DEGREES: Final = (
    r"(?:(?<![A-Za-z])[EWNS][ ]?)?[\-+]?[0-9]{1,3}\.[0-9]{2,17}[ ]?[°度]?[ ]?[EWNSewns]?"
)
_NAME: Final = (
    r"(?:东经|西经|北纬|南纬|经度|纬度|經度|緯度|[\"']?(?:lat|lng|lon|latitude|longitude)[\"']?)"
)
_JOINT: Final = rf"[ ]?[,，、;；/|& ][ ]?(?:{_NAME}[:：=是为 ]{{0,2}})?"
_PAIR: Final = rf"(?<![0-9.]){_DEGREES}(?:{_JOINT}|{_NAME}[:：=是为 ]{{0,2}}){_DEGREES}(?![0-9.])"
_SEXAGESIMAL: Final = (
    r"(?:(?<![A-Za-z])[EWNS][ ]?)?[0-9]{1,3}[ ]?[°度][ ]?[0-9]{1,2}[ ]?[′'’分][ ]?"
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,6})?[ ]?[″\"”秒]?)?"
    r"[ ]?[EWNS]?"
)
_OLD_PAIR: Final = rf"(?<![0-9.]){_SEXAGESIMAL}[ ]?[,，、;； ]?[ ]?(?:{_NAME})?{_SEXAGESIMAL}"
_CONTEXT: Final = telling(
    r"坐标|座標|定位|经纬|经度|纬度|东经|北纬|位置|(?i:gps|lat|lng|lon|coord|location|geo|point)"
)
_WORD: Final = "word for a position"
_NUMBER: Final = re.compile(r"[0-9]+\.[0-9]+")
_BARE: Final = 0.7  # score of two decimals that nothing makes a position
_PRECISE: Final = 4  # decimals: about ten metres
_CHINA_LONGITUDE: Final = (73.0, 136.0)
_CHINA_LATITUDE: Final = (3.0, 54.0)


class CoordinatesRecognizer(PatternBased):
    """Finds pairs of longitude and latitude, in either order, in degrees or with minutes."""

    LABELS = ("COORDINATES",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("decimal degrees", _PAIR, _BARE),
        Pattern("degrees, minutes, seconds", _OLD_PAIR, 0.9),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("坐标", "经度", "纬度", "GPS", "定位")
    COUNTRY_CODE: ClassVar[str | None] = None
    NEEDS = (Shape.POSITION,)
    FIELD_WORDS = (_CONTEXT,)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every position; see `Recognizer.find`."""
        captioned = _CONTEXT.search(hint) is not None
        return [
            plain(start, end, self.LABELS[0], score, self.name, grounds)
            for start, end, score, why in self.matches(text)
            for near in (before(_CONTEXT, text, start),)
            for grounds in (why.in_field() if captioned else why.near(_WORD) if near else why,)
            if score > _BARE or captioned or near
        ]

    def matches(self, text: str) -> Iterator[Match]:
        """Give each pair without the blank that may end it.

        What is no certain position may be half of one: 12.50,116.4041,39.9151.
        """
        for pattern, score, _, matched, checked in self._compiled:
            position = 0
            while match := pattern.search(text, position):
                verdict = self.validate_result(match.group())
                start = match.start()
                position = match.end() if verdict or score > _BARE else start + 1
                if verdict is not False:
                    end = start + len(match.group().rstrip())
                    yield start, end, 1.0 if verdict else score, checked if verdict else matched

    def validate_result(self, pattern_text: str) -> bool | None:
        """True for a precise position in China, None for another possible one, else False."""
        numbers = _NUMBER.findall(pattern_text)
        if len(numbers) != 2:  # noqa: PLR2004  # a pair; minutes and seconds are not decimal
            return None
        first, second = map(float, numbers)
        if max(first, second) > 180 or min(first, second) > 90:  # noqa: PLR2004  # degrees
            return False
        precise = all(len(n.partition(".")[2]) >= _PRECISE for n in numbers)
        return True if precise and _in_china(first, second) else None


def _in_china(first: float, second: float) -> bool:
    longitude, latitude = max(first, second), min(first, second)
    west, east = _CHINA_LONGITUDE
    south, north = _CHINA_LATITUDE
    return west <= longitude <= east and south <= latitude <= north
