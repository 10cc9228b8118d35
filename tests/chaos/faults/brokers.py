"""Faults of the brokers: each role killed, stopped and frozen; one disk full; all away.

Must never return before every broker is back.
"""

import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from confluent_kafka import KafkaException

from tests.chaos.arena import Arena
from tests.chaos.faults.fault import Fault, Strike
from tests.chaos.offsets import coordinating_partition
from tests.support.kafka_cluster import Node

GIVEN_UP_S: Final = 6.0  # `broker.session.timeout.ms`
STOP_S: Final = 30.0
Role = Callable[[Arena, random.Random], int]


def any_broker(arena: Arena, draw: random.Random) -> int:
    """Choose any of the three."""
    return draw.choice(arena.cluster.nodes).number


def controller(arena: Arena, draw: random.Random) -> int:
    """Choose the active controller."""
    del draw
    return arena.cluster.controller()


def coordinator(arena: Arena, draw: random.Random) -> int:
    """Choose the coordinator of a crew's consumer group."""
    crew = draw.choice(arena.crews)
    return _leader(arena, draw, ("__consumer_offsets", crew.job.name))


def transaction_coordinator(arena: Arena, draw: random.Random) -> int:
    """Choose the coordinator of one lane's transactions."""
    crew = draw.choice(arena.crews)
    name = f"{crew.job.name}.{crew.job.source}.{draw.choice(crew.sources)[1]}"
    return _leader(arena, draw, ("__transaction_state", name))


def _leader(arena: Arena, draw: random.Random, kept: tuple[str, str]) -> int:
    """Give the leader of the partition of an inner topic that keeps a name."""
    topic, name = kept
    try:
        return arena.crews[0].offsets.leader(topic, coordinating_partition(name))
    except (KafkaException, KeyError):  # no transaction was ever opened
        return any_broker(arena, draw)


ROLES: Final[Mapping[str, Role]] = {
    "broker": any_broker,
    "controller": controller,
    "coordinator": coordinator,
    "transaction coordinator": transaction_coordinator,
}


def restart(arena: Arena, node: Node) -> None:
    """Start a broker that ended or is to end, and wait for the cluster."""
    node.stop()
    node.start()
    arena.cluster.await_ready()


def _killed(role: Role) -> Strike:
    def strike(arena: Arena, draw: random.Random) -> None:
        node = arena.cluster.node(role(arena, draw))
        node.signal(signal.SIGKILL)
        time.sleep(draw.uniform(0, GIVEN_UP_S + 4))
        restart(arena, node)

    return strike


def _terminated(role: Role) -> Strike:
    def strike(arena: Arena, draw: random.Random) -> None:
        node = arena.cluster.node(role(arena, draw))
        node.signal(signal.SIGTERM)
        assert node.process
        node.process.wait(STOP_S)
        restart(arena, node)

    return strike


def _frozen(role: Role) -> Strike:
    def strike(arena: Arena, draw: random.Random) -> None:
        node = arena.cluster.node(role(arena, draw))
        node.signal(signal.SIGSTOP)
        time.sleep(GIVEN_UP_S + draw.uniform(1, 5))
        node.signal(signal.SIGCONT)
        arena.cluster.await_ready()

    return strike


def _all_down(arena: Arena, draw: random.Random) -> None:
    del draw
    arena.cluster.stop_brokers()
    time.sleep(30)
    for node in arena.cluster.nodes:
        node.start()
    arena.cluster.await_ready()


def _roll(arena: Arena, draw: random.Random) -> None:
    for node in draw.sample(arena.cluster.nodes, len(arena.cluster.nodes)):
        node.signal(signal.SIGTERM)
        assert node.process
        node.process.wait(STOP_S)
        restart(arena, node)


def _too_few_replicas(arena: Arena, draw: random.Random) -> None:
    """Ask for three replicas in sync while there are two: NOT_ENOUGH_REPLICAS."""
    arena.configure_outputs("min.insync.replicas", "3")
    try:
        node = arena.cluster.node(any_broker(arena, draw))
        node.signal(signal.SIGKILL)
        time.sleep(GIVEN_UP_S + draw.uniform(4, 8))
        restart(arena, node)
    finally:
        arena.configure_outputs("min.insync.replicas", "2")


def _too_narrow(arena: Arena, draw: random.Random) -> None:
    """Let the masked topics take no record of ours for a while: MESSAGE_TOO_LARGE."""
    try:
        arena.configure_outputs("max.message.bytes", "300")
        time.sleep(draw.uniform(2, 3))
    finally:
        arena.configure_outputs("max.message.bytes", "1048588")


def _roles() -> Iterator[Fault]:
    for name, role in ROLES.items():
        yield Fault(
            f"{name} killed", "SIGKILL, back after 0–10 s", _killed(role), short=name == "broker"
        )
        yield Fault(
            f"{name} terminated", "SIGTERM, a clean move of its leaderships", _terminated(role)
        )
        yield Fault(
            f"{name} frozen",
            "SIGSTOP until it is given up, then SIGCONT",
            _frozen(role),
            short=name == "coordinator",
        )


FAULTS: Final = (
    *_roles(),
    Fault("all brokers down", "SIGKILL of all, back after 30 s", _all_down, short=True),
    Fault("rolling restart of brokers", "SIGTERM one after the other", _roll),
    Fault("not enough replicas", "three in sync asked for, two there", _too_few_replicas),
    Fault(
        "message too large", "the masked topic takes 300 bytes for 2–3 s", _too_narrow, short=True
    ),
)
