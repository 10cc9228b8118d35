"""Finds names behind a word that says whose name follows, whatever else the name could mean.

Must never take the rest of a sentence for a name: it ends where the sentence does, or before one
of a few words that speak of a person.
"""

import re
from collections.abc import Callable, Sequence
from typing import ClassVar, Final, TypeAlias

from recognizers.base import Find, PatternBased
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.heads import heads
from recognizers.lexicon import Lexicon
from recognizers.names.cue_rules import (
    ACTS,
    ANOTHER,
    COMMON,
    COMPOUND_FIRST,
    COMPOUNDS,
    GIVEN,
    GIVES,
    NOBODY,
    OF_WORDS,
    PERSONAL,
    PROSE,
    RARE,
    names,
)
from recognizers.names.evidence import about_freight
from recognizers.names.spaced import has_form, spaced
from recognizers.outright import Like, Saying
from recognizers.pattern import Pattern
from recognizers.sequence.hints import NOBODY as NOT_NAMED
from recognizers.sequence.hints import Asked, asked_for
from recognizers.shape import Needs, Shape, Told

_LEXICON: Final = Lexicon.load()
# Behind a look at its first character, for most names have no such surname.
_COMPOUND: Final = f"(?=[{COMPOUND_FIRST}])(?:{'|'.join(COMPOUNDS)})"
# A cue begins with a set of characters, for `re` skips to those: 收件人, 发货人, 代收人, 联系人 …
_ROLE: Final = (
    "[收寄发取提签代联户姓](?:件人(?<=[收寄发取]..)|货人(?<=[收发提]..)|收人(?<=[签代]..)|系人(?<=联..)"
    "|名(?<=[户姓].))[:：为是叫]?[ ]{0,2}"
)
_CUSTOMER: Final = (
    "[客顾我派快司收](?:户(?<=客.)|客(?<=顾.)|[叫是](?<=我.)|件员(?<=派..)|递员(?<=快..)|机(?<=司.)"
    f"|(?<=收)(?<![{ANOTHER}].))"
)
_END: Final = r"(?![\u3400-\u9fff·])"
_FOLLOW: Final = f"(?={'|'.join(PERSONAL)})"
_NOBODY: Final = f"(?!{'|'.join(NOBODY)})"
_ANY: Final = (
    rf"{_NOBODY}(?:(?:{_COMPOUND})|[{COMMON}{RARE}])(?:(?![{PROSE}])[\u4e00-\u9fff]){{1,2}}"
)
_LIKELY: Final = f"(?![{OF_WORDS}]|[中学年]生)[{GIVEN}]"
_SURE: Final = rf"(?:(?:{_COMPOUND})(?:{_LIKELY}){{1,2}}|[{COMMON}](?:{_LIKELY}){{2}})"
_SHORT: Final = f"(?:[{COMMON}]{_LIKELY})"
_ACTS: Final = f"(?={'|'.join(ACTS)})"
# Where one of them can begin, found once for several patterns.
_ROLES: Final = re.compile("[收寄发取提签代联户姓](?=[件货收系名])")
_CUSTOMERS: Final = re.compile(
    "[客顾我派快司收](?:(?=[户客叫是件递机])"
    f"|(?<=收)(?<![{ANOTHER}].)(?=[{COMMON}{COMPOUND_FIRST}]))"
)
_DEALINGS: Final = re.compile("[从为]")
_GIVES: Final = "|".join(GIVES)
# A surname and a title, where what stands before is no part of a longer name: 跟章阿姨, 电联曹哥.
# The title is looked for first: fewer characters begin one than a surname.
_TITLES: Final = (
    "姨(?<=阿.)|[叔爷妈娘姐哥](?<=大.)|叔(?<=叔.)|傅(?<=师.)|师(?<=老.)|理(?<=经.)|任(?<=主.)|板(?<=老.)"
    f"|生(?<=先.)|士(?<=女.)|姐(?<=小.)|太(?<=太.)|(?<=[{COMMON}][哥姐嫂])"
)
_NOT_BY_TITLE: Final = frozenset("于向和时从同经常万都成平方全家那个")  # far more often words
_ONE_SURNAME: Final = "".join(sorted({*COMMON, *RARE} - _NOT_BY_TITLE))


def _alone(name: str) -> str:
    """What stands before a surname, which dots stand for, and a title's first character."""
    return rf"(?:(?<![\u3400-\u9fff·]{name}.)|(?<=[跟和给找叫让由联与向请问是的等把]{name}.))"


_TITLED: Final = re.compile(
    f"[阿叔大师老经主先女小太哥姐嫂](?:(?<=(?:{'|'.join(COMPOUNDS)}).){_alone('..')}()"
    f"|(?<=[{_ONE_SURNAME}].){_alone('.')})(?:{_TITLES})"
)
_BY_TITLE: Final = Evidence("surname and title", context="talk of freight")
_FIELD: Final = Evidence(field=True, rule="the whole text has the form of a name")
_WHOLE: Final = re.compile(rf"\s{{0,4}}(?P<value>{_ANY})\s{{0,4}}")
# What matches at a place, its score, what carries it, and what a match begins with.
Rule: TypeAlias = tuple[Callable[[str, int], re.Match[str] | None], float, Evidence, frozenset[str]]


class CuedNameRecognizer(PatternBased):
    """Finds `任启明` in `收件人任启明知情`, where the characters alone could be other words."""

    LABELS: ClassVar[tuple[str, ...]] = ("PERSON",)
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("role, then the end", f"{_ROLE}(?P<value>{_ANY}|{_SURE}){_END}", 0.8),
        Pattern("role, then a word on a person", f"{_ROLE}(?P<value>{_SURE}){_FOLLOW}", 0.75),
        Pattern("customer, then either", f"{_CUSTOMER}(?P<value>{_SURE})(?:{_END}|{_FOLLOW})", 0.6),
        Pattern("customer, then what they did", f"(?:客户|顾客)(?P<value>{_SHORT}){_ACTS}", 0.6),
        Pattern("by their own words", f"我叫(?P<value>{_SHORT}){_END}", 0.7),
        Pattern("from someone", f"从(?P<value>{_ANY}|{_SURE})(?={_GIVES})", 0.7),
        Pattern("for someone", f"为(?P<value>{_ANY}|{_SURE})(?=绑定)", 0.7),
    )
    _OF_ROLE: ClassVar[Needs] = (Shape.ROLE_WORD,)
    _OF_CUSTOMER: ClassVar[Needs] = (Shape.CUSTOMER_WORD,)
    _DEALT_WITH: ClassVar[Needs] = (Shape.DEALING_WORD,)
    _BY_TITLE: ClassVar[Needs] = (Shape.TITLE_WORD,)
    _WHOLE: ClassVar[Needs] = (Shape.BARE_NAME | Shape.NAME_FIELD,)
    _SPACED: ClassVar[Needs] = (Shape.SPACED_NAME | Shape.NAME_FIELD,)
    NEEDS = _OF_ROLE + _OF_CUSTOMER + _DEALT_WITH + _BY_TITLE + _WHOLE + _SPACED
    FIELD_WORDS = ()

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find names behind a cue or before a title, and a whole text that is asked for a name."""
        return [finding for _, find in self.readers() for finding in find(text, hint)]

    def readers(self) -> Sequence[tuple[Needs, Find]]:
        """Each kind of cue and whole texts are looked for apart; see `Recognizer.readers`."""
        return (
            (self._OF_ROLE, self._of_role),
            (self._OF_CUSTOMER, self._of_customer),
            (self._DEALT_WITH, self._dealt_with),
            (self._BY_TITLE, self._by_title),
            (self._WHOLE, self._whole),
            (self._SPACED, self._spaced),
        )

    def found_outright(self) -> Saying:
        """Let names behind cues be read, and whole texts in fields for names.

        See `recognizers.outright`.
        """
        like = Finding(0, 1, "PERSON", 0.8, self.name, evidence=_FIELD)
        cued = [plain(0, 1, "PERSON", score, self.name, why) for _, score, why, _ in _RULES]
        behind = dict.fromkeys((self._of_role, self._of_customer, self._dealt_with), Told.CUED)
        return Saying({Like.NAME: like}, {self._whole: Told.NAME, **behind}, names=names(cued))

    def _of_role(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        return self._behind(text, _ROLES, _BY_ROLE)

    def _of_customer(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        return self._behind(text, _CUSTOMERS, _BY_CUSTOMER)

    def _dealt_with(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        return self._behind(text, _DEALINGS, _BY_DEALING)

    def _behind(self, text: str, cues: re.Pattern[str], rules: Sequence[Rule]) -> list[Finding]:
        """The names behind the cues of some patterns; there is no check that could fail."""
        found: list[Finding] = []
        places = [cue.start() for cue in cues.finditer(text)]
        if not places:
            return found
        for match_at, score, why, first in rules:
            over = 0  # no two matches of a pattern share a character
            for place in places:
                if place < over or text[place] not in first:
                    continue
                if match := match_at(text, place):
                    start, end = match.span("value")
                    over = match.end()
                    found.append(plain(start, end, "PERSON", score, self.name, why))
        return found

    def _by_title(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        found = []
        for titled in _TITLED.finditer(text):
            end = titled.end()
            start = titled.start() - (titled.lastindex or 0) - 1  # a surname of two, or of one
            if text[start:end] not in _LEXICON.lookalikes and about_freight(text, start, end):
                found.append(plain(start, end, "PERSON", 0.6, self.name, _BY_TITLE))
        return found

    def _whole(self, text: str, hint: str) -> list[Finding]:
        whole = _WHOLE.fullmatch(text) if asked_for(hint) is Asked.NAME else None
        if whole is None or whole["value"] in NOT_NAMED:
            return []
        return [Finding(*whole.span("value"), "PERSON", 0.8, self.name, evidence=_FIELD)]

    def _spaced(self, text: str, hint: str) -> list[Finding]:
        """The whole of a field for names, whatever blanks stand within."""
        name = spaced(text) if asked_for(hint) is Asked.NAME else ""
        if not name or name in NOT_NAMED:
            return []
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        score = 0.8 if has_form(name) else 0.55
        return [Finding(start, end, "PERSON", score, self.name, evidence=_FIELD)]


_RULES: Final = tuple(
    (pattern.match, score, why, heads(pattern))
    for pattern, score, _, why, _ in CuedNameRecognizer._compiled  # noqa: SLF001  # its own module
)
_BY_ROLE, _BY_CUSTOMER, _BY_DEALING = _RULES[:2], _RULES[2:5], _RULES[5:]
