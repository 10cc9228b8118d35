"""Takes a Chinese address apart: province, city, county … building, unit, floor, room.

Must never leave a number without a part: masks hide parts, so a room that is taken for nothing
would stay readable. Whatever no rule claims is a point of interest.
"""

import re
from typing import Final

from recognizers.address.regions import Piece, region_parts
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
# What begins with a number is tried only where one can begin: most characters cannot.
_HEAD: Final = "[A-Za-z0-9一二三四五六七八九十百零〇两甲乙丙丁东南西北负地]"
# What a counted part ends with, behind its number; of those that fit, the first counts.
_ENDS: Final = {
    "building": "号楼|號樓|栋|棟|幢|座|号院?楼|#楼|#(?!楼)|懂|号馆|排(?!气)|期|区(?=[0-9A-Z])",
    "unit": "单元|單元|单(?=[0-9])|门洞|门(?![口市])|梯(?!口)",
    "floor": "楼(?!栋|下|道)|樓|层|層|[Ff](?![A-Za-z0-9])",
    "room": "室|房(?![产东])|户|铺|号房|号铺",
    "lane": "(?:弄|巷)(?=[0-9])",
    "house": "(?:号院|號|号)(?:附[0-9]{1,4}号?|之[0-9]{1,3})?",
}
_BELOW: Final = {"floor": "(?:负|地下|B)?"}  # before the number
_COUNTED: Final = (
    f"(?={_HEAD})(?:"
    + "".join(
        f"(?P<{kind}>{_BELOW.get(kind, '')}{_NUMBER}(?:{end}))|" for kind, end in _ENDS.items()
    )
    + f"(?P<group>{_HAN_COUNT}(?:组|队|社(?!区)|小组|村民小组)))"
)
# Most numbers are digits alone: with an end right behind them there is one way to read them.
_PLAIN: Final = re.compile(
    "[0-9]{1,6}(?![0-9A-Za-z])(?:" + "|".join(f"(?P<{k}>{end})" for k, end in _ENDS.items()) + ")"
)
_DIGITS: Final = frozenset("0123456789")
_NAMED: Final = (
    f"(?P<town>{_FIRST}{_BARE}{{0,7}}?(?:街道办事处|街道办|街道|镇|鎮|乡|鄉|苏木))"
    f"|(?P<village>{_FIRST}{_BARE}{{0,5}}?(?:村委会|村(?!镇)|屯|社区(?!卫)|居委会))"
    f"|(?P<road>(?:{_FIRST}{_NAME}|{_FIRST}{_BARE}{{0,7}}?)(?:大道|大街|胡同|公路|[国省县]道|环路|路|街(?!道)|巷|弄|[^街频渠通]道(?=[0-9])|號?線)"
    f"(?:[东西南北中一二三四]?段|[东西南北中](?=[0-9]))?)"
)
_BARELY: Final = (
    r"(?P<dashes>[A-Za-z]?[0-9]{1,5}[A-Za-z]?(?:[-－—][A-Za-z]?[0-9]{1,5}[A-Za-z]?){1,3})"
    r"|(?P<bare>[A-Za-z]?[0-9]{1,6}[A-Za-z]?(?![0-9A-Za-z]))"
)
_PIECE: Final = re.compile(f"{_COUNTED}|{_NAMED}|{_BARELY}")
# Behind the last of the characters of which every ending of a town's, village's or road's name has
# one, the rarest (社 of 社区, for many an estate is a 小区). It begins with
# a set of characters, for `re` skips to those, and looks from there: what it finds is its group.
_NAMELESS: Final = re.compile(f"{_HEAD}(?<=(?={_COUNTED}|{_BARELY}).)")
_TO_LAST_NAME: Final = re.compile("(?s:.*)[街镇鎮乡鄉木村屯社委道胡路巷弄線]")
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
_FINE: Final = (Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM)
_DASH: Final = re.compile("[0-9A-Za-z]+")
_NEW: Final = tuple.__new__  # an address has nine parts, and their own way costs twice as much


def parts_of(address: str, offset: int = 0) -> tuple[Part, ...]:
    """Takes an address apart.

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
        elif match := (_PIECE if at < last_name else _NAMELESS).search(address, at):
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
    while start < end and address[start] in _SEPARATORS:
        start += 1
    while end > start and address[end - 1] in _SEPARATORS:
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
