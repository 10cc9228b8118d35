"""The number of a room, a door, a unit or a building in a field of its own: 1202 beside a street.

Must never look at a field whose name says nothing of a room: there 1202 is any number.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import Recognizer
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.pattern import Pattern
from recognizers.sequence.hints import PART, ROOM, Asked, asked_for
from recognizers.shape import Shape
from recognizers.written import PATTERNS

_UNSURE: Final = 0.55  # score of a value that only its field's name speaks for
# Such as 1202, A-1202, 12-3-1202, Flat 12A, 12/F; runs are parted by a sign or a blank, so that
# each value has one way to be read.
_RUN: Final = "[0-9A-Za-z]{1,9}"
_KIND: Final = "(?:[号號]?[室房户戶#.栋棟幢座楼樓层層门門]|[号號]|单元|單元)"
_NUMBER: Final = rf"[#\-]?{_RUN}(?:[ ]?[\-—–_/.,，、#~][ ]?{_RUN}|[ ]{_RUN}){{0,5}}{_KIND}?"
_NUMERAL: Final = rf"[一二三四五六七八九十甲乙丙丁东南西北]{{1,4}}{_KIND}"
_VALUE: Final = (
    rf"\s{{0,4}}(?P<value>(?=[^0-9]{{0,19}}[0-9]){_NUMBER}|[A-Za-z]{_KIND}?|{_NUMERAL})\s{{0,4}}"
)
_DASHED: Final = re.compile(PATTERNS[Shape.DASHED])
_SHELVES: Final = re.compile("location|street", re.IGNORECASE)  # 01-02-03 may be a shelf's there


class RoomRecognizer(Recognizer):
    """Finds `1202`, `A-1202` and `3单元` where the field is for such a number.

    Where it is for an address, `12-3-1202` says no less.
    """

    LABELS = ("ADDRESS",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("number of a room", _VALUE, _UNSURE),)
    CONTEXT: ClassVar[Sequence[str]] = ("房号", "房间号", "门牌号")
    NEEDS = (Shape.ROOM_FIELD, Shape.DASHED | Shape.ADDRESS_FIELD)
    FIELD_WORDS = (ROOM, PART, _SHELVES)

    _WHOLE: ClassVar = re.compile(_VALUE)
    _WHY: ClassVar = Evidence(PATTERNS[0].name, field=True)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find the number that a room's field holds; see `Recognizer.find`."""
        asked = ROOM.search(hint) or PART.search(hint)
        dashed = not asked and _DASHED.match(text) and not _SHELVES.search(hint)
        dashed = dashed and asked_for(hint) is Asked.ADDRESS
        match = self._WHOLE.fullmatch(text) if asked or dashed else None
        if match is None:
            return []
        return [plain(*match.span("value"), "ADDRESS", _UNSURE, self.name, self._WHY)]
