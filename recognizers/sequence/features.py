"""Turns coded texts into feature ids: the one place that training and run time share.

Must never look at a label or keep a text. A change here changes every weight.
"""

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.sequence.alphabet import Alphabet, Coded, Role
from recognizers.sequence.lookup import CATEGORIES, Codes, Dictionary, Words

Ids: TypeAlias = npt.NDArray[np.uint32]

BITS: Final = 22
_SHIFT: Final = np.uint32(32 - BITS)
_ODD: Final = tuple(
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

# Windows of symbols, each a tuple of offsets from the character to be labelled.
_SYMBOLS: Final[tuple[tuple[int, ...], ...]] = (
    (-3,),
    (-2,),
    (-1,),
    (0,),
    (1,),
    (2,),
    (3,),
    (-2, -1),
    (-1, 0),
    (0, 1),
    (1, 2),
    (2, 3),
    (-1, 1),
    (-3, -2, -1),
    (-2, -1, 0),
    (-1, 0, 1),
    (0, 1, 2),
    (1, 2, 3),
)
# Windows of classes.
_KINDS: Final[tuple[tuple[int, ...], ...]] = (
    (-1, 0, 1),
    (-2, -1, 0, 1, 2),
    (0, 1, 2, 3),
    (-3, -2, -1, 0),
    (-4, -3, -2, -1),
    (1, 2, 3, 4),
)
# Windows of classes that are seen together with what kind of text this is.
_SURROUNDED: Final[tuple[tuple[int, ...], ...]] = (
    (0,),
    (-1, 0, 1),
    (0, 1, 2),
    (-2, -1, 0),
)
TEMPLATES: Final = len(_SYMBOLS) + len(_KINDS) + 4 + len(_SURROUNDED) + 2 + 5

# Classes as the features number them, one up: Han without a role, and the first with one.
_HAN: Final = 10
_ROLES: Final = 17
_FAR: Final = 5  # characters to a fence beyond which the distance no longer counts
_REACH: Final = 20  # characters on either side that tell what kind of text this is
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
    symbols = coded.symbols
    wide = symbols.astype(np.uint32) + np.uint32(1)
    kinds = alphabet.kind[symbols].astype(np.uint32) + np.uint32(1)
    number = 0
    for columns, templates in ((wide, _SYMBOLS), (kinds, _KINDS)):
        scaled = [columns * odd for odd in _ODD[: max(map(len, templates))]]
        for offsets in templates:
            number += 1
            yield _hashed([_moved(scaled[i], o) for i, o in enumerate(offsets)], number)
    words = dictionary.match(symbols)
    inside = words.inside.astype(np.uint32)
    begins, ends = words.begins * _ODD[0], words.ends * _ODD[1]
    cross = inside * _ODD[2] + _moved(inside, -1) * _ODD[3]
    yield _hashed([begins, ends, cross], number + 1)
    yield _hashed([begins, _moved(ends, -1), cross], number + 2)
    yield _hashed([_moved(begins, 1), ends, cross], number + 3)
    yield _hashed([cross, _moved(inside, 1) * _ODD[4], kinds * _ODD[5]], number + 4)
    around = _surroundings(coded, alphabet) * _ODD[6]
    number += 4
    for offsets in _SURROUNDED:
        number += 1
        moved = [_moved(scaled[i], o) for i, o in enumerate(offsets)]
        yield _hashed([*moved, around], number)
    yield _hashed([wide * _ODD[0], around], number + 1)
    yield _hashed([begins, ends, around], number + 2)
    left, right, first = _fences(kinds, words)
    yield _hashed([left * _ODD[0], right * _ODD[1]], number + 3)
    yield _hashed([left * _ODD[0], right * _ODD[1], kinds * _ODD[2]], number + 4)
    yield _hashed([right * _ODD[0], kinds * _ODD[1], _moved(kinds, -1) * _ODD[2]], number + 5)
    yield _hashed([left * _ODD[0], kinds * _ODD[1], _moved(kinds, 1) * _ODD[2]], number + 6)
    yield _hashed([left * _ODD[0], right * _ODD[1], first * _ODD[2]], number + 7)


def _fences(kinds: Codes, words: Words) -> tuple[Codes, Codes, Codes]:
    """How far the nearest fence is on either side, and what it is.

    A fence is whatever cannot be inside a name: a digit, a letter, a sign, the text's end and,
    to the right, the beginning of a region. Two to four characters between fences are a name
    more often than not, and the class of the first of them, given last, tells which.
    """
    size = len(kinds)
    place = np.arange(size, dtype=np.int64)
    fence = (kinds < _HAN) | ((kinds > _HAN) & (kinds < _ROLES))
    before = np.maximum.accumulate(np.where(fence, place, 0))
    left = np.minimum(place - before, _FAR) * 16 + kinds[before] % 16
    category, length = words.begins % CATEGORIES, words.begins // CATEGORIES
    region = (category == 1) | (category == 2)  # noqa: PLR2004  # a region in full or in short
    start = region & ((length > 0) | _moved(region, 2))
    stop = fence | start
    after = np.minimum.accumulate(np.where(stop, place, size - 1)[::-1])[::-1]
    after = np.append(after[1:], size - 1)
    what = np.where(start[after], 15, kinds[after] % 16)
    right = np.minimum(after - place, _FAR) * 16 + what
    first = kinds[np.minimum(before + 1, size - 1)]
    return left.astype(np.uint32), right.astype(np.uint32), first


def _surroundings(coded: Coded, alphabet: Alphabet) -> Codes:
    """What stands within reach of each character of its own text.

    Prose has particles, addresses have endings, waybills have a long number: three counts in
    few buckets, in one code.
    """
    size = len(coded.symbols)
    place = np.arange(size, dtype=np.int32)
    low, high = np.maximum(place - _REACH, 0), np.minimum(place + _REACH + 1, size)
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
