"""Values of which signs hide next to nothing: `13800138***`, `6222021000000000***`, `王小明***`.

Must never call what it finds masked: all but a few characters stand there, and it is to be masked.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar, Final

from recognizers.base import Match, Recognizer
from recognizers.contact.numbering import COUNTRY_CODE
from recognizers.context import is_thing
from recognizers.evidence import Evidence, ruled
from recognizers.finding import Finding, plain
from recognizers.identity.resident_id import PROVINCES
from recognizers.lexicon import Lexicon
from recognizers.names.evidence import is_road
from recognizers.pattern import Pattern
from recognizers.sequence.tagger import Tagger
from recognizers.shape import Shape

_SIGN: Final = r"[*●•×■]"
_EDGE: Final = r"(?<![0-9A-Za-z*●•×■.])"
_END: Final = r"(?![0-9A-Za-z*●•×■^])"
_MOBILE: Final = (
    rf"{_EDGE}(?:{COUNTRY_CODE})?"
    rf"(?P<core>(?:1[3-9][0-9]{{0,8}})?{_SIGN}{{1,3}}[0-9]{{0,10}}){_END}"
)
_FIXED: Final = rf"{_EDGE}(?P<core>0[0-9]{{2,3}}[ \-]?[0-9]{{0,8}}{_SIGN}{{1,3}}[0-9]{{0,8}}){_END}"
_LONG: Final = rf"{_EDGE}(?P<core>[1-9][0-9]{{0,18}}{_SIGN}{{1,8}}[0-9]{{0,17}}[0-9Xx]?){_END}"
_SIGNS: Final = re.compile(rf"{_SIGN}{{1,20}}|\^_{{1,2}}\^")

# Where a number may be that is not hidden enough: two digits beside three signs at most, or six.
_MAY_SHOW: Final = re.compile(
    rf"{_SIGN}(?:(?<=[0-9]{{6}}.)|(?=[0-9]{{6}})|(?<!{_SIGN}.)(?:(?<=[0-9]{{2}}.)(?={_SIGN}{{0,2}}(?!{_SIGN}))"
    rf"|(?={_SIGN}{{0,2}}[0-9]{{2}})))"
)
_BEHIND_HAN: Final = re.compile(r"[*●•×■^](?<=[\u3400-\u9fff].)")

# What the common masks show, and leave alone: 138****5678, 110101********1234, 622202******1234.
MOST_SHOWN: Final = {"PHONE_NUMBER": 7, "CN_RESIDENT_ID": 10, "CN_BANK_CARD": 10}
_MOBILE_LENGTH: Final = 11
_FIXED_LENGTHS: Final = range(10, 13)
_IDENTITY_LENGTHS: Final = frozenset((15, 18))
_CARD_LENGTHS: Final = frozenset((16, 17, 18, 19))
_CARD_HEADS: Final = frozenset("34569")
_WHOLE_MOBILE: Final = re.compile(rf"1[3-9][0-9]{{9}}{_SIGN}")
# One star at an end is emphasis as well: *卡号6222021000000000007*.
_EMPHASIS: Final = re.compile(rf"{_SIGN}?[0-9]{{1,19}}[0-9Xx]{_SIGN}?\Z")
_HOTLINE: Final = re.compile(rf"{_SIGN}[48]00")
_SHORTEST_LONG: Final = 15
_TITLE: Final = "先生|女士|小姐|师傅|老师|太太"
_SHORT: Final = 2  # a name of two characters is often a word
_SCORE: Final = 0.75
_NAME_SCORE: Final = 0.7


class HalfMaskedRecognizer(Recognizer):
    """Finds numbers and names that signs stand beside or in, and do not hide."""

    LABELS = ("PHONE_NUMBER", "CN_RESIDENT_ID", "CN_BANK_CARD", "PERSON")
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("mobile number all but hidden", _MOBILE, _SCORE),
        Pattern("landline all but hidden", _FIXED, _SCORE),
        Pattern("long number all but hidden", _LONG, _SCORE),
    )
    NEEDS = (Shape.STAR,)
    FIELD_WORDS = ()

    _MOBILE_RE: ClassVar = re.compile(_MOBILE)
    _FIXED_RE: ClassVar = re.compile(_FIXED)
    _LONG_RE: ClassVar = re.compile(_LONG)

    def load(self) -> None:
        """Read the dictionary, once per process.

        Raises:
            RecognizerError: Its file does not fit this version.
        """
        Tagger.default()

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find every value that is not hidden enough; see `Recognizer.find`."""
        if not _SIGNS.search(text):
            return []  # masked by letters alone
        numbers = [
            plain(start, end, label, score, self.name, why)
            for label, (start, end, score, why) in (
                self._numbers(text) if _MAY_SHOW.search(text) else ()
            )
            if not is_thing(text, start)
        ]
        return [*numbers, *self._names(text)] if _BEHIND_HAN.search(text) else numbers

    def _numbers(self, text: str) -> Iterator[tuple[str, Match]]:
        for pattern, name, label_of in (
            (self._MOBILE_RE, self.PATTERNS[0].name, _of_mobile),
            (self._FIXED_RE, self.PATTERNS[1].name, _of_landline),
            (self._LONG_RE, self.PATTERNS[2].name, _of_long),
        ):
            for match in pattern.finditer(text):
                core = match["core"].replace(" ", "").replace("-", "")
                label = label_of(core)
                if label and sum(map(str.isdigit, core)) > MOST_SHOWN[label]:
                    yield label, (match.start(), match.end(), _SCORE, Evidence(name))

    def _names(self, text: str) -> Iterator[Finding]:
        """A surname and a given name or a title that are no word, and signs behind them."""
        known, lookalikes = Tagger.default().is_word, Lexicon.load().lookalikes
        for match in _name_pattern().finditer(text):
            signs = _SIGNS.match(text, match.end())
            name = match.group()
            word = name in lookalikes or (len(name) == _SHORT and known(name))
            if signs and not word and not is_road(text, match.start(), match.end()):
                why = ruled("a whole name before signs that hide nothing of it")
                span = (match.start(), signs.end())
                yield plain(*span, "PERSON", _NAME_SCORE, self.name, why)


def _of_mobile(core: str) -> str:
    hotline = _HOTLINE.match(core)
    return "PHONE_NUMBER" if len(core) == _MOBILE_LENGTH and not hotline else ""


def _of_landline(core: str) -> str:
    whole = _EMPHASIS.match(core) and len(core) - 1 in _FIXED_LENGTHS
    return "PHONE_NUMBER" if len(core) in _FIXED_LENGTHS and not whole else ""


def _of_long(core: str) -> str:
    """An identity number by its province, else a card by its first digit."""
    if _WHOLE_MOBILE.match(core) or (_EMPHASIS.match(core) and len(core) > _SHORTEST_LONG):
        return ""  # a number of its own, with signs behind it
    if len(core) in _IDENTITY_LENGTHS and core[:2] in PROVINCES:
        return "CN_RESIDENT_ID"
    return "CN_BANK_CARD" if len(core) in _CARD_LENGTHS and core[0] in _CARD_HEADS else ""


@cache
def _name_pattern() -> re.Pattern[str]:
    """A surname and a title or one or two given-name characters, at a word's edge.

    It begins with a set of characters, for `re` skips to those.
    """
    words = Lexicon.load()
    given = "".join(words.given)
    common, compound = "".join(words.common), "|".join(sorted(words.compound))
    first = "".join(sorted({*common, *words.compound_heads}))
    return re.compile(
        rf"[{first}](?<![\u3400-\u9fff].)(?:(?<=(?={compound}).).|(?<=[{common}]))"
        rf"(?:{_TITLE}|[{given}]{{1,2}})"
        rf"(?={_SIGN}|\^_)"
    )
