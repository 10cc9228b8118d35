"""The characters of the basic plane, and their code points, for tables with a place for each.

Must never miss a character of it: what a table does not know, nobody looks for.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

BASIC_PLANE: Final = 65_536


def matched(pattern: str) -> str:
    """Give the characters of the basic plane that a pattern of one character matches, in order."""
    runs = re.compile(f"(?:{pattern})+").finditer(_basic())
    return "".join([run[0] for run in runs])


def digits_elsewhere() -> str:
    """Give the digits of other scripts than ours."""
    return "".join([one for one in _basic() if one.isdigit() and not one.isascii()])


def points(characters: Iterable[str]) -> npt.NDArray[np.uint32]:
    """Give the code points of characters."""
    joined = characters if isinstance(characters, str) else "".join(characters)
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@cache
def _basic() -> str:
    return "".join(map(chr, range(BASIC_PLANE)))
