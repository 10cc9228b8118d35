r"""Numbered lines of a byte stream, as many at a time as one read brings.

Must never hold more than one chunk and one line, nor wait for a full batch while lines are there:
`tail -f … | redactor scan` answers line by line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

CHUNK_BYTES: Final = 256 * 1024
MAX_LINE_BYTES: Final = 16 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"


class Readable(Protocol):
    """A buffered binary stream."""

    def read1(self, size: int, /) -> bytes:
        """Give what is there, up to `size` bytes; empty at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    r"""One line, without its end (`\n` or `\r\n`).

    Attributes:
        number: Counts from 1.
        raw: The bytes; None for a line longer than the limit, which was not kept.
    """

    number: int
    raw: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """The lines that ended within one read, and how many bytes that read was."""

    lines: tuple[Line, ...]
    size_bytes: int


def batches(stream: Readable, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[Batch]:
    r"""Read a stream to its end.

    Only `\n` ends a line: Python's other line ends may stand inside a text. A UTF-8 byte order
    mark at the very start is the file's, not the text's, and is taken off. An empty stream gives
    no batch.
    """
    cutter = _Cutter(max_line_bytes)
    while chunk := stream.read1(CHUNK_BYTES):
        yield Batch(tuple(cutter.feed(chunk)), len(chunk))
    if last := tuple(cutter.finish()):
        yield Batch(last, 0)


class _Cutter:
    """Cuts chunks into lines and keeps the unfinished rest."""

    def __init__(self, max_line_bytes: int) -> None:
        self._max_line_bytes = max_line_bytes
        self._rest = b""
        self._too_long = False
        self._number = 0

    def feed(self, chunk: bytes) -> Iterator[Line]:
        """Give the lines that `chunk` completes."""
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        for raw in whole:
            yield self._line(raw)
        if len(self._rest) > self._max_line_bytes:
            self._too_long = True
            self._rest = b""

    def finish(self) -> Iterator[Line]:
        """Give the last line, if the stream does not end with a line end."""
        if self._rest or self._too_long:
            yield self._line(self._rest)

    def _line(self, raw: bytes) -> Line:
        self._number += 1
        too_long = self._too_long or len(raw) > self._max_line_bytes
        self._too_long = False
        if self._number == 1:
            raw = raw.removeprefix(_BOM)
        return Line(self._number, None if too_long else raw.removesuffix(b"\r"))
