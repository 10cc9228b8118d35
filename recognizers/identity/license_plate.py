"""Vehicle plates of mainland China, new-energy and special ones included.

Must never report a place name and a model number: letters and lengths are those of plates.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import PatternBased
from recognizers.pattern import Pattern
from recognizers.shape import Shape

# GA 36-2018: province, letter of the issuing office, serial without I and O; new-energy plates
# have six characters with D or F (since 2024 A-K without I) first or last.
_PROVINCE: Final = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_OFFICE: Final = "[A-HJ-NP-Za-hj-np-z]"
_SERIAL: Final = "[0-9A-HJ-NP-Za-hj-np-z]"
_GAP: Final = r"[ ]?[·•.\-—:]?[ ]?"
_END: Final = r"(?![0-9A-Za-z])"
_COMMON: Final = rf"{_PROVINCE}{_OFFICE}{_GAP}{_SERIAL}{{4}}(?:{_SERIAL}{_END}|[挂学警港澳试超领])"
_ENERGY: Final = (
    rf"{_PROVINCE}{_OFFICE}{_GAP}(?:[A-HJKa-hjk]{_SERIAL}[0-9]{{4}}|[0-9]{{5}}[A-HJKa-hjk]){_END}"
)
_SPACED: Final = (
    rf"车(?:牌|号|辆)(?:号码?)?[:：]?[ ]?"
    rf"(?P<value>{_PROVINCE}[ ]{_OFFICE}[ ]?{_SERIAL}{{5,6}}){_END}"
)
_CONSUL: Final = rf"(?:{_PROVINCE}[0-9]{{5}}领|(?<![0-9])[0-9]{{6}}使|使[0-9]{{6}}(?![0-9]))"
_POLICE: Final = rf"WJ[ ]?{_PROVINCE}?[·•]?[0-9]{{4}}[0-9A-Z]{_END}"
_LEAST_DIGITS: Final = 2


class LicensePlateRecognizer(PatternBased):
    """Finds vehicle plates."""

    LABELS = ("CN_LICENSE_PLATE",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("new energy", _ENERGY, 0.95),
        Pattern("common", _COMMON, 0.95),
        Pattern("after its caption, with blanks", _SPACED, 0.9),
        Pattern("embassy and consulate", _CONSUL, 0.8),
        Pattern("armed police", _POLICE, 0.8),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("车牌", "车号", "车辆")
    NEEDS = (Shape.PLATE,)
    FIELD_WORDS = ()

    def validate_result(self, pattern_text: str) -> bool | None:
        """Refuse what has next to no digits: no plate is a word."""
        digits = sum(map(str.isdigit, pattern_text))
        return None if digits >= _LEAST_DIGITS else False
