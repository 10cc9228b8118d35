"""Faults of the network, between the workers and the brokers and between the brokers.

Must never leave bad weather behind.
"""

import random
import time
from collections.abc import Callable
from typing import Final

from tests.chaos.arena import Arena
from tests.chaos.faults.brokers import any_broker, coordinator
from tests.chaos.faults.fault import Fault, Strike
from tests.chaos.faults.workers import kill
from tests.chaos.proxy import Proxy

REPLICA_LAG_S: Final = 10.0  # `replica.lag.time.max.ms`
REQUEST_S: Final = 10.0  # the workers' `request_timeout_ms`


def _lasting(
    weather: Callable[[Arena, random.Random], None], least_s: float, most_s: float
) -> Strike:
    def strike(arena: Arena, draw: random.Random) -> None:
        weather(arena, draw)
        time.sleep(draw.uniform(least_s, most_s))
        arena.clear()

    return strike


def _one(arena: Arena, draw: random.Random) -> Proxy:
    return arena.cluster.proxies[any_broker(arena, draw)]


def _slow_one(arena: Arena, draw: random.Random) -> None:
    _one(arena, draw).weather.delay_s = draw.uniform(1, 5)


def _slow_all(arena: Arena, draw: random.Random) -> None:
    for proxy in arena.cluster.proxies.values():
        proxy.weather.delay_s = draw.uniform(0.3, 1.5)


def _half_open(arena: Arena, draw: random.Random) -> None:
    _one(arena, draw).forget()


def _half_open_and_moved(arena: Arena, draw: random.Random) -> None:
    """Move partitions to workers that do not know yet that their connections are dead."""
    for proxy in arena.cluster.proxies.values():
        proxy.forget()
    kill(arena, draw)


def _deaf(arena: Arena, draw: random.Random) -> None:
    _one(arena, draw).weather.there = False


def _mute(arena: Arena, draw: random.Random) -> None:
    _one(arena, draw).weather.back = False


def _cut_off_coordinator(arena: Arena, draw: random.Random) -> None:
    weather = arena.cluster.proxies[coordinator(arena, draw)].weather
    weather.there = weather.back = False


def _cut_off(arena: Arena, draw: random.Random) -> None:
    del draw
    for proxy in arena.cluster.proxies.values():
        proxy.weather.there = proxy.weather.back = False


def _refuse(arena: Arena, draw: random.Random) -> None:
    del draw
    for proxy in arena.cluster.proxies.values():
        proxy.weather.refuses = True
        proxy.reset()


def _unfollowed(arena: Arena, draw: random.Random) -> None:
    """Let no other broker reach one: its followers fall behind, its transactions' markers wait."""
    weather = arena.cluster.between[any_broker(arena, draw)].weather
    weather.there = weather.back = False


def _resets(arena: Arena, draw: random.Random) -> None:
    for _ in range(10):
        _one(arena, draw).reset()
        time.sleep(draw.uniform(0.2, 1))


FAULTS: Final = (
    Fault("resets", "connections cut, ten times", _resets, short=True),
    Fault("slow broker", "1–5 s each way to one broker", _lasting(_slow_one, 8, 15)),
    Fault("slow network", "0.3–1.5 s each way to all", _lasting(_slow_all, 8, 15)),
    Fault(
        "half-open", "one broker's connections die unsaid", _lasting(_half_open, 1, 15), short=True
    ),
    Fault("deaf broker", "one-way: requests do not arrive", _lasting(_deaf, 6, REQUEST_S + 5)),
    Fault(
        "half-open and moved",
        "all brokers' connections die unsaid, and a worker's partitions go to the others",
        _half_open_and_moved,
        short=True,
    ),
    Fault(
        "mute broker",
        "one-way: answers do not arrive",
        _lasting(_mute, 6, REQUEST_S + 5),
        short=True,
    ),
    Fault("coordinator cut off", "no bytes either way", _lasting(_cut_off_coordinator, 8, 15)),
    Fault("workers cut off", "no bytes either way to any broker", _lasting(_cut_off, 5, 20)),
    Fault(
        "brokers parted",
        "one broker out of the others' reach, past `replica.lag.time.max.ms`",
        _lasting(_unfollowed, REPLICA_LAG_S + 2, REPLICA_LAG_S + 8),
    ),
    Fault("connections refused", "by every broker", _lasting(_refuse, 5, 20), short=True),
)
