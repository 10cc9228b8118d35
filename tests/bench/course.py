"""One measured course: a topic filled beforehand, a carrier started, its time and use taken.

Must never count the start: the clock runs from when a share of the records is done.
"""

import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.meter import cpu_seconds, own_cpu_seconds, resident_mib
from tests.bench.progress import Progress
from tests.bench.ways import Way, job_in
from tests.support.kafka_servers import Message, Servers
from tests.support.process import Process

WARM_SHARE: Final = 0.2
LIMIT_S: Final = 300
TRIES: Final = 3
POLL_S: Final = 0.01
MEMORY_EVERY: Final = 25  # looks: the kernel walks all pages for it


@dataclass(frozen=True, slots=True)
class Sample:
    """What one course came to.

    Attributes:
        wall_rate: Events a second of wall clock, all processes together.
        cpu_rate: Events a second of the carriers' processor time.
        peak_mib: Highest resident memory of all processes, as looked up a few times a second.
        first_s: Seconds from the start of the process to the first record done.
        broker_cores: Cores that the brokers took meanwhile; 0 where they cannot be looked at.
    """

    wall_rate: float
    cpu_rate: float
    peak_mib: float
    first_s: float
    broker_cores: float


@dataclass(frozen=True, slots=True)
class _Mark:
    done: int
    wall_s: float
    cpu_s: float
    memory_mib: float
    broker_s: float


@dataclass(frozen=True, slots=True)
class _Bed:
    """Whom to look at."""

    progress: Progress
    processes: Sequence[Process]
    brokers: Sequence[int]


class CarrierError(RuntimeError):
    """A carrier ended or stood still; the message names no value."""


class UnseenError(CarrierError):
    """The broker told of no progress until all was done: there is nothing to divide."""


def course(way: Way, servers: Servers, messages: Sequence[Message], partitions: int = 4) -> Sample:
    """Carry messages on fresh topics and give what it came to; anew if nobody saw it going.

    Raises:
        CarrierError: It did not get to the end, or was seen only there time after time.
    """
    for _ in range(TRIES - 1):
        with suppress(UnseenError):
            return _course(way, servers, messages, partitions)
    return _course(way, servers, messages, partitions)


def _course(way: Way, servers: Servers, messages: Sequence[Message], partitions: int) -> Sample:
    with tempfile.TemporaryDirectory(prefix="redactor-bench-") as folder, ExitStack() as stack:
        job = job_in(Path(folder), servers.bootstrap, f"bench-{uuid.uuid4().hex[:8]}")
        if servers.committed_reads:  # the embedded broker makes a topic when it is named
            servers.create(job.topics(partitions))
            for topic in job.topics(partitions):
                stack.callback(servers.delete, topic)
        servers.write(job.source, messages)
        counted = way.transactions and servers.committed_reads
        progress = stack.enter_context(Progress(servers, job, partitions, committed=counted))
        start_s = time.perf_counter()
        processes = way.start(job)
        for process in processes:
            stack.callback(process.end)
        bed = _Bed(progress, processes, servers.pids)
        return _measured(bed, len(messages), start_s)


def _measured(bed: _Bed, count: int, start_s: float) -> Sample:
    marks = list(_marks(bed, count))
    first = next(mark for mark in marks if mark.done)
    warm = next(mark for mark in marks if mark.done >= count * WARM_SHARE)
    end = marks[-1]
    if end is warm:
        msg = "too few records for a figure"
        raise UnseenError(msg)
    done, wall_s = end.done - warm.done, end.wall_s - warm.wall_s
    return Sample(
        done / wall_s,
        done / (end.cpu_s - warm.cpu_s),
        max(mark.memory_mib for mark in marks),
        first.wall_s - start_s,
        (end.broker_s - warm.broker_s) / wall_s,
    )


def _marks(bed: _Bed, count: int) -> Iterator[_Mark]:
    """Look again and again until all is done."""
    deadline = time.monotonic() + LIMIT_S
    done, looks = 0, 0
    while done < count:
        if not all(process.running for process in bed.processes):
            msg = "a carrier ended"
            raise CarrierError(msg)
        if time.monotonic() > deadline:
            msg = "a carrier did not finish in time"
            raise CarrierError(msg)
        time.sleep(POLL_S)
        cpu_s = sum(cpu_seconds(process.pid) for process in bed.processes)
        broker_s = sum(own_cpu_seconds(pid) for pid in bed.brokers)
        done, wall_s = bed.progress.done(), time.perf_counter()
        looked = looks % MEMORY_EVERY == 0 or done >= count
        memory = sum(resident_mib(process.pid) for process in bed.processes) if looked else 0.0
        looks += 1
        yield _Mark(done, wall_s, cpu_s, memory, broker_s)
