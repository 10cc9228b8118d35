"""Tells where an address ends in talk, and why: in one table, and three ways to ask it.

Must never end an address at a character that names of places are written with: only at words that
none holds, or, behind a door, at words that nothing there is called by.
"""

import re
from typing import Final, NamedTuple

from recognizers.address import words
from recognizers.address.regions import starts_region
from recognizers.heads import heads, telling


class Break(NamedTuple):
    """Words that no address goes on with.

    Attributes:
        why: What they say.
        example: A text; `|` stands before the words in it.
        words: Their pattern, without what most addresses hold too: the search skips to what it
            begins with.
        lead: That: what of the words stands before it, in sets or characters.
        behind: Characters one of which must stand before them; none for words that break anywhere.
    """

    why: str
    example: str
    words: str
    lead: str = ""
    behind: str = ""


# Of those that fit at a place, the first counts.
BREAKS: Final = (
    Break("when", "3栋|今天没人", words.TIMES),
    Break("a date", "3栋，|1月18号送", "月[0-9]{1,2}[号日]", lead="[0-9]"),
    Break("how many", "3栋|4件", "[件票箱](?!库)|块(?!地)", lead="[0-9]"),
    Break("nobody, or no way", "3栋|查无此人", words.IN_VAIN),
    Break("what is wrong", "3栋|弄错了", words.WRONG),
    Break("asked or said", "3栋|怎么走", words.ASKED),
    Break("people of freight", "3栋|快递员", words.PEOPLE),
    Break("done there", "3栋|关门早", words.DONE_THERE, behind=words.DOORS),
    Break("happens there", "3栋|停电", words.HAPPENS_THERE, behind=words.DOORS),
    Break("how it goes on", "3栋|也去", words.GOES_ON, behind=words.DOORS),
    Break("who is there", "3栋|师傅", words.WHO_IS_THERE, behind=words.DOORS),
    Break("at its gate", "3栋|门禁坏了", "[禁铃锁](?=[坏不没严在了着进，,。 ]|$)", lead="门"),
    Break("a road cut off", "三组|路断了", "[断塌堵窄烂积施]", lead="路", behind=words.VILLAGES),
    Break("road works", "三组|道路施工", "施工", lead="道路", behind=words.VILLAGES),
)
_SET: Final = re.compile(r"\[[^]]+\]")


def _width(lead: str) -> int:
    """How many characters stand before the telling one."""
    return len(_SET.sub(".", lead))


def _sign(each: Break) -> str:
    """The pattern of a break's telling character, where the whole of it stands there."""
    sign = telling(each.words).pattern
    if not (each.lead or each.behind):
        return sign
    return f"{sign}(?<={f'[{each.behind}]' if each.behind else ''}{each.lead}.)"


def before(each: Break) -> str:
    """Give the set of which one must stand before a break's telling character; none for any."""
    if not each.lead:
        return each.behind
    return _SET.findall(each.lead)[-1][1:-1] if each.lead.endswith("]") else each.lead[-1]


BREAK: Final = "|".join(map(_sign, BREAKS))  # the telling character of any break
_BREAK: Final = telling(BREAK)
_RULES: Final = tuple(
    (re.compile(_sign(each)), re.compile(each.words), _width(each.lead)) for each in BREAKS
)
# The telling characters of breaks whose words begin before them.
LED_SIGNS: Final = frozenset[str]().union(
    *(heads(re.compile(each.words)) for each in BREAKS if each.lead)
)
REACH: Final = 3  # characters beyond a stretch that tell whether its last is a word of its own
AROUND: Final = 200  # characters on either side that tell what kind of text this is
_FEW: Final = 3  # digits of a count

# What ends an address that the model found one word too long: 中山路8号|去, 3栋|改.
_LAST: Final = re.compile(
    f"(?:周边|(?<![网酒茶书堂水氧])吧|[{words.LAST}]"
    f"|(?<=[{words.DOORS}{words.NUMERALS}零地])[{words.LAST_BEHIND}])$"
)
LAST_SIGNS: Final = frozenset(f"边吧{words.LAST}{words.LAST_BEHIND}")

# What stands at a door for all who live there: 3栋|快递柜.
_CORNER: Final = re.compile(f"[ ，,]?(?:的?(?:{words.any_of(words.AT_DOORS)}))+$")
_CORNERED: Final = 20  # characters of such words
CORNERS: Final = frozenset(word[-2:] for word in words.AT_DOORS.split())
CLOSED: Final = f"[{words.DOORS}苑城府庭都墅寓厦际{words.NUMERALS}零]"
_CLOSED: Final = re.compile(f"{CLOSED}$")
# What a waybill holds and talk seldom does, and the words of talk beside it.
_MOBILE: Final = re.compile(words.MOBILE)
SAID: Final = f"[{words.TALK}{words.DENYING}是谁有签]"
_SAID: Final = re.compile(f"{SAID}|代收|，写|^[，,。]")
_ASKED: Final = re.compile("[放送搁塞留存别请帮]")
CLOSING: Final = frozenset("】]）)」")


def goes_on(start: int, end: int, text: str) -> bool:
    """Says whether what stands behind an address is a sentence rather than a part of it.

    Args:
        start: First character behind the address.
        end: One past the last that is asked about.
        text: The text.
    """
    return _BREAK.search(text, start, end) is not None


def stop(start: int, end: int, text: str) -> tuple[int, int] | None:
    """Gives the first words, in a stretch or reaching out of it, that no address goes on with.

    Args:
        start: First character of the stretch.
        end: One past its last.
        text: The text.

    Returns:
        Where they begin, two characters from `start` at the least, and one past their last;
        None where there are none.
    """
    sign = _BREAK.search(text, start + 2, end + REACH)
    if sign is None:
        return None
    at, over = _whole(sign.start(), text)
    return (at, over) if start + 1 < at < end else None


def _whole(sign: int, text: str) -> tuple[int, int]:
    """Where the words begin and end that are told by the character at a place."""
    for telling_sign, rule, width in _RULES:
        if telling_sign.match(text, sign) and (word := rule.match(text, sign)):
            at = sign - width
            return (_number(sign, text) if width and text[at].isdigit() else at), word.end()
    return sign, sign + 1


def _number(end: int, text: str) -> int:
    """The first character of a count, or of its verb; its end where it may be a room's number."""
    at = end
    while text[at - 1].isdigit() and end - at < _FEW:
        at -= 1
    if text[at - 1].isdigit() or text[at - 1] == "-":
        return end
    return at - (text[at - 1] in words.PAYING)


def behind(start: int, end: int, text: str) -> int:
    """Gives the end of the break words that a stretch begins with; `start` where it does not."""
    while (sign := _BREAK.search(text, start, end)) and sign.start() < start + REACH:
        start = _whole(sign.start(), text)[1]
    return start


def without_last_word(start: int, end: int, text: str) -> int:
    """Ends an address before a word of the sentence that is its last: 中山路8号|去."""
    if text[end - 1] not in LAST_SIGNS:
        return end
    last = _LAST.search(text, start + 2, end)
    return last.start() if last else end


def without_corner(start: int, end: int, text: str, *, told: bool) -> int:
    """Ends an address before what stands at its door for all: 3号楼|快递柜.

    Args:
        start: First character of the address.
        end: One past its last.
        text: The text.
        told: Whether it is known that a sentence goes on behind it.

    Returns:
        Where it ends; `end` where no talk is around it, no door before such a word, or a region
        at its head: that is a line for a waybill.
    """
    if text[end - 2 : end] not in CORNERS:
        return end
    corner = _CORNER.search(text, max(start + 2, end - _CORNERED), end)
    if corner is None or text[end : end + 1] in CLOSING or starts_region(text, start):
        return end
    low, high = max(0, start - AROUND), end + AROUND
    said = (
        told
        or not _MOBILE.search(text, low, high)
        or _SAID.search(text, end, high)
        or _ASKED.search(text, low, start)
    )
    return corner.start() if said and _CLOSED.search(text, start, corner.start()) else end
