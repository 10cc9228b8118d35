"""A parcel, the scene of one event in its day, and the draft an event function writes.

Must never decide what is masked: here everything is raw.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from redactor.demo.manifest import Ink
from redactor.demo.people import Person
from redactor.record import Headers

Payload: TypeAlias = dict[str, Any]  # a JSON document of any shape, as upstream systems write it


class EventType(StrEnum):
    """What happens in a courier's day."""

    ORDER_PLACED = "order_placed"
    PRIVACY_BOUND = "privacy_bound"
    WAYBILL_PRINTED = "waybill_printed"
    PICKED_UP = "picked_up"
    SORTED = "sorted"
    LINE_HAUL = "line_haul"
    HUB_ARRIVAL = "hub_arrival"
    OUT_FOR_DELIVERY = "out_for_delivery"
    SERVICE_CHAT = "service_chat"
    ADDRESS_CHANGED = "address_changed"
    CASH_ON_DELIVERY = "cash_on_delivery"
    LOCKER_STORED = "locker_stored"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    RETURNED = "returned"
    ORDER_ERASED = "order_erased"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """One parcel and everyone who has to do with it."""

    number: int
    waybill: str
    goods: str
    sender: Person
    receiver: Person
    courier: Person


@dataclass(frozen=True, slots=True, repr=False)
class Scene:
    """What an event function may use: the parcel, the seeded dice, and the ink."""

    parcel: Parcel
    rng: random.Random
    ink: Ink

    def say(self, *sentences: Callable[[], str]) -> str:
        """Write one of the sentences; the others are never written, so nothing of them counts."""
        return self.rng.choice(sentences)()


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """An event before it becomes bytes. `payload` None is a tombstone."""

    payload: Payload | None
    key: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    ascii_only: bool = False


@dataclass(frozen=True, slots=True)
class RawEvent:
    """An event as upstream produces it.

    Attributes:
        type: What happens in it.
        partition: Source partition; one parcel stays on one.
        timestamp_ms: Simulated time of day, Unix epoch in milliseconds.
        raw_key: Key bytes.
        raw_value: Value bytes; None is a tombstone.
        raw_headers: Headers in order.
        intact: Whether the sidecar must be able to read it; the others must be quarantined.
    """

    type: EventType
    partition: int
    timestamp_ms: int
    raw_key: bytes | None = field(repr=False)
    raw_value: bytes | None = field(repr=False)
    raw_headers: Headers = field(default=(), repr=False)
    intact: bool = True


def to_json(payload: Payload, *, ascii_only: bool = False) -> str:
    """Write JSON the way most producers do; `ascii_only` writes Han as backslash-u escapes."""
    return json.dumps(payload, ensure_ascii=ascii_only, separators=(",", ":"))
