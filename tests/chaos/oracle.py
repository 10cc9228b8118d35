"""What a reader saw, held against what was written: pure functions, no Kafka.

Must never take the worker's word for anything: it judges by what stands in the topics alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

MASKED: Final = "masked"
QUARANTINE: Final = "quarantine"


class Place(NamedTuple):
    """Where a source record stands."""

    partition: int
    offset: int


class Sighting(NamedTuple):
    """One message of an output topic, as a reader saw it.

    Attributes:
        source: The source record it names.
        kind: `MASKED` or `QUARANTINE`.
        partition: Partition of the output topic.
        digest: Hash of key, value and headers.
        raw: It holds a seeded value.
    """

    source: Place
    kind: str
    partition: int
    digest: bytes
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Source offsets to judge, half-open, by partition."""

    first: Mapping[int, int]
    end: Mapping[int, int]

    def __len__(self) -> int:
        """Count the records."""
        return sum(end - self.first.get(partition, 0) for partition, end in self.end.items())

    def __contains__(self, place: Place) -> bool:
        """Tell whether a record is to be judged."""
        first = self.first.get(place.partition, 0)
        return first <= place.offset < self.end.get(place.partition, 0)

    def places(self) -> Iterator[Place]:
        """Give every place."""
        for partition, end in self.end.items():
            for offset in range(self.first.get(partition, 0), end):
                yield Place(partition, offset)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a span; all zero is right, under `at_least_once` but for `repeated`.

    Attributes:
        records: Source records judged.
        lost: Records that are nowhere.
        repeated: Sightings beyond the first.
        changed: Records whose sightings differ, or that are masked and quarantined both.
        disordered: First sightings that came after one of a later record of their partition.
        strayed: Masked records in another partition than their source's.
        raw: Messages that hold a seeded value.
        early: Committed offsets that were ahead of what had been delivered.
    """

    records: int = 0
    lost: int = 0
    repeated: int = 0
    changed: int = 0
    disordered: int = 0
    strayed: int = 0
    raw: int = 0
    early: int = 0

    def faults(self, *, exactly_once: bool) -> int:
        """Count what must be zero."""
        always = self.lost + self.changed + self.disordered + self.strayed + self.raw + self.early
        return always + (self.repeated if exactly_once else 0)

    def __add__(self, other: "Verdict") -> "Verdict":
        """Add two verdicts up."""
        return Verdict(
            self.records + other.records,
            self.lost + other.lost,
            self.repeated + other.repeated,
            self.changed + other.changed,
            self.disordered + other.disordered,
            self.strayed + other.strayed,
            self.raw + other.raw,
            self.early + other.early,
        )


@dataclass(slots=True)
class Ledger:
    """Everything one reader saw, in the order it saw it in each partition."""

    copies: dict[Place, list[Sighting]] = field(default_factory=dict)
    prefix: dict[int, int] = field(default_factory=dict)
    disordered: set[Place] = field(default_factory=set)
    repeats: int = 0
    _latest: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def add(self, one: Sighting) -> None:
        """Take the next message of its partition."""
        known = self.copies.get(one.source)
        if known is not None:
            known.append(one)
            self.repeats += 1
            return
        self.copies[one.source] = [one]
        lane = (one.kind, one.partition, one.source.partition)
        latest = self._latest.get(lane, -1)
        if one.source.offset < latest:
            self.disordered.add(one.source)
        self._latest[lane] = max(latest, one.source.offset)
        self._advance(one.source.partition)

    def delivered(self, partition: int) -> int:
        """Give the first source offset that has not been seen, all before it having been."""
        return self.prefix.get(partition, 0)

    def _advance(self, partition: int) -> None:
        offset = self.prefix.get(partition, 0)
        while Place(partition, offset) in self.copies:
            offset += 1
        self.prefix[partition] = offset


def ledger_of(sightings: Iterable[Sighting]) -> Ledger:
    """Write a reader's whole view down."""
    ledger = Ledger()
    for one in sightings:
        ledger.add(one)
    return ledger


def judge(ledger: Ledger, span: Span) -> Verdict:
    """Hold what was seen against the source offsets that must have been delivered.

    Args:
        ledger: What a reader saw.
        span: Records that are all committed, so that each must be somewhere.
    """
    lost = repeated = changed = strayed = raw = 0
    for place in span.places():
        copies = ledger.copies.get(place, [])
        lost += not copies
        repeated += max(0, len(copies) - 1)
        changed += _changed(copies)
        strayed += any(c.kind == MASKED and c.partition != place.partition for c in copies)
        raw += sum(copy.raw for copy in copies)
    disordered = sum(place in span for place in ledger.disordered)
    return Verdict(len(span), lost, repeated, changed, disordered, strayed, raw)


def invented(ledger: Ledger, ends: Mapping[int, int]) -> int:
    """Count what was seen of records that were never written."""
    return sum(place.offset >= ends.get(place.partition, 0) for place in ledger.copies)


def early(committed: Mapping[int, int], ledger: Ledger) -> int:
    """Count partitions whose committed offset is ahead of what a reader has received.

    Args:
        committed: The group's offsets as they were once.
        ledger: What the reader had seen at a later time, up to an end taken after that.
    """
    return sum(offset > ledger.delivered(partition) for partition, offset in committed.items())


def _changed(copies: Sequence[Sighting]) -> bool:
    return len({(copy.kind, copy.digest) for copy in copies}) > 1
