"""Finds names and street addresses written in English, in fields that are said to be English.

Elsewhere two capitalised words are a brand as often as a person. Must never look at a field of
another language, nor be the reason why anything else is not looked for.
"""

import re
from typing import ClassVar, Final

from recognizers.base import Recognizer
from recognizers.evidence import Evidence
from recognizers.finding import Finding
from recognizers.pattern import Pattern
from recognizers.sequence.hints import Asked, asked_for
from recognizers.shape import Needs, Shape

ENGLISH: Final = "en"
MARK: Final = ":"  # behind the language, before the field's names: `en:receiver.name`

# Given names frequent in the United States (Social Security Administration, national data on the
# names of births, public domain), and their usual short forms.
GIVEN: Final = (
    "Aaron|Abigail|Adam|Alan|Albert|Alex|Alexander|Alice|Amanda|Amy|Andrew|Angela|Ann|Anna|Anthony"
    "|Arthur|Ashley|Barbara|Ben|Benjamin|Betty|Bob|Brandon|Brenda|Brian|Bruce|Carl|Carol|Catherine"
    "|Charles|Charlotte|Chris|Christina|Christine|Christopher|Cynthia|Daniel|David|Deborah|Dennis"
    "|Diana|Donald|Donna|Dorothy|Douglas|Edward|Elizabeth|Emily|Emma|Eric|Ethan|Eugene|Evelyn"
    "|Frances|Frank|Gary|George|Gloria|Grace|Gregory|Hannah|Harold|Harry|Heather|Helen|Henry|Jack"
    "|Jacob|James|Jane|Janet|Jason|Jean|Jeff|Jeffrey|Jennifer|Jeremy|Jerry|Jessica|Jim|Joan|Joe"
    "|John|Jonathan|Jordan|Jose|Joseph|Joshua|Joyce|Juan|Judith|Judy|Julia|Julie|Justin|Karen|Kate"
    "|Katherine|Kathleen|Keith|Kelly|Kenneth|Kevin|Kimberly|Kyle|Larry|Laura|Lauren|Linda|Lisa"
    "|Louis|Margaret|Maria|Marie|Mark|Martha|Martin|Mary|Matthew|Megan|Melissa|Michael|Michelle"
    "|Mike|Nancy|Nathan|Nicholas|Nicole|Noah|Olivia|Pamela|Patricia|Patrick|Paul|Peter|Philip"
    "|Rachel|Ralph|Raymond|Rebecca|Richard|Robert|Roger|Ronald|Roy|Russell|Ruth|Ryan|Samantha"
    "|Samuel|Sandra|Sara|Sarah|Scott|Sean|Sharon|Shirley|Sophia|Stephanie|Stephen|Steve|Steven"
    "|Susan|Teresa|Terry|Thomas|Timothy|Tom|Tyler|Victoria|Vincent|Virginia|Walter|Wayne|William"
    "|Willie|Zachary"
)
_WORD: Final = r"(?:[A-Z]['’])?[A-Z][a-z]{1,15}(?:['’-][A-Z]?[a-z]{1,15})?"
_INITIAL: Final = r"[A-Z]\.?"
_MORE: Final = rf"(?: (?:{_WORD}|{_INITIAL}(?![A-Za-z]))){{0,3}}"
_TITLE: Final = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam)\.?"
_CUE: Final = (
    r"(?i:attn|attention|consignee|receiver|recipient|sender|shipper|contact(?: person)?|c/o|name"
    r"|signed (?:for )?by|received by|handed to|given to|delivered to|left with|ask for|call"
    r"|courier|driver|neighbou?r)"
)
_EDGE: Final = r"(?<![A-Za-z0-9@._-])"
_TITLED: Final = rf"{_EDGE}{_TITLE} {{0,2}}(?P<value>{_WORD}{_MORE})(?![A-Za-z])"
_CUED: Final = rf"{_EDGE}{_CUE}[ :：.,-]{{1,4}}(?P<value>(?:[A-Z]\. ?)?{_WORD}{_MORE})(?![A-Za-z])"
_KNOWN: Final = rf"{_EDGE}(?P<value>(?:{GIVEN})(?: {_INITIAL})? {_WORD})(?![A-Za-z])"
# Words that stand behind a cue and name nobody.
_NOBODY: Final = frozenset(
    "Mr Mrs Ms Miss Mx Dr Prof Sir Madam Mr. Mrs. Ms. Dr. Prof. Customer Service Support "
    "Reception Security Office Warehouse Please The Front Desk "
    "Guard Building Concierge Manager Staff Team Company Store Shop Station Center Centre "
    "Not On At In Before After When Me Us Him Her Them Again Back Ahead First Number".split()
)

_ROOM: Final = (
    r"(?i:room|rm|unit|flat|apt|apartment|suite|ste|floor|block|blk|building|bldg|tower|house)"
    r"\.? {0,2}#?[A-Za-z0-9-]{1,6}"
)
_ROOMS: Final = rf"(?:{_ROOM}[, ]{{1,3}}){{0,4}}"
_WAY: Final = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive|Highway|Hwy|Court|Square|Way"
    r"|Place|Terrace|Crescent)"
)
_STREET: Final = (
    rf"(?:(?i:no)\.? {{0,2}})?[0-9]{{1,5}}[A-Za-z]?(?:-[0-9]{{1,5}})?,? "
    rf"(?:[A-Z][A-Za-z'’]{{0,15}}\.? ){{1,4}}{_WAY}(?![A-Za-z])\.?"
)
_AREA: Final = r"(?:, {0,2}[A-Z][A-Za-z' ]{1,30}(?![A-Za-z])){0,4}(?:,? {1,2}[0-9]{5,6}(?![0-9]))?"
_ADDRESS: Final = (
    rf"{_EDGE}(?P<value>{_ROOMS}{_STREET}(?:[, ]{{1,3}}{_ROOM}){{0,4}}{_AREA}"
    rf"|{_ROOM}(?:[, ]{{1,3}}{_ROOM}){{1,4}})(?![A-Za-z0-9])"
)
_WHOLE: Final = re.compile(r"\s{0,9}(?P<value>[A-Za-z][A-Za-z.'’ -]{0,60}[A-Za-z.])\s{0,9}")
_PLACE: Final = Evidence("an English address")
_FIELD: Final = Evidence(field=True, rule="an English field of names")


def is_english(hint: str) -> bool:
    """Whether a field is said to be English."""
    return hint.startswith(ENGLISH + MARK)


class EnglishRecognizer(Recognizer):
    """Finds `Mr. John Smith` and `Room 1202, 88 Nanjing Road` where the field is English.

    A field is English when its hint begins with `en:`, or when Presidio asks for English.
    """

    LABELS: ClassVar[tuple[str, ...]] = ("PERSON", "ADDRESS")
    COUNTRY_CODE: ClassVar[str | None] = None
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("behind a title", _TITLED, 0.85),
        Pattern("behind a word for a person", _CUED, 0.75),
        Pattern("a frequent given name", _KNOWN, 0.8),
        Pattern("an English address", _ADDRESS, 0.85),
    )
    NEEDS = (Shape.LATIN | Shape.ENGLISH_FIELD,)
    FIELD_WORDS = ()
    _NAMES: ClassVar[tuple[tuple[re.Pattern[str], Pattern], ...]] = tuple(
        (re.compile(pattern.regex), pattern) for pattern in PATTERNS[:3]
    )
    _PLACES: ClassVar[re.Pattern[str]] = re.compile(_ADDRESS)

    @property
    def needs(self) -> Needs:
        """Where Presidio asks for English, any field may be."""
        return (Shape.LATIN,) if self.supported_language == ENGLISH else self.NEEDS

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find the values of an English text; see `Recognizer.find`."""
        if not is_english(hint) and self.supported_language != ENGLISH:
            return []
        found = {
            match.span("value"): Finding(
                *match.span("value"),
                "PERSON",
                float(pattern.score),
                self.name,
                evidence=Evidence(str(pattern.name)),
            )
            for compiled, pattern in self._NAMES
            for match in compiled.finditer(text)
            if self.validate_result(match["value"])
        }
        places = [
            Finding(*match.span("value"), "ADDRESS", 0.85, self.name, evidence=_PLACE)
            for match in self._PLACES.finditer(text)
        ]
        return [*found.values(), *places, *self._whole(text, hint)]

    def validate_result(self, pattern_text: str) -> bool:
        """Say whether the first word can be a name's."""
        return pattern_text.split(" ", 1)[0] not in _NOBODY

    def _whole(self, text: str, hint: str) -> list[Finding]:
        """The whole of a field that is for a name."""
        match = _WHOLE.fullmatch(text) if asked_for(hint) is Asked.NAME else None
        if match is None:
            return []
        return [Finding(*match.span("value"), "PERSON", 0.7, self.name, evidence=_FIELD)]
