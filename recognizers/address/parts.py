"""Takes a Chinese address apart: province, city, county … building, unit, floor, room.

Must never leave a number without a part: masks hide parts, so a room that is taken for nothing
would stay readable. Whatever no rule claims is a point of interest.
"""

import re
from typing import Final

from recognizers.address.endings import (
    BELOW,
    COUNTED,
    LAST,
    LINE,
    NO_WAY,
    ROAD,
    TEAM,
    TOWN,
    VILLAGE,
    WAY,
    pattern_of,
)
from recognizers.address.regions import SIDES, Piece, region_parts
from recognizers.finding import Level, Part

NUMERALS: Final = "一二三四五六七八九十百零〇两"
STEMS: Final = "甲乙丙丁东南西北"
_HAN_COUNT: Final = f"[{NUMERALS}0-9]{{1,4}}"
_NUMBER: Final = (
    r"(?:[A-Za-z]?[0-9]{1,6}[A-Za-z]?(?:[-~/][A-Za-z]?[0-9]{1,5}[A-Za-z]?){0,4}"
    f"|[{NUMERALS}]{{1,4}}|[{STEMS}][0-9]{{0,4}}|[A-Za-z]{{1,2}}[0-9]{{0,3}})"
)
# A name inside an address does not run over the end of another part.
_NAME: Final = "[\u3400-\u9fff·]"
BARE: Final = "[^\\W0-9A-Za-z_省市区县镇乡村园苑城厦场号栋幢楼室路街巷旗]"
FIRST: Final = "[^\\W0-9A-Za-z_省市区县镇乡村路街号栋幢楼室]"
# What begins with a number is tried only where one can begin: most characters cannot.
HEAD: Final = f"[A-Za-z0-9{NUMERALS}{STEMS}负地]"
_ENDS: Final = {kind: pattern_of(endings) for kind, endings in COUNTED.items()}
_MORE: Final = {"house": "(?:附[0-9]{1,4}号?|之[0-9]{1,3})?"}  # behind an ending
_BELOW: Final = {"floor": f"(?:{pattern_of(BELOW)})?"}  # before the number
_COUNTED: Final = (
    f"(?={HEAD})(?:"
    + "".join(
        f"(?P<{kind}>{_BELOW.get(kind, '')}{_NUMBER}(?:{end}){_MORE.get(kind, '')})|"
        for kind, end in _ENDS.items()
    )
    + f"(?P<group>{_HAN_COUNT}(?:{pattern_of(TEAM)})))"
)
# Most numbers are digits alone: with an end right behind them there is one way to read them.
_PLAIN: Final = re.compile(
    "[0-9]{1,6}(?![0-9A-Za-z])(?:"
    + "|".join(f"(?P<{kind}>(?:{end}){_MORE.get(kind, '')})" for kind, end in _ENDS.items())
    + ")"
)
_DIGITS: Final = frozenset("0123456789")
SECTIONS: Final = "东西南北中一二三四"  # before 段, where a road has some
_NAMED: Final = (
    f"(?P<town>{FIRST}{BARE}{{0,7}}?(?:{pattern_of(TOWN)}))"
    f"|(?P<village>{FIRST}{BARE}{{0,5}}?(?:{pattern_of(VILLAGE)}))"
    f"|(?P<road>(?:{FIRST}{_NAME}|{FIRST}{BARE}{{0,7}}?)"
    f"(?:{pattern_of(ROAD)}|[^{NO_WAY}](?:{pattern_of(WAY)})|{pattern_of(LINE)})"
    f"(?:[{SECTIONS}]?段|[{SIDES}](?=[0-9]))?)"
)
_BARELY: Final = (
    r"(?P<dashes>[A-Za-z]?[0-9]{1,5}[A-Za-z]?(?:[-－—][A-Za-z]?[0-9]{1,5}[A-Za-z]?){1,3})"
    r"|(?P<bare>[A-Za-z]?[0-9]{1,6}[A-Za-z]?(?![0-9A-Za-z]))"
)
PIECE: Final = re.compile(f"{_COUNTED}|{_NAMED}|{_BARELY}")
# Behind the last of the characters of which every ending of a town's, village's or road's name has
# one. It begins with a set of characters, for `re` skips to those, and looks from there: what it
# finds is its group.
_NAMELESS: Final = re.compile(f"{HEAD}(?<=(?={_COUNTED}|{_BARELY}).)")
_TO_LAST_NAME: Final = re.compile(f"(?s:.*)[{LAST}]")
_LEVELS: Final = {
    "building": Level.BUILDING,
    "unit": Level.UNIT,
    "floor": Level.FLOOR,
    "room": Level.ROOM,
    "lane": Level.ROAD,
    "group": Level.TOWN,
    "town": Level.TOWN,
    "village": Level.TOWN,
    "road": Level.ROAD,
}
SEPARATORS: Final = " \t\r\n,，、;；。./|_:：-"
_DASHED: Final = {
    2: (Level.BUILDING, Level.ROOM),
    3: (Level.BUILDING, Level.UNIT, Level.ROOM),
    4: (Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM),
}
_FINE: Final = (Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM)
_DASH: Final = re.compile("[0-9A-Za-z]+")
_NEW: Final = tuple.__new__  # an address has nine parts, and their own way costs twice as much


def written_parts(address: str, offset: int = 0) -> tuple[Part, ...]:
    """Takes an address apart, by its patterns.

    Args:
        address: The text of one address span.
        offset: Where it starts in its text, in code points.

    Returns:
        Its parts with offsets into the text, in order, not overlapping. Only separators are
        under no part; an empty address has none.
    """
    region = region_parts(address)
    at = region[-1][1] if region else 0
    pieces = [*region, *_rest(address, at)]
    return tuple([_NEW(Part, (offset + a, offset + b, level)) for a, b, level in pieces])


def _rest(address: str, at: int) -> list[Piece]:
    """Parts after the region, left to right."""
    found: list[Piece] = []
    last: Level | None = None
    size = len(address)
    names = _TO_LAST_NAME.match(address, at)
    last_name = names.end() if names else at
    while at < size:
        if address[at] in _DIGITS and (plain := _PLAIN.match(address, at)):
            kind, start, end = str(plain.lastgroup), at, plain.end()
        elif match := (PIECE if at < last_name else _NAMELESS).search(address, at):
            kind = str(match.lastgroup)
            start, end = match.span(kind)
        else:
            kind, start, end = "", size, size
        if start > at and (poi := _poi(address, at, start)):
            found.append(poi)
            last = Level.POI
        if kind == "dashes" and last is not Level.ROAD:
            found += _dashed(address, start, end)
        elif kind:
            found.append((start, end, _LEVELS.get(kind) or _of_number(kind, last)))
        last = found[-1][2] if found else last
        at = end
    return found


def _poi(address: str, start: int, end: int) -> Piece | None:
    """What stands between two recognised parts, without separators at its edges."""
    while start < end and address[start] in SEPARATORS:
        start += 1
    while end > start and address[end - 1] in SEPARATORS:
        end -= 1
    return (start, end, Level.POI) if start < end else None


def _of_number(kind: str, last: Level | None) -> Level:
    """A house number follows a road, a building an estate, and a room whatever is finer."""
    if last is Level.ROAD:
        return Level.NUMBER
    if last in _FINE or (kind == "bare" and last is not None):
        return Level.ROOM
    return Level.BUILDING if last is Level.POI or last is Level.NUMBER else Level.NUMBER


def _dashed(address: str, start: int, end: int) -> list[Piece]:
    """3-2-1201: building, unit, room; the dashes belong to no part."""
    inner = list(_DASH.finditer(address, start, end))
    levels = _DASHED[len(inner)]
    return [(*piece.span(), level) for piece, level in zip(inner, levels, strict=True)]
