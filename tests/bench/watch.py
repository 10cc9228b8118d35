"""Whoever looks on while records are carried, and notes how far it is and what it took.

Must never take from the carriers what it need not: what is dear to look up is looked up at the
marks, and seldom in between.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.meter import cpu_seconds, own_cpu_seconds, resident_mib
from tests.support.process import Process

LIMIT_S: Final = 300
POLL_S: Final = 0.01
SELDOM_S: Final = 0.05
MEMORY_S: Final = 0.25  # between two looks: the kernel walks all pages for it


class CarrierError(RuntimeError):
    """A carrier ended or stood still; the message names no value."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far it is, and what was used until then.

    Attributes:
        done: Records.
        wall_s: When, by the performance counter.
        cpu_s: Processor seconds of the carriers.
        broker_s: Of the brokers.
        onlooker_s: Of this process.
    """

    done: int
    wall_s: float
    cpu_s: float
    broker_s: float
    onlooker_s: float


@dataclass(frozen=True, slots=True)
class Bed:
    """Whom to look at.

    Attributes:
        each: Tells the records done of each partition.
        processes: The carriers.
        brokers: Process ids of the brokers.
        seldom: Whether the machine is full, so that each look takes from them.
    """

    each: Callable[[], Sequence[int]]
    processes: Sequence[Process]
    brokers: Sequence[int]
    seldom: bool


class Watch:
    """Looks at a bed, from now on until a deadline."""

    def __init__(self, bed: Bed) -> None:
        """Begin."""
        self._bed = bed
        self._deadline_s = time.monotonic() + LIMIT_S
        self._weighed_s = 0.0
        self.peak_mib = 0.0

    def until(self, reached: Callable[[Sequence[int]], bool]) -> Mark:
        """Look again and again, and give the first look at which it is reached.

        Args:
            reached: Told the records done of each partition.

        Raises:
            CarrierError: A carrier ended, or it was not reached in time.
        """
        while not reached(each := self._bed.each()):
            self._check()
            if time.monotonic() > self._weighed_s + MEMORY_S:
                self._weigh()
            time.sleep(SELDOM_S if self._bed.seldom else POLL_S)
        mark = self._mark(sum(each))
        self._weigh()
        return mark

    def _mark(self, done: int) -> Mark:
        wall_s = time.perf_counter()
        cpu_s = sum(cpu_seconds(process.pid) for process in self._bed.processes)
        broker_s = sum(own_cpu_seconds(pid) for pid in self._bed.brokers)
        return Mark(done, wall_s, cpu_s, broker_s, time.process_time())

    def _check(self) -> None:
        if not all(process.running for process in self._bed.processes):
            msg = "a carrier ended"
            raise CarrierError(msg)
        if time.monotonic() > self._deadline_s:
            msg = "a carrier did not finish in time"
            raise CarrierError(msg)

    def _weigh(self) -> None:
        """Look at the memory."""
        if self._bed.seldom:
            return
        self._weighed_s = time.monotonic()
        resident = sum(resident_mib(process.pid) for process in self._bed.processes)
        self.peak_mib = max(self.peak_mib, resident)
