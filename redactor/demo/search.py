"""Looks for planted values in bytes, however they may be written there.

Must never report where a value stands or what it is: only which seeds were seen.
"""

import base64
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from redactor.demo.manifest import Kind, Seed

# JSON in JSON doubles the backslash.
_ESCAPE: Final = re.compile(r"\\{1,8}u([0-9a-fA-F]{4})", re.ASCII)
_BETWEEN_DIGITS: Final = re.compile(r"(?<=[0-9])[\s\-._·/()]{1,4}(?=[0-9])", re.ASCII)
_URL_SAFE: Final = str.maketrans("-_", "+/")  # RFC 4648, section 5 to section 4
_LONG: Final = 6
_SHORT: Final = 2
# Four digits and the two before them come together by chance once separators are gone.
_WRITTEN_AS_IS: Final = frozenset({Kind.EXTENSION})


class Finder:
    """A search for many values at once, in many spellings each.

    Seen are: plain text, backslash-u and percent escapes, full-width forms (NFKC), separators
    between digits, either case, UTF-8 in hex, base64 (both alphabets, any alignment) and, in
    bytes that are no UTF-8, GB18030.
    """

    def __init__(self, seeds: Iterable[Seed]) -> None:
        """Index every spelling of every seed by its first characters."""
        self._folded = _Index()
        self._exact = _Index()
        for seed in seeds:
            for needle in _folded_needles(seed):
                self._folded.add(needle, seed)
            for needle in _base64_needles(seed.value.encode()):
                self._exact.add(needle, seed)

    def seen(self, parts: Iterable[bytes]) -> set[Seed]:
        """Give the seeds that occur in any of the parts (values, keys, header names, headers)."""
        found: set[Seed] = set()
        for part in parts:
            for text in _decoded(part):
                self._exact.search(text.translate(_URL_SAFE), found)
                folded = _fold(text)
                self._folded.search(folded, found)
                bare = _BETWEEN_DIGITS.sub("", folded)
                if bare != folded:
                    self._folded.search(bare, found)
        return found


class _Index:
    """Needles by their first characters, of which a text is first asked for all at once."""

    def __init__(self) -> None:
        self._by_head: dict[int, dict[tuple[str, ...], list[tuple[str, Seed]]]] = {
            width: defaultdict(list) for width in (_SHORT, _LONG)
        }

    def add(self, needle: str, seed: Seed) -> None:
        """Take a needle of at least two characters."""
        width = _LONG if len(needle) >= _LONG else _SHORT
        self._by_head[width][tuple(needle[:width])].append((needle, seed))

    def search(self, text: str, found: set[Seed]) -> None:
        """Add the seeds that stand in `text` to `found`."""
        for width, heads in self._by_head.items():
            grams = zip(*(text[start:] for start in range(width)), strict=False)
            for head in heads.keys() & set(grams):
                found.update(seed for needle, seed in heads[head] if needle in text)


def _folded_needles(seed: Seed) -> Iterator[str]:
    folded = _fold(seed.value)
    yield folded
    yield seed.value.encode().hex()
    if seed.kind not in _WRITTEN_AS_IS:
        yield _BETWEEN_DIGITS.sub("", folded)


def _base64_needles(raw: bytes) -> Iterator[str]:
    """Give what stands for `raw` in base64 at each of the three alignments.

    The characters at the edges also hold bits of the neighbours and are left out.
    """
    for lead in range(3):
        bits = 8 * lead, 8 * (lead + len(raw))
        first, last = -(-bits[0] // 6), bits[1] // 6
        yield base64.b64encode(b"\0" * lead + raw + b"\0\0").decode()[first:last]


def _decoded(part: bytes) -> Iterator[str]:
    try:
        yield part.decode("utf-8")
    except UnicodeDecodeError:
        yield part.decode("utf-8", "replace")
        yield part.decode("gb18030", "replace")


def _fold(text: str) -> str:
    """Undo escapes, widths and case."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return unicodedata.normalize("NFKC", unquote(plain)).casefold()
