"""What a text that was masked may not show, rule by rule.

GB/T 41833-2022 (快递电子运单) asks of a waybill that at least one character of a name be hidden,
six digits of a phone, and unit, household and room of an address. Must never quote what it looks
at: a rule answers with a fixed reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from redactor.spans import Span

PASS: Final = ""
Verdicts: TypeAlias = Iterator[
    str
]  # a reason for each place that fails, PASS for one that does not
Check: TypeAlias = Callable[[str, Sequence[Span]], Verdicts]

STANDARD: Final = "GB/T 41833-2022"
DECREE: Final = "快递暂行条例 (State Council Decree 697), art. 22"
HOUSE: Final = "this profile"

_STARS: Final = r"[*＊•xX#]"
_STARRED: Final = re.compile(r"[*＊•#]|\^_\^|某")
# A number of which something is hidden: stars and digits, eleven places as a mobile has.
_MASKED_MOBILE: Final = re.compile(
    rf"(?=[0-9]{{0,10}}{_STARS})(?:(?<![0-9])1[3-9]|(?<![0-9*]){_STARS}{{2}})"
    rf"(?:[0-9]|{_STARS}){{9}}(?![0-9])",
    re.ASCII,
)
_SMILING: Final = re.compile(r"(?<![0-9])[0-9]{0,11}\^_\^[0-9]{0,11}(?![0-9])", re.ASCII)
_DIGIT: Final = re.compile(r"[0-9]", re.ASCII)
_NUMERAL: Final = re.compile(r"[0-9０-９一二三四五六七八九十零〇两A-Za-z]")
# Numbers of this segment belong to nobody: see masking/fictitious.py.
_VIRTUAL: Final = re.compile(r"154[0-9]{8}-[0-9]{4}", re.ASCII)
MIN_HIDDEN_DIGITS: Final = 6
_MOBILE_DIGITS: Final = 11
MOST_SHOWN_DIGITS: Final = _MOBILE_DIGITS - MIN_HIDDEN_DIGITS
_HOUSEHOLD: Final = frozenset({"unit", "floor", "room"})
_OF_THE_PARCEL: Final = frozenset(
    {"PERSON", "PHONE_NUMBER", "ADDRESS", "WAYBILL_NO", "PICKUP_CODE"}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: For the report.
        source: The standard, or the profile's own promise.
        asks: What it asks, in a sentence.
        check: Looks at one text and what was found in it.
    """

    name: str
    source: str
    asks: str
    check: Check


def _names(text: str, spans: Sequence[Span]) -> Verdicts:
    for span in spans:
        if span.entity == "PERSON":
            hidden = _STARRED.search(text, span.start, span.end)
            yield PASS if hidden else "a name stands in clear"


def _phones(text: str, spans: Sequence[Span]) -> Verdicts:
    for pattern in (_MASKED_MOBILE, _SMILING):
        for found in pattern.finditer(text):
            shown = len(_DIGIT.findall(found[0]))
            yield PASS if shown <= MOST_SHOWN_DIGITS else "fewer than six digits are hidden"
    for span in spans:
        value = text[span.start : span.end]
        if span.entity != "PHONE_NUMBER" or _STARRED.search(value):
            continue
        yield PASS if _VIRTUAL.fullmatch(value) else "a phone number stands in clear"


def _addresses(text: str, spans: Sequence[Span]) -> Verdicts:
    for span in spans:
        if span.entity == "ADDRESS":
            household = [
                part
                for part in span.parts
                if part.level in _HOUSEHOLD and _NUMERAL.search(text, part.start, part.end)
            ]
            yield "a unit, floor or room stands in clear" if household else PASS


def _others(text: str, spans: Sequence[Span]) -> Verdicts:
    for span in spans:
        if span.entity not in _OF_THE_PARCEL:
            hidden = span.masked or _STARRED.search(text, span.start, span.end)
            yield PASS if hidden else f"a {span.entity} stands in clear"


def _nothing(text: str, spans: Sequence[Span]) -> Verdicts:
    del text
    for span in spans:
        yield PASS if span.masked else f"a {span.entity} stands in the record"


def _counties(text: str, spans: Sequence[Span]) -> Verdicts:
    del text
    for span in spans:
        if span.entity == "ADDRESS":
            finer = {part.level for part in span.parts} - {"province", "city", "county"}
            yield "an address finer than its county" if finer else PASS


NAMES: Final = Rule("name", STANDARD, "at least one character of a name is hidden", _names)
PHONES: Final = Rule("phone", STANDARD, "at least six digits of a phone are hidden", _phones)
ADDRESSES: Final = Rule("address", STANDARD, "unit, household and room are hidden", _addresses)
OTHERS: Final = Rule("others", DECREE, "nothing but name, phone and address is on it", _others)
NOTHING: Final = Rule("nothing", HOUSE, "no personal value stands in the record", _nothing)
COUNTIES: Final = Rule("county", HOUSE, "no address is finer than its county", _counties)

_WAYBILL: Final = (NAMES, PHONES, ADDRESSES, OTHERS)
RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "waybill-gbt41833": _WAYBILL,
    "waybill-smile": _WAYBILL,
    "courier-app": _WAYBILL,
    "pseudonymous-joins": (*_WAYBILL, COUNTIES),
    "analytics-k5": (*_WAYBILL, COUNTIES),
    "strict-drop": (NOTHING,),
}
