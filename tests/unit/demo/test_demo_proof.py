"""The proof holds for a faithful sidecar and fails for each way of being none."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from redactor.demo.day import Day, courier_day
from redactor.demo.manifest import Kind
from redactor.demo.proof import Proof, Topics, prove
from redactor.demo.workplace import QUARANTINE, SOURCE, TARGET
from redactor.record import Coordinates, Headers, Record
from redactor.stages.codec import POLICY_HEADER, SOURCE_HEADER

PARTITIONS = 4
DAY: Day = courier_day(400, 5, PARTITIONS)


def _signed(at: Coordinates) -> Headers:
    return ((SOURCE_HEADER, str(at).encode()), (POLICY_HEADER, b"0123456789abcdef"))


def faithful() -> Topics:
    """Give topics as a perfect sidecar would leave them: every value gone, all else kept."""
    raw: list[Record] = []
    masked: list[Record] = []
    quarantine: list[Record] = []
    for partition in range(PARTITIONS):
        events = [event for event in DAY.events if event.partition == partition]
        for offset, event in enumerate(events):
            at = Coordinates(SOURCE, partition, offset)
            source = Record(
                at, event.timestamp_ms, event.raw_key, event.raw_value, event.raw_headers
            )
            raw.append(source)
            if not event.intact:
                quarantine.append(Record(at, 0, b"pointer", b"{}", _signed(at)))
                continue
            value = None if event.raw_value is None else b"{}"
            headers = tuple((name, b"*") for name, _ in event.raw_headers) + _signed(at)
            to = Coordinates(TARGET, partition, len(masked))
            masked.append(Record(to, event.timestamp_ms, b"*", value, headers))
    return Topics(raw, masked, quarantine)


def failed(proof: Proof) -> list[str]:
    """Name the claims that do not hold."""
    return [check.claim for check in proof.checks if not check.holds]


def test_a_faithful_sidecar_is_proved() -> None:
    """Every claim holds, and the control search finds everything in the raw topic."""
    proof = prove(faithful(), DAY)
    assert failed(proof) == []
    assert proof.holds
    assert proof.checks[0].claim == "0 seeded values found in the masked topic"


def _change(topics: Topics, index: int, record: Record) -> Topics:
    masked = list(topics.masked)
    masked[index] = record
    return replace(topics, masked=masked)


def _leak_in_value(topics: Topics) -> Topics:
    name = next(seed.value for seed in DAY.seeds if seed.kind is Kind.NAME)
    return _change(topics, 3, topics.masked[3]._replace(raw_value=f'{{"a":"{name}"}}'.encode()))


def _leak_in_key(topics: Topics) -> Topics:
    mobile = next(seed.value for seed in DAY.seeds if seed.kind is Kind.MOBILE)
    return _change(topics, 3, topics.masked[3]._replace(raw_key=mobile.encode()))


def _leak_in_header(topics: Topics) -> Topics:
    mobile = next(seed.value for seed in DAY.seeds if seed.kind is Kind.MOBILE)
    headers = (("x-contact", mobile.encode()), *topics.masked[3].raw_headers[1:])
    return _change(topics, 3, topics.masked[3]._replace(raw_headers=headers))


def _leak_in_quarantine(topics: Topics) -> Topics:
    raw = next(record for record, event in _broken(topics) if not event)
    return replace(
        topics,
        quarantine=[topics.quarantine[0]._replace(raw_value=raw.raw_value), *topics.quarantine[1:]],
    )


def _broken(topics: Topics) -> list[tuple[Record, bool]]:
    refused = {dict(record.raw_headers)[SOURCE_HEADER] for record in topics.quarantine}
    return [(record, str(record.at).encode() not in refused) for record in topics.raw]


def _lost(topics: Topics) -> Topics:
    return replace(topics, masked=topics.masked[1:])


def _twice(topics: Topics) -> Topics:
    return replace(topics, masked=[topics.masked[0], *topics.masked])


def _out_of_order(topics: Topics) -> Topics:
    return replace(topics, masked=[topics.masked[1], topics.masked[0], *topics.masked[2:]])


def _moved(topics: Topics) -> Topics:
    return _change(topics, 0, topics.masked[0]._replace(at=Coordinates(TARGET, 3, 0)))


def _late(topics: Topics) -> Topics:
    return _change(topics, 0, topics.masked[0]._replace(timestamp_ms=1))


def _tombstone_filled(topics: Topics) -> Topics:
    index = next(n for n, record in enumerate(topics.masked) if record.raw_value is None)
    return _change(topics, index, topics.masked[index]._replace(raw_value=b"null"))


def _header_dropped(topics: Topics) -> Topics:
    return _change(
        topics, 0, topics.masked[0]._replace(raw_headers=topics.masked[0].raw_headers[1:])
    )


def _unsigned(topics: Topics) -> Topics:
    return _change(
        topics, 0, topics.masked[0]._replace(raw_headers=topics.masked[0].raw_headers[:-1])
    )


def _refused_too_much(topics: Topics) -> Topics:
    (first, *rest) = topics.masked
    at = Coordinates(*_parsed(dict(first.raw_headers)[SOURCE_HEADER]))
    pointer = Record(Coordinates(QUARANTINE, 0, 0), 0, b"pointer", b"{}", _signed(at))
    return replace(topics, masked=rest, quarantine=[*topics.quarantine, pointer])


def _parsed(source: bytes | None) -> tuple[str, int, int]:
    topic, partition, offset = (source or b"").decode().split("/")
    return topic, int(partition), int(offset)


@pytest.mark.parametrize(
    ("spoil", "claim"),
    [
        (_leak_in_value, "1 seeded values found in the masked topic"),
        (_leak_in_key, "1 seeded values found in the masked topic"),
        (_leak_in_header, "1 seeded values found in the masked topic"),
        (_leak_in_quarantine, "seeded values found in the quarantine topic"),
        (_lost, "every event came out exactly once"),
        (_twice, "every event came out exactly once"),
        (_out_of_order, "order and partition are kept"),
        (_moved, "order and partition are kept"),
        (_late, "timestamps, tombstones and header names are kept"),
        (_tombstone_filled, "timestamps, tombstones and header names are kept"),
        (_header_dropped, "timestamps, tombstones and header names are kept"),
        (_unsigned, "every record names its source and its policy"),
        (_refused_too_much, "the 6 unreadable events are in quarantine"),
    ],
)
def test_every_unfaithfulness_is_seen(spoil: Callable[[Topics], Topics], claim: str) -> None:
    """Each fault breaks the claim that is about it."""
    proof = prove(spoil(faithful()), DAY)
    assert not proof.holds
    assert any(claim in broken for broken in failed(proof))


def test_a_leak_is_counted_by_kind_and_not_shown() -> None:
    """What leaked is said in numbers only."""
    proof = prove(_leak_in_key(faithful()), DAY)
    assert proof.leaked == {Kind.MOBILE: 1}
    mobile = next(seed.value for seed in DAY.seeds if seed.kind is Kind.MOBILE)
    assert mobile not in repr(proof)


def test_a_search_that_misses_something_proves_nothing() -> None:
    """If the raw topic does not hold all that was planted, the finding of none means nothing."""
    topics = faithful()
    proof = prove(replace(topics, raw=[r._replace(raw_value=b"{}") for r in topics.raw]), DAY)
    assert any("in the raw topic" in broken for broken in failed(proof))
