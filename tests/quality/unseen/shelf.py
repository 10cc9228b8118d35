"""A sealed corpus' word lists and frames, read from the text files of its folder.

Must never reach into the training room: not a list of it is used here.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple


class Shelf(NamedTuple):
    """The text files of one corpus.

    Attributes:
        folder: Where they stand.
    """

    folder: Path

    def sections(self, name: str) -> dict[str, tuple[str, ...]]:
        """The sections of a file.

        Args:
            name: The file's name, without its ending.

        Returns:
            Lines by section, in file order, without notes (`# `) and empty lines.
        """
        return _sections(self.folder / f"{name}.txt")

    def frames(self, kind: str) -> tuple[str, ...]:
        """The frames of a kind of talk."""
        return self.sections(kind)[kind]

    def words(self, section: str) -> tuple[str, ...]:
        """The words of one section of `values.txt`."""
        return self.sections("values")[section]

    def characters(self, section: str) -> str:
        """The characters of one section of `values.txt`."""
        return "".join(self.words(section))

    def weighted(self, section: str) -> tuple[list[str], list[int]]:
        """The words of one section and how often each is drawn: once, if a row does not say."""
        return _weighted(self.words(section))


@cache
def _sections(file: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for row in file.read_text("utf-8").splitlines():
        if row.startswith("[") and row.endswith("]") and row[1:-1].isidentifier() and row.isascii():
            lines = found.setdefault(row[1:-1], [])
        elif row and not row.startswith("# "):
            lines.append(row)
    return {section: tuple(rows) for section, rows in found.items()}


@cache
def _weighted(rows: tuple[str, ...]) -> tuple[list[str], list[int]]:
    weighed = [_weighed(row) for row in rows]
    return [word for word, _ in weighed], [weight for _, weight in weighed]


def _weighed(row: str) -> tuple[str, int]:
    word, gap, weight = row.rpartition(" ")
    return (word, int(weight)) if gap and weight.isdecimal() else (row, 1)
