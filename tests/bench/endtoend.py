"""The whole stream, beside the limits and the peers, on a real Kafka and on the embedded broker.

Must never compare courses of different rounds: the machine's other work changes by the minute.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.course import Sample, course
from tests.bench.effort import Effort
from tests.bench.kafka import embedded, real
from tests.bench.pace import MAX_EMBEDDED, MAX_EVENTS, Pace
from tests.bench.results import Figure, Group
from tests.bench.stream import events, mean_bytes
from tests.bench.ways import OURS, WAYS
from tests.support.kafka_servers import Servers

PARTITIONS: Final = 4


@dataclass(frozen=True, slots=True)
class Course:
    """A course's sample, and the mean size of its events."""

    sample: Sample
    event_bytes: float

    @property
    def cpu_ms_a_thousand(self) -> float:
        """Milliseconds of processor time for 1,000 events."""
        return 1e6 / self.sample.cpu_rate

    @property
    def cpu_ms_a_megabyte(self) -> float:
        """Milliseconds of processor time for 1,000,000 bytes of values."""
        return self.cpu_ms_a_thousand * 1e3 / self.event_bytes


Courses = Mapping[str, Sequence[Course]]


def measure(effort: Effort) -> list[Group]:
    """Measure throughput, processor time, memory and start."""
    with real() as servers:
        on_kafka = courses(servers, effort)
    with embedded() as servers:
        on_embedded = courses(servers, effort)
    both = {"real Kafka": on_kafka, "embedded broker": on_embedded}
    return [_throughput(both), _cpu(on_kafka), *_footprint(on_kafka)]


def courses(servers: Servers, effort: Effort) -> Courses:
    """Run every way once a round."""
    pace = Pace(effort, MAX_EVENTS if servers.committed_reads else MAX_EMBEDDED)
    done: dict[str, list[Course]] = {name: [] for name in WAYS}
    for number in range(effort.rounds):
        for name, way in WAYS.items():
            messages = events(pace.events(name, way.guess), PARTITIONS, seed=number)
            sample = course(way, servers, messages, PARTITIONS)
            pace.took(name, sample.wall_rate)
            done[name].append(Course(sample, mean_bytes(messages)))
    return done


def figure(what: str, done: Courses, value: Callable[[Course], float]) -> Figure:
    """Make a figure of one value of every course."""
    samples = {name: tuple(value(one) for one in of) for name, of in done.items()}
    return Figure(what, samples.pop(OURS), samples)


def _throughput(both: Mapping[str, Courses]) -> Group:
    figures = [
        made
        for broker, done in both.items()
        for made in (
            figure(f"{broker}, wall clock", done, lambda one: one.sample.wall_rate),
            figure(f"{broker}, a core of processor time", done, lambda one: one.sample.cpu_rate),
        )
    ]
    return Group("endtoend", "Events a second, one worker", "events/s", tuple(figures))


def _cpu(done: Courses) -> Group:
    figures = (
        figure("1,000 events", done, lambda one: one.cpu_ms_a_thousand),
        figure("1 MB of events", done, lambda one: one.cpu_ms_a_megabyte),
    )
    return Group("cpu", "Processor time of the worker on a real Kafka", "ms", figures)


def _footprint(done: Courses) -> list[Group]:
    memory = figure("highest while carrying", done, lambda one: one.sample.peak_mib)
    start = figure("process start to first record done", done, lambda one: one.sample.first_s)
    return [
        Group("memory", "Resident memory of a worker", "MiB", (memory,)),
        Group("first-record", "From the start of a worker to its first record", "s", (start,)),
    ]
