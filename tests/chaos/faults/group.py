"""Faults of the consumer group and of the load.

Must never leave a foreign member in the group.
"""

import random
import threading
import time
from typing import Final

from confluent_kafka import Consumer, KafkaException

from tests.chaos.arena import Arena
from tests.chaos.crew import Crew
from tests.chaos.faults.fault import Fault
from tests.chaos.traffic import messages
from tests.support.kafka_servers import QUIET, Servers

HOT: Final = 2_000


def _storm(arena: Arena, draw: random.Random) -> None:
    """Let idle members join and leave every two seconds, up to more than there are partitions."""
    for _ in range(5):
        crowd = [_member(crew) for crew in arena.crews for _ in range(draw.choice([1, 2, 5]))]
        polls = [threading.Thread(target=_stay, args=(one, 2.0)) for one in crowd]
        for thread in polls:
            thread.start()
        for thread in polls:
            thread.join()


def _member(crew: Crew) -> Consumer:
    member = Consumer(
        {
            "bootstrap.servers": ",".join(crew.reach.direct),
            "group.id": crew.job.name,
            "partition.assignment.strategy": "roundrobin",  # aiokafka's default: one must be common
            "enable.auto.commit": False,
            "session.timeout.ms": 6_000,
            **QUIET,
        }
    )
    member.subscribe([crew.job.source])
    return member


def _stay(member: Consumer, seconds: float) -> None:
    leaves = time.monotonic() + seconds
    while time.monotonic() < leaves:
        member.poll(0.1)
    try:
        member.close()
    except (KafkaException, RuntimeError):
        return


def _hot(arena: Arena, draw: random.Random) -> None:
    """Give one partition ten times what the others get."""
    partition = draw.randrange(4)
    stream = messages(draw.randrange(1_000_000), 1)
    burst = [next(stream)._replace(partition=partition) for _ in range(HOT)]
    for crew in arena.crews:
        Servers(crew.reach.direct).write(crew.job.source, burst)


FAULTS: Final = (
    Fault("join and leave", "1–5 foreign members every 2 s", _storm, short=True),
    Fault("hot partition", f"{HOT} records at once in one of four", _hot, short=True),
)
