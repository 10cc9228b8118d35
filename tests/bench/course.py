"""One measured course: a topic filled, a carrier started, its time and use taken.

Must never count the start: the clock runs from when a share of the records is done.
"""

import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.progress import Progress
from tests.bench.watch import Bed, CarrierError, Mark, Watch
from tests.bench.ways import Way, job_in
from tests.support.kafka_servers import Message, Servers

WARM_SHARE: Final = 0.2
SEEN_SHARE: Final = 0.2  # of the records, at least, over which the clock must have run
TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """What one course came to.

    Attributes:
        wall_rate: Events a second of wall clock, all processes together.
        cpu_rate: Events a second of the carriers' processor time.
        peak_mib: Highest resident memory of all processes, as looked up a few times a second; 0
            of a steady way, where it is not.
        first_s: Seconds from the start of the process to the first record done.
        broker_cores: Cores that the brokers took meanwhile; 0 where they cannot be looked at.
        onlooker_cores: Cores that this process took meanwhile to look on.
    """

    wall_rate: float
    cpu_rate: float
    peak_mib: float
    first_s: float
    broker_cores: float
    onlooker_cores: float

    @property
    def carrier_cores(self) -> float:
        """Cores that the carriers took."""
        return self.wall_rate / self.cpu_rate


class UnseenError(CarrierError):
    """The broker told of no progress until nearly all was done: there is too little to divide."""


def course(way: Way, servers: Servers, messages: Sequence[Message], partitions: int = 4) -> Sample:
    """Carry messages on fresh topics and give what it came to; anew if nobody saw it going.

    Raises:
        CarrierError: It did not get to the end, or was seen only there time after time.
    """
    for _ in range(TRIES - 1):
        with suppress(UnseenError):
            return _course(way, servers, messages, partitions)
    return _course(way, servers, messages, partitions)


def marks(watch: Watch, messages: Sequence[Message], *, steady: bool) -> tuple[Mark, Mark, Mark]:
    """Give the first record done, where the clock starts and where it stops.

    It stops when all is done, or, of a steady way, when the first partition is empty: who has
    nothing left to do would count as slow.

    Raises:
        CarrierError: It did not get there.
        UnseenError: There is too little between start and stop.
    """
    count, sizes = len(messages), Counter(message.partition for message in messages)

    def warm(each: Sequence[int]) -> bool:
        return sum(each) >= count * WARM_SHARE

    def over(each: Sequence[int]) -> bool:
        if steady:
            return any(each[partition] >= size for partition, size in sizes.items())
        return sum(each) >= count

    first, start, stop = watch.until(any), watch.until(warm), watch.until(over)
    if stop.done - start.done < count * SEEN_SHARE:
        msg = "too few records for a figure"
        raise UnseenError(msg)
    return first, start, stop


def _course(way: Way, servers: Servers, messages: Sequence[Message], partitions: int) -> Sample:
    with tempfile.TemporaryDirectory(prefix="redactor-bench-") as folder, ExitStack() as stack:
        job = job_in(Path(folder), servers.bootstrap, f"bench-{uuid.uuid4().hex[:8]}")
        if servers.committed_reads:  # the embedded broker makes a topic when it is named
            servers.create(job.topics(partitions))
            for topic in job.topics(partitions):
                stack.callback(servers.delete, topic)
        if not way.steady:
            servers.write(job.source, messages)
        counted = way.transactions and servers.committed_reads
        progress = stack.enter_context(Progress(servers, job, partitions, committed=counted))
        began_s = time.perf_counter()
        processes = way.start(job)
        for process in processes:
            stack.callback(process.end)
        if way.steady:
            servers.write(job.source, messages)
        watch = Watch(Bed(progress.each, processes, servers.pids, seldom=way.steady))
        first, start, stop = marks(watch, messages, steady=way.steady)
        return _sample(start, stop, watch.peak_mib, first.wall_s - began_s)


def _sample(start: Mark, stop: Mark, peak_mib: float, first_s: float) -> Sample:
    done, wall_s = stop.done - start.done, stop.wall_s - start.wall_s
    return Sample(
        done / wall_s,
        done / (stop.cpu_s - start.cpu_s),
        peak_mib,
        first_s,
        (stop.broker_s - start.broker_s) / wall_s,
        (stop.onlooker_s - start.onlooker_s) / wall_s,
    )
