"""One Kafka record on its way through: raw in, masked or refused out.

Payload fields never show in a `repr`, so that no log line or traceback can carry them.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from redactor.errors import Reason

Headers: TypeAlias = tuple[tuple[str, bytes | None], ...]


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Where a source record stands: all that may be said of a record in a log or a quarantine."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        """`topic/partition/offset`, the form of the `x-redactor-source` header."""
        return f"{self.topic}/{self.partition}/{self.offset}"


@dataclass(frozen=True, slots=True)
class Record:
    """A raw record as it was read.

    Attributes:
        at: Source coordinates.
        timestamp_ms: The source's timestamp, Unix epoch in milliseconds.
        raw_key: Key bytes, or None.
        raw_value: Value bytes; None is a tombstone.
        raw_headers: Headers in order, duplicates kept.
    """

    at: Coordinates
    timestamp_ms: int
    raw_key: bytes | None = field(repr=False)
    raw_value: bytes | None = field(repr=False)
    raw_headers: Headers = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Output:
    """One masked copy, for one view's topic."""

    target: str
    masked_key: bytes | None = field(repr=False)
    masked_value: bytes | None = field(repr=False)
    masked_headers: Headers = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Masked:
    """A record that may go on: one output for every view of its route.

    Attributes:
        at: Source coordinates.
        timestamp_ms: The source's timestamp.
        outputs: One per view, never empty.
        detections: `(field path, entity)` of every finding, for the counts; array indexes are
            folded to `*` and no value appears in a path.
    """

    at: Coordinates
    timestamp_ms: int
    outputs: tuple[Output, ...]
    detections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that may not go on: its coordinates and a reason of the closed set."""

    at: Coordinates
    timestamp_ms: int
    reason: Reason


Result: TypeAlias = Masked | Refused
