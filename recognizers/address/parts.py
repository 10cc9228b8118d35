"""Takes a Chinese address apart: province, city, county … building, unit, floor, room.

Must never leave a number without a part: masks hide parts, so a room that is taken for nothing
would stay readable. Whatever no rule claims is a point of interest.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from recognizers.address.regions import region_parts
from recognizers.finding import Level, Part

_HAN_COUNT: Final = "[一二三四五六七八九十百零〇两0-9]{1,4}"
_NUMBER: Final = (
    r"(?:[A-Za-z]?[0-9]{1,6}[A-Za-z]?(?:[-~/][A-Za-z]?[0-9]{1,5}[A-Za-z]?){0,4}"
    r"|[一二三四五六七八九十百零〇两]{1,4}|[甲乙丙丁东南西北][0-9]{0,4}|[A-Za-z]{1,2}[0-9]{0,3})"
)
# A name inside an address does not run over the end of another part.
_NAME: Final = "[\u3400-\u9fff·]"
_BARE: Final = "[^\\W0-9A-Za-z_省市区县镇乡村园苑城厦场号栋幢楼室路街巷旗]"
_FIRST: Final = "[^\\W0-9A-Za-z_省市区县镇乡村路街号栋幢楼室]"
_PIECE: Final = re.compile(
    f"(?P<building>{_NUMBER}(?:号楼|號樓|栋|棟|幢|座|号院?楼|#楼|#(?!楼)|懂|号馆|排(?!气)|期|区(?=[0-9A-Z])))"
    f"|(?P<unit>{_NUMBER}(?:单元|單元|单(?=[0-9])|门洞|门(?![口市])|梯(?!口)))"
    f"|(?P<floor>(?:负|地下|B)?{_NUMBER}(?:楼(?!栋|下|道)|樓|层|層|[Ff](?![A-Za-z0-9])))"
    f"|(?P<room>{_NUMBER}(?:室|房(?![产东])|户|铺|号房|号铺))"
    f"|(?P<lane>{_NUMBER}(?:弄|巷)(?=[0-9]))"
    f"|(?P<house>{_NUMBER}(?:号院|號|号)(?:附[0-9]{{1,4}}号?|之[0-9]{{1,3}})?)"
    f"|(?P<group>{_HAN_COUNT}(?:组|队|社(?!区)|小组|村民小组))"
    f"|(?P<town>{_FIRST}{_BARE}{{0,7}}?(?:街道办事处|街道办|街道|镇|鎮|乡|鄉|苏木))"
    f"|(?P<village>{_FIRST}{_BARE}{{0,5}}?(?:村委会|村(?!镇)|屯|社区(?!卫)|居委会))"
    f"|(?P<road>(?:{_FIRST}{_NAME}|{_FIRST}{_BARE}{{0,7}}?)(?:大道|大街|胡同|公路|[国省县]道|环路|路|街(?!道)|巷|弄|[^街频渠通]道(?=[0-9])|號?線)"
    f"(?:[东西南北中一二三四]?段|[东西南北中](?=[0-9]))?)"
    r"|(?P<dashes>[A-Za-z]?[0-9]{1,5}[A-Za-z]?(?:[-－—][A-Za-z]?[0-9]{1,5}[A-Za-z]?){1,3})"
    r"|(?P<bare>[A-Za-z]?[0-9]{1,6}[A-Za-z]?(?![0-9A-Za-z]))"
)
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
_SEPARATORS: Final = " \t\r\n,，、;；。./|_:：-"
_DASHED: Final = {
    2: (Level.BUILDING, Level.ROOM),
    3: (Level.BUILDING, Level.UNIT, Level.ROOM),
    4: (Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM),
}
_FINE: Final = frozenset((Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM))


class _Piece(NamedTuple):
    """A stretch of the address and its level."""

    start: int
    end: int
    level: Level


def parts_of(address: str, offset: int = 0) -> tuple[Part, ...]:
    """Takes an address apart.

    Args:
        address: The text of one address span.
        offset: Where it starts in its text, in code points.

    Returns:
        Its parts with offsets into the text, in order, not overlapping. Only separators are
        under no part; an empty address has none.
    """
    region = list(region_parts(address))
    at = region[-1][1] if region else 0
    pieces = [_Piece(*row) for row in region] + list(_rest(address, at))
    return tuple(Part(offset + p.start, offset + p.end, p.level) for p in pieces)


def _rest(address: str, at: int) -> Iterator[_Piece]:
    """Parts after the region, left to right."""
    last: Level | None = None
    while at < len(address):
        match = _PIECE.search(address, at)
        start = match.start() if match else len(address)
        yield from _poi(address, at, start)
        if start > at and address[at:start].strip(_SEPARATORS):
            last = Level.POI
        if match is None:
            return
        for piece in _named(match, last):
            yield piece
            last = piece.level
        at = match.end()


def _poi(address: str, start: int, end: int) -> Iterator[_Piece]:
    """What stands between two recognised parts, without separators at its edges."""
    while start < end and address[start] in _SEPARATORS:
        start += 1
    while end > start and address[end - 1] in _SEPARATORS:
        end -= 1
    if start < end:
        yield _Piece(start, end, Level.POI)


def _named(match: re.Match[str], last: Level | None) -> Iterator[_Piece]:
    """The level of a match: a number's depends on what stands before it."""
    kind = str(match.lastgroup)
    start, end = match.span()
    if kind == "dashes" and last is not Level.ROAD:
        yield from _dashed(match)
    elif kind in ("house", "bare", "dashes"):
        yield _Piece(start, end, _of_number(kind, last))
    else:
        yield _Piece(start, end, _LEVELS[kind])


def _of_number(kind: str, last: Level | None) -> Level:
    """A house number follows a road, a building an estate, and a room whatever is finer."""
    if last is Level.ROAD:
        return Level.NUMBER
    if last in _FINE or (kind == "bare" and last is not None):
        return Level.ROOM
    return Level.BUILDING if last in (Level.POI, Level.NUMBER) else Level.NUMBER


def _dashed(match: re.Match[str]) -> Iterator[_Piece]:
    """3-2-1201: building, unit, room; the dashes belong to no part."""
    inner = list(re.finditer("[0-9A-Za-z]+", match.group()))
    for piece, level in zip(inner, _DASHED[len(inner)], strict=True):
        yield _Piece(match.start() + piece.start(), match.start() + piece.end(), level)
