"""Turns characters into the small symbols and classes the sequence model was trained on.

Must never change the number of characters: symbol `i` stands for character `i`, so that labels
are offsets. A change here changes every weight; train again after one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Symbols: TypeAlias = npt.NDArray[np.uint16]
Flags: TypeAlias = npt.NDArray[np.bool_]

PAD: Final = 4  # symbols of padding around every text: the widest feature window and one more

# Symbols below 64 stand for whole families of characters; the rest are code points.
GAP: Final = 0  # outside the text
DIGIT: Final = 1  # 1..9: a digit, by the length of its run
LATIN: Final = 10  # a letter in a run of two or more
RARE: Final = 11  # a character beyond the Basic Multilingual Plane
MASK: Final = 12  # a star or other mask sign
LINE: Final = 13  # a line break

_RUN_SYMBOL: Final = np.array([1, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 8, 9], dtype=np.uint16)
_MAX_RUN: Final = len(_RUN_SYMBOL) - 1
_BASIC_PLANE: Final = 0xFFFF
_MOBILE: Final = 11  # digits of a mobile number
_TELEPHONE: Final = 10  # digits of the shortest number written with hyphens: 010-1234567

# Full-width and typographic variants that mean the same to a reader of waybills.
_SAME: Final = {
    "，": ",",
    "：": ":",
    "；": ";",
    "（": "(",
    "）": ")",
    "！": "!",
    "？": "?",
    "＃": "#",
    "－": "-",
    "—": "-",
    "–": "-",
    "～": "-",
    "~": "-",
    "\u3000": " ",
    "\xa0": " ",
    "\t": " ",
    "\r": "\n",
    "[": "【",
    "]": "】",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "•": "·",
    "・": "·",
    "‧": "·",
    "*": chr(MASK),
    "＊": chr(MASK),
}


class Role(IntEnum):
    """What a character tells about the text around it."""

    NONE = 0
    PARTICLE = 1  # prose
    PLACE = 2  # endings of address parts
    LONG_NUMBER = 3  # a digit of a telephone or order number


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Look-up tables from code point to symbol and from symbol to class.

    Attributes:
        symbol: `uint16[65536]`, the symbol of each code point of the basic plane.
        kind: `uint8[65536]`, the class of each symbol (surname, given-name character, suffix …).
        role: `uint8[65536]`, the `Role` of each symbol.
    """

    symbol: Symbols
    kind: npt.NDArray[np.uint8]
    role: npt.NDArray[np.uint8]


def build_alphabet(
    simplified: dict[str, str], kinds: dict[str, int], suffixes: dict[str, str]
) -> Alphabet:
    """Makes the tables.

    Args:
        simplified: Traditional character to its Simplified form, one to one.
        kinds: Class of each character that has one, 16..255; others get a class by family.
        suffixes: Group name to its characters, among them `particle` and the address endings.

    Returns:
        The tables; families of characters always get classes below 16.
    """
    symbol = np.arange(65536, dtype=np.uint32)
    symbol[1:32] = ord(" ")
    for code in range(0xFF01, 0xFF5F):
        symbol[code] = symbol[code - 0xFEE0]
    for traditional, simple in simplified.items():
        symbol[ord(traditional)] = ord(simple)
    symbol[ord("\n")] = LINE
    for variant, plain in _SAME.items():
        symbol[ord(variant)] = LINE if plain == "\n" else ord(plain)
    symbol[ord("0") : ord("9") + 1] = DIGIT
    symbol[0xD800:0xE000] = RARE
    kind = _families(symbol)
    for character, code in kinds.items():
        kind[ord(character)] = code
    role = np.zeros(65536, dtype=np.uint8)
    for group, characters in suffixes.items():
        place = group in ("admin", "town", "road", "number", "building")
        role[[ord(c) for c in characters]] = (
            Role.PLACE if place else Role.PARTICLE if group == "particle" else Role.NONE
        )
    role[DIGIT + 6 : DIGIT + 9] = Role.LONG_NUMBER
    return Alphabet(symbol.astype(np.uint16), kind, role)


def _families(symbol: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """Class of every symbol by family: 0 gap, 1..7 digits, 8 letters, 9 Han, 10.. signs."""
    kind = np.full(65536, 15, dtype=np.uint8)
    kind[0] = 0
    kind[1:10] = (1, 2, 3, 3, 4, 4, 5, 6, 7)
    kind[LATIN] = 8
    for low, high in ((0x41, 0x5B), (0x61, 0x7B)):
        kind[low:high] = 8
    kind[0x4E00:0xA000] = 9
    kind[0x3400:0x4DC0] = 9
    kind[RARE] = 9
    kind[LINE] = 10
    for code, signs in (
        (10, " "),
        (11, ",;、。.!?"),
        (12, ":"),
        (13, "-#/"),
        (14, "()【】<>“”"),
    ):
        for sign in signs:
            kind[int(symbol[ord(sign)])] = code
    return kind


@dataclass(frozen=True, slots=True)
class Coded:
    """Texts laid end to end as symbols.

    Attributes:
        symbols: All symbols, `PAD` gaps before each text and after the last.
        starts: Position of each text's first symbol.
        lengths: Number of characters of each text.
    """

    symbols: Symbols = field(repr=False)
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]


def encode(texts: Sequence[str], alphabet: Alphabet) -> Coded:
    """Codes a batch of texts.

    Args:
        texts: Any texts, empty ones included; lone surrogates are allowed.
        alphabet: The tables.

    Returns:
        The coded batch.
    """
    gap = "\x00" * PAD
    joined = gap + gap.join(texts) + gap
    raw = joined.encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(raw, dtype=np.uint32)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = PAD + np.concatenate(([0], np.cumsum(lengths[:-1] + PAD))) if len(texts) else lengths
    symbols = alphabet.symbol[np.where(codes > _BASIC_PLANE, 0xD800, codes)]
    _code_runs(symbols, codes)
    return Coded(symbols, starts.astype(np.int64), lengths)


def _code_runs(symbols: Symbols, codes: npt.NDArray[np.uint32]) -> None:
    """Replaces digits by the length of their run and letters of words by one symbol, in place."""
    digit = symbols == DIGIT
    hyphen = symbols[1:-1] == ord("-")
    joined = digit.copy()
    joined[1:-1] |= hyphen & digit[:-2] & digit[2:]
    run = _run_lengths(digit, digit)
    whole = _run_lengths(joined, digit)
    run = np.where(whole >= _TELEPHONE, whole, run)  # 2-11-301 stays three short numbers
    _split_mobiles(run, codes, digit)
    symbols[digit] = _RUN_SYMBOL[np.minimum(run[digit], _MAX_RUN)]
    lower = codes | 0x20
    letter = (lower >= ord("a")) & (lower <= ord("z")) & (codes <= ord("z"))
    if letter.any():
        words = letter & (_run_lengths(letter, letter) > 1)
        symbols[words] = LATIN
        symbols[letter & ~words] = (codes[letter & ~words] & 0xDF).astype(np.uint16)


def _split_mobiles(run: npt.NDArray[np.int64], codes: npt.NDArray[np.uint32], digit: Flags) -> None:
    """A room number glued to a mobile number is two runs: 120213800138000 is 1202 and a mobile.

    Only 12 to 20 digits in a row, whose last eleven begin 13 to 19 or whose first eleven do;
    changes the lengths in place.
    """
    plain = _run_lengths(digit, digit)
    long = digit & (plain > _MOBILE) & (plain <= _MOBILE + 9)
    if not long.any():
        return
    edges = np.flatnonzero(np.diff(long.astype(np.int8), prepend=0, append=0))
    for start, end in edges.reshape(-1, 2).tolist():
        for first in (end - _MOBILE, start):
            if codes[first] == ord("1") and codes[first + 1] >= ord("3"):
                begin = _with_country(codes, first, start)
                run[start:end] = max(int(run[start]) - (first + _MOBILE - begin), 1)
                run[begin : first + _MOBILE] = _MOBILE
                break


def _with_country(codes: npt.NDArray[np.uint32], first: int, start: int) -> int:
    """Where a mobile number that begins at `first` begins with its country code."""
    before = "".join(map(chr, codes[max(start, first - 4) : first].tolist()))
    return first - 4 if before == "0086" else first - 2 if before.endswith("86") else first


def _run_lengths(member: Flags, counted: Flags) -> npt.NDArray[np.int64]:
    """For each position in a run of `member`, how many of that run's positions are `counted`."""
    edges = np.empty(len(member), dtype=np.bool_)
    edges[0] = True
    np.not_equal(member[1:], member[:-1], out=edges[1:])
    first = np.flatnonzero(edges)
    totals = np.add.reduceat(counted, first, dtype=np.int64)
    return np.repeat(totals, np.diff(np.append(first, len(member))))
