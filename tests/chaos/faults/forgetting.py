"""Coordinators that come back with all brokers, and workers that remember nothing to hold against.

Must never touch the crews' own groups: another group makes their coordinators' logs long.
"""

import random
import signal
import time
from collections.abc import Iterator
from itertools import count
from typing import Final

from confluent_kafka import Consumer, TopicPartition

from tests.chaos.arena import Arena
from tests.chaos.crew import Crew
from tests.chaos.faults.fault import Fault
from tests.chaos.offsets import coordinating_partition
from tests.support.kafka_servers import QUIET

# Kafka's coordinator keeps a snapshot of its state every 16,384 entries while it loads its log, and
# was seen to tell what stood in one of them for a while afterwards.
ENTRIES: Final = 17_000
DOWN_S: Final = 15.0
LATE_S: Final = (8.0, 14.0)


def _forget(arena: Arena, draw: random.Random) -> None:
    """Make the offsets' logs long, kill all brokers and most workers; one broker is late."""
    for crew in arena.crews:
        _lengthen(crew, draw)
    time.sleep(draw.uniform(2, 4))  # the crews' own commits come last
    arena.cluster.stop_brokers()
    for crew in arena.crews:
        for worker in crew.workers[1:]:
            worker.send(signal.SIGKILL)
    time.sleep(DOWN_S)
    *first, last = draw.sample(arena.cluster.nodes, len(arena.cluster.nodes))
    for node in first:
        node.start()
    time.sleep(draw.uniform(*LATE_S))  # so long the others' logs wait for its replicas
    last.start()
    arena.cluster.await_ready()


def _lengthen(crew: Crew, draw: random.Random) -> None:
    """Commit for another group of the same coordinator, again and again."""
    group = next(_neighbours(crew.job.name, draw))
    places = [*crew.sources, *crew.outputs]
    settings = {"bootstrap.servers": ",".join(crew.reach.direct), "group.id": group, **QUIET}
    consumer = Consumer(settings)
    for number in range(ENTRIES // len(places) + 1):
        offsets = [TopicPartition(topic, partition, number) for topic, partition in places]
        consumer.commit(offsets=offsets, asynchronous=False)
    consumer.close()


def _neighbours(group: str, draw: random.Random) -> Iterator[str]:
    """Name groups that one coordinator keeps in the same partition as a group."""
    stem = f"neighbour-{draw.randrange(1_000_000)}"
    names = (f"{stem}-{number}" for number in count())
    kept = coordinating_partition(group)
    return (name for name in names if coordinating_partition(name) == kept)


FAULTS: Final = (
    Fault(
        "forgetful coordinators",
        "long offsets' logs, SIGKILL of all brokers and most workers, one broker back late",
        _forget,
    ),
)
