"""Finds the shapes of texts: in one pass of the compiled kernel, or pattern by pattern.

Must never answer differently with the kernel and without: a contract test compares both.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers import letters, numerals
from recognizers.contact import numbering
from recognizers.heads import CASELESS
from recognizers.native import KERNEL
from recognizers.normalize import foldable
from recognizers.written import WORDS, surnames, written_shape

# The kernel's own bit: something may have to be folded. No more than a hint to look.
MAY_FOLD: Final = 1 << 63
_BASIC_PLANE: Final = 65536
_BETWEEN: Final = " \t\r\n-—–.·•_/\\|~,，、:：;；+=#'`^…*()（）[]【】「」"
_PULLED: Final = " ,，、;；:：*~|+=_/.·•-—–"
_SPACES: Final = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_WIDE_SPACES: Final = range(0x2000, 0x200B)


def _ascii(first: str, last: str) -> range:
    return range(ord(first), ord(last) + 1)


def _classes() -> tuple[Iterable[int], ...]:
    """The code points of each class, in the order of recognizers/native/scan.h."""
    digits, upper, lower = _ascii("0", "9"), _ascii("A", "Z"), _ascii("a", "z")
    words = range(0x3400, 0xA000)
    spaces = (*map(ord, _SPACES), *_WIDE_SPACES)
    numbers, between = numerals.NUMERALS, numerals.GAPS
    return (
        digits,
        upper,
        lower,
        (*words, *range(0xF900, 0xFB00)),
        words,
        map(ord, _BETWEEN),
        map(ord, _PULLED),
        spaces,
        foldable(),
        map(ord, numbers),
        map(ord, between),
        map(ord, letters.ALIKE),
        map(ord, "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"),
        (*digits, *upper, *lower, *map(ord, "+/_-")),
        map(ord, "*●•×■"),
        map(ord, surnames()),
        map(ord, "人名字员机收寄"),
        (*spaces, *map(ord, ":：=为是")),
        map(ord, " ,，:："),
        (*digits, *_ascii("A", "F"), *_ascii("a", "f")),
        map(ord, numbering.BEFORE),
        map(ord, numbering.BEHIND),
        map(ord, numbering.ENDS_PREFIX),
        map(ord, numbering.LED_BY),
        map(ord, numbering.GOES_ON),
        map(ord, "+(（[【08"),
        [point for point, group in enumerate(_groups()[0]) if group],
        map(ord, "°度使W"),
    )


def _table() -> npt.NDArray[np.uint32]:
    table = np.zeros(_BASIC_PLANE, dtype=np.uint32)
    for bit, points in enumerate(_classes()):
        table[[point for point in points if point < _BASIC_PLANE]] |= np.uint32(1 << bit)
    return table


def _groups() -> tuple[bytes, tuple[tuple[tuple[str, int, int], ...], ...]]:
    """Words by their first character: for each code point the number of its group, and these."""
    grouped: dict[str, list[tuple[str, int, int]]] = {}
    for shape, words in WORDS.items():
        for cue in words:
            row = (cue.word, shape.value.bit_length() - 1, cue.beside.value)
            grouped.setdefault(cue.word[0], []).append(row)
    heads = bytearray(_BASIC_PLANE)
    for number, head in enumerate(grouped, start=1):
        for variant in {head, head.upper(), *CASELESS.get(head, "")}:
            heads[ord(variant)] = number
    return bytes(heads), tuple(map(tuple, grouped.values()))


def _areas() -> bytes:
    """Which two digits are an area code, and from 100 on which three."""
    code = re.compile(numbering.AREA_CODE)
    numbers = [f"{number:02}" for number in range(100)] + [f"{number:03}" for number in range(1000)]
    return bytes(code.fullmatch(number) is not None for number in numbers)


Tables: TypeAlias = tuple[
    npt.NDArray[np.uint32], bytes, bytes, tuple[tuple[tuple[str, int, int], ...], ...]
]


def tables() -> Tables:
    """What the kernel is told: classes of characters, words by their heads, area codes."""
    heads, groups = _groups()
    return _table(), heads, _areas(), groups


@cache
def scanner() -> object:
    """What the kernel made of the tables, for its functions to be given."""
    assert KERNEL is not None  # noqa: S101  # whoever asks has one
    return KERNEL.scanner(*tables())


@cache
def _scan() -> Callable[[list[str]], list[int]]:
    """What gives the shapes of texts, with `MAY_FOLD` where folding may change one."""
    if KERNEL is None:
        return lambda texts: [written_shape(text) | MAY_FOLD for text in texts]
    return partial(KERNEL.scan, scanner())


def shapes_of(texts: Sequence[str]) -> list[int]:
    """The shape of each text, and `MAY_FOLD` where folding may change it.

    Args:
        texts: Any texts; a shape is that of the folded text only where the text is folded.
    """
    return _scan()(list(texts))
