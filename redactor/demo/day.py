"""A courier's day: seeded raw events in time order, and the list of all values planted in them.

Must never read a clock or draw from anything but its seed: one seed is one day.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count, islice
from typing import Final, TypeAlias
from zlib import crc32

from redactor.demo.broken import BREAKAGES, Breakage
from redactor.demo.doorstep import (
    cash_on_delivery,
    delivered,
    exception,
    locker_stored,
    out_for_delivery,
)
from redactor.demo.manifest import Ink, Seed
from redactor.demo.ordering import order_placed, picked_up, privacy_bound, waybill_printed
from redactor.demo.parcel import Draft, EventType, Parcel, RawEvent, Scene, to_json
from redactor.demo.people import Person, digits, draw_person, words
from redactor.demo.service import address_changed, order_erased, returned, service_chat
from redactor.demo.transit import hub_arrival, line_haul, sorted_
from redactor.record import Headers

MIN_EVENTS: Final = 200  # fewer cannot hold every event type
CHINA: Final = timezone(timedelta(hours=8))
MORNING_MS: Final = int(datetime(2026, 3, 16, 6, tzinfo=CHINA).timestamp() * 1000)
DAY_MS: Final = 16 * 3600 * 1000
COURIERS: Final = 24
CARRIERS: Final = ("SF", "YT", "JD", "JT", "ZT")

Writer: TypeAlias = Callable[[Scene], Draft]
WRITERS: Final[dict[EventType, Writer]] = {
    EventType.ORDER_PLACED: order_placed,
    EventType.PRIVACY_BOUND: privacy_bound,
    EventType.WAYBILL_PRINTED: waybill_printed,
    EventType.PICKED_UP: picked_up,
    EventType.SORTED: sorted_,
    EventType.LINE_HAUL: line_haul,
    EventType.HUB_ARRIVAL: hub_arrival,
    EventType.OUT_FOR_DELIVERY: out_for_delivery,
    EventType.SERVICE_CHAT: service_chat,
    EventType.ADDRESS_CHANGED: address_changed,
    EventType.CASH_ON_DELIVERY: cash_on_delivery,
    EventType.LOCKER_STORED: locker_stored,
    EventType.DELIVERED: delivered,
    EventType.EXCEPTION: exception,
    EventType.RETURNED: returned,
    EventType.ORDER_ERASED: order_erased,
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """One event before it is written."""

    type: EventType
    at_ms: int
    scene: Scene


@dataclass(frozen=True, slots=True)
class Day:
    """All raw events in time order, and every value planted in them."""

    events: tuple[RawEvent, ...]
    seeds: frozenset[Seed] = field(repr=False)


def courier_day(size: int, seed: int, partitions: int) -> Day:
    """Write a day.

    Args:
        size: Number of events, at least `MIN_EVENTS`; six of them are broken on purpose.
        seed: The same seed gives the same day, byte for byte.
        partitions: Of the source topic; every event of a parcel goes to the same one.

    Raises:
        ValueError: `size` is too small to hold every event type.
    """
    if size < MIN_EVENTS:
        msg = f"a courier's day has at least {MIN_EVENTS} events"
        raise ValueError(msg)
    rng = random.Random(seed)  # noqa: S311 -- seeded fiction, not cryptography
    ink = Ink()
    parcels = _parcels(rng)
    whole = islice(_journeys(parcels, rng, ink), size - len(BREAKAGES))
    events = [_finish(plan, partitions) for plan in whole]
    spoiled = zip(BREAKAGES, parcels, strict=False)  # as many parcels as breakages
    events += [_spoil(spoil, Scene(parcel, rng, ink), partitions) for spoil, parcel in spoiled]
    events.sort(key=lambda event: event.timestamp_ms)
    return Day(tuple(events), frozenset(ink.seeds))


def _parcels(rng: random.Random) -> Iterator[Parcel]:
    """Draw parcels without end; all of them share the day's couriers."""
    couriers: list[Person] = [draw_person(rng) for _ in range(COURIERS)]
    for number in count(1):
        yield Parcel(
            number=number,
            waybill=f"{rng.choice(CARRIERS)}{digits(rng, 13)}",
            goods=rng.choice(words("goods")),
            sender=draw_person(rng),
            receiver=draw_person(rng),
            courier=rng.choice(couriers),
        )


def _route(number: int) -> Iterator[EventType]:
    """What happens to parcel `number`; the remainders see to it that all types occur early."""
    yield from (EventType.ORDER_PLACED, EventType.PRIVACY_BOUND, EventType.WAYBILL_PRINTED)
    yield from (EventType.PICKED_UP, EventType.SORTED, EventType.LINE_HAUL, EventType.HUB_ARRIVAL)
    if number % 3 == 1:
        yield EventType.SERVICE_CHAT
    if number % 6 == 2:  # noqa: PLR2004 -- a remainder
        yield EventType.ADDRESS_CHANGED
    yield EventType.OUT_FOR_DELIVERY
    if number % 5 == 3:  # noqa: PLR2004 -- a remainder
        yield EventType.EXCEPTION
    if number % 10 == 3:  # noqa: PLR2004 -- a remainder
        yield EventType.RETURNED
        return
    if number % 5 == 1:
        yield EventType.CASH_ON_DELIVERY
    if number % 4 == 2:  # noqa: PLR2004 -- a remainder
        yield EventType.LOCKER_STORED
    yield EventType.DELIVERED
    if number % 12 == 4:  # noqa: PLR2004 -- a remainder
        yield EventType.ORDER_ERASED


def _journeys(parcels: Iterator[Parcel], rng: random.Random, ink: Ink) -> Iterator[_Plan]:
    """Follow every parcel from its order to its end, one planned event at a time."""
    for parcel in parcels:
        at_ms = MORNING_MS + rng.randrange(DAY_MS // 2)
        scene = Scene(parcel, rng, ink)
        for kind in _route(parcel.number):
            yield _Plan(kind, at_ms, scene)
            at_ms += rng.randrange(1, DAY_MS // 24)


def _finish(plan: _Plan, partitions: int) -> RawEvent:
    """Write one event as upstream would: bytes, headers, a partition by waybill."""
    draft = WRITERS[plan.type](plan.scene)
    body = draft.payload
    if body is not None:
        at = datetime.fromtimestamp(plan.at_ms / 1000, tz=CHINA)
        body = {"event": plan.type.value, "at": at.isoformat(timespec="seconds"), **body}
    return RawEvent(
        type=plan.type,
        partition=_partition(plan.scene.parcel, partitions),
        timestamp_ms=plan.at_ms,
        raw_key=None if draft.key is None else draft.key.encode(),
        raw_value=None if body is None else to_json(body, ascii_only=draft.ascii_only).encode(),
        raw_headers=_headers(plan.type, draft),
    )


def _headers(kind: EventType, draft: Draft) -> Headers:
    fixed = (("x-event-type", kind.value.encode()),)
    return fixed + tuple((name, value.encode()) for name, value in draft.headers)


def _spoil(breakage: Breakage, scene: Scene, partitions: int) -> RawEvent:
    """Write one event that nobody can read."""
    return RawEvent(
        type=EventType.BROKEN,
        partition=_partition(scene.parcel, partitions),
        timestamp_ms=MORNING_MS + scene.rng.randrange(DAY_MS),
        raw_key=scene.parcel.waybill.encode(),
        raw_value=breakage(scene),
        intact=False,
    )


def _partition(parcel: Parcel, partitions: int) -> int:
    return crc32(parcel.waybill.encode()) % partitions
