"""One Kafka record on its way through: raw in, masked or refused out.

Must never show a payload in a `repr`, which log lines and tracebacks print. Tuples, because some
of each are made for every record: that takes a third of what frozen dataclasses take.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from redactor.errors import Reason

Headers: TypeAlias = tuple[tuple[str, bytes | None], ...]
Findings: TypeAlias = tuple[tuple[str, str], ...]  # field path and entity of each


class Coordinates(NamedTuple):
    """Where a source record stands: all that may be said of a record in a log or a quarantine."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        """`topic/partition/offset`, the form of the `x-redactor-source` header."""
        topic, partition, offset = self
        return f"{topic}/{partition}/{offset}"


class Record(NamedTuple):
    """A raw record as it was read.

    Attributes:
        at: Source coordinates.
        timestamp_ms: The source's timestamp, Unix epoch in milliseconds.
        raw_key: Key bytes, or None.
        raw_value: Value bytes; None is a tombstone.
        raw_headers: Headers in order, duplicates kept.
        unreadable: Reason to refuse it with, when it could not even be read; else empty.
    """

    at: Coordinates
    timestamp_ms: int
    raw_key: bytes | None
    raw_value: bytes | None
    raw_headers: Headers = ()
    unreadable: str = ""

    def __repr__(self) -> str:
        """Name the place alone."""
        return f"Record({self.at})"


class Output(NamedTuple):
    """One masked copy, for one view's topic."""

    target: str
    masked_key: bytes | None
    masked_value: bytes | None
    masked_headers: Headers = ()

    def __repr__(self) -> str:
        """Name the target alone: what a policy keeps stands in a masked value as it was."""
        return f"Output({self.target})"


class Sighting(NamedTuple):
    """Someone seen at an address, in keyed digests: see `masking.crowd`."""

    person: int
    chain: tuple[int, ...]


class Masked(NamedTuple):
    """A record that may go on: one output for every view of its route.

    Attributes:
        at: Source coordinates.
        timestamp_ms: The source's timestamp.
        outputs: One per view, never empty.
        detections: Of every finding, for the counts; array indexes are folded to `*` and no value
            appears in a path.
        sighting: Who was seen where, if the route counts its recipients.
    """

    at: Coordinates
    timestamp_ms: int
    outputs: tuple[Output, ...]
    detections: Findings = ()
    sighting: Sighting | None = None


class Refused(NamedTuple):
    """A record that may not go on: its coordinates and a reason of the closed set."""

    at: Coordinates
    timestamp_ms: int
    reason: Reason


Result: TypeAlias = Masked | Refused

# As the constructors, with all fields in one tuple: at half their cost, paid for every record.
coordinates_of: Final[Callable[[tuple[Any, ...]], Coordinates]] = partial(
    tuple.__new__, Coordinates
)
record_of: Final[Callable[[tuple[Any, ...]], Record]] = partial(tuple.__new__, Record)
output_of: Final[Callable[[tuple[Any, ...]], Output]] = partial(tuple.__new__, Output)
masked_of: Final[Callable[[tuple[Any, ...]], Masked]] = partial(tuple.__new__, Masked)
