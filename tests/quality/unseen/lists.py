"""The corpus' word lists and frames, read from the text files beside this one.

Must never reach into the training room: not a list of it is used here.
"""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_HERE: Final = Path(__file__).parent


class Region(NamedTuple):
    """A county with what it belongs to; province or city may be empty."""

    province: str
    city: str
    county: str
    towns: tuple[str, ...]


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The sections of a file.

    Args:
        name: The file's name, without its ending.

    Returns:
        Lines by section, in file order, without notes (`# `) and empty lines.
    """
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for row in (_HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if row.startswith("[") and row.endswith("]") and row[1:-1].isidentifier() and row.isascii():
            lines = found.setdefault(row[1:-1], [])
        elif row and not row.startswith("# "):
            lines.append(row)
    return {section: tuple(rows) for section, rows in found.items()}


def words(section: str) -> tuple[str, ...]:
    """The words of one section of `values.txt`."""
    return sections("values")[section]


def characters(section: str) -> str:
    """The characters of one section of `values.txt`."""
    return "".join(words(section))


def weighted(section: str) -> tuple[list[str], list[int]]:
    """The words of one section and how often each is drawn."""
    rows = [row.split(" ") for row in words(section)]
    return [row[0] for row in rows], [int(row[1]) for row in rows]


@cache
def regions() -> tuple[Region, ...]:
    """All counties of `regions.txt`."""
    rows = (_HERE / "regions.txt").read_text("utf-8").splitlines()
    cells = (row.split("|") for row in rows if not row.startswith("# "))
    return tuple(Region(p, c, k, tuple(towns.split(" "))) for p, c, k, towns in cells)
