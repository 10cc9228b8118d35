"""Says how sure the model must be of an address, by what the text around it is about.

Must never ask for more certainty of an address that is most of its text: that is a field's value.
"""

import re
from typing import Final, NamedTuple

from recognizers.address import words
from recognizers.names.evidence import TONE, about_freight
from recognizers.names.tone import least, talks

ELSEWHERE: Final = 0.8  # least score outside freight; measured on shop titles and typed addresses
_SPOKEN: Final = 0.6  # least score in talk without a word of freight; measured on both and on talk
CERTAIN: Final = f"certain to {ELSEWHERE} or more"
# A carrier's own house as tracking events write it, `[区域名某某公司]`: Han alone, no number in it.
_STATION: Final = re.compile(
    rf"[\[【「](?P<name>[{words.HAN}]{{2,30}}(?:{words.STATIONS}))[\]】」]"
)
_NO_STATION: Final = re.compile(f"[^{words.HAN}]")
_STATION_REACH: Final = 40  # characters: as long as such a house's name may be


class Lookalike(NamedTuple):
    """What only looks like a place.

    Attributes:
        example: A text; what looks like a place stands between `<` and `>`.
        ends: What its last character may be.
        whole: The pattern of all of it.
        behind: The pattern of what must stand behind it; None for nothing.
    """

    example: str
    ends: str
    whole: re.Pattern[str]
    behind: re.Pattern[str] | None = None


_COUNT: Final = f"(?:[{words.NUMERALS}]{{1,2}}|[0-9]{{1,2}})"
LOOKALIKES: Final = (
    # How far to carry, not where.
    Lookalike("货请搬<上五楼>", "楼层", re.compile(f"(?:[上下]|(?<=[上下])){_COUNT}[楼层]")),
    # A date.
    Lookalike(
        "快递<11月3号>再送",
        "号日",
        re.compile(f"[{words.HAN}]{{0,2}}[0-9]{{1,2}}月[0-9]{{1,2}}[号日]"),
    ),
    # A unit of a schoolbook.
    Lookalike(
        "<三单元>的卷子",
        "元",
        re.compile(f"第?{_COUNT}单元"),
        re.compile(f"的?(?:{words.LESSONS})"),
    ),
)
BY_END: Final = {end: each for each in LOOKALIKES for end in each.ends}
# 步行街真热闹: a place of which something is said.
_SAID_OF: Final = re.compile(f"[真很挺](?<=[街路城园寺山湖区场村镇].)[{words.HAN}]{{1,2}}$")
VERY: Final = frozenset("真很挺")
# a1432: of a thing, where no freight is near and nobody lives, goes or is there.
_MODEL: Final = re.compile("[a-z]{1,3}[0-9]{2,4}")
_LIVES: Final = re.compile("[住家在到去回进往至送找]是?[了:：,， ]?$")
COMMON: Final = frozenset(words.COMMON_PLACES.split())
_LONGEST_COMMON: Final = max(map(len, COMMON))
LONG: Final = 15  # characters of an address that is none of these
_MOST: Final = "most of the text"
_TALK: Final = "talk of freight"


def enough(text: str, start: int, end: int, score: float) -> str:
    """Says whether an address found with this score counts.

    Args:
        text: The whole text.
        start: First character of the address.
        end: One past its last.
        score: The model's certainty.

    Returns:
        What makes it count; empty for words of a title that only look like places, and for the
        name of a carrier's branch.
    """
    if end - start < LONG and _nowhere(text, start, end):
        return ""
    if _in_station(text, start, end):
        return ""
    if score >= ELSEWHERE:
        return CERTAIN
    if 2 * (end - start) >= len(text):
        return _MOST
    if about_freight(text, start, end):
        return _TALK
    return TONE if score >= least(talks(text, start, end), ELSEWHERE, _SPOKEN) else ""


def _nowhere(text: str, start: int, end: int) -> bool:
    """True for what only looks like a place: a row of the table, 护士站, 步行街真热闹, a1432."""
    if alike := BY_END.get(text[end - 1]):
        whole = alike.whole.fullmatch(text, start, end)
        return whole is not None and (
            alike.behind is None or alike.behind.match(text, end) is not None
        )
    if end - start <= _LONGEST_COMMON and text[start:end] in COMMON:
        return True
    if (text[end - 2] in VERY or text[end - 3] in VERY) and _SAID_OF.search(text, start, end):
        return True
    if "a" <= text[start] <= "z" and _MODEL.fullmatch(text, start, end):
        lives = _LIVES.search(text, max(0, start - 3), start)
        return lives is None and not about_freight(text, start, end)
    return False


def _in_station(text: str, start: int, end: int) -> bool:
    """True where a span lies within the name of a carrier's house."""
    if _NO_STATION.search(text, start, end):
        return False  # it holds a number
    low, high = max(0, start - _STATION_REACH), end + _STATION_REACH
    if _STATION.search(text, low, high) is None:
        return False  # nearly always
    near = _STATION.finditer(text, low, high)
    return any(s.start("name") <= start and end <= s.end("name") for s in near)
