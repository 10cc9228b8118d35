"""The lists of the set `unseen_talk`, among them the regions its addresses lie in.

Must never reach into the training room: not a list of it is used here.
"""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from tests.quality.unseen.shelf import Shelf

SHELF: Final = Shelf(Path(__file__).parent)
words, characters, weighted = SHELF.words, SHELF.characters, SHELF.weighted


class Region(NamedTuple):
    """A county with what it belongs to; province or city may be empty."""

    province: str
    city: str
    county: str
    towns: tuple[str, ...]


@cache
def regions() -> tuple[Region, ...]:
    """All counties of `regions.txt`."""
    rows = (SHELF.folder / "regions.txt").read_text("utf-8").splitlines()
    cells = (row.split("|") for row in rows if not row.startswith("# "))
    return tuple(Region(p, c, k, tuple(towns.split(" "))) for p, c, k, towns in cells)
