"""How throughput follows workers and partitions, on a real Kafka.

Must never claim a core that was not free: each worker is held to one of its own, and what the
broker takes of the same cores is told.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from tests.bench.arithmetic import in_turns
from tests.bench.confined import confined, cores
from tests.bench.course import Sample, course
from tests.bench.effort import Effort
from tests.bench.kafka import real
from tests.bench.pace import Pace
from tests.bench.results import Figure, Group
from tests.bench.stream import events
from tests.bench.tables import counted
from tests.bench.ways import LIMIT, OURS, WAYS, Way
from tests.support.kafka_servers import Servers

WORKERS: Final = (1, 2, 4)  # as many of them as there are cores
PARTITIONS: Final = (1, 64)
QUICK: Final = (1, 8)
EIGHT: Final = 8  # partitions that workers share
SHORT: Final = 0.5  # of a course's length: processor time needs no long one
MOST_EVENTS: Final = 40_000  # of such a course
ONE: Final = "one worker"
TITLE: Final = "Events a second by workers, each held to a core of its own, wall clock"


def measure(effort: Effort) -> list[Group]:
    """Measure both."""
    with real() as servers:
        return [*_by_workers(servers, effort), _by_partitions(servers, effort)]


def _by_workers(servers: Servers, effort: Effort) -> list[Group]:
    """Workers of one group on eight partitions."""
    counts = [count for count in WORKERS if count <= len(cores())]
    counts = counts[:2] if effort.quick else counts
    pace = Pace(effort)
    samples: dict[int, list[Sample]] = {count: [] for count in counts}
    for number in range(effort.rounds):
        for count in counts:
            way = Way(partial(confined, count=count), transactions=True, guess=WAYS[OURS].guess)
            size = pace.events(str(count), count * way.guess)
            messages = events(size, EIGHT, seed=number * 10 + count)
            samples[count].append(course(way, servers, messages, EIGHT))
            pace.took(str(count), samples[count][-1].wall_rate)
    return groups(samples)


def groups(samples: Mapping[int, Sequence[Sample]]) -> list[Group]:
    """Give each number of workers by wall clock and by processor time, and the broker's share."""

    def group(name: str, title: str, value: Callable[[Sample], float]) -> Group:
        rows = {count: tuple(value(one) for one in of) for count, of in samples.items()}
        figures = tuple(
            Figure(counted(count, "worker"), row, {} if count == 1 else {ONE: rows[1]}, at=count)
            for count, row in rows.items()
        )
        return Group(name, title, "events/s", figures, "workers", own_base=True)

    took = tuple(
        Figure(f"beside {counted(count, 'worker')}", tuple(one.broker_cores for one in of))
        for count, of in samples.items()
    )
    return [
        group("workers", TITLE, lambda one: one.wall_rate),
        group("workers-cpu", "Events a second of processor time", lambda one: one.cpu_rate),
        Group("workers-broker", "What the broker took of the same cores", "cores", took),
    ]


def _by_partitions(servers: Servers, effort: Effort) -> Group:
    counts = QUICK if effort.quick else PARTITIONS
    short = Effort(effort.rounds, effort.scale * SHORT)
    figures = []
    for count in counts:
        pace = Pace(short, MOST_EVENTS)
        ways = {name: _rate(servers, name, count, pace) for name in (OURS, LIMIT)}
        measured = in_turns(effort.rounds, ways)
        limit = {LIMIT: measured[LIMIT]}
        figures.append(Figure(counted(count, "partition"), measured[OURS], limit, at=count))
    title = "Events a second of one worker by partitions, a core of processor time"
    return Group("partitions", title, "events/s", tuple(figures), "partitions")


def _rate(servers: Servers, name: str, partitions: int, pace: Pace) -> Callable[[int], float]:
    way = WAYS[name]

    def rate(number: int) -> float:
        count = pace.events(name, way.guess)
        messages = events(count, partitions, seed=number * 100 + partitions)
        sample = course(way, servers, messages, partitions)
        pace.took(name, sample.wall_rate)
        return sample.cpu_rate

    return rate
