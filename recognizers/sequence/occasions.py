"""Says where the rules behind the model have anything to do: at most stretches they have not.

Must never be narrower than the rules: what it lets pass, they leave as it is, which a contract test
holds it to. Without the kernel nothing passes.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from recognizers.address import apart, edges, leads, leftover, talk, words
from recognizers.address.evidence import ELSEWHERE
from recognizers.address.grammar import compiled
from recognizers.address.regions import FULL
from recognizers.lexicon import Lexicon
from recognizers.names import bounded, titles
from recognizers.native import KERNEL
from recognizers.openings import openings as words_begun
from recognizers.planes import BASIC_PLANE, digits_elsewhere, matched, points
from recognizers.sequence import foreign, trimming
from recognizers.sequence.tagged import LABEL_OF, Tagged

# Of a stretch: nothing to do, an address that may be several or is doubted, or any rule. Of a
# text's build: it asks for nothing, for nothing unless a stretch is changed, or for more. What lies
# between these the kernel settles.
NOTHING, FEW, PLACE, ALL = 0, 1, 2, 5
_LONGEST: Final = 3  # characters by which what may part an address is told
_FIRST, _SECOND = 0x9E3779B1, 0x85EBCA6B  # what spreads two characters over the bits of openings


def occasions(texts: Sequence[str], found: Sequence[list[Tagged]]) -> list[bytes]:
    """Say what the rules of `trimming` and `names.bounded` have to do.

    Args:
        texts: What the model has read.
        found: For each text what it found, in order, not overlapping.

    Returns:
        For each text one of `NOTHING`, `FEW` and `ALL` for each stretch, and one of `NOTHING`,
        `FEW` and `PLACE` for its build; empty where nothing is to do in the whole text. `FEW`
        stands where a doubted address is to be weighed, and `address.apart.pieces` may part one.
        `PLACE` stands where `names.bounded.with_bounded` must be asked whatever the rules change,
        `NOTHING` behind the last stretch where it need not be asked whatever they change.
    """
    if KERNEL is None:
        return [bytes((ALL,)) * len(stretches) + bytes((PLACE,)) for stretches in found]
    verdicts: list[bytes] = KERNEL.occasions(watch(), list(texts), list(found))
    return verdicts


def build_asks(text: str, found: list[Tagged]) -> int:
    """Say the same of a text's build alone, when the rules have changed what was found in it."""
    verdicts = occasions((text,), (found,))[0]
    return verdicts[-1] if verdicts else NOTHING


@cache
def watch() -> Any:  # noqa: ANN401  # the kernel's own capsule
    """Give what the kernel made of all that tells occasions."""
    assert KERNEL is not None  # noqa: S101  # whoever asks has one
    _, name, address = LABEL_OF
    return KERNEL.watch(tables(), compiled(), name, address, ELSEWHERE)


def tables() -> tuple[Any, ...]:
    """Give what is looked up by characters, in the order of native/occasions_door.c."""
    return (table(), _bits(apart.OPENINGS), *signs(), _bits(leads.OPENINGS), spoken(), corners())


def table() -> npt.NDArray[np.uint32]:
    """Give the classes of each character of the basic plane, a bit each."""
    seen = np.zeros(BASIC_PLANE, dtype=np.uint32)
    for bit, characters in enumerate(classes()):
        seen[points(characters)] |= np.uint32(1 << bit)
    return seen


def spoken() -> bytes:
    """Give for each character of the basic plane what it says around what stands at a door."""
    sets = (matched(talk.SAID), matched(talk.CLOSED), talk.CLOSING, " ，,")
    found = bytearray(BASIC_PLANE)
    for bit, characters in enumerate(sets):
        for character in characters:
            found[ord(character)] |= 1 << bit
    return bytes(found)


def corners() -> npt.NDArray[np.uint64]:
    """Give the words for what stands at a door for all, four characters each, in order."""
    coded = (_coded(word) for word in words.AT_DOORS.split())
    return np.array(sorted(coded), dtype=np.uint64)


def _coded(word: str) -> int:
    """Up to four characters of the basic plane as one number that sorts as they do."""
    return sum(ord(character) << 48 - 16 * at for at, character in enumerate(word))


def _bits(pairs: Iterable[str]) -> bytes:
    """A bit for each two characters; for one alone, before none."""
    bits = np.zeros(BASIC_PLANE, dtype=np.uint8)
    for pair in pairs:
        first, second = ord(pair[0]), ord(pair[1]) if pair[1:] else 0
        bits[(first * _FIRST ^ second * _SECOND) >> 16 & 0xFFFF] = 1
    return np.packbits(bits, bitorder="little").tobytes()


def signs() -> tuple[npt.NDArray[np.uint64], bytes]:
    """Give what may part an address, and what stands before it.

    Returns:
        In order, up to three characters and, in the last sixteen bits, one for each set of
        characters behind which they may; for each character of the basic plane the sets it is in.
    """
    sets = ("", *sorted({before for before, _ in apart.BEGUN} - {""}))
    behind = bytearray(b"\1" * BASIC_PLANE)
    for number, one in enumerate(sets):
        for character in matched(f"[{one}]") if one else ():
            behind[ord(character)] |= 1 << number
    rows: dict[str, int] = {}
    for before, pattern in apart.BEGUN:
        for opening in words_begun(pattern, _LONGEST):
            rows[opening] = rows.get(opening, 0) | 1 << sets.index(before)
    coded = sorted(_coded(one) | bits for one, bits in rows.items())
    return np.array(coded, dtype=np.uint64), bytes(behind)


def classes() -> tuple[str, ...]:
    """Give the characters of each class, in the order of recognizers/native/occasions.h."""
    every: tuple[Iterable[str], ...] = (
        digits_elsewhere(),
        matched("[0-9]"),
        matched("[A-Za-z]"),
        trimming.JOINING,
        matched(f"[{words.HAN}]"),
        trimming.ENDS,
        trimming.HIDING,
        foreign.BEFORE_NAME,
        titles.TITLE_ENDS,
        leads.LEADS - leads.COUNTS,
        leads.COUNTS,
        leads.COUNTED,
        talk.LAST_SIGNS,
        {corner[0] for corner in talk.CORNERS},
        {corner[1] for corner in talk.CORNERS},
        {pair[0] for pair in apart.OPENINGS},
        talk.LED_SIGNS,
        edges.STOREYS,
        edges.HOUSED,
        edges.ROOMED,
        edges.SPELT,
        edges.CLOSERS,
        edges.COMMAS,
        edges.NEAR,
        matched(edges.ENDS_RUN),
        FULL,
        bounded.GAP,
        matched(leftover.LEFT),
        matched(leftover.ENDS_KEY),
        bounded.surname_heads(),
        bounded.ENDED,
        Lexicon.load().compound_heads,
    )
    return tuple(map("".join, every))
