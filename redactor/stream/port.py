"""The two sides of a lane: where records come from and where results go.

Must never name a client library: aiokafka stands behind these, and librdkafka could.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, Final, NamedTuple, Protocol

from redactor.errors import Reason, RedactorError
from redactor.isolation.packed import MessageSet
from redactor.pipeline import Pipeline
from redactor.record import Headers, Record, Result


class Letter(NamedTuple):
    """One message to write: a masked copy, or a quarantine pointer.

    A tuple, because one is made for every record written; its `repr` shows no payload.

    Attributes:
        offset: Offset of the source record it speaks of.
        topic: Target topic.
        partition: Target partition.
        timestamp_ms: Timestamp to write, Unix epoch; None is the time of writing.
        masked_key: Key, or None.
        masked_value: Value; None is a tombstone.
        headers: In order, duplicates kept.
    """

    offset: int
    topic: str
    partition: int
    timestamp_ms: int | None
    masked_key: bytes | None
    masked_value: bytes | None
    headers: Headers

    def __repr__(self) -> str:
        """Name the place alone."""
        return f"Letter({self.topic}/{self.partition} of offset {self.offset})"


# As the constructor, with all fields in one tuple: at half its cost.
letter_of: Final[Callable[[tuple[Any, ...]], Letter]] = partial(tuple.__new__, Letter)


class Parcel(NamedTuple):
    """A message set to write as it is.

    Attributes:
        partition: Of its target.
        message_set: The set.
        offsets: Of the source records that it holds copies of.
    """

    partition: int
    message_set: MessageSet
    offsets: Sequence[int]


class Delivery(NamedTuple):
    """What one batch leaves behind.

    Attributes:
        letters: Everything to write, in source order for each target partition, but for what is in
            the parcels.
        next_offset: Source offset to commit: one past the last record of the batch.
        suspects: Offsets whose letters must travel apart from all others, so that a refusal says
            more, each with the number of those that it may travel with; where there are any, there
            are no parcels.
        parcels: Message sets, in source order for each target partition.
    """

    letters: Iterable[Letter]
    next_offset: int
    suspects: Mapping[int, int]
    parcels: Sequence[Parcel] = ()


class FencedError(RedactorError):
    """Another worker owns the partition now, or the broker ended our transaction."""


class TransientError(RedactorError):
    """Nothing was committed that we know of; reopening and reading again may help."""


class UnfitError(RedactorError):
    """The broker refuses some message sets for the sake of a record in them."""

    def __init__(self, refused: Sequence[tuple[frozenset[int], Reason]]) -> None:
        """Take each refused set's source offsets and reason; one offset alone is the culprit."""
        self.refused = tuple((frozenset(offsets), reason) for offsets, reason in refused)
        super().__init__("the broker refused records")


class LaneState(StrEnum):
    """What a lane is doing."""

    OPENING = "opening"
    RUNNING = "running"
    RETRYING = "retrying"
    FENCED = "fenced"
    STOPPED = "stopped"


class Redactor(Protocol):
    """The way to the pipeline, off the event loop."""

    async def open(self) -> None:
        """Wait until it can redact; await it once, before the first batch.

        Raises:
            ConfigError: A recognizer cannot be used.
            EmitError: It cannot begin.
        """

    async def redact(self, pipeline: Pipeline, records: Sequence[Record]) -> Sequence[Result]:
        """Redact a batch.

        Args:
            pipeline: The policy in force.
            records: Of one partition, in order; never empty.

        Returns:
            One result for each record in the same order; for the first of them only, at least
            one, when those took long.

        Raises:
            EmitError: It cannot go on.
        """

    async def close(self) -> None:
        """End what is under way. Never raises."""


class Source(Protocol):
    """One partition of a source topic, read by one lane."""

    async def rewind(self, floor: int) -> int:
        """Go back to the group's committed offset, read anew from the broker.

        Args:
            floor: What this worker saw committed itself; 0 for nothing. A broker that tells of
                less has forgotten (Kafka 4.4 does, when the first write after a coordinator's
                start fails), and reading from there would write records twice.

        Returns:
            The offset or the floor, whichever is later; the partition's first for a group that has
            none.

        Raises:
            SourceError: That offset is gone: nothing may be skipped silently.
            TransientError: The broker did not answer.
        """

    async def fetch(self) -> Sequence[Record]:
        """Wait a moment for records and take them, in order; nothing when there are none.

        Raises:
            SourceError: The partition cannot be read on.
            TransientError: The broker did not answer as it should.
        """

    def lag(self, next_offset: int) -> int:
        """Count the records known to stand at or after an offset."""


class Emitter(Protocol):
    """Writes the results of one lane."""

    async def open(self) -> None:
        """Connect; with transactions, fence every predecessor and end what it left open.

        Raises:
            EmitError: The broker will never let us.
            TransientError: It may, later.
        """

    async def emit(self, delivery: Delivery) -> None:
        """Write every letter and commit the offset, confirmed by the broker.

        Raises:
            EmitError: The broker refuses; the worker must stop.
            FencedError: The lane has lost its partition.
            TransientError: The outcome is a failure or unknown; rewind, reopen, do it again.
            UnfitError: Single records were refused.
        """

    async def close(self) -> None:
        """End what is open within a bound of time. Never raises."""
