"""Reads the finished topics again and proves what the demo claims, or says what is wrong.

Must never show a planted value: a failure is counts and kinds.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from redactor.demo.day import Day
from redactor.demo.manifest import Kind
from redactor.demo.search import Finder
from redactor.record import Record
from redactor.stages.codec import POLICY_HEADER, SOURCE_HEADER


@dataclass(frozen=True, slots=True)
class Topics:
    """All records of the three topics, each partition's in offset order.

    Raw records are read from the broker as well: what is compared is what was really there.
    """

    raw: Sequence[Record]
    masked: Sequence[Record]
    quarantine: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Check:
    """One claim and whether it holds."""

    claim: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """Every claim, and the planted values that came through, by kind."""

    checks: tuple[Check, ...]
    leaked: Counter[Kind]

    @property
    def holds(self) -> bool:
        """Whether every claim does."""
        return all(check.holds for check in self.checks)


def prove(topics: Topics, day: Day) -> Proof:
    """Check every claim, the broken ones too."""
    finder = Finder(day.seeds)
    leaked = Counter(seed.kind for seed in finder.seen(_parts(topics.masked)))
    in_quarantine = len(finder.seen(_parts(topics.quarantine)))
    in_raw, planted = len(finder.seen(_parts(topics.raw))), len(day.seeds)
    total = leaked.total()
    checks = (
        Check(f"{total} seeded values found in the masked topic", total == 0),
        Check(f"{in_quarantine} seeded values found in the quarantine topic", in_quarantine == 0),
        Check(
            f"the same search finds {in_raw:,} of {planted:,} in the raw topic", in_raw == planted
        ),
        *_counts(topics, day),
        *(Check(claim, holds(topics)) for claim, holds in _CLAIMS),
    )
    return Proof(checks, leaked)


def _parts(records: Sequence[Record]) -> Iterator[bytes]:
    """Give every byte string of a record in which a value can stand."""
    for record in records:
        yield record.raw_value or b""
        yield record.raw_key or b""
        for name, value in record.raw_headers:
            yield name.encode()
            yield value or b""


def _counts(topics: Topics, day: Day) -> Iterator[Check]:
    raw, masked, refused = len(topics.raw), len(topics.masked), len(topics.quarantine)
    broken = sum(not event.intact for event in day.events)
    yield Check(
        f"{raw:,} events in = {masked:,} masked + {refused:,} quarantined",
        raw == len(day.events) == masked + refused,
    )
    yield Check(f"the {broken} unreadable events are in quarantine", refused == broken)


def _source(record: Record) -> str:
    """Give where a record of ours says it comes from; empty if it does not say."""
    return next((v.decode() for n, v in record.raw_headers if n == SOURCE_HEADER and v), "")


def _every_event_once(topics: Topics) -> bool:
    """Compare coordinates: each raw event went to exactly one place."""
    out = Counter(_source(record) for record in [*topics.masked, *topics.quarantine])
    return out == Counter(str(record.at) for record in topics.raw)


def _ordered(topics: Topics) -> bool:
    """Compare each masked partition with its raw one, record by record."""
    raw = [str(record.at) for record in topics.raw]
    refused = {_source(record) for record in topics.quarantine}
    masked = [(record.at.partition, _source(record)) for record in topics.masked]
    places = {str(record.at): record.at.partition for record in topics.raw}
    return masked == [(places[at], at) for at in raw if at not in refused]


def _kept(topics: Topics) -> bool:
    """Compare timestamps, tombstones, missing keys and header names."""
    raw = {str(record.at): record for record in topics.raw}
    return all(
        (source := raw.get(_source(record))) is not None and _shape(source) == _shape(record)
        for record in topics.masked
    )


def _shape(record: Record) -> tuple[object, ...]:
    """Give what masking must leave as it is."""
    own = {SOURCE_HEADER, POLICY_HEADER}
    names = tuple(name for name, _ in record.raw_headers if name not in own)
    return (record.timestamp_ms, record.raw_value is None, record.raw_key is None, names)


def _signed(topics: Topics) -> bool:
    """Look for one policy hash on every record that came out."""
    out = [*topics.masked, *topics.quarantine]
    hashes = {
        value for record in out for name, value in record.raw_headers if name == POLICY_HEADER
    }
    said = sum(any(name == POLICY_HEADER for name, _ in record.raw_headers) for record in out)
    return said == len(out) and len(hashes) == 1


_CLAIMS: Final[tuple[tuple[str, Callable[[Topics], bool]], ...]] = (
    ("every event came out exactly once", _every_event_once),
    ("order and partition are kept", _ordered),
    ("timestamps, tombstones and header names are kept", _kept),
    ("every record names its source and its policy", _signed),
)
