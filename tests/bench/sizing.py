"""How many workers, cores and how much memory a stream needs, from what was measured.

Must never promise a worker more than it was seen to carry: a share is left to catch up with.
"""

import math
from dataclasses import dataclass
from typing import Final, Self

from tests.bench.goals import CORE
from tests.bench.results import Results
from tests.bench.tables import markdown, number

HEADROOM: Final = 0.6  # of its highest rate a worker is meant to carry
PEAKS: Final = (100, 1_000, 5_000, 20_000, 100_000)
TMP_MIB: Final = 64  # the chart's memory-backed /tmp
GROWTH_MIB: Final = 256  # `isolation.memory_mb`: what records may take before a process is ended
BUFFER_MIB: Final = 16  # `batch.max_buffered_bytes`: what is fetched ahead
COPIES: Final = 3  # of a batch: as fetched, on its way between the processes, masked
STEP_MIB: Final = 64


@dataclass(frozen=True, slots=True)
class Worker:
    """What one worker does and takes.

    Attributes:
        rate: Events of the standard mix a second, with one core.
        resident_mib: Highest resident memory while carrying.
        event_bytes: Mean size of an event's value.
    """

    rate: float
    resident_mib: float
    event_bytes: float

    @classmethod
    def measured(cls, results: Results) -> Self:
        """Read it out of the results.

        Raises:
            KeyError: The whole stream was not measured.
        """
        cpu = results.groups["cpu"]
        ratio = cpu.figure("1 MB of events").middle / cpu.figure("1,000 events").middle
        return cls(
            rate=results.groups["endtoend"].figure(CORE).middle,
            resident_mib=results.groups["memory"].figures[0].middle,
            event_bytes=1_000 / ratio,
        )

    @property
    def request_mib(self) -> int:
        """Memory to ask for: what it holds, and a full `/tmp`."""
        return _stepped(self.resident_mib + TMP_MIB)

    @property
    def limit_mib(self) -> int:
        """Memory to end it at: beyond the request what records may take before one is refused."""
        return _stepped(self.request_mib + GROWTH_MIB + COPIES * BUFFER_MIB)

    def workers(self, peak: float) -> int:
        """Count the workers for a peak rate."""
        return math.ceil(peak / self.rate / HEADROOM)


def table(results: Results) -> str:
    """Give workers, cores and memory for some peak rates."""
    worker = Worker.measured(results)
    head = [
        "peak, events/s",
        "MB/s",
        "workers",
        "cores used",
        "memory requested",
    ]
    rows = [
        [
            f"{peak:,}",
            number(peak * worker.event_bytes / 1e6),
            str(worker.workers(peak)),
            number(peak / worker.rate),
            f"{worker.workers(peak) * worker.request_mib:,} MiB",
        ]
        for peak in PEAKS
    ]
    return markdown(head, rows)


def one(results: Results) -> str:
    """Give what one worker does and takes."""
    worker = Worker.measured(results)
    rows = [
        ["events a second with one core", number(worker.rate)],
        ["the same, to plan with", number(worker.rate * HEADROOM)],
        ["mean size of an event", f"{number(worker.event_bytes)} bytes"],
        ["highest resident memory", f"{number(worker.resident_mib)} MiB"],
        ["memory request", f"{worker.request_mib} MiB"],
        ["memory limit", f"{worker.limit_mib} MiB"],
    ]
    return markdown(["one worker", ""], rows)


def _stepped(mib: float) -> int:
    return math.ceil(mib / STEP_MIB) * STEP_MIB
