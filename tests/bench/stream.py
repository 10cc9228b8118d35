"""The standard mix: the demo's courier's day as messages, half of them with free text.

Must never hold a real person, nor send one event twice in a run: a cache would shine.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Final

import yaml

from redactor.demo.day import courier_day
from redactor.demo.parcel import EventType
from redactor.record import Coordinates, Record
from tests.support.kafka_servers import Message

# Events in which somebody writes a sentence; the others hold fields, names and addresses alone.
FREE_TEXT: Final = frozenset(
    {
        EventType.ORDER_PLACED,
        EventType.PICKED_UP,
        EventType.HUB_ARRIVAL,
        EventType.SERVICE_CHAT,
        EventType.ADDRESS_CHANGED,
        EventType.CASH_ON_DELIVERY,
        EventType.LOCKER_STORED,
        EventType.DELIVERED,
        EventType.EXCEPTION,
        EventType.RETURNED,
    }
)
POLICY_PARTS: Final = ("fields", "operators", "exempt_headers")


def events(count: int, partitions: int, seed: int) -> list[Message]:
    """Write a day's first events, those that nobody can read left out.

    Args:
        count: How many.
        partitions: Of the source topic.
        seed: Another seed is another day.
    """
    day = courier_day(max(count + 100, 400), seed, partitions)
    intact = [event for event in day.events if event.intact]
    return [
        Message(
            event.raw_key, event.raw_value, event.raw_headers, event.partition, event.timestamp_ms
        )
        for event in intact[:count]
    ]


def free_text_share(count: int = 10_000) -> float:
    """Give the share of events with free text."""
    day = courier_day(count, 1, 1)
    return sum(event.type in FREE_TEXT for event in day.events) / len(day.events)


def mean_bytes(messages: Sequence[Message]) -> float:
    """Give the mean size of a value in bytes."""
    return sum(len(one.value or b"") for one in messages) / len(messages)


def records(messages: Sequence[Message], topic: str) -> list[Record]:
    """Give the same as records, for a pipeline without Kafka."""
    return [
        Record(
            Coordinates(topic, one.partition, at), one.timestamp_ms, one.key, one.value, one.headers
        )
        for at, one in enumerate(messages)
    ]


def policy() -> dict[str, Any]:
    """Give the demo's policy without its route: fields, operators, exempt headers."""
    text = files("redactor.demo").joinpath("policy.yaml").read_text("utf-8")
    whole: dict[str, Any] = yaml.safe_load(text)
    return {name: whole[name] for name in POLICY_PARTS}
