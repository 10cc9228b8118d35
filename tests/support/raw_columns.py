"""Records as columns, written as `redactor.columns` says: by hand, without a set or a compiler.

Must never be given records of several topics: they are those of one.
"""

from array import array
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

from redactor.record import Record

Columns: TypeAlias = tuple[str, int, bytes, bytes, bytes, bytes, bytes]


def columns_of(records: Sequence[Record]) -> Columns:
    """Write records of which none is unreadable."""
    raw, parts, begins = bytearray(), array("i"), array("i")
    for record in records:
        begins.append(len(parts))
        parts.append(len(record.raw_headers))
        sides = [(name.encode(), value) for name, value in record.raw_headers]
        for part in (record.raw_key, record.raw_value, *chain.from_iterable(sides)):
            parts.extend((0, -1) if part is None else (len(raw), len(part)))
            raw += part or b""
    offsets = array("q", [record.at.offset for record in records])
    times_ms = array("q", [record.timestamp_ms for record in records])
    where = (begins.tobytes(), parts.tobytes(), offsets.tobytes(), times_ms.tobytes())
    return ("raw", 0, bytes(raw), *where)
