"""The number of a room or a door in a field of its own: 1202 beside a street and a building.

Must never look at a field whose name says nothing of a room: there 1202 is any number.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import Recognizer
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.pattern import Pattern
from recognizers.sequence.hints import ROOM
from recognizers.shape import Shape

_UNSURE: Final = 0.55  # score of a value that only its field's name speaks for
# Such as 1202, A-1202, 12-3-1202, Flat 12A, 12/F; runs are parted by a sign or a blank, so that
# each value has one way to be read.
_RUN: Final = "[0-9A-Za-z]{1,9}"
_NUMBER: Final = (
    rf"[#\-]?{_RUN}(?:[ ]?[\-—–_/.,，、#~][ ]?{_RUN}|[ ]{_RUN}){{0,5}}[号號室房户戶#.]?"
)
_VALUE: Final = rf"\s{{0,4}}(?P<value>(?=[^0-9]{{0,19}}[0-9]){_NUMBER}|[A-Za-z])\s{{0,4}}"


class RoomRecognizer(Recognizer):
    """Finds `1202`, `A-1202` and `12-3-1202` where the field is a room's or a door's."""

    LABELS = ("ADDRESS",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("number of a room", _VALUE, _UNSURE),)
    CONTEXT: ClassVar[Sequence[str]] = ("房号", "房间号", "门牌号")
    NEEDS = (Shape.ROOM_FIELD,)
    FIELD_WORDS = (ROOM,)

    _WHOLE: ClassVar = re.compile(_VALUE)
    _WHY: ClassVar = Evidence(PATTERNS[0].name, field=True)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find the number that a room's field holds; see `Recognizer.find`."""
        match = self._WHOLE.fullmatch(text) if ROOM.search(hint) else None
        if match is None:
            return []
        return [plain(*match.span("value"), "ADDRESS", _UNSURE, self.name, self._WHY)]
