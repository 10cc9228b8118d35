"""Mobile numbers written into one run of digits with something else: a room, a postcode.

Must never cut a mobile number out of a number that is one thing: an order, a time, a card.
"""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Recognizer
from recognizers.contact.numbering import AREA_CODE, SEGMENTS, past_extension
from recognizers.context import is_thing
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.places import at, starts_of
from recognizers.shape import Shape

_RUN: Final = re.compile(
    r"[0-9](?<![0-9A-Za-z.].)[0-9]{11,39}(?![0-9])(?:(?![A-Za-z])|(?=[Ee][Xx][Tt]|[xXpP][0-9]))"
)
_LANDLINE: Final = re.compile(rf"0{AREA_CODE}[2-9][0-9]{{6,7}}\Z")
# An address or a name runs straight into the digits.
_ADDRESS_END: Final = re.compile(r"[\u3400-\u9fff#\-—)）\]】]\Z")
_UNIT_END: Final = telling(r"(?:[栋幢座楼室弄组#]|单元|[0-9]号)\Z")
_PARCEL: Final = telling(
    r"(?:单|運單|运单|快递|快件|邮件|面单|物流|件|包裹|号码|卡|账户|账号|帐号|户|身份证|证件|证|码|时间|日期|戳)"
    r"(?:编?号码?)?[)）\]】]?[:：是为]?\Z"
)
_TIMESTAMP: Final = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])")
_STAMP: Final = 14  # digits of a date and a time of day
_ADDRESS_UNIT: Final = re.compile(r"\s?(?:[号室栋幢座楼层弄组村巷]|单元)")
_MOBILE: Final = 11
_ROOM: Final = 4  # digits of a room or house number, at most
_POSTCODE: Final = 6
_IDENTITY: Final = 18
_SCORE: Final = 0.75
_starts: Final = starts_of(Shape.GLUED)
_WHY: Final = Evidence(
    "digits with a mobile number at one end", rule="a room, a postcode or a second number beside it"
)


class GluedMobileRecognizer(Recognizer):
    """Finds a mobile number after a room number, before or after a postcode, or two in a row."""

    LABELS = ("PHONE_NUMBER",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern(_WHY.pattern, _RUN.pattern, _SCORE),)
    NEEDS = (Shape.GLUED,)
    FIELD_WORDS = ()

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find every glued mobile number; see `Recognizer.find`."""
        found = []
        for run in at(_starts(text), _RUN, text):
            if is_thing(text, run.start()):
                continue
            for start, end in _spans(text, run):
                stop = past_extension(text, end) if end == run.end() else end
                found.append(plain(start, stop, self.LABELS[0], _SCORE, self.name, _WHY))
        return found


def _spans(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand in the run."""
    start, end = run.span()
    extra = end - start - _MOBILE
    first, last = _is_mobile(text, start), _is_mobile(text, end - _MOBILE)
    if extra == _MOBILE and first and last:
        yield start, start + _MOBILE
        yield end - _MOBILE, end
        return
    before = text[max(0, start - 8) : start]
    after_address = _ADDRESS_END.search(before) is not None and not _PARCEL.search(before)
    room = 0
    if after_address and not _is_stamp(run.group()):
        room = _room_length(run.group()) or _room_by_unit(run.group(), before)
    if room:
        yield start + room, end
    elif first and extra <= _ROOM and _ADDRESS_UNIT.match(text, end):
        yield start, start + _MOBILE
    elif extra == _IDENTITY or (
        extra == _POSTCODE and (after_address or (not before and not _TIMESTAMP.match(run.group())))
    ):
        if first:
            yield start, start + _MOBILE
        elif last:
            yield end - _MOBILE, end


def _room_length(run: str) -> int:
    """Digits of a room or house number before a telephone number, 0 if it is none."""
    mobile = len(run) - _MOBILE
    if run[mobile : mobile + 3] in SEGMENTS:
        for code in ("0086", "86", ""):
            room = mobile - len(code)
            if 0 < room <= _ROOM and run[room:mobile] == code:
                return room
    for room in range(1, _ROOM + 1):
        if _LANDLINE.match(run, room):
            return room
    return 0


def _room_by_unit(run: str, before: str) -> int:
    """The same where the segment is not in use, but a building's word stands right before."""
    room = len(run) - _MOBILE
    likely = 0 < room <= _ROOM and run[room] == "1" and run[room + 1] > "2"
    return room if likely and _UNIT_END.search(before) else 0


def _is_stamp(run: str) -> bool:
    return len(run) == _STAMP and _TIMESTAMP.match(run) is not None


def _is_mobile(text: str, start: int) -> bool:
    return text[start : start + 3] in SEGMENTS
