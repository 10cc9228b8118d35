"""Cuts what the model found to the project's span conventions.

Must never lose a character of a name or an address: only separators, courtesies and words of the
sentence around it go.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from recognizers.address.apart import pieces
from recognizers.address.edges import settled
from recognizers.address.evidence import ELSEWHERE, enough
from recognizers.address.leftover import with_shop
from recognizers.address.words import EDGE
from recognizers.names.residents import lives, resident
from recognizers.names.titles import TITLE_ENDS, untitled
from recognizers.sequence.foreign import may_be_foreign, without_foreign
from recognizers.sequence.tagged import Tagged
from recognizers.sequence.tokens import before_tokens

_OPENING: Final = "(（【[「“\"'"
_CLOSING: Final = ")）】]」”\"'"
_TAIL: Final = re.compile(r"(?:[(（]收[)）]|(?<![回签代丰])收|收件|亲收)$")
_CHAIN: Final = re.compile(
    r"(?:[-－_][0-9]{1,5}[A-Za-z]?){1,3}(?:室|号|号楼|单元)?(?![-0-9])", re.ASCII
)
# 10栋1588|135-3367-2252: the room before a number whose signs show where it begins.
_ROOM: Final = re.compile(
    r"(?<![0-9])[0-9]{2,4}?(?=(?:(?:\+|00)86[ -]?)?1[3-9][0-9](?:[ -][0-9]{4}){2}(?![0-9])"
    r"|0[0-9]{2,3}-[0-9]{7,8}(?![0-9]))",
    re.ASCII,
)
_HIDDEN: Final = re.compile("[*＊]+|\\^_\\^")  # 赵^_^|来电: what a mask left of a name ends with it
HIDING: Final = frozenset("*＊^")
_SMILE: Final = re.compile("[*＊][*＊]*[\u3400-\u9fff]\\^_\\^")  # 中山路|****刘^_^: both are masked
ENDS: Final = frozenset(EDGE + _OPENING + _CLOSING + "收件")  # what an end can be cut at
_COMMAS: Final = frozenset(("，", ",", "、"))
_BUILT: Final = frozenset("栋幢座#楼")
_FINER: Final = re.compile(
    "[0-9一二三四五六七八九十A-F]{1,2}(?:单元|门|层|楼)(?!栋|下)|[0-9]{3,4}(?![0-9号栋幢座])"
)
_BUILDING: Final = re.compile("第?[0-9一二三四五六七八九十A-F]{1,3}(?:号楼|[栋幢座#]|单元)")
_JOIN: Final = frozenset(("", " ", "  ", "\t", "-", "_", "/"))
JOINING: Final = frozenset("".join(_JOIN | _COMMAS))


class Around(NamedTuple):
    """What bounds a row of stretches in its text.

    Attributes:
        left: One past the last character of the stretch before it; 0 without one.
        right: First character of the stretch behind it; one past the text's last without one.
        foreign: The text holds a Latin word.
    """

    left: int
    right: int
    foreign: bool


def trimmed(stretches: Sequence[Tagged], text: str) -> list[Tagged]:
    """Joins addresses that only a space parts, and trims the edges of all.

    Args:
        stretches: What the model found in `text`, in order.
        text: The text.

    Returns:
        Stretches of at least two characters.
    """
    return closed(row_trimmed(stretches, text, Around(0, len(text), may_be_foreign(text))), text)


def row_trimmed(stretches: Sequence[Tagged], text: str, around: Around) -> list[Tagged]:
    """The same for stretches one behind the other, whose neighbours none of the rules touches."""
    if around.foreign:
        stretches = without_foreign(stretches, text)
    kept = _kept(before_tokens(stretches, text), text)
    found: list[Tagged] = []
    left = around.left
    for place, stretch in enumerate(kept, start=1):
        _, over, label, score, _ = stretch
        if label == "ADDRESS":
            right = kept[place].start if place < len(kept) else around.right
            placed = weighed(stretch, text) if score < ELSEWHERE else stretch
            placed = _placed(placed, text, left, right)
            spans = pieces(placed.start, placed.end, text)
            if spans:
                found += _settlers(placed, spans, text)
            else:
                found.append(placed)
        else:
            found.append(_named(stretch, text))
        left = over
    return found


def closed(found: list[Tagged], text: str) -> list[Tagged]:
    """What was found in a text, with the shop that closes a line of one address."""
    if len(found) == 1 and found[0].label == "ADDRESS":
        return [_ending(found[0], with_shop(found[0].start, found[0].end, text))]
    return found


def _kept(stretches: Sequence[Tagged], text: str) -> list[Tagged]:
    """Those of two characters or more, joined, and cut at their edges."""
    kept: list[Tagged] = []
    for stretch in _joined(stretches, text) if len(stretches) > 1 else stretches:
        cut = stretch
        begin, over, label, _, _ = stretch
        if label == "ADDRESS" and (text[over - 1].isdigit() or text[over : over + 1].isdigit()):
            cut = _grown(stretch, text)
            over = cut.end
        if text[begin] in ENDS or text[over - 1] in ENDS:
            cut = _cut(cut, text)
            begin, over, _, _, _ = cut
        if over - begin > 1:
            kept.append(cut)
    return kept


def weighed(stretch: Tagged, text: str) -> Tagged:
    """A doubted stretch as sure as it must be, if it counts as it is: cut, it still does."""
    counts = enough(text, stretch.start, stretch.end, stretch.score)
    return stretch._replace(score=ELSEWHERE) if counts else stretch


def _settlers(placed: Tagged, spans: Sequence[tuple[int, int]], text: str) -> Iterator[Tagged]:
    """The addresses that one stretch holds, and the names at their heads and tails."""
    if len(spans) == 1 and spans[0] == placed[:2] and not lives(placed.start, text):
        yield placed
        return
    listed = len(spans) > 1
    for begun, over in spans:
        for start, end, label in resident(begun, over, text, listed=listed):
            yield placed._replace(start=start, end=end, label=label)


def _ending(stretch: Tagged, end: int) -> Tagged:
    """The stretch with another end; a new tuple only where it is another."""
    return stretch if stretch.end == end else stretch._replace(end=end)


def _joined(stretches: Sequence[Tagged], text: str) -> list[Tagged]:
    """Two stretches or more, those addresses in one that only a space or a sign parts."""
    last = stretches[0]
    joined = [last]
    for stretch in stretches[1:]:
        if last.label == stretch.label == "ADDRESS" and _continued(last, stretch, text):
            score = max(last.score, stretch.score)
            last = joined[-1] = Tagged(last.start, stretch.end, "ADDRESS", score)
        else:
            joined.append(last := stretch)
    return joined


def _continued(last: Tagged, stretch: Tagged, text: str) -> bool:
    """True where nothing parts two addresses, or a comma an estate, its building and a door."""
    gap = text[last.end : stretch.start]
    if gap not in _COMMAS:
        return gap in _JOIN
    finer = _FINER if text[last.end - 1] in _BUILT else _BUILDING
    return finer.match(text, stretch.start, stretch.end) is not None


def _named(stretch: Tagged, text: str) -> Tagged:
    """A name without the title behind it, or with the signs that hide what is left of it."""
    start, end, _, _, _ = stretch
    name = text[start:end]
    if name[-1] not in TITLE_ENDS and HIDING.isdisjoint(name):
        return stretch
    hidden = _HIDDEN.search(name)
    return _ending(stretch, start + (hidden.end() if hidden else untitled(name)))


def _placed(stretch: Tagged, text: str, left: int, right: int) -> Tagged:
    """An address with its ends where they belong, clear of its neighbours."""
    begun, over, _, _, _ = stretch
    if text.find("^", begun, over) >= 0 and (smile := _SMILE.search(text, begun, over)):
        right = smile.start()
    start, end = settled(begun, min(right, over), text, right)
    start, end = max(left, start), min(right, end)
    if start == begun and end == over:
        return stretch
    return stretch._replace(start=start, end=end)


def _grown(stretch: Tagged, text: str) -> Tagged:
    """An address that ends inside a chain of numbers goes on to the chain's end: 3-2|-1201.

    One that ends before or inside a room that a telephone number is glued to goes on to its end.
    """
    digits = end = stretch.end
    while digits > stretch.start and text[digits - 1].isdigit():
        digits -= 1
    tail = _ROOM.match(text, digits) or (_CHAIN.match(text, end) if digits < end else None)
    if tail is None or tail.end() <= end:
        return stretch
    return Tagged(stretch.start, tail.end(), stretch.label, stretch.score)


def _cut(stretch: Tagged, text: str) -> Tagged:
    """The stretch without separators, unmatched brackets and a trailing 收 at its edges."""
    start, end = stretch[:2]
    moved = True
    while moved and end - start > 1:
        first, last = text[start], text[end - 1]
        inside = text[start:end]
        tail = _TAIL.search(inside) if stretch.label == "ADDRESS" else None
        moved = True
        if first in EDGE + _CLOSING or (first in _OPENING and _closes(first) not in inside):
            start += 1
        elif last in EDGE + _OPENING or (last in _CLOSING and _opens(last) not in inside[:-1]):
            end -= 1
        elif tail and len(tail[0]) < len(inside) - 1:
            end -= len(tail[0])
        else:
            moved = False
    return Tagged(start, end, stretch.label, stretch.score)


def _closes(sign: str) -> str:
    return _CLOSING[_OPENING.index(sign)]


def _opens(sign: str) -> str:
    return _OPENING[_CLOSING.index(sign)]
