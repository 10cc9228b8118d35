"""Codes that open a parcel locker or hand out a parcel.

Must never report a number that no word captions as such a code.
"""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Match, PatternBased
from recognizers.evidence import Evidence
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_WORD: Final = (
    r"(?:取件码|取货码|提货码|取餐码|取件号|取货号|提货号|取件碼|取貨碼|自提码|提取码|收货码|签收码|"
    r"开箱码|开柜码|柜机码|取件密码|取货密码|开箱密码|验证码|驗證碼|校验码|动态码|货架号|核销码|取件口令)"
)
_ENGLISH: Final = r"(?:[Pp]ick-?[Uu]p|[Vv]erification|[Dd]elivery|[Ll]ocker)[ ][Cc]ode"
_LINK: Final = r"(?:号码?|编号)?\s?(?:[:：=]|是|为)?\s?[\"“”「『【\[(（<《'‘]?\s?"
_VALUE: Final = (
    r"(?:[A-Za-z]{0,2}[0-9]{1,4}(?:[ ]?[\-—–－_#.][ ]?[A-Za-z]{0,2}[0-9]{1,6}){1,4}"
    r"|[A-Za-z]{1,2}[ ]?[\-—–－_#][ ]?[0-9]{1,6}"
    r"|[A-Za-z]{0,2}[0-9]{3,10}|[0-9]{1,4}[A-Za-z][0-9]{1,6}|(?=[A-Za-z]{0,7}[0-9])[0-9A-Za-z]{4,8})"
)
_END: Final = r"(?![0-9A-Za-z])"
_CAPTIONED: Final = rf"{_WORD}{_LINK}(?P<value>{_VALUE}){_END}"
_SHOWN: Final = (
    rf"[凭憑](?:借|码)?\s?[\"“「【\[(（]?(?P<value>{_VALUE}){_END}[\"”」】\])）]?"
    r"(?=[^0-9]{0,40}(?:取件|取货|取|领|提货|开箱|开柜))"
)
_FURTHER: Final = re.compile(
    rf"\s?[\"”」】\])）]?\s?[、,，和及与/]\s?[\"“「【\[(（]?(?P<value>{_VALUE}){_END}"
    r"(?![ ]?[天日月年个件元岁楼层次])"
)
_OTHER: Final = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]|[48]00-[0-9]{3}-[0-9]{4}")
_DIGITS: Final = re.compile("[0-9]{1,9}")
_LETTERS: Final = re.compile("[A-Za-z]{1,9}")
_LISTED: Final = Evidence(rule="next in a list of codes")
_MOBILE: Final = 11


class PickupCodeRecognizer(PatternBased):
    """Finds pick-up, locker and verification codes after their caption, lists of them too."""

    LABELS = ("PICKUP_CODE",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("code after its caption", _CAPTIONED, 0.95),
        Pattern("code to be shown", _SHOWN, 0.85),
        Pattern(
            "code after an English caption", rf"{_ENGLISH}{_LINK}(?P<value>{_VALUE}){_END}", 0.9
        ),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("取件码", "取货码", "验证码")
    COUNTRY_CODE: ClassVar[str | None] = None
    NEEDS = (Shape.CODE_WORD | Shape.DIGIT,)
    FIELD_WORDS = ()

    def matches(self, text: str) -> Iterator[Match]:
        """Give each code, and those that follow it in a list."""
        for start, end, score, why in super().matches(text):
            yield start, end, score, why
            position = end
            form = _form(text[start:end])
            while (further := _FURTHER.match(text, position)) and _form(further["value"]) == form:
                position = further.end("value")
                yield further.start("value"), position, score, _LISTED

    def validate_result(self, pattern_text: str) -> bool | None:
        """Refuse what is as long as a telephone number."""
        return False if len(pattern_text) >= _MOBILE and pattern_text.isdigit() else None


def _form(value: str) -> str:
    """The build of a code, the same for all of a list; a date or a hotline has another."""
    if _OTHER.match(value):
        return "other"
    if value.isdigit():
        return f"{len(value)} digits"
    return _LETTERS.sub("a", _DIGITS.sub("0", value))
