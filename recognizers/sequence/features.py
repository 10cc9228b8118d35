"""Turns coded texts into feature ids: the one place that training and run time share.

Must never look at a label or keep a text. A change here changes every weight.
"""

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.sequence.alphabet import Alphabet, Symbols
from recognizers.sequence.lookup import Codes, Dictionary

Ids: TypeAlias = npt.NDArray[np.uint32]

BITS: Final = 20
_SHIFT: Final = np.uint32(32 - BITS)
_ODD: Final = tuple(
    np.uint32(k)  # odd multipliers, one per place in a template; any odd numbers would do
    for k in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD3A2646D, 0xFD7046C5)
)

# Windows of symbols, each a tuple of offsets from the character to be labelled.
_SYMBOLS: Final = (
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
_KINDS: Final = (
    (-1, 0, 1),
    (-2, -1, 0, 1, 2),
    (0, 1, 2, 3),
    (-3, -2, -1, 0),
    (-4, -3, -2, -1),
    (1, 2, 3, 4),
)
TEMPLATES: Final = len(_SYMBOLS) + len(_KINDS) + 4


def feature_ids(symbols: Symbols, alphabet: Alphabet, dictionary: Dictionary) -> Iterator[Ids]:
    """Yields one array of ids per template, each as long as `symbols`.

    Args:
        symbols: Symbols of a batch with gaps of at least four at both ends.
        alphabet: Gives the class of each symbol.
        dictionary: Gives the words.

    Yields:
        `uint32` ids below `2**BITS`; those of gaps mean nothing.
    """
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
