"""Turns coded texts into feature ids: the one place that training and run time share.

Must never look at a label or keep a text. A change here changes every weight.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.sequence.alphabet import Alphabet, Coded, Role
from recognizers.sequence.lookup import CATEGORIES, Codes, Dictionary, Words

Ids: TypeAlias = npt.NDArray[np.uint32]

BITS: Final = 22
_SHIFT: Final = np.uint32(32 - BITS)
ODD: Final = tuple(
    np.uint32(k)  # odd multipliers, one per place in a template; any odd numbers would do
    for k in (
        0x9E3779B1,
        0x85EBCA77,
        0xC2B2AE3D,
        0x27D4EB2F,
        0x165667B1,
        0xD3A2646D,
        0xFD7046C5,
    )
)


class Column(IntEnum):
    """What is known of every character; a template mixes some of these at some offsets."""

    SYMBOL = 0
    KIND = 1  # its class
    BEGINS = 2  # the longest word that begins here, and
    ENDS = 3  # that ends here
    INSIDE = 4  # a word holds this character and the next
    AROUND = 5  # what kind of text this is
    LEFT = 6  # the nearest fence on this side, and on
    RIGHT = 7  # the other
    FIRST = 8  # the class of the first character behind the left fence


# A column, the offset from the character to be labelled, and which odd number it is scaled by.
Term: TypeAlias = tuple[Column, int, int]
Template: TypeAlias = tuple[Term, ...]


def _window(column: Column, *offsets: int) -> Template:
    return tuple((column, offset, odd) for odd, offset in enumerate(offsets))


_SYMBOL, _KIND = Column.SYMBOL, Column.KIND
_BEGINS, _ENDS = (Column.BEGINS, 0, 0), (Column.ENDS, 0, 1)
_CROSS: Final[Template] = ((Column.INSIDE, 0, 2), (Column.INSIDE, -1, 3))
_AROUND: Final[Term] = (Column.AROUND, 0, 6)

# The kernel reads these too: what stands here is all that either of them knows of templates.
ALL_TEMPLATES: Final[tuple[Template, ...]] = (
    *(_window(_SYMBOL, offset) for offset in range(-3, 4)),
    *(_window(_SYMBOL, offset, offset + 1) for offset in range(-2, 3)),
    _window(_SYMBOL, -1, 1),
    *(_window(_SYMBOL, offset, offset + 1, offset + 2) for offset in range(-3, 2)),
    _window(_KIND, -1, 0, 1),
    _window(_KIND, -2, -1, 0, 1, 2),
    _window(_KIND, 0, 1, 2, 3),
    _window(_KIND, -3, -2, -1, 0),
    _window(_KIND, -4, -3, -2, -1),
    _window(_KIND, 1, 2, 3, 4),
    (_BEGINS, _ENDS, *_CROSS),
    (_BEGINS, (Column.ENDS, -1, 1), *_CROSS),
    ((Column.BEGINS, 1, 0), _ENDS, *_CROSS),
    (*_CROSS, (Column.INSIDE, 1, 4), (_KIND, 0, 5)),
    (*_window(_KIND, 0), _AROUND),
    (*_window(_KIND, -1, 0, 1), _AROUND),
    (*_window(_KIND, 0, 1, 2), _AROUND),
    (*_window(_KIND, -2, -1, 0), _AROUND),
    (*_window(_SYMBOL, 0), _AROUND),
    (_BEGINS, _ENDS, _AROUND),
    ((Column.LEFT, 0, 0), (Column.RIGHT, 0, 1)),
    ((Column.LEFT, 0, 0), (Column.RIGHT, 0, 1), (_KIND, 0, 2)),
    ((Column.RIGHT, 0, 0), (_KIND, 0, 1), (_KIND, -1, 2)),
    ((Column.LEFT, 0, 0), (_KIND, 0, 1), (_KIND, 1, 2)),
    ((Column.LEFT, 0, 0), (Column.RIGHT, 0, 1), (Column.FIRST, 0, 2)),
)
TEMPLATES: Final = len(ALL_TEMPLATES)

# Classes as the features number them, one up: Han without a role, and the first with one.
HAN: Final = 10
ROLES: Final = 17
FAR: Final = 5  # characters to a fence beyond which the distance no longer counts
REACH: Final = 20  # characters on either side that tell what kind of text this is
_FEW: Final = np.array([0, 1, 2, 2, 3], dtype=np.uint32)  # buckets of a count
_SOME: Final = np.array([0, 1, 1, 2], dtype=np.uint32)


def feature_ids(coded: Coded, alphabet: Alphabet, dictionary: Dictionary) -> Iterator[Ids]:
    """Yields one array of ids per template, each as long as the batch's symbols.

    Args:
        coded: A batch of texts.
        alphabet: Gives the class of each symbol.
        dictionary: Gives the words.

    Yields:
        `uint32` ids below `2**BITS`; those of gaps mean nothing.
    """
    columns = _columns(coded, alphabet, dictionary)
    scaled: dict[tuple[Column, int], Codes] = {}
    for number, template in enumerate(ALL_TEMPLATES, start=1):
        moved = []
        for column, offset, odd in template:
            if (column, odd) not in scaled:
                scaled[column, odd] = columns[column] * ODD[odd]
            moved.append(_moved(scaled[column, odd], offset))
        yield _hashed(moved, number)


def _columns(coded: Coded, alphabet: Alphabet, dictionary: Dictionary) -> list[Codes]:
    """What is known of every character, in the order of `Column`."""
    kinds = alphabet.kind[coded.symbols].astype(np.uint32) + np.uint32(1)
    words = dictionary.match(coded.symbols)
    return [
        coded.symbols.astype(np.uint32) + np.uint32(1),
        kinds,
        words.begins,
        words.ends,
        words.inside.astype(np.uint32),
        _surroundings(coded, alphabet),
        *_fences(kinds, words),
    ]


def _fences(kinds: Codes, words: Words) -> tuple[Codes, Codes, Codes]:
    """How far the nearest fence is on either side, and what it is.

    A fence is whatever cannot be inside a name: a digit, a letter, a sign, the text's end and,
    to the right, the beginning of a region. Two to four characters between fences are a name
    more often than not, and the class of the first of them, given last, tells which.
    """
    size = len(kinds)
    place = np.arange(size, dtype=np.int64)
    fence = (kinds < HAN) | ((kinds > HAN) & (kinds < ROLES))
    before = np.maximum.accumulate(np.where(fence, place, 0))
    left = np.minimum(place - before, FAR) * 16 + kinds[before] % 16
    category, length = words.begins % CATEGORIES, words.begins // CATEGORIES
    region = (category == 1) | (category == 2)  # noqa: PLR2004  # a region in full or in short
    start = region & ((length > 0) | _moved(region, 2))
    stop = fence | start
    after = np.minimum.accumulate(np.where(stop, place, size - 1)[::-1])[::-1]
    after = np.append(after[1:], size - 1)
    what = np.where(start[after], 15, kinds[after] % 16)
    right = np.minimum(after - place, FAR) * 16 + what
    first = kinds[np.minimum(before + 1, size - 1)]
    return left.astype(np.uint32), right.astype(np.uint32), first


def _surroundings(coded: Coded, alphabet: Alphabet) -> Codes:
    """What stands within reach of each character of its own text.

    Prose has particles, addresses have endings, waybills have a long number: three counts in
    few buckets, in one code.
    """
    size = len(coded.symbols)
    place = np.arange(size, dtype=np.int32)
    low, high = np.maximum(place - REACH, 0), np.minimum(place + REACH + 1, size)
    if len(coded.starts):
        starts = coded.starts.astype(np.int32)
        ends = starts + coded.lengths.astype(np.int32)
        spans = np.diff(np.concatenate(([0], starts[1:], [size])))
        low = np.maximum(low, np.repeat(starts, spans))
        high = np.maximum(np.minimum(high, np.repeat(ends, spans)), low)
    role = alphabet.role[coded.symbols]
    code = np.zeros(size, dtype=np.uint32)
    for number, buckets in (
        (Role.PARTICLE, _FEW),
        (Role.PLACE, _FEW),
        (Role.LONG_NUMBER, _SOME),
    ):
        total = np.zeros(size + 1, dtype=np.int32)
        np.cumsum(role == number, out=total[1:])
        count = np.minimum(total[high] - total[low], len(buckets) - 1)
        code = code * np.uint32(4) + buckets[count]
    return code


def _moved(column: Codes, offset: int) -> Codes:
    """The column seen from `offset` places away; it wraps, which only gaps ever see."""
    if offset == 0:
        return column
    return np.concatenate((column[offset:], column[:offset]))


def _hashed(columns: list[Codes], template: int) -> Ids:
    """Mixes columns and the template's number into ids."""
    total = columns[0] + np.uint32(template * 0x2545F491 & 0xFFFFFFFF)
    for column in columns[1:]:
        total = total + column
    total ^= total >> np.uint32(15)
    total *= np.uint32(0x2C1B3C6D)  # a multiplier of the lowbias32 finaliser (C. Wellons, 2018)
    return total >> _SHIFT
