"""The courier's day: seeded, varied, and honest about what it planted."""

import json
from collections import Counter

import pytest

from redactor.demo.day import MIN_EVENTS, Day, courier_day
from redactor.demo.manifest import Kind
from redactor.demo.parcel import EventType

PARTITIONS = 4


@pytest.fixture(scope="module")
def day() -> Day:
    """A day of the demo's default size."""
    return courier_day(2_400, seed=1, partitions=PARTITIONS)


def test_one_seed_is_one_day() -> None:
    """The same seed gives the same bytes; another gives others."""
    first, again, other = (courier_day(MIN_EVENTS, seed, PARTITIONS) for seed in (1, 1, 2))
    assert first == again
    assert first.events != other.events


@pytest.mark.parametrize("size", [MIN_EVENTS, 501, 2_400])
def test_a_day_has_the_wanted_size_and_every_event_type(size: int) -> None:
    """Every event type occurs, in the smallest day too."""
    events = courier_day(size, 1, PARTITIONS).events
    assert len(events) == size
    assert {event.type for event in events} == set(EventType)


def test_a_day_too_small_is_refused() -> None:
    """Fewer events cannot hold every type."""
    with pytest.raises(ValueError, match="at least"):
        courier_day(MIN_EVENTS - 1, 1, PARTITIONS)


def test_events_come_in_time_order_and_parcels_keep_their_partition(day: Day) -> None:
    """Time never runs back, and one key stays on one partition."""
    times = [event.timestamp_ms for event in day.events]
    assert times == sorted(times)
    homes = {(e.raw_key, e.partition) for e in day.events if (e.raw_key or b"")[:2].isupper()}
    assert len(homes) == len({key for key, _ in homes})
    assert {event.partition for event in day.events} == set(range(PARTITIONS))


def test_broken_events_are_broken_and_the_others_are_not(day: Day) -> None:
    """What is called intact parses as strict JSON or is a tombstone; the rest does not."""

    def refuse(_: str) -> object:
        raise ValueError

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError
        return dict(pairs)

    for event in day.events:
        if event.raw_value is None:
            continue
        try:
            text = event.raw_value.decode("utf-8")
            json.loads(text, parse_constant=refuse, object_pairs_hook=unique)
        except ValueError:
            assert not event.intact
        else:
            assert event.intact
    assert sum(not event.intact for event in day.events) == 6


def test_tombstones_are_there(day: Day) -> None:
    """Some values are null, and only in erased orders."""
    nulls = Counter(event.type for event in day.events if event.raw_value is None)
    assert set(nulls) == {EventType.ORDER_ERASED}


def test_every_kind_of_value_is_planted_many_times(day: Day) -> None:
    """No kind is there for show."""
    counts = Counter(seed.kind for seed in day.seeds)
    assert set(counts) == set(Kind)
    assert min(counts.values()) >= 20


def test_nothing_raw_shows_in_a_repr(day: Day) -> None:
    """Neither events nor seeds can slip into a log."""
    mobile = next(seed.value for seed in day.seeds if seed.kind is Kind.MOBILE)
    assert mobile not in repr(day)
    assert mobile not in repr(next(iter(day.seeds)))
