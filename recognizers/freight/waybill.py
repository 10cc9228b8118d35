"""Waybill numbers by carrier: keys that link a parcel's whole trail.

Must never report a bare number without a caption, nor one captioned as an order.
"""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Find, Match, PatternBased
from recognizers.context import before
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.outright import Carrier, Like, Saying
from recognizers.pattern import Pattern
from recognizers.places import at, starts_of
from recognizers.plain_names import telling_of
from recognizers.shape import Needs, Shape, Told

_EDGE: Final = r"(?<![0-9A-Za-z])"
_END: Final = r"(?![0-9A-Za-z])"
# Letters and lengths as printed on the carriers' own waybills and accepted by their tracking
# pages: SF Express, YTO, JD Logistics (with its box suffix), J&T, ZTO, STO, Yunda, Deppon,
# Kuayue, Cainiao (LP), Best, Uce, Danniao, Fengwang, Jingguang, Annto, China Post.
_LETTERED: Final = (
    rf"{_EDGE}(?:SF[ ]?[0-9]{{12,15}}"
    r"|SF[ ]?[0-9]{4}(?:[ ][0-9]{3,4}){2,3}(?:[ ][0-9]{1,4})?"
    r"|YT[ ]?[0-9]{10,18}|JD(?:[A-Z]{1,2}|[0-9]{2})?[ ]?[0-9]{9,16}(?:-[0-9]{1,3}-[0-9]{1,3}-?)?"
    r"|JT[ ]?[0-9]{12,15}|(?:ZTO|ZT|STO|YDL?|YUNDA)[ ]?[0-9]{11,15}|DP[KL]?[ ]?[0-9]{9,14}"
    r"|KYE?[ ]?[0-9]{10,15}|LP[ ]?[0-9]{14,18}|1Z[0-9A-Z]{16}"
    r"|(?:BEST|UC|DN|FW|KK|ANE|CP|TT|BT|YZ|CNE|ZJS|HT|TMS)[ ]?[0-9]{11,16}"
    rf"){_END}"
)
# The same as far as they have letters and digits alone: letters, least and most digits.
CARRIERS: Final[tuple[Carrier, ...]] = (
    *(("SF", 12, 15), ("YT", 10, 18), ("JD", 9, 18), ("JT", 12, 15), ("LP", 14, 18)),
    *((letters, 11, 15) for letters in ("ZTO", "ZT", "STO", "YD", "YDL", "YUNDA")),
    *((letters, 9, 14) for letters in ("DP", "DPK", "DPL")),
    *((letters, 10, 15) for letters in ("KY", "KYE")),
    *((letters, 11, 16) for letters in ("BEST", "UC", "DN", "FW", "KK", "ANE", "CP", "TT", "BT")),
    *((letters, 11, 16) for letters in ("YZ", "CNE", "ZJS", "HT", "TMS")),
)
_POSTAL: Final = (
    rf"{_EDGE}[A-Z]{{2}}[ ]?[0-9]{{9}}[ ]?(?:CN|HK|TW|MO|US|GB|JP|SG|DE|AU|CA|RU){_END}"
)
_CARRIER: Final = (
    r"(?:顺丰|圆通|中通|申通|韵达|极兔|京东|德邦|百世|邮政|EMS|天天|优速|跨越|丹鸟|安能|宅急送|壹米滴答|菜鸟|苏宁)"
    r"(?:速运|速递|快递|快运|物流|快件|包裹|标快|特快|邮件){0,2}"
)
_CAPTION: Final = (
    r"(?:运单|運單|快递单|快遞單|物流单|面单|快件单|快件|邮件|包裹|回单|母单|子单|货运单|托运单|提单|转寄单"
    r"|寄件单|退货单|(?<!订)(?<!工)(?<!账)(?<!菜)单|(?i:waybill|tracking|awb|express))"
    r"(?:编?号码?|碼|號|条码|[ ]?(?i:no\.?|number|num|id|#))?"
)
_LINK: Final = r"(?:尾号)?\s?(?:[:：=#]|是|为|【|\[|\(|（|「|\"|“){0,3}\s?"
_NUMBER: Final = (
    r"[0-9A-Z](?<![0-9A-Za-z].)[A-Z]{0,3}[0-9]{8,20}(?:-[0-9]{1,3}){0,2}(?![0-9A-Za-z])"
)
_AFTER_CAPTION: Final = telling(rf"{_CAPTION}{_LINK}\Z")
_AFTER_CARRIER: Final = telling(rf"{_CARRIER}(?:[ ]?单?号?码?){_LINK}\Z")
_CARRIED: Final = re.compile(r"[0-9]{12,18}\Z")
_CAPTION_REACH: Final = 20
_lettered, _numbered = starts_of(Shape.LETTERED), starts_of(Shape.NUMBERED)
_FURTHER: Final = re.compile(rf"\s?[、,，和及与/;；]\s?(?P<value>[A-Z]{{0,4}}[0-9]{{10,20}}){_END}")

_ORDER: Final = telling(
    r"订单(?:编?号码?)?\s?[:：=#是为]{0,2}\s?\Z|(?i:order)[ ]?(?i:no\.?|id|number)?[ :：#]{0,3}\Z"
)
_HINT: Final = telling(r"运单|快递单|物流单|面单|(?i:waybill|tracking|mail_?no|express_?no)")
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}\Z")
_BARE: Final = "number after a caption or a carrier"
_BY_LETTERS: Final = Evidence("carrier's letters")
_POSTED: Final = Evidence("postal item", valid=True)
_CAPTIONED: Final = Evidence(_BARE, context="word for a waybill")
_IN_FIELD: Final = Evidence(_BARE, field=True)
_CARRIED_BY: Final = Evidence(_BARE, context="a carrier's name")
_LISTED: Final = Evidence(_BARE, rule="next in a list of waybills")
_NUMBERED: Final = re.compile(r"[号码碼號][^0-9A-Za-z\u3400-\u9fff]{0,3}\Z")
_STAMP: Final = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-2][0-9][0-5][0-9][0-5][0-9]\Z")
_S10: Final = (8, 6, 4, 2, 3, 5, 9, 7)  # UPU S10-12, annex A

_is_told: Final = telling_of(_HINT)


class WaybillRecognizer(PatternBased):
    """Finds waybill numbers by the carrier's letters, or bare ones after a caption."""

    LABELS = ("WAYBILL_NO",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern(_BY_LETTERS.pattern, _LETTERED, 0.95),
        Pattern(_POSTED.pattern, _POSTAL, 0.6),
        Pattern(_BARE, _NUMBER, 0.9),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("运单号", "快递单号", "单号")
    _BY_CARRIER: ClassVar[Needs] = (Shape.LETTERED,)
    _TOLD: ClassVar[Needs] = (Shape.NUMBERED | Shape.WAYBILL_WORD,)
    NEEDS = _BY_CARRIER + _TOLD
    FIELD_WORDS = (_HINT,)

    _LETTERED_RE: ClassVar = re.compile(_LETTERED)
    _POSTAL_RE: ClassVar = re.compile(_POSTAL)
    _NUMBER_RE: ClassVar = re.compile(_NUMBER)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every waybill number that is not captioned as an order; see `Recognizer.find`."""
        return self._told(text, hint) + self._by_carrier(text, hint)

    def readers(self) -> Sequence[tuple[Needs, Find]]:
        """Numbers by their letters and those that words make one; see `Recognizer.readers`."""
        return ((self._TOLD, self._told), (self._BY_CARRIER, self._by_carrier))

    def found_outright(self) -> Saying:
        """Let texts be read whose numbers by letters are all plain; see `recognizers.outright`.

        What a caption makes of a text that is one number is the same number, and less sure.
        """
        like = {Like.WAYBILL: self._finding(0, 1, 0.95, _BY_LETTERS)}
        return Saying(like, {self._by_carrier: Told.CARRIED, self._told: Told.WAYBILL}, CARRIERS)

    def _told(self, text: str, hint: str) -> list[Finding]:
        captioned = _is_told(hint)
        if captioned and _is_all(self._NUMBER_RE.match(text), text) and not _MOBILE.match(text):
            return [self._finding(0, len(text), 0.9, _IN_FIELD)]
        numbers = self._numbers(text, captioned=captioned)
        return [self._finding(*one) for one in numbers if not _is_ordered(text, one[0])]

    def _by_carrier(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        if _is_all(self._LETTERED_RE.match(text), text):
            return [self._finding(0, len(text), 0.95, _BY_LETTERS)]
        starts = _lettered(text)
        posted = at(starts, self._POSTAL_RE, text)
        found = [
            self._finding(*one.span(), 0.95, _BY_LETTERS)
            for one in at(starts, self._LETTERED_RE, text)
            if not _is_ordered(text, one.start())
        ]
        return found + [
            self._finding(*one.span(), 1.0, _POSTED)
            for one in posted
            if self.validate_result(one.group()) and not _is_ordered(text, one.start())
        ]

    def _finding(self, start: int, end: int, score: float, why: Evidence) -> Finding:
        return plain(start, end, "WAYBILL_NO", score, self.name, why)

    def _numbers(self, text: str, *, captioned: bool) -> Iterator[Match]:
        """Give each bare number after a caption or a carrier, and those that follow in a list."""
        for match in at(_numbered(text), self._NUMBER_RE, text):
            start, end = match.span()
            if _MOBILE.match(match.group()):
                continue
            head = text[max(0, start - _CAPTION_REACH) : start]
            if _STAMP.match(match.group()) and not captioned and not _NUMBERED.search(head):
                continue
            if captioned or _AFTER_CAPTION.search(head):
                yield start, end, 0.9, _IN_FIELD if captioned else _CAPTIONED
            elif _CARRIED.match(match.group()) and _AFTER_CARRIER.search(head):
                yield start, end, 0.85, _CARRIED_BY
            else:
                continue
            while further := _FURTHER.match(text, end):
                end = further.end("value")
                if self._continues(match.group(), further["value"]):
                    yield further.start("value"), end, 0.85, _LISTED

    def _continues(self, first: str, value: str) -> bool:
        """A list holds numbers of one kind; what follows as a sentence may be any number."""
        alike = len(value) == len(first) and not _STAMP.match(value)
        return alike and self.validate_result(value) is not False

    def validate_result(self, pattern_text: str) -> bool | None:
        """Refuse mobile numbers and postal items whose check fails; accept those where it holds."""
        if _MOBILE.match(pattern_text):
            return False
        value = pattern_text.replace(" ", "")
        if value[:2].isalpha() and value[-2:].isalpha() and value[2:11].isdigit():
            return is_checked(value[2:11])
        return None


def _is_all(match: re.Match[str] | None, text: str) -> bool:
    """What matched at the start of a text is all of it: no other number stands there."""
    return match is not None and match.end() == len(text)


def _is_ordered(text: str, start: int) -> bool:
    """The number at `start` is captioned as an order."""
    return start > 0 and before(_ORDER, text, start, 12)


def is_checked(digits: str) -> bool:
    """Whether the ninth digit is the check of the eight before it (UPU S10)."""
    rest = 11 - sum(w * int(d) for w, d in zip(_S10, digits, strict=False)) % 11
    return {10: 0, 11: 5}.get(rest, rest) == int(digits[8])
