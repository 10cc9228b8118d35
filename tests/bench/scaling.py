"""How throughput follows workers and partitions, on a real Kafka.

Must never claim a core that was not free: it tells what each worker was held to, and what all
took of the same cores.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Final

from tests.bench.arithmetic import in_turns
from tests.bench.confined import confined, cores, limited
from tests.bench.course import Sample, course
from tests.bench.cpu_limit import pods, why_not
from tests.bench.effort import Effort
from tests.bench.kafka import real
from tests.bench.pace import Pace
from tests.bench.results import Figure, Group
from tests.bench.stream import events
from tests.bench.tables import counted
from tests.bench.ways import LIMIT, OURS, WAYS, Way
from tests.support.kafka_servers import Servers

WORKERS: Final = (1, 2, 4)
LIMITS: Final = (500, 250)  # thousandths of a core
PARTITIONS: Final = (1, 64)
QUICK: Final = (1, 8)
EIGHT: Final = 8  # partitions that workers share
SHORT: Final = 0.5  # of a course's length: processor time needs no long one
LONG: Final = 1.5  # of the same: about half of a steady course is measured
MOST_EVENTS: Final = 40_000  # of a course, before it is made short or long
# Of a steady one: five batches of three thousand of each partition, or nobody sees it going.
LEAST_EVENTS: Final = EIGHT * 5 * 3_000
ONE: Final = "one worker"
ON_CORES: Final = (
    "Events a second by workers, each on a core of its own that it shares with the broker, "
    "wall clock"
)
IN_PODS: Final = (
    "Events a second by workers, each with a CPU limit, the broker beside them on the rest, "
    "wall clock"
)
TOOK: Final = "What workers, broker and onlooker took of the cores"

Samples = Mapping[int, Sequence[Sample]]
Ways = Callable[[int], AbstractContextManager[Way]]


def measure(effort: Effort) -> list[Group]:
    """Measure all of it; where no CPU limit can be set, say why and leave that out."""
    with real() as servers:
        return [
            *_by_workers(servers, effort),
            *_by_limits(servers, effort),
            _by_partitions(servers, effort),
        ]


def limited_case(millicores: int, count: int) -> str:
    """Name a number of workers with a CPU limit."""
    return f"{millicores}m each, {counted(count, 'worker')}"


def _by_workers(servers: Servers, effort: Effort) -> list[Group]:
    """Workers of one group on eight partitions, on as many cores."""
    counts = [count for count in WORKERS if count <= len(cores())]
    return groups(_courses(servers, effort, counts, _on_cores))


def _by_limits(servers: Servers, effort: Effort) -> list[Group]:
    """Do the same with CPU limits that leave half of the cores to broker and onlooker."""
    if reason := why_not():
        sys.stdout.write(f"workers with a CPU limit are not measured: {reason}\n")
        return []
    measured = {}
    for millicores in LIMITS[:1] if effort.quick else LIMITS:
        counts = [count for count in WORKERS if 2 * count * millicores <= 1_000 * len(cores())]
        ways = partial(_in_pods, millicores=millicores)
        measured[millicores] = _courses(servers, effort, counts, ways)
    return limited_groups(measured)


def _courses(servers: Servers, effort: Effort, counts: Sequence[int], ways: Ways) -> Samples:
    """Carry with each number of workers once a round; with two of them in a hurry."""
    counts = counts[:2] if effort.quick else counts
    pace = Pace(Effort(effort.rounds, effort.scale * LONG), MOST_EVENTS)
    samples: dict[int, list[Sample]] = {count: [] for count in counts}
    for number in range(effort.rounds):
        for count in counts:
            with ways(count) as way:
                size = max(pace.events(str(count), way.guess), LEAST_EVENTS)
                messages = events(size, EIGHT, seed=number * 10 + count)
                samples[count].append(course(way, servers, messages, EIGHT))
            pace.took(str(count), samples[count][-1].wall_rate)
    return samples


@contextmanager
def _on_cores(count: int) -> Iterator[Way]:
    start = partial(confined, count=count)
    yield Way(start, transactions=True, guess=count * WAYS[OURS].guess, steady=True)


@contextmanager
def _in_pods(count: int, millicores: int) -> Iterator[Way]:
    guess = count * WAYS[OURS].guess * millicores // 1_000
    with pods(count) as made:
        start = partial(limited, pods=made, millicores=millicores)
        yield Way(start, transactions=True, guess=guess, steady=True)


def groups(samples: Samples) -> list[Group]:
    """Give each number of workers by wall clock and by processor time, and what all took."""

    def group(name: str, title: str, value: Callable[[Sample], float]) -> Group:
        figures = tuple(_rates(samples, value, lambda count: counted(count, "worker")))
        return Group(name, title, "events/s", figures, "workers", own_base=True)

    took = tuple(_took({counted(count, "worker"): of for count, of in samples.items()}))
    return [
        group("workers", ON_CORES, lambda one: one.wall_rate),
        group("workers-cpu", "Events a second of processor time", lambda one: one.cpu_rate),
        Group("workers-broker", TOOK, "cores", took),
    ]


def limited_groups(measured: Mapping[int, Samples]) -> list[Group]:
    """Give the same by wall clock, and what all took, for each limit in thousandths of a core."""
    rates: list[Figure] = []
    cases: dict[str, Sequence[Sample]] = {}
    for millicores, samples in measured.items():
        name = partial(limited_case, millicores)
        rates += _rates(samples, lambda one: one.wall_rate, name)
        cases |= {name(count): of for count, of in samples.items()}
    return [
        Group("workers-limited", IN_PODS, "events/s", tuple(rates), "workers", own_base=True),
        Group("workers-limited-broker", TOOK, "cores", tuple(_took(cases))),
    ]


def _rates(
    samples: Samples, value: Callable[[Sample], float], name: Callable[[int], str]
) -> Iterator[Figure]:
    """Give a figure for each number of workers, beside one of them in the same rounds."""
    rows = {count: tuple(value(one) for one in of) for count, of in samples.items()}
    for count, row in rows.items():
        yield Figure(name(count), row, {} if count == 1 else {ONE: rows[1]}, at=count)


def _took(cases: Mapping[str, Sequence[Sample]]) -> Iterator[Figure]:
    for case, samples in cases.items():
        yield Figure(case, tuple(one.carrier_cores for one in samples))
        yield Figure(f"{case}: broker", tuple(one.broker_cores for one in samples))
        yield Figure(f"{case}: onlooker", tuple(one.onlooker_cores for one in samples))


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
