"""The words of a row before, between and behind places of several words: KWUN TONG | ONG WEI MING.

Must never leave out a word that is no part of such a place.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from recognizers.names.romanised import places

Words = list[tuple[int, int, str]]  # start, end, letters

_SHORT: Final = 2
_BESIDE: Final = 2  # letters on each side of a blank by which a place is told


def between_places(words: Words, text: str) -> Iterator[Words]:
    """Give the words between places; themselves where there is none.

    Args:
        words: Of one row, in order; at least one.
        text: In which they stand.
    """
    first, last = words[0][0], words[-1][1]
    if len(words) <= _SHORT or not _joints().search(text, first, last):
        yield words
        return
    at = 0
    for place in _several().finditer(text, first, last):
        before = [word for word in words[at:] if word[1] <= place.start()]
        if before:
            yield before
        at = sum(word[0] < place.end() for word in words)
    if words[at:]:
        yield words[at:]


def _names() -> list[str]:
    """Places of several words, longer names first."""
    return sorted((name for name in places() if " " in name), key=lambda name: (-len(name), name))


@cache
def _several() -> re.Pattern[str]:
    """Places of several words, by their first letters, of which one is tried instead of all."""
    heads = sorted({name[0] for name in _names()})
    listed = "|".join(
        f"{head}(?:{'|'.join(name[1:] for name in _names() if name[0] == head)})" for head in heads
    )
    return re.compile(rf"(?i:{listed})(?![A-Za-z'-])")


@cache
def _joints() -> re.Pattern[str]:
    """A blank with letters around it as within such a place: most rows have none."""
    around: dict[str, set[str]] = {}
    for name in _names():
        first, _, rest = name.partition(" ")
        around.setdefault(first[-_BESIDE:], set()).add(rest[:_BESIDE])
    joints = "|".join(f"(?<={a} )(?:{'|'.join(sorted(b))})" for a, b in sorted(around.items()))
    return re.compile(f" (?i:{joints})")
