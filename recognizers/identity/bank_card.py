"""Bank card numbers.

Must never report a long number without a card's first digits and check, unless it is captioned.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import Compiled, PatternBased
from recognizers.cards import ISSUER, is_sure
from recognizers.checks import is_checked
from recognizers.context import before, is_thing
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.plain_names import telling_of
from recognizers.shape import Shape

_GAP: Final = r"[ \-—]{0,2}"
_FIRST: Final = r"[1-9](?<![0-9A-Za-z.].)"
_LAST: Final = r"(?![0-9A-Za-z]|\.[0-9])"
_SOLID: Final = rf"{_FIRST}[0-9]{{14,18}}{_LAST}"
_FOURS: Final = (
    rf"{_FIRST}[0-9]{{3}}(?:[ ]{{1,2}}[0-9]{{4}}){{3}}(?:[ ]{{1,2}}[0-9]{{1,3}})?{_LAST}"
    rf"|{_FIRST}[0-9]{{3}}(?:\-[0-9]{{4}}){{3}}(?:\-[0-9]{{1,3}})?{_LAST}"
)
_CARD: Final = rf"{_FIRST}(?:{_GAP}[0-9]){{14,18}}{_LAST}"
_CONTEXT: Final = telling(
    r"银行|卡号|账号|帐号|账户|帐户|储蓄|信用卡|借记|储值|工行|建行|农行|中行|招行|交行|邮储|"
    r"转账|汇款|打款|退款|收款|开户|(?i:card|visa|mastercard|bank|account)"
)
_PARCEL: Final = telling(
    r"(?:单|運單|快递|快件|物流|包裹|身份证|证件)(?:编?号码?)?[:：是为 ]{0,2}\Z"
)
_WORD: Final = "word for a card or an account"
_AMEX: Final = 15
_GROUPED: Final = re.compile(r"[0-9]{4,6}(?:[ \-—]{1,2}[0-9]{2,7}){2,4}\Z")

_IN_GROUPS: Final = re.compile(r"[ \-—](?<=[0-9].)[ \-—]?[0-9]")

_is_told: Final = telling_of(_CONTEXT)


class BankCardRecognizer(PatternBased):
    """Finds bank cards by issuer and Luhn check, or by caption."""

    LABELS = ("CN_BANK_CARD",)
    # Each by itself, for a number beside the card must not hide it: 热线12315 5540 9485 0269 8117.
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("card number", _SOLID, 0.6),
        Pattern("card number in fours", _FOURS, 0.6),
        Pattern("card number in groups", _CARD, 0.6),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("银行卡", "卡号", "账号", "信用卡")
    NEEDS = (Shape.SURE_CARD, Shape.CARD | Shape.CARD_WORD)
    FIELD_WORDS = (_CONTEXT,)
    STARTS = Shape.CARD

    def _asked(self, text: str) -> Sequence[Compiled]:
        """Those for groups only where digits stand in some."""
        return self._compiled if _IN_GROUPS.search(text) else self._compiled[:1]

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every card; see `Recognizer.find`."""
        captioned = _is_told(hint)
        found = []
        for start, end, score, why in self.matches(text):
            near = captioned or before(_CONTEXT, text, start, 12)
            if self._is_card(text, start, score, captioned=near):
                grounds = why.in_field() if captioned else why.near(_WORD) if near else why
                card = plain(start, end, self.LABELS[0], score, self.name, grounds)
                found.append(card)
        return found

    def validate_result(self, pattern_text: str) -> bool | None:
        """True when issuer and check agree, None when only one does, False when neither."""
        solid = pattern_text.isdigit()
        digits = pattern_text if solid else "".join(filter(str.isdigit, pattern_text))
        if not solid and len(digits) != _AMEX and not _GROUPED.match(pattern_text):
            return False
        if is_sure(digits):
            return True
        if len(digits) == _AMEX:
            return False
        return None if ISSUER.match(digits) or is_checked(digits) else False

    @staticmethod
    def _is_card(text: str, start: int, score: float, *, captioned: bool) -> bool:
        if not captioned and (score < 1.0 or is_thing(text, start)):
            return False
        return not _PARCEL.search(text[max(0, start - 8) : start])
