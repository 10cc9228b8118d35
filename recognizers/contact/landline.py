"""Fixed-line numbers, and numbers of other countries written with their code.

Must never report public hotlines (400, 800, 95xxx, 10086): they are nobody's.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final, TypeAlias

from recognizers.base import Find, Recognizer
from recognizers.contact.numbering import (
    AREA_CODE,
    BEHIND_ROOM,
    PULLED,
    SOLID,
    SPLIT,
    past_extension,
)
from recognizers.context import before, is_thing
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.outright import Like, Saying
from recognizers.pattern import Pattern
from recognizers.places import starts_of
from recognizers.plain_names import telling_of
from recognizers.sequence.hints import TELEPHONE
from recognizers.shape import Needs, Shape, Told

_END: Final = r"(?![0-9])(?![ \-—.][0-9]{2})"
_APART: Final = (
    rf"0(?<![0-9].)(?P<sign>{PULLED})[0-9](?:(?P=sign)[0-9]){{8,10}}(?![0-9]|(?P=sign)[0-9])"
)
_ALONE: Final = rf"[2-9](?<![0-9A-Za-z.].)(?<![0-9][\-—. /].)[0-9]{{2,3}}[ \-—]?[0-9]{{4}}{_END}"
# A digit short or one or two too many: still somebody's number, where a caption says so.
_MISTYPED: Final = r"1(?<![0-9A-Za-z.].)[3-9][0-9]{8}(?:[0-9]{2,3})?(?![0-9A-Za-z])"
_SECOND: Final = r"[2-8](?<=[0-9][/、,，;；].)[0-9]{6,7}(?![0-9])"
# Any number of another country after its code and a plus: ITU-T E.164 allows 15 digits in all. In
# 王小明+13800138000 the plus parts two fields.
_FOREIGN: Final = (
    r"(?<![0-9A-Za-z+])(?:\+(?!86)(?!(?<=[\u3400-\u9fff]\+)1[3-9][0-9]{9}(?![0-9]))|00(?=8(?:52|53|86)))[1-9][0-9]{0,2}"
    r"(?:[ \-.]?(?:[(（][0-9]{1,5}[)）]|[0-9]{1,5})){1,5}(?![0-9A-Za-z])"
)

_starts: Final = starts_of(Shape.LANDLINE)
_ROOM_RE: Final = re.compile(BEHIND_ROOM)
_DIGITS: Final = frozenset("0123456789")
_LISTS: Final = frozenset("/、,，;；")  # behind a number, before the next one
_APART_RE: Final = re.compile(_APART)
_AREA_FIRST: Final = re.compile(rf"0{AREA_CODE}[2-9][0-9]{{6,7}}\Z")
# In a field for telephones whatever has the length of a number is one, code or no code; mobile
# numbers are others' to find.
_WHOLE: Final = re.compile(r"\s*(?P<value>(?!1[3-9][0-9]{9}\s*\Z)\+?[0-9](?:[ \-]?[0-9]){6,14})\s*")
_CLOSED: Final = re.compile(r"[)）\]】]")
_MISTYPED_RE: Final = re.compile(_MISTYPED)
_CAPTION: Final = telling(
    r"(?:电话|電話|手机|手機|联系方式|(?i:tel|phone|mobile))(?:号码?|號碼?)?[ ]?[:：是为]?[ ]?\Z"
)
_HOTLINE: Final = re.compile(r"[48]00[ \-—]?[0-9]|95[0-9]{3}(?![0-9]{3})|12[0-9]{3}(?![0-9]{3})")
_CONTEXT: Final = telling(
    r"电话|電話|座机|座機|固话|市话|热线|联系|致电|拨打|来电|回电|传真|傳真|手机|手機|"
    r"聯[絡繫系]|致電|撥打|來電|熱線|專線|同[号號]|(?i:whatsapp)|"
    r"tel|Tel|TEL|phone|Phone|PHONE|mobile|Mobile|call|Call|fax|Fax|FAX|contact|Contact"
)
_TOLD_BEHIND: Final = re.compile(r"[ ,，(（/]{0,2}(?:微信同[号號]|(?i:whatsapp))")
_NEARBY: Final = "word for telephone"
_ALONE_WHY: Final = Evidence("local number after a word for telephone")
_APART_WHY: Final = Evidence("one separator between all digits")
_WHOLE_WHY: Final = Evidence(field=True, rule="as many digits as a number has, and nothing else")
_MISTYPED_WHY: Final = Evidence("mistyped mobile number after its caption")
_BEHIND: Final = Evidence("area code behind a room number")
_NEXT: Final = Evidence("second local number", rule="right behind another number")
_LEAST: Final = 8  # digits, codes included
_MOST: Final = 17  # 0086 and an area code before the local number
# A pattern's match, its score, and what carries it.
_Certain: TypeAlias = tuple[re.Match[str], float, Evidence]

_is_told: Final = telling_of(_CONTEXT, TELEPHONE)


class LandlineRecognizer(Recognizer):
    """Finds fixed-line numbers by area code, local ones by context, foreign ones by country."""

    LABELS = ("PHONE_NUMBER",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("area code, separator, local number", SPLIT, 0.95),
        Pattern("area code and local number in one", SOLID, 0.8),
        Pattern("local number after a word for telephone", _ALONE, 0.6),
        Pattern("area code behind a room number", BEHIND_ROOM, 0.8),
        Pattern("mistyped mobile number after its caption", _MISTYPED, 0.5),
        Pattern("second local number", _SECOND, 0.6),
        Pattern(_APART_WHY.pattern, _APART, 0.75),
        Pattern("country code of another country", _FOREIGN, 0.8),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("电话", "座机", "固话", "传真", "联系方式")
    _CODED: ClassVar[Needs] = (Shape.LANDLINE,)
    _PULLED: ClassVar[Needs] = (Shape.APART,)
    _SOLE: ClassVar[Needs] = (Shape.TELEPHONE_WORD | Shape.SOLE,)
    _SPOKEN_OF: ClassVar[Needs] = (Shape.TELEPHONE_WORD | Shape.LOCAL,)
    NEEDS = _CODED + _PULLED + _SOLE + _SPOKEN_OF
    FIELD_WORDS = (_CONTEXT, TELEPHONE)

    # Each with whether its digits must be counted.
    _CERTAIN: ClassVar = (
        (re.compile(SPLIT), 0.95, Evidence("area code, separator, local number"), False),
        (re.compile(SOLID), 0.8, Evidence("area code and local number in one"), False),
        (re.compile(_FOREIGN), 0.8, Evidence("country code of another country"), True),
    )
    _ALONE_RE: ClassVar = re.compile(_ALONE)
    _SECOND_RE: ClassVar = re.compile(_SECOND)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every fixed-line and foreign number; see `Recognizer.find`."""
        return [finding for _, read in self.readers() for finding in read(text, hint)]

    def readers(self) -> Sequence[tuple[Needs, Find]]:
        """Numbers with a code, in groups or pulled apart, and those that words make one."""
        return (
            (self._CODED, self._coded),
            (self._PULLED, self._apart),
            (self._SOLE, self._whole),
            (self._SPOKEN_OF, self._spoken_of),
        )

    def found_outright(self) -> Saying:
        """Let texts be read whose numbers all have an area code before a hyphen, or that are one.

        See `recognizers.outright`. Where a number of any kind is all of a text, the field's word
        for it adds nothing.
        """
        kinds = zip((Like.FIXED, Like.FIXED_IN_ONE), self._CERTAIN, strict=False)
        like = {kind: self._at_any_place(score, why) for kind, (_, score, why, _) in kinds}
        return Saying(like, {self._coded: Told.LANDLINE, self._whole: Told.TELEPHONE})

    def _at_any_place(self, score: float, why: Evidence) -> Finding:
        return plain(0, 1, self.LABELS[0], score, self.name, why)

    def _coded(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        """Give each number with its area's or country's code, and what is listed behind it."""
        whole = self._at(text, 0) if text.startswith("0") else None
        if whole and whole[0].end() == len(text):
            return [self._finding(text, whole[0].span(), *whole[1:])]
        found, behind, position = [], [], 0
        for start in _starts(text):
            certain = self._at(text, start) if start >= position else None
            if certain:
                match, score, why = certain
                position = match.end()
                found.append(self._finding(text, match.span(), score, why))
            room = _ROOM_RE.match(text, start) if start and text[start - 1] in _DIGITS else None
            if room:
                behind.append(self._finding(text, room.span(), 0.8, _BEHIND))
        return found + behind + self._further(text, found + behind)

    def _apart(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        """Give each number with a sign between all its digits, and what is listed behind it."""
        apart = (m.span() for m in _APART_RE.finditer(text) if _AREA_FIRST.match(_plain(m.group())))
        found = [self._finding(text, span, 0.75, _APART_WHY) for span in apart]
        return found + self._further(text, found)

    def _further(self, text: str, found: Sequence[Finding]) -> list[Finding]:
        """Give the local numbers right behind a sign at the end of another number."""
        ends = dict.fromkeys(one.end for one in found if text[one.end : one.end + 1] in _LISTS)
        further = (self._SECOND_RE.match(text, end + 1) for end in ends)
        return [self._finding(text, m.span(), 0.6, _NEXT) for m in further if m]

    def _whole(self, text: str, hint: str) -> list[Finding]:
        """Give the whole text where its field says so and it has the length of a number."""
        whole = _WHOLE.fullmatch(text) if _is_told(hint) else None
        if whole is None or _HOTLINE.match(text, *whole.span("value")):
            return []
        return [self._finding(text, whole.span("value"), 0.5, _WHOLE_WHY)]

    def _spoken_of(self, text: str, hint: str) -> list[Finding]:
        """Give each number that only its field, or a word before it, makes one."""
        captioned, found = _is_told(hint), []
        if not captioned and not _CONTEXT.search(text):
            return []
        for match in self._ALONE_RE.finditer(text):
            if not _HOTLINE.match(match.group()) and (captioned or self._captioned(text, match)):
                why = _ALONE_WHY.in_field() if captioned else _ALONE_WHY.near(_NEARBY)
                found.append(self._finding(text, match.span(), 0.6, why))
        for match in _MISTYPED_RE.finditer(text):
            if captioned or before(_CAPTION, text, match.start(), 12):
                why = _MISTYPED_WHY.in_field() if captioned else _MISTYPED_WHY.near(_NEARBY)
                found.append(self._finding(text, match.span(), 0.5, why))
        return found

    def _at(self, text: str, start: int) -> _Certain | None:
        """The first pattern that matches here; digits in one need that nothing captions them."""
        for pattern, score, why, counted in self._CERTAIN:
            match = pattern.match(text, start)
            if match and not (counted and self.validate_result(match.group()) is False):
                separated = not match.group().isdigit()
                return (match, score, why) if separated or not is_thing(text, start) else None
        return None

    def validate_result(self, pattern_text: str) -> bool | None:
        """Refuse what has too few or too many digits for any country."""
        digits = sum(map(str.isdigit, pattern_text))
        return None if _LEAST <= digits <= _MOST else False

    @staticmethod
    def _captioned(text: str, match: re.Match[str]) -> bool:
        start = match.start()
        told = before(_CONTEXT, text, start, 11) or _TOLD_BEHIND.match(text, match.end())
        return bool(told) and not is_thing(text, start)

    def _finding(
        self, text: str, span: tuple[int, int], score: float, evidence: Evidence
    ) -> Finding:
        start, end = span
        # A bracket around the whole number is no part of it, one around its code is.
        if text[start] in "(（[【" and not _CLOSED.search(text, start, end):
            start += 1
        stop = past_extension(text, end) if end < len(text) else end
        return plain(start, stop, self.LABELS[0], score, self.name, evidence)


def _plain(value: str) -> str:
    return "".join(filter(str.isdigit, value))
