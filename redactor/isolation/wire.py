"""What goes over the socket between the worker and the process that redacts.

Must never be read from anyone but the process at the other end of our own socket pair.
"""

import marshal
from collections.abc import Sequence
from itertools import islice, repeat
from operator import getitem, itemgetter
from typing import Any, Final, TypeAlias

from redactor.errors import Reason
from redactor.isolation.claims import findings_in, outputs_in, sightings_in
from redactor.record import (
    Masked,
    Output,
    Record,
    Refused,
    Result,
    coordinates_of,
    masked_of,
    output_of,
    record_of,
)

# Plain tuples, which `marshal` writes at a fifth of a microsecond a record; `pickle` of the same
# records takes twenty times that. Column by column: their tuples are taken apart and put together
# without a call for each record.
Row: TypeAlias = tuple[Any, ...]
Columns: TypeAlias = tuple[Sequence[Any], ...]

LENGTH_BYTES: Final = 8
# The last version of the format that does not look every object up, in case it has written it: of
# what we write, few repeat.
_FORMAT: Final = 2
_NO_RECORDS: Final[Columns] = ((),) * 8
_NO_OUTPUTS: Final[Columns] = ((),) * 4
_NO_ROWS: Final[Columns] = ((),) * 3
_place, _time = itemgetter(0), itemgetter(1)  # of a record


def pieces_of(kind: str, content: Any) -> tuple[bytes, bytes]:  # noqa: ANN401 -- whatever marshal takes
    """Write a message in two pieces, to be sent one behind the other: its length, and all else."""
    body = marshal.dumps((kind, content), _FORMAT)
    return len(body).to_bytes(LENGTH_BYTES), body


def unframed(body: bytes | bytearray | memoryview) -> tuple[str, Any]:
    """Read a message's kind and content.

    Raises:
        ValueError: It is no message of ours.
    """
    kind, content = marshal.loads(body)  # noqa: S302 -- from our own child, see above
    return kind, content


def columns_of(records: Sequence[Record]) -> Columns:
    """Write records; none of them gives empty columns."""
    if not records:
        return _NO_RECORDS
    places, *others = zip(*records, strict=True)
    return (*zip(*places, strict=True), *others)


def records_of(columns: Columns) -> list[Record]:
    """Read records.

    Raises:
        ValueError: The columns are not of one length.
    """
    topics, partitions, offsets, *others = columns
    places = map(coordinates_of, zip(topics, partitions, offsets, strict=True))
    return list(map(record_of, zip(places, *others, strict=True)))


def answer_of(results: Sequence[Result]) -> Columns:
    """Write results; their coordinates are known at the other end.

    Returns:
        The columns of all outputs; what was found, once for all records in which it is the same;
        then of each record how many outputs it has, none if it was refused; where in that list
        its findings stand, or why it was refused; and its sighting.
    """
    outputs: list[Output] = []
    kinds: dict[Any, int] = {}
    rows: list[Row] = []
    for one in results:
        if isinstance(one, Masked):
            _, _, made, detections, seen = one
            outputs += made
            rows.append((len(made), kinds.setdefault(detections, len(kinds)), seen and tuple(seen)))
        else:
            rows.append((0, one.reason.value, None))
    columns = zip(*outputs, strict=True) if outputs else _NO_OUTPUTS
    return (*columns, list(kinds), *(zip(*rows, strict=True) if rows else _NO_ROWS))


def results_of(records: Sequence[Record], answer: Columns) -> list[Result]:
    """Read the results of these records; what was found is one object for all that share it.

    Raises:
        ValueError: There is not exactly one for each.
        TypeError, LookupError: It is no answer of ours.
    """
    *columns, kinds, counts, told, seen = answer
    outputs = map(output_of, outputs_in(columns))
    kinds, sightings = findings_in(kinds), sightings_in(seen)
    if len(set(counts)) == 1 and counts[0]:  # as nearly always: nothing was refused
        made = zip(*[outputs] * counts[0], strict=True)  # so many of them for each record
        found = map(getitem, repeat(kinds), map(_place_of_kind, told))
        rows = zip(map(_place, records), map(_time, records), made, found, sightings, strict=True)
        return list(map(masked_of, rows))
    results: list[Result] = []
    for record, count, what, sighted in zip(records, counts, told, sightings, strict=True):
        if count:
            some = tuple(islice(outputs, count))
            row = (record.at, record.timestamp_ms, some, kinds[_place_of_kind(what)], sighted)
            results.append(masked_of(row))
        else:
            results.append(Refused(record.at, record.timestamp_ms, Reason(what)))
    if sum(counts) != len(columns[0]):
        msg = "other outputs than the records have"
        raise ValueError(msg)
    return results


def _place_of_kind(told: int) -> int:
    """Give it, if it does not count from behind."""
    if told < 0:
        raise IndexError
    return told
