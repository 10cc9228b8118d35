"""Takes addresses apart: in the compiled kernel, or by the patterns of `parts`, with one answer.

Must never describe a word twice: the kernel is given those of `endings`, `regions` and `parts`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from recognizers.address import endings, parts, regions
from recognizers.finding import LEVELS, Part
from recognizers.native import KERNEL
from recognizers.planes import BASIC_PLANE, matched, points


def parts_of(address: str, offset: int = 0) -> tuple[Part, ...]:
    """Takes an address apart; see `parts.written_parts`."""
    if KERNEL is not None:
        found: tuple[Part, ...] | None = KERNEL.parts(compiled(), address, offset)
        if found is not None:  # no character beyond the basic plane: the kernel has no class for it
            return found
    return parts.written_parts(address, offset)


def tables() -> tuple[Any, ...]:
    """What the kernel is told: classes, endings by group, regions by suffix, names, and makers."""
    number = {level: place for place, level in enumerate(LEVELS)}
    suffixes = tuple((number[one.level], one.least, one.most) for one in endings.SUFFIXES)
    names = tuple(
        tuple((name, number[level]) for name, level in entries)
        for entries in regions.region_names().values()
    )
    return _table(), _groups(), suffixes, names, sum(map(len, names)), Part, LEVELS


@cache
def compiled() -> Any:  # noqa: ANN401  # the kernel's own capsule
    """Give what the kernel made of the tables.

    Raises:
        RuntimeError: There is no kernel.
    """
    if KERNEL is None:
        message = "no kernel"
        raise RuntimeError(message)
    return KERNEL.grammar(*tables())


def _classes() -> Iterator[str]:
    """The characters of each class, in the order of recognizers/native/address.h."""
    yield from map(matched, (parts.FIRST, parts.BARE, parts.HEAD))
    yield from (parts.NUMERALS, parts.STEMS, endings.LAST, parts.SEPARATORS, regions.SEPARATORS)
    yield from (endings.NO_WAY, parts.SECTIONS, regions.SIDES, regions.ORDERS)


def _table() -> npt.NDArray[np.uint16]:
    table = np.zeros(BASIC_PLANE, dtype=np.uint16)
    for bit, characters in enumerate(_classes()):
        table[points(characters)] |= np.uint16(1 << bit)
    return table


def _groups() -> tuple[tuple[tuple[str, str, int], ...], ...]:
    """The endings of each group, in the order of recognizers/native/address.h."""
    groups = (
        *endings.COUNTED.values(),
        *(endings.TEAM, endings.TOWN, endings.VILLAGE, endings.ROAD, endings.WAY, endings.LINE),
        *(endings.BELOW, endings.NAMESAKE, endings.NO_COUNTY),
        *(one.endings for one in endings.SUFFIXES),
    )
    return tuple(tuple((word, ahead, int(how)) for word, ahead, how in group) for group in groups)
