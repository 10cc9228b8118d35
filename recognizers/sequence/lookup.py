"""Finds every dictionary word in a coded text at once.

Must never be asked whether a word is in the dictionary: entries that collide are dropped when the
table is built, the same way for training and at run time, so it only yields features.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.sequence.alphabet import Alphabet, Symbols

Codes: TypeAlias = npt.NDArray[np.uint32]

LENGTHS: Final = (2, 3, 4, 5)  # of dictionary words, in characters
CATEGORIES: Final = 11  # 0 is "no word"
BITS: Final = 20
_MIX: Final = np.uint32(0x9E3779B1)  # 2^32 divided by the golden ratio (Knuth, TAOCP 3, 6.4)
_STEP: Final = np.uint32(0x85EBCA6B)  # MurmurHash3's first finaliser constant
_SHIFT: Final = np.uint32(32 - BITS)


@dataclass(frozen=True, slots=True)
class Words:
    """What the dictionary says about each character.

    Attributes:
        begins: Category and length of the longest word that begins here, 0 for none.
        ends: The same for the longest word that ends here.
        inside: True where a word holds this character and the next.
    """

    begins: Codes
    ends: Codes
    inside: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A hash table of words: `uint32[2**20]`, 24 bits of fingerprint and 8 of category."""

    table: Codes

    def match(self, symbols: Symbols) -> Words:
        """Looks up every stretch of 2 to 5 characters.

        Args:
            symbols: Symbols of a batch, gaps included.

        Returns:
            Three arrays as long as `symbols`.
        """
        size = len(symbols)
        begins = np.zeros(size, dtype=np.uint32)
        ends = np.zeros(size, dtype=np.uint32)
        inside = np.zeros(size, dtype=np.bool_)
        wide = (symbols.astype(np.uint32) + np.uint32(1)) * _MIX  # a gap is not nothing
        key = wide.copy()
        for length in LENGTHS:
            tail = length - 1
            if size < length:
                break
            key = (key[:-1] * _STEP) ^ wide[tail:]
            category = self._categories(key)
            at = np.flatnonzero(category)
            code = category[at] + np.uint32(CATEGORIES * (length - 2))
            begins[at] = code
            ends[at + tail] = code
            for offset in range(tail):
                inside[at + offset] = True
        return Words(begins, ends, inside)

    def _categories(self, key: Codes) -> Codes:
        """Category of each key, 0 where the table holds another word or none."""
        mixed = key * _MIX
        entry = self.table[mixed >> _SHIFT]
        same = (entry ^ _finger(key)) < np.uint32(256)
        return np.where(same, entry & np.uint32(0xFF), np.uint32(0))


def save(path: Path, dictionary: Dictionary) -> None:
    """Writes the table without its empty slots.

    Args:
        path: The `.npz` to write.
        dictionary: What to write.
    """
    used = np.flatnonzero(dictionary.table)
    gaps = np.diff(used, prepend=0).astype(np.uint16)
    np.savez_compressed(path, gaps=gaps, entries=dictionary.table[used])


def load(path: Path) -> Dictionary:
    """Reads what `save` wrote."""
    table = np.zeros(1 << BITS, dtype=np.uint32)
    with np.load(path, allow_pickle=False) as stored:
        table[np.cumsum(stored["gaps"], dtype=np.int64)] = stored["entries"]
    return Dictionary(table)


def _finger(key: Codes) -> Codes:
    """Upper 24 bits that tell words of one slot apart."""
    return (key ^ (key >> np.uint32(15))) & np.uint32(0xFFFFFF00)


def build_dictionary(words: Iterable[tuple[str, int]], alphabet: Alphabet) -> Dictionary:
    """Lays words into the table; of two that collide the earlier stays.

    Args:
        words: Word and category (1..10); those outside 2..5 characters are left out.
        alphabet: The alphabet the texts are coded with.

    Returns:
        The dictionary.
    """
    table = np.zeros(1 << BITS, dtype=np.uint32)
    for word, category in words:
        if len(word) not in LENGTHS:
            continue
        codes = np.fromiter((min(ord(c), 0xD800) for c in word), np.uint32, len(word))
        wide = (alphabet.symbol[codes].astype(np.uint32) + np.uint32(1)) * _MIX
        key = wide[:1]
        for symbol in wide[1:]:
            key = (key * _STEP) ^ symbol
        slot = int((key * _MIX)[0] >> _SHIFT)
        if table[slot] == 0:
            table[slot] = _finger(key)[0] | np.uint32(category)
    return Dictionary(table)
