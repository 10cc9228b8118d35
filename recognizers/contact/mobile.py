"""Mobile numbers of mainland China, with country code, separators and extension.

Must never cut a number short: an extension is part of it, for a privacy number means nothing
without one.
"""

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Find, Recognizer
from recognizers.contact.numbering import (
    COUNTRY_CODE,
    SEGMENTS,
    may_have_prefix,
    past_extension,
)
from recognizers.context import is_thing
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.outright import Like, Saying
from recognizers.pattern import Pattern
from recognizers.places import EXTENSION, FREE, PREFIX, Place, alone
from recognizers.shape import Needs, Shape, Told

_SEPARATOR: Final = r"[ \t\r\n\-—–.·•_/\\|~,，、:：;；+=#'`^…*()（）\[\]【】「」]{0,3}"
_CORE: Final = rf"1{_SEPARATOR}[3-9](?:{_SEPARATOR}[0-9]){{9}}"
# Thirteen digits for things, and the long numbers of the 95013 platform that stand for a person.
# It begins with a set of characters, for `re` skips to those.
_IOT: Final = (
    r"[19](?<![0-9].)(?:(?<=1)(?:064[0-9](?:[ \-]?[0-9]{4}){2}|064[0-9]{9}|4[014][0-9]{10})"
    r"|(?<=9)5013[0-9]{6,11})(?![0-9])"
)

_MATCH_IOT: Final = re.compile(_IOT)
_PREFIX: Final = re.compile(
    rf"(?:(?<![0-9])0|(?:(?<![0-9])|(?=[+(（])){COUNTRY_CODE}0?)[(（\[【「]?\Z|[(（\[【「]\Z"
)
_OPENED: Final = re.compile(r"[(（\[【「]")
_CLOSED: Final = re.compile(r"[)）\]】」]")
_PREFIX_REACH: Final = 12
# One or two letters on both sides make it a product code; longer words are names and captions.
_LABELLED: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}\Z")
_SERIAL: Final = re.compile(r"[A-Za-z]{1,2}(?![A-Za-z])")
# A hash or an identifier (RFC 9562), within which digits are nobody's.
_IDENTIFIER: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?=[0-9]{0,31}[a-f])[0-9a-f]{32}(?:[0-9a-f]{8}|[0-9a-f]{32}|[0-9a-f]{96})?)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_IDENTIFIER_REACH: Final = 130
_HEX: Final = frozenset("abcdefABCDEF-")  # one of these stands beside digits within
# A house or room number that runs into a grouped number.
_ROOM: Final = re.compile(r"[\u3400-\u9fff#\-][0-9]{1,4}\Z")
_SEVEN: Final = re.compile(r"[0-9]{4}1[3-9][0-9][ \-.][0-9]{4}\Z")
_AGAIN: Final = re.compile(r"[ \-.][0-9]{4}(?![0-9])")
_AMOUNT: Final = re.compile(r"\.[0-9]|[ ]?(?:元(?![\u3400-\u9fff])|元整|块钱|万元)")
_BEFORE_AMOUNT: Final = frozenset(". 元块万")  # one of these begins it
_CURRENCY: Final = frozenset("￥¥$")
_DIGITS: Final = frozenset(string.digits)
_LETTERS: Final = frozenset(string.ascii_letters)

# How people group eleven digits. Three-four-four is the usual one; with blanks and hyphens
# others occur, with rarer separators they would catch dates and prices.
_COMMON: Final = re.compile(r"[0-9]{3}([^0-9])[0-9]{4}\1[0-9]{4}")
_BREAK: Final = re.compile("[^0-9]+")
_USUAL: Final = frozenset(((3, 4, 4), (3, 8), (7, 4), (1,) * 11))
_LOOSE: Final = frozenset(
    (
        *((4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 5, 3), (5, 6), (6, 5), (5, 3, 3), (3, 2, 3, 3)),
        *((3, 4, 2, 2), (3, 2, 2, 2, 2), (3, 3, 3, 2), (2, 3, 3, 3), (3, 2, 2, 4), (3, 2, 4, 2)),
        *((1, 2, 2, 2, 2, 2), (2, 2, 2, 2, 2, 1), (1, 10), (2, 9), (4, 7), (3, 6, 2), (8, 3)),
    )
)
_LISTING: Final = frozenset(",，、:：;；")  # between two numbers, unless between all groups
_PLAIN: Final = frozenset(" \t-—–·")
_LENGTH: Final = 11
_MANY: Final = 8  # groups from which on the digits were pulled apart on purpose

_KNOWN: Final = 1.0
_UNKNOWN: Final = 0.85  # a segment that no operator uses yet
_USED: Final = Evidence("mobile", valid=True, rule="its segment is in use")
_UNUSED: Final = Evidence("mobile", valid=False, rule="its segment is not in use")
_IOT_FORM: Final = Evidence("iot")


class MobileRecognizer(Recognizer):
    """Finds mobile numbers: eleven digits in any grouping, and thirteen-digit IoT numbers."""

    LABELS = ("PHONE_NUMBER",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("mobile", rf"(?<![0-9])(?:{_CORE})(?![0-9])", _KNOWN),
        Pattern("iot", _IOT, 0.9),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("手机", "电话", "联系")
    _MOBILE: ClassVar[Needs] = (Shape.MOBILE,)
    _THING: ClassVar[Needs] = (Shape.THING_NUMBER,)
    NEEDS = _MOBILE + _THING
    FIELD_WORDS = ()

    def load(self) -> None:
        """Say what a finding is, to what finds numbers that stand alone."""
        kinds = ((_KNOWN, _USED), (_UNKNOWN, _UNUSED))
        self._kinds = [plain(0, 1, "PHONE_NUMBER", s, self.name, why) for s, why in kinds]
        self._alone = alone(*self._kinds)

    def found_outright(self) -> Saying:
        """Let texts be read whose numbers all stand alone; see `recognizers.outright`."""
        kinds = zip((Like.MOBILE, Like.UNKNOWN_MOBILE), self._kinds, strict=True)
        return Saying(dict(kinds), {self._persons: Told.MOBILE})

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every mobile number; see `Recognizer.find`."""
        return self._persons(text, hint) + self._things(text, hint)

    def readers(self) -> Sequence[tuple[Needs, Find]]:
        """Numbers of eleven digits, and those of things; see `Recognizer.readers`."""
        return ((self._MOBILE, self._persons), (self._THING, self._things))

    def _persons(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        found, places = self._alone(text)
        if places:
            found += self._looked_at(text, places)
        return found

    def _looked_at(self, text: str, places: Iterable[Place]) -> Iterator[Finding]:
        position = 0
        for start, end, beside in places:
            if start < position or not (beside & FREE or _counts(text, start, end)):
                continue
            position = end
            known = _segment(text, start, end) in SEGMENTS
            score, why = (_KNOWN, _USED) if known else (_UNKNOWN, _UNUSED)
            first = _prefixed(text, start, end) if beside & PREFIX else start
            last = past_extension(text, end) if beside & EXTENSION else end
            yield plain(first, last, "PHONE_NUMBER", score, self.name, why)

    def _things(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        return [
            plain(first, last, "PHONE_NUMBER", 0.9, self.name, _IOT_FORM)
            for match in _MATCH_IOT.finditer(text)
            for first, last in (
                (_prefixed(text, *match.span()), past_extension(text, match.end())),
            )
        ]

    def validate_result(self, pattern_text: str) -> bool | None:
        """True for a segment in use, None for one that is free, False for no mobile number."""
        solid = len(pattern_text) == _LENGTH
        digits = pattern_text if solid else "".join(filter(str.isdigit, pattern_text))
        if len(digits) != _LENGTH or digits[1] < "3":
            return False
        return True if digits[:3] in SEGMENTS else None


def _segment(text: str, start: int, end: int) -> str:
    """The first three digits of a number."""
    if end - start == _LENGTH:
        return text[start : start + 3]
    return "".join(filter(str.isdigit, text[start:end]))[:3]


def _prefixed(text: str, start: int, end: int) -> int:
    """Where a number begins together with what stands before it and belongs to it."""
    if not may_have_prefix(text, start):
        return start
    prefix = _PREFIX.search(text, max(0, start - _PREFIX_REACH), start)
    first = prefix.start() if prefix else start
    # A bracket around the whole number is no part of it, one around its first digits is.
    return first + (text[first] in "(（[【「" and not _closes(text[first:end]))


def _counts(text: str, start: int, end: int) -> bool:
    """Eleven digits that something stands beside, or in groups, are a number all the same."""
    alone = _stands_alone(text, start, end)
    return alone and (end - start == _LENGTH or _is_grouped(text[start:end]))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Nothing beside the number makes it a part of another, an amount or a product's code."""
    left, right = text[start - 1 : start], text[end : end + 1]
    if right in _DIGITS or (left in _CURRENCY and text[start - 2 : start - 1] != left):
        return False  # two signs of a currency are one that parts fields: 王小明$$13800138000
    if right in _BEFORE_AMOUNT and _AMOUNT.match(text, end):
        return False
    if (left in _HEX or right in _HEX) and _in_identifier(text, start, end):
        return False
    if left in _DIGITS:
        return _may_follow(text, start, grouped=end - start > _LENGTH)
    if left == "." and text[start - 2 : start - 1] in _DIGITS:
        return False  # the decimals of a fraction
    # A room before a number in threes and fours: 1503 195-8790-0266; or a product's code.
    again = _SEVEN.match(text[start:end]) and _AGAIN.match(text, end)
    labelled = right in _LETTERS and _LABELLED.search(text, max(0, start - 3), start)
    return not (again or (labelled and _SERIAL.match(text, end)))


def _closes(value: str) -> bool:
    """Every bracket that opens in the value closes in it."""
    return len(_OPENED.findall(value)) == len(_CLOSED.findall(value))


def _in_identifier(text: str, start: int, end: int) -> bool:
    """The stretch lies within a hash or an identifier; asked only beside letters and signs."""
    low = max(0, start - _IDENTIFIER_REACH)
    around = _IDENTIFIER.finditer(text, low, end + _IDENTIFIER_REACH)
    return any(one.start() <= start and end <= one.end() for one in around)


def _may_follow(text: str, start: int, *, grouped: bool) -> bool:
    """The digits before a number are its country code or trunk zero, or a room before groups."""
    reach = max(0, start - _PREFIX_REACH)
    if grouped and _ROOM.search(text, reach, start):
        return True
    prefix = _PREFIX.search(text, reach, start)
    return prefix is not None and not is_thing(text, prefix.start())


def _is_grouped(core: str) -> bool:
    """The separators of a core put its digits into groups that people use for numbers."""
    if _COMMON.fullmatch(core):
        return True
    sizes = tuple(map(len, _BREAK.split(core)))
    separators = set(_BREAK.findall(core))
    if sizes in _USUAL:
        return len(separators) == 1 or _LISTING.isdisjoint("".join(separators))
    if all(set(separator) <= _PLAIN for separator in separators):
        return sizes in _LOOSE or len(sizes) >= _MANY
    return len(sizes) >= _MANY and len(separators) == 1
