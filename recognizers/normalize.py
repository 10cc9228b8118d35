"""Folds the many ways of writing one character into one, and keeps the way back.

Must never lose the original offsets: a span of the folded text maps to exactly the original
characters it came from.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from recognizers.figures import without_figures
from recognizers.letters import fold_letters
from recognizers.numerals import fold_numerals

# Zero digits of every script: the ten digits are consecutive in each (Unicode 15.1, general
# category Nd; Unicode Standard, clause 4.6), the mathematical and the full-width ones included.
_ZEROS: Final = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66),
    *(0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810),
    *(0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0),
    *(0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0),
    *(0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950),
    *(0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2),
    *(0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950, 0x1FBF0),
)
# First code point of runs that count 1 to 9: circled, in brackets, with a full stop, negative.
_ONES: Final = (0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A)
_ALONE: Final = {
    **dict(zip("⓪⓿➉🄀⁰₀", "000000", strict=True)),
    # Cyrillic and Greek letters drawn like Latin letters and digits (Unicode UTS 39, confusables).
    **dict(zip("ОоΟοЗзІӀ", "OoOo33II", strict=True)),
    **dict(zip("¹²³⁴⁵⁶⁷⁸⁹", "123456789", strict=True)),
    **dict(zip("₁₂₃₄₅₆₇₈₉", "123456789", strict=True)),
}
# Full-width punctuation that stands inside numbers and mail addresses. The comma, colon and
# brackets stay: they are ordinary Chinese punctuation, and folding them would slow every text.
_PUNCTUATION: Final = dict(
    zip("＋－．＠＊＿／＃＆＝～％｜＾﹣﹢﹡﹫・", "+-.@*_/#&=~%|^-+*@·", strict=True)
)
_DASHES: Final = "‐‑‒–−"
_SPACES: Final = "\u000b\u000c\u0085\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Characters without width: C0 and C1 controls, zero-width and bidi controls, word joiners, soft
# hyphen, Hangul fillers, byte-order mark.
_INVISIBLE: Final = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
_CODES: Final = "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"
_CONTROLS: Final = "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
# Marks that belong to the character before them: accents, variation selectors, keycaps, tags.
_MARKS: Final = "\u0300-\u034e\u0350-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U000e0000-\U000e01ef"


def _expand(ranges: str) -> list[int]:
    """The code points of a character class written with `a-b` ranges."""
    points: list[int] = []
    characters = list(ranges)
    while characters:
        first = ord(characters.pop(0))
        last = first
        if characters[:1] == ["-"]:
            last = ord(characters[1])
            del characters[:2]
        points.extend(range(first, last + 1))
    return points


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for zero in _ZEROS:
        table.update({zero + digit: str(digit) for digit in range(10)})
    for one in _ONES:
        table.update({one + digit: str(digit + 1) for digit in range(9)})
    for first in (0x1D400, 0x24B6, 0xFF21, 0xFF41, 0x1F130):  # letters of every style
        table.update(_letters(first))
    table.update({ord(k): v for k, v in (_ALONE | _PUNCTUATION).items()})
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update(dict.fromkeys(_expand(_SPACES), " "))
    table.update(dict.fromkeys(_expand(_CODES + _INVISIBLE + _CONTROLS + _MARKS)))
    return table


def _letters(first: int) -> dict[int, str]:
    """Compatibility forms of ASCII letters in the block that begins at `first`."""
    lengths = {0x1D400: 0x2A4, 0x24B6: 52, 0x1F130: 26}
    found = {}
    for point in range(first, first + lengths.get(first, 26)):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1 and plain.isascii():
            found[point] = plain
    return found


_TABLE: Final = _table()
_MARK_SET: Final = frozenset(map(chr, _expand(_MARKS)))


def _ranges(points: list[int]) -> str:
    """A character class of these code points, in few ranges: that is what makes it fast."""
    pieces: list[list[int]] = []
    for point in sorted(points):
        if pieces and point == pieces[-1][1] + 1:
            pieces[-1][1] = point
        else:
            pieces.append([point, point])
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in pieces)


_BMP: Final = 0xFFFF  # the `re` module tests classes up to here by table, beyond range by range

# One look at each character decides for most texts that there is nothing to fold.
_ASTRAL: Final = (
    "\U000104a0-\U00016b59\U0001d400-\U0001d7ff\U0001e140-\U0001e959"
    "\U0001f100-\U0001f169\U0001fbf0-\U0001fbf9\U000e0000-\U000e01ef"
)
_FOLDABLE: Final = re.compile(f"[{_ranges([p for p in _TABLE if p <= _BMP])}{_ASTRAL}]")


_FOLDED: Final = re.compile(f"{_FOLDABLE.pattern}{{1,64}}")
_GONE: Final = re.compile(f"[{_ranges([p for p, kept in _TABLE.items() if kept is None])}]")


def _translated(run: re.Match[str]) -> str:
    return run.group().translate(_TABLE)


def foldable() -> list[int]:
    """The code points of the basic plane that folding writes otherwise or leaves out."""
    return [point for point in _TABLE if point <= _BMP]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to its original.

    Attributes:
        text: The folded text; the original itself when nothing was folded.
        starts: For each folded character the offset of the original one; empty when offsets
            are the same in both.
        ends: One past the original character and the marks that belong to it. Of a figure with an
            exponent each digit has the start and the end of all of it.
    """

    text: str = field(repr=False)
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def same_offsets(self) -> bool:
        """Offsets into the folded text are offsets into the original."""
        return not self.starts

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Carry a half-open, non-empty span over to the original text."""
        if not self.starts:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold full-width, Chinese, circled and other digits, letters, dashes, spaces and figures.

    Invisible characters are left out; Chinese digits are folded only where at least seven
    characters make a number, look-alike letters only inside a number; of a number that a program
    printed as a figure (13800138000.0, 1.3800138E10) the digits are left. Costs a scan or two
    when there is nothing to fold.

    Args:
        text: Any text; may be empty.
    """
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    folded = text
    if _FOLDABLE.search(text):
        folded = _FOLDED.sub(_translated, text)
        if len(folded) != len(text):
            starts, ends = _offsets(text)
    folded = fold_letters(fold_numerals(folded))
    plain = without_figures(folded)
    if plain is None:
        return Folded(folded, starts, ends)
    again = fold_letters(fold_numerals(plain.text))  # a shorter number may be one that these fold
    if not starts:
        return Folded(again, plain.starts, plain.ends)
    ends = tuple([ends[end - 1] for end in plain.ends])
    return Folded(again, tuple(map(starts.__getitem__, plain.starts)), ends)


def _offsets(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for gone in _GONE.finditer(text):
        place = gone.start()
        starts += range(at, place)
        ends += range(at + 1, place + 1)
        at = place + 1
        if text[place] in _MARK_SET and ends and ends[-1] == place:
            ends[-1] = at
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return tuple(starts), tuple(ends)
