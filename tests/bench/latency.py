"""How long an event takes from when it was due until a committed read, beside the pass-through.

Must never name a ceiling that was not held: the rate is swept until less than 95 % of what is
offered comes out.
"""

import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from tests.bench.arithmetic import median, percentile
from tests.bench.effort import Effort
from tests.bench.kafka import real
from tests.bench.offer import Offer, Outcome, offered
from tests.bench.progress import Progress
from tests.bench.results import Figure, Group
from tests.bench.stream import events
from tests.bench.watch import CarrierError
from tests.bench.ways import LIMIT, OURS, WAYS, job_in
from tests.support.kafka_launch import SERVER
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job

PARTITIONS: Final = 4
SWEEP_S: Final = 5
SEARCH_S: Final = 2.5  # of an offer that only finds out where to sweep
SWEEP_START: Final = 500.0  # events a second
LEAST: Final = 50.0
COARSE: Final = 1.5
FINE: Final = 1.1
HELD: Final = 0.95  # of what is offered must come out
LOAD_S: Final = 5
LOADS: Final = (0.25, 0.50, 0.75, 0.90)
QUICK_LOADS: Final = (0.50,)
MIN_S: Final = 2.5  # of an offer, also in a quick run
SHARES: Final[Mapping[str, float]] = {"p50": 0.50, "p99": 0.99, "p99.9": 0.999}
TITLE: Final = "From when an event is due until a committed read"
WARM_EVENTS: Final = 400


@dataclass(frozen=True, slots=True)
class Bed:
    """A running carrier and the job it works on."""

    servers: Servers
    job: Job

    def offer(self, rate: float, seconds: float, seed: int) -> Outcome:
        """Offer events at a rate for a while.

        Raises:
            CarrierError: Some never came out.
        """
        messages = _day(max(100, int(rate * seconds)), seed)
        given = Offer(self.servers, self.job.source, self.job.target, PARTITIONS, rate)
        outcome = offered(given, messages)
        if not outcome.complete:
            msg = "records did not come out in time"
            raise CarrierError(msg)
        return outcome


@dataclass(frozen=True, slots=True)
class Sweep:
    """How a rate is raised: by what factor and for how long, and which sweep of the run it is."""

    step: float
    seconds: float
    number: int


def measure(effort: Effort) -> list[Group]:
    """Find the ceiling, then measure both carriers at shares of it, in turns."""
    with real(SERVER) as servers, ExitStack() as stack:
        ours, limit = (stack.enter_context(running(servers, name)) for name in (OURS, LIMIT))
        ceilings = list(_ceilings(ours, effort))
        top = median(ceilings)
        loads = QUICK_LOADS if effort.quick else LOADS
        figures = [made for load in loads for made in _at(load, top, (ours, limit), effort)]
    swept = Figure("highest rate of which 95 % came out in time", tuple(ceilings))
    return [
        Group("ceiling", "Rate sweep", "events/s", (swept,)),
        Group("latency", TITLE, "ms", tuple(figures), "percent of the ceiling"),
    ]


def _ceilings(bed: Bed, effort: Effort) -> Iterator[float]:
    """Sweep once a round, each from where the one before ended."""
    found = ceiling(bed, Sweep(COARSE, SEARCH_S, 0), SWEEP_START)
    for number in range(1, effort.rounds + 1):
        found = ceiling(bed, Sweep(FINE, _seconds(SWEEP_S, effort), number), found)
        yield found


def ceiling(bed: Bed, sweep: Sweep, start: float) -> float:
    """Give the highest rate that was held, the next step above it having been offered as well.

    Raises:
        CarrierError: None was.
    """

    def held(rate: float) -> bool:
        return bed.offer(rate, sweep.seconds, _seed(sweep.number, rate)).sustained >= HELD

    rate = start
    if held(rate):
        while held(rate * sweep.step):
            rate *= sweep.step
        return rate
    while not held(rate := rate / sweep.step):
        if rate < LEAST:
            msg = "no rate was held"
            raise CarrierError(msg)
    return rate


@lru_cache(maxsize=1)
def _day(count: int, seed: int) -> list[Message]:
    """Draw the events of an offer, once for both carriers: it takes longer than to offer them."""
    return events(count, PARTITIONS, seed)


def _seconds(full: int, effort: Effort) -> float:
    return max(MIN_S, full * effort.scale)


def _seed(number: int, rate: float) -> int:
    """Give a day of its own to every offer."""
    return 1_000_000 * (number + 1) + int(rate)


@contextmanager
def running(servers: Servers, name: str) -> Iterator[Bed]:
    """Run a carrier, warm, while the block runs."""
    way = WAYS[name]
    with tempfile.TemporaryDirectory(prefix="redactor-bench-") as folder:
        job = job_in(Path(folder), servers.bootstrap, f"bench-{uuid.uuid4().hex[:8]}")
        servers.create(job.topics(PARTITIONS))
        servers.write(job.source, events(WARM_EVENTS, PARTITIONS, seed=9_999))
        processes = way.start(job)
        try:
            with Progress(servers, job, PARTITIONS, committed=way.transactions) as progress:
                progress.wait_for(WARM_EVENTS)
            yield Bed(servers, job)
        finally:
            for process in processes:
                process.end()


def _at(load: float, top: float, beds: tuple[Bed, Bed], effort: Effort) -> Iterator[Figure]:
    """Measure both at one load; each goes first in every other round, right behind the drawing."""
    rows: list[tuple[dict[str, float], ...]] = []
    for number in range(effort.rounds):
        rate, seconds = top * load, _seconds(LOAD_S, effort)
        turn = 1 if number % 2 == 0 else -1
        outcomes = [bed.offer(rate, seconds, _seed(50 + number, rate)) for bed in beds[::turn]]
        rows.append(tuple(_percentiles(outcome) for outcome in outcomes[::turn]))
    for name in SHARES:
        ours = tuple(row[0][name] for row in rows)
        limit = tuple(row[1][name] for row in rows)
        what = f"{name}, {load:.0%} of the ceiling"
        yield Figure(what, ours, {LIMIT: limit}, at=load * 100)


def _percentiles(outcome: Outcome) -> dict[str, float]:
    return {name: percentile(outcome.latencies_s, of) * 1e3 for name, of in SHARES.items()}
