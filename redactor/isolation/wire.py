"""What goes over the socket between the worker and the process that redacts.

Must never be read from anyone but the process at the other end of our own socket pair.
"""

import marshal
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from redactor.errors import Reason
from redactor.record import Coordinates, Masked, Output, Record, Refused, Result, Sighting

# Plain tuples, which `marshal` writes at a fifth of a microsecond a record; `pickle` of the same
# records takes twenty times that.
Row: TypeAlias = tuple[Any, ...]

LENGTH_BYTES: Final = 8


def framed(kind: str, content: Any) -> bytes:  # noqa: ANN401 -- whatever marshal takes
    """Write one message: its length, its kind, its content."""
    body = marshal.dumps((kind, content))
    return len(body).to_bytes(LENGTH_BYTES) + body


def unframed(body: bytes) -> tuple[str, Any]:
    """Read a message's kind and content.

    Raises:
        ValueError: It is no message of ours.
    """
    kind, content = marshal.loads(body)  # noqa: S302 -- from our own child, see above
    return kind, content


def rows_of(records: Sequence[Record]) -> list[Row]:
    """Write records of one partition."""
    return [(*at, *rest) for at, *rest in records]


def records_of(rows: Iterable[Row]) -> list[Record]:
    """Read records."""
    return [
        Record(Coordinates(topic, partition, offset), ms, raw_key, raw_value, headers, unreadable)
        for topic, partition, offset, ms, raw_key, raw_value, headers, unreadable in rows
    ]


def answer_of(results: Iterable[Result]) -> list[Row]:
    """Write results; their coordinates are known at the other end."""
    return [
        ([tuple(output) for output in one.outputs], one.detections, _sighting(one))
        if isinstance(one, Masked)
        else (one.reason.value,)
        for one in results
    ]


def results_of(records: Sequence[Record], answer: Sequence[Row]) -> list[Result]:
    """Read the results of these records.

    Raises:
        ValueError: There is not exactly one for each.
    """
    return [_result(one, row) for one, row in zip(records, answer, strict=True)]


def _result(record: Record, row: Row) -> Result:
    if len(row) == 1:
        return Refused(record.at, record.timestamp_ms, Reason(row[0]))
    outputs, detections, seen = row
    made = tuple([Output(*output) for output in outputs])
    sighting = Sighting(*seen) if seen else None
    return Masked(record.at, record.timestamp_ms, made, detections, sighting)


def _sighting(masked: Masked) -> Row | None:
    """Give a sighting as a plain tuple, which `marshal` takes."""
    return tuple(masked.sighting) if masked.sighting else None
