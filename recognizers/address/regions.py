"""Recognises the province, city and county that an address begins with.

Must never be asked whether a place exists: a made-up 某某县 is taken by its ending.
"""

import re
from functools import cache
from typing import Final, TypeAlias

from recognizers.address.endings import NAMESAKE, NO_COUNTY, SUFFIXES, pattern_of
from recognizers.finding import Level
from recognizers.heads import heads
from recognizers.lexicon import Lexicon

Piece: TypeAlias = tuple[int, int, Level]  # start, end, level

FULL: Final = frozenset("省市区县州盟旗")  # endings of full names
SEPARATORS: Final = " \t\r\n,，、;；./|-"
_ENDING: Final = re.compile(
    "(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市|地区|盟|[\u4e00-\u9fff]{0,12}自治州)$"
)
BY_SUFFIX: Final = re.compile(
    "|".join(
        f"([\u4e00-\u9fff]{{{one.least},{one.most}}}?(?:{pattern_of(one.endings)}))"
        for one in SUFFIXES
    )
)
_ENDINGS: Final = frozenset("省区市州县旗")  # one of these ends whatever that finds,
_NEAR: Final = 5  # within so many characters, unless it is a region of a people,
_SELF_RULED: Final = "自治"
_LONGEST: Final = 12  # within so many
SIDES: Final = "东西南北中"  # these and
ORDERS: Final = "一二三四五六"  # these may stand before what a namesake goes on with
_NAMESAKE: Final = re.compile(f"[{SIDES}]?[{ORDERS}]?(?:{pattern_of(NAMESAKE)})")
_NAMESAKES: Final = heads(_NAMESAKE)
_NOT_COUNTY: Final = re.compile(f"(?:{pattern_of(NO_COUNTY)})$")


@cache
def region_names() -> dict[str, tuple[tuple[str, Level], ...]]:
    """Names of the gazetteer and their levels by their first two characters, longest first.

    Provinces and cities are there without their ending too.
    """
    names: dict[str, Level] = {}
    for row in Lexicon.load().regions:
        for name, level in zip(row, (Level.PROVINCE, Level.CITY, Level.COUNTY), strict=True):
            if len(name) < 2:  # noqa: PLR2004  # blanks
                continue
            names.setdefault(name, level)
            short = _ENDING.sub("", name)
            if (level is not Level.COUNTY or name.endswith("市")) and len(short) > 1:
                names.setdefault(short, level)
    found: dict[str, list[tuple[str, Level]]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name[:2], []).append((name, names[name]))
    return {head: tuple(entries) for head, entries in found.items()}


@cache
def region_characters() -> frozenset[str]:
    """Gives every character that a region's full name goes on with."""
    names = (name for entries in region_names().values() for name, _ in entries)
    return frozenset(character for name in names for character in name[1:])


@cache
def region_heads() -> frozenset[str]:
    """Gives the first two characters of every region's full name."""
    return frozenset(
        head
        for head, entries in region_names().items()
        if any(name[-1] in FULL for name, _ in entries)
    )


def region_parts(address: str) -> list[Piece]:
    """Gives the region an address begins with.

    Args:
        address: The text of one address.

    Returns:
        Start, end and level of each part, from the left; repeats are parts of their own.
    """
    found: list[Piece] = []
    at = 0
    while at < len(address):
        if address[at] in SEPARATORS:
            at += 1
            continue
        end, level = _longest(address, at)
        if level is None:
            break
        found.append((at, end, level))
        at = end
    return found


def starts_province(text: str, at: int) -> bool:
    """Says whether a province's name, in full or in short, stands at a place."""
    entries = region_names().get(text[at : at + 2], ())
    return any(level is Level.PROVINCE and text.startswith(name, at) for name, level in entries)


def starts_region(text: str, at: int) -> bool:
    """Says whether a region's full name, such as 山东省 or 历下区, stands at a place."""
    entries = region_names().get(text[at : at + 2])
    if entries is None:
        return False
    return any(name[-1] in FULL and text.startswith(name, at) for name, _ in entries)


def region_end(text: str, at: int) -> int:
    """Gives the end of the longest region's full name at a place; the place itself if none."""
    for name, _ in region_names().get(text[at : at + 2], ()):
        if name[-1] in FULL and text.startswith(name, at):
            return at + len(name)
    return at


def _longest(address: str, at: int) -> tuple[int, Level | None]:
    """The longest known name at a place, else one by its ending."""
    for name, known in region_names().get(address[at : at + 2], ()):
        end = at + len(name)
        if address.startswith(name, at):
            may_be = address[end : end + 1] in _NAMESAKES
            if not (may_be and _NAMESAKE.match(address, end)):
                return end, known
    near = address[at + 1 : at + _NEAR]
    if _ENDINGS.isdisjoint(near) and _SELF_RULED not in address[at : at + _LONGEST]:
        return at, None
    match = BY_SUFFIX.match(address, at)
    if match is None or match.lastindex is None or _NOT_COUNTY.search(match.group()):
        return at, None
    return match.end(), SUFFIXES[match.lastindex - 1].level
