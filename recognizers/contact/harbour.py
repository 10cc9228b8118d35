"""Telephone numbers of Hong Kong, Macau and Taiwan: with their code, and local ones by the text.

Must never take eight digits for a number because of their form alone: a date and an order have it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Find, Recognizer
from recognizers.contact.numbering import past_extension
from recognizers.context import before, is_thing
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.places import starts_of
from recognizers.shape import Needs, Shape

# Plans: the Communications Authority (Hong Kong: eight digits, the first 2 to 9), CTT (Macau: the
# first 2, 6 or 8), the National Communications Commission (Taiwan: 09 and eight digits; area codes
# 02 to 08 with seven or eight).
_SIGN: Final = r"[ \-—–./·_]"
_LEAD: Final = r"(?<![0-9A-Za-z.])(?<![0-9][\-:])"
_END: Final = r"(?![0-9A-Za-z])"
_EIGHT: Final = rf"[2-9][0-9]{{3}}{_SIGN}?[0-9]{{4}}"
_PLUS: Final = r"(?:\+|00)"
_OPEN, _CLOSE = r"[(（\[【]", r"[)）\]】]"


def _coded(code: str) -> str:
    """A country code in brackets, before a sign, or with a plus."""
    return (
        rf"(?:{_OPEN}{_PLUS}?{code}{_CLOSE}{_SIGN}{{0,2}}"
        rf"|{_PLUS}?{code}{_SIGN}{{1,2}}|{_PLUS}{code})"
    )


_HARBOUR: Final = rf"{_LEAD}{_coded('85[23]')}{_EIGHT}{_END}"
_MOBILE: Final = (
    rf"9[0-9]{{2}}(?:{_SIGN}?[0-9]{{3}}{_SIGN}?[0-9]{{3}}"
    rf"|{_SIGN}[0-9]{{2}}{_SIGN}[0-9]{{2}}{_SIGN}[0-9]{{2}})"
)
_FIXED: Final = rf"[2-9][0-9]{{2,3}}{_SIGN}?[0-9]{{3,4}}"
_AREA: Final = "(?:[2-8]|37|49|82|826|836|89)"
_ISLAND: Final = (
    rf"{_LEAD}{_coded('886')}(?:[(（]0[)）]|0)?(?:{_MOBILE}|{_AREA}{_SIGN}?{_FIXED}){_END}"
)
_TAIWAN: Final = rf"{_LEAD}0{_MOBILE}{_END}(?!:)"
_TAIWAN_FIXED: Final = (
    rf"{_LEAD}(?:[(（]0{_AREA}[)）]{_SIGN}{{0,2}}|0{_AREA}[\-— ]{{1,2}})"
    rf"{_FIXED}{_END}(?![\-—./][0-9])"
)
_LOCAL: Final = (
    r"[4-9](?<![0-9A-Za-z.].)(?<![0-9][\-—. /].)[0-9]{3}[ \-—][0-9]{4}(?![0-9A-Za-z])"
    r"(?![ \-—.][0-9]{2})"
)
_PLACE: Final = telling("香港|九[龍龙]|新界|港[島岛]|澳[門门]|(?i:kowloon|hong ?kong|maca[uo])")
# What an order or a batch is called, right before it.
_NO_NUMBER: Final = telling(
    r"(?:[单單][号號]|[号號]码?|码|碼|批次|[Nn]o\.?|[A-Z]{2})[:：# ]{0,2}\Z"
)
_starts: Final = starts_of(Shape.HARBOUR)
_ENOUGH: Final = 9  # digits of the shortest number with a code
_THERE: Final = Evidence("eight digits in fours", context="Hong Kong or Macau in the text")


class HarbourNumberRecognizer(Recognizer):
    """Finds `(852) 9123 4567`, `02-2712-3456#12` and, where Hong Kong is spoken of, `9123 4567`."""

    LABELS: ClassVar[tuple[str, ...]] = ("PHONE_NUMBER",)
    COUNTRY_CODE: ClassVar[str | None] = "hk"
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("code of Hong Kong or Macau", _HARBOUR, 0.85),
        Pattern("code of Taiwan", _ISLAND, 0.85),
        Pattern("mobile number of Taiwan", _TAIWAN, 0.75),
        Pattern("area code of Taiwan", _TAIWAN_FIXED, 0.7),
        Pattern(_THERE.pattern, _LOCAL, 0.5),
    )
    _CODED: ClassVar[Needs] = (Shape.HARBOUR,)
    _SPOKEN_OF: ClassVar[Needs] = (Shape.HARBOUR_WORD | Shape.LOCAL,)
    NEEDS = _CODED + _SPOKEN_OF
    FIELD_WORDS = ()
    _COMPILED: ClassVar = tuple(
        (re.compile(each.regex), float(each.score), Evidence(each.name)) for each in PATTERNS[:4]
    )
    _LOCAL_RE: ClassVar[re.Pattern[str]] = re.compile(_LOCAL)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every number; see `Recognizer.find`."""
        return self._coded(text, hint) + self._spoken_of(text, hint)

    def readers(self) -> Sequence[tuple[Needs, Find]]:
        """Numbers with a code and those of a place; see `Recognizer.readers`."""
        return ((self._CODED, self._coded), (self._SPOKEN_OF, self._spoken_of))

    def _coded(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        return list(self._each(text))

    def _each(self, text: str) -> Iterator[Finding]:
        heads = _starts(text)
        for pattern, score, why in self._COMPILED:
            position = 0
            for start in heads:
                match = pattern.match(text, start) if start >= position else None
                if match is None:
                    continue
                position = match.end()
                long = sum(map(str.isdigit, match.group())) >= _ENOUGH
                if long and not is_thing(text, start):
                    yield self._finding(text, match.span(), score, why)

    def _spoken_of(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        if not _PLACE.search(text):
            return []
        return [
            self._finding(text, match.span(), 0.5, _THERE)
            for match in self._LOCAL_RE.finditer(text)
            if not is_thing(text, match.start()) and not before(_NO_NUMBER, text, match.start())
        ]

    def _finding(
        self, text: str, span: tuple[int, int], score: float, evidence: Evidence
    ) -> Finding:
        end = past_extension(text, span[1])
        return plain(span[0], end, self.LABELS[0], score, self.name, evidence)
