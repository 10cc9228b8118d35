"""A record that a report looks at, and how the report names it: a line of a file, or its place.

Must never show more of a record than that.
"""

from typing import NamedTuple, TypeAlias

from redactor.record import Coordinates, Record

Where: TypeAlias = int | Coordinates
"""A line of a file, from 1; or where a record stands in a topic."""


class Entry(NamedTuple):
    """One record to look at.

    Attributes:
        where: How it is named.
        record: The record; None for one that is too long to be kept.
    """

    where: Where
    record: Record | None

    def __repr__(self) -> str:
        """Name the place alone."""
        return f"Entry({named(self.where)})"


def named(where: Where) -> str:
    """Name a place for a reader: `line 7`, or `record raw.parcels/0/12`."""
    return f"record {where}" if isinstance(where, Coordinates) else f"line {where}"


def told(where: Where) -> dict[str, int | str]:
    """Name a place for a program: `{"line": 7}`, or `{"record": "raw.parcels/0/12"}`."""
    return {"record": str(where)} if isinstance(where, Coordinates) else {"line": where}


def order(where: Where) -> tuple[str, int, int]:
    """Give what places are sorted by; all of a report are of one kind."""
    return where if isinstance(where, Coordinates) else ("", 0, where)


def counted(number: int, what: str) -> str:
    """Write a count with its noun: `1 record`, `1,200 records`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
