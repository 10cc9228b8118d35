"""Where in a text numbers may begin: recognizers look there, and nowhere else.

Must never leave out a place at which a pattern that relies on it matches, and never answer
differently with the kernel and without: contract tests compare both.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, TypeAlias

from recognizers import identities
from recognizers.contact.numbering import SEGMENTS, is_free, may_be_extended, may_have_prefix
from recognizers.finding import Finding
from recognizers.native import KERNEL
from recognizers.scanner import scanner
from recognizers.shape import Shape
from recognizers.written import PATTERNS

Starts: TypeAlias = Callable[[str], list[int]]
Place: TypeAlias = tuple[int, int, int]  # start, end, what stands beside it
# What gives the mobile numbers of a text that stand alone, and the places that must be looked at.
Alone: TypeAlias = Callable[[str], tuple[list[Finding], Iterable[Place]]]

# What stands beside a mobile number: nothing that denies eleven digits in one; before it, or behind
# it, what may belong to it.
FREE, PREFIX, EXTENSION = 1, 2, 4

# The patterns whose places the kernel knows.
STARTS: Final[dict[Shape, str]] = {
    Shape.GLUED: PATTERNS[Shape.GLUED],
    Shape.LANDLINE: PATTERNS[Shape.LANDLINE],
    Shape.HARBOUR: PATTERNS[Shape.HARBOUR],
    Shape.IDENTITY: identities.BEGUN,
    Shape.CARD: PATTERNS[Shape.CARD],
    Shape.LETTERED: PATTERNS[Shape.LETTERED],
    Shape.NUMBERED: PATTERNS[Shape.NUMBERED],
}
_SOLID: Final = 11  # digits in one
_LONG: Final = 65_536  # characters of which the kernel tells at once: their places stay few
_AROUND: Final = 64  # more than a number and what may belong to it
# Which numbers of three digits are segments in use.
IN_USE: Final = bytes(f"{segment:03}" in SEGMENTS for segment in range(1000))


def starts_of(shape: Shape) -> Starts:
    """What tells where in a folded text a shape's pattern of `STARTS` matches.

    Args:
        shape: One of `STARTS`.

    Returns:
        A function that takes a text and gives each offset at which the pattern matches, in order;
        none for an empty one.
    """
    if KERNEL is not None:
        starts: Starts = partial(_compiled, KERNEL.starts, shape.value.bit_length() - 1)
        return starts
    return written_starts(shape)


def _compiled(starts: Callable[[object, str, int], list[int]], bit: int, text: str) -> list[int]:
    return starts(scanner(), text, bit)


def written_starts(shape: Shape) -> Starts:
    """The same by the pattern."""
    pattern = re.compile(f"(?={STARTS[shape]})")
    return lambda text: [match.start() for match in pattern.finditer(text)]


def at(starts: Sequence[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give what a search of the text does, for a pattern that matches at none but these places."""
    position = 0
    for start in starts:
        match = pattern.match(text, start) if start >= position else None
        if match:
            position = match.end()
            yield match


_MOBILE: Final = re.compile(f"(?=({PATTERNS[Shape.MOBILE]})(?![0-9]))")


def written_mobiles(text: str) -> Iterator[Place]:
    """The same as `mobiles` by the shape's pattern, one after the other."""
    for match in _MOBILE.finditer(text):
        start, end = match.span(1)
        solid = end - start == _SOLID and is_free(text, start, end)
        before, behind = may_have_prefix(text, start), may_be_extended(text, end)
        yield start, end, FREE * solid | PREFIX * before | EXTENSION * behind


def mobiles(text: str) -> Iterable[Place]:
    """Where eleven digits stand in any grouping, of which the first are 13 to 19.

    Args:
        text: A folded text; may be empty.

    Returns:
        For each, in order of their starts, its start, its end, behind which no digit stands, and
        what stands beside it, of `FREE`, `PREFIX` and `EXTENSION`. They may overlap.
    """
    if KERNEL is None:
        return written_mobiles(text)
    if len(text) > _LONG:
        return _in_pieces(text)
    found: list[Place] = KERNEL.mobiles(scanner(), text)
    return found


def _in_pieces(text: str) -> Iterator[Place]:
    """The same of a long text, piece by piece, each with what stands around it."""
    step = _LONG - 2 * _AROUND
    for low in range(0, len(text), step):
        shift = max(0, low - _AROUND)
        for start, end, beside in mobiles(text[shift : low + step + _AROUND]):
            if low <= start + shift < low + step:
                yield start + shift, end + shift, beside


def alone(used: Finding, unused: Finding) -> Alone:
    """What finds, with the kernel, mobile numbers that stand alone, and the places of all others.

    These have eleven digits in one, or three, four and four with one sign between, and nothing
    beside them that denies them; before them at most `+86`, behind them an extension only where it
    ends the text.

    Args:
        used: A finding, in any place, such as one in a segment in use is.
        unused: The same of any other segment.

    Returns:
        A function that takes a folded text and gives findings, and places as `mobiles` does, but
        those that begin within a finding. Without the kernel all are places.
    """
    if KERNEL is None:
        return lambda text: ([], written_mobiles(text))
    return partial(_alone, KERNEL.alone, used, unused)


def _alone(
    find: Callable[..., tuple[list[Finding], list[Place]]],
    used: Finding,
    unused: Finding,
    text: str,
) -> tuple[list[Finding], Iterable[Place]]:
    if len(text) > _LONG:
        return [], _in_pieces(text)
    return find(scanner(), IN_USE, used, unused, text)
