"""Parts addresses that stand side by side: 3栋|和|5栋, 泰和苑3栋|，|秋水台5栋.

Must never part an address from its own building, unit or room.
"""

import re
from collections.abc import Iterator
from typing import Final

from recognizers.address import words
from recognizers.address.leads import without_lead
from recognizers.address.regions import starts_region
from recognizers.address.talk import (
    AROUND,
    BREAK,
    BREAKS,
    CORNERS,
    REACH,
    before,
    behind,
    stop,
    without_corner,
)
from recognizers.heads import telling
from recognizers.openings import openings

Piece = tuple[int, int]

# 3栋|和|5栋: two addresses, unless they meet at a crossing. 12号和邦大厦 is one.
_JOINED_HOUSES, _JOINED_ESTATES = "栋幢座楼室户层组队村屯", "园苑城府寓厦场"
_OR: Final = f"[ ，,]?(?:{words.BETWEEN})(?:实际(?:是|为)?)?"
_AND: Final = (
    f"(?<=[{_JOINED_HOUSES}]|[{_JOINED_ESTATES}](?=和[{words.HAN}]{{3}}))和"
    f"(?![平谐睦顺兴煦邦]|[{words.HAN}]{{0,3}}[路街巷弄道])"
    f"|(?<=[{words.DOORS}]){_OR}"
)
# 3栋|改到|5栋, 一件3栋|一件5栋: in a text that is more than an address.
_ENDS: Final = f"{words.DOORS}线墅际"
_ENDED: Final = f"(?<=[{_ENDS}])[ ，,]?"
_INTO: Final = f"{_ENDED}(?:{words.INTO})[ ，,]?"
_EACH: Final = f"{_ENDED}[一两另]件[ ，,]?"
_JOINT: Final = re.compile(f"{_AND}|{_INTO}|{_EACH}")
_COUNTED: Final = "件(?<=[一两另].)"
_JOINED: Final = telling(f"{_AND}|{_INTO}|{_COUNTED}")
_BARE_JOINT: Final = re.compile(_AND)
# Any of these, what ends an address, a sign of a list, or what stands behind a name.
_LISTING: Final = "[住在,，、;；|]"
_SIGNS: Final = f"{BREAK}|{_AND}|{_INTO}|{_COUNTED}|{_LISTING}"
_ANY: Final = telling(_SIGNS)
# What each of these begins with, behind a set of characters of which one must stand before it;
# none where any may.
BEGUN: Final = (
    (f"{_JOINED_HOUSES}{_JOINED_ESTATES}", "和"),
    (words.DOORS, _OR),
    (_ENDS, f"[ ，,]?(?:{words.INTO})"),
    ("一两另", "件"),
    ("", _LISTING),
    *((before(each), each.words) for each in BREAKS),
)
# Two characters, or one, that one of these begins with.
OPENINGS: Final = frozenset[str]().union(*(openings(pattern) for _, pattern in BEGUN))
_TOGETHER: Final = frozenset("与和跟")
_MEETING: Final = re.compile(words.MEETING)
# What is an address by itself behind a joint or a break: 5栋, 东庄路8号, 秋水药店.
_OWN: Final = re.compile(
    f"[{words.NUMBERS}甲乙](?:号|栋|幢|座|楼|室|层|单元|#|组|队|排|床|门|区)|[0-9]{{2}}$"
    f"|(?<=[{words.HAN}][^个\\s])(?:[东西南北]头|[{words.PLACES}]|[工基营]地)$"
    f"|[{words.HAN}][路街巷弄道][0-9]|交[叉汇界]口|路口$"
)
_SPOKEN: Final = re.compile(f"[{words.SPEAKERS}的了吗呢吧没请别]")
_KEY: Final = re.compile("[地住]址[:：]\\s*$")
_HAN: Final = re.compile(f"[{words.HAN}]")
_SIGN: Final = re.compile("[,，、;；|]")
_BUILT: Final = re.compile(f"[{words.NUMBERS}](?:号楼|[栋幢座#])|[东南西北]楼")
_ITEM: Final = re.compile(f"(?:[{words.ESTATES}]|小区|社区|新村)$")
_UNFINISHED: Final = frozenset(f"0123456789{words.NUMERALS}第ABCDEFGH")


def pieces(start: int, end: int, text: str) -> tuple[Piece, ...]:
    """Parts what the model took for one address.

    Args:
        start: First character of what may be more than an address, or several.
        end: One past its last.
        text: The text.

    Returns:
        Start and end of each address in it; nothing where no word or sign is in it that could end
        or part it, nor one that a name stands before.
    """
    first = _ANY.search(text, start + 2, end + REACH)
    plain = first is None or (first.start() >= end and stop(start, end, text) is None)
    if plain and text[end - 2 : end] not in CORNERS:
        return ()
    low, high = max(0, start - AROUND), end + AROUND
    talk = _HAN.search(text, end, high) or (
        _HAN.search(text, low, start) and not _KEY.search(text, low, start)
    )
    if not (talk or _SPOKEN.search(text, low, high)):
        return tuple(_joined(start, end, text, _BARE_JOINT))
    return tuple(_parted(start, end, text))


def _parted(start: int, end: int, text: str) -> Iterator[Piece]:
    """The addresses of a stretch, left to right."""
    first, own = True, start
    while True:
        word = stop(start, end, text)
        left, at = word or (end, end)
        if first or _OWN.search(text, start, left):
            over = without_corner(start, left, text, told=word is not None)
            yield from _listed(start, over, text)
        first = False
        if own <= at:  # the next is further on, however far: no character is read twice for it
            further = _OWN.search(text, at + 1, end)
            if further is None:
                return
            own = further.start()
        start = _begun(at, end, text)


def _begun(start: int, end: int, text: str) -> int:
    """Where an address begins behind a word that ended another."""
    start = _inward(behind(start, end, text), end, text)
    return without_lead(start, end, text) if start < end else end


def _inward(start: int, end: int, text: str) -> int:
    """The first character that is no sign."""
    while start < end and text[start] in words.EDGE:
        start += 1
    return start


def _outward(start: int, end: int, text: str) -> int:
    """One past the last character that is no sign."""
    while end > start and text[end - 1] in words.EDGE:
        end -= 1
    return end


def _listed(start: int, end: int, text: str) -> Iterator[Piece]:
    """泰和苑3栋，秋水台5栋: where a building follows a building, another address begins."""
    listed = _SIGN.search(text, start, end) and not starts_region(text, start)
    for sign in _SIGN.finditer(text, start + 2, end) if listed else ():
        at = sign.start()
        if at < start + 2:
            continue
        following = text.find(sign[0], at + 1, end)
        following = end if following < 0 else following
        if _apart(start, at, following, text):
            yield from _joined(start, at, text)
            start = _inward(at + 1, end, text)
    yield from _joined(start, end, text)


def _apart(start: int, at: int, following: int, text: str) -> bool:
    """True where what follows a sign is no part of what stands before it."""
    if _BUILT.search(text, max(start, at - AROUND), at) and _BUILT.search(text, at, following):
        return True
    if text[at] != "、" or text[at + 1] in _UNFINISHED or following - at <= 3:  # noqa: PLR2004  # too little
        return False
    item = _ITEM.search(text, max(start + 1, at - 2), at)
    return item is not None and not _MEETING.search(text, at, min(following, at + AROUND))


def _joined(start: int, end: int, text: str, joints: re.Pattern[str] = _JOINT) -> Iterator[Piece]:
    """3栋|和|5栋: addresses with a word between them."""
    end = _outward(start, end, text)
    joined = _JOINED.search(text, start + 2, end)
    for joint in joints.finditer(text, start + 2, end) if joined else ():
        at = joint.end()
        left = joint.start()
        near = min(end, at + AROUND)
        meet = not _TOGETHER.isdisjoint(joint[0]) and _MEETING.search(text, at, near)
        if left < start + 2 or meet or not _OWN.search(text, at, near):
            continue
        yield start, _outward(start, left, text)
        start = at
    if end - start > 1:
        yield start, end
