"""The lines of a file as records of a report.

Must never leave out a line that could hold a record.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from redactor.entry import Entry
from redactor.files.lines import Batch, Line
from redactor.record import Coordinates, Record

FILE: Final = "file"  # stands for a topic


def entries(read: Iterable[Batch]) -> Iterator[list[Entry]]:
    """Give the records of a file, batch by batch; blank lines hold none."""
    for batch in read:
        yield [_entry(line) for line in batch.lines if line.raw is None or line.raw.strip()]


def _entry(line: Line) -> Entry:
    if line.raw is None:
        return Entry(line.number, None)
    return Entry(line.number, Record(Coordinates(FILE, 0, line.number), 0, None, line.raw))
