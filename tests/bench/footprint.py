"""How long a worker takes from its start to ready, and what memory it then holds.

Must never count a Kafka that is not up: only the worker's own start is measured.
"""

import tempfile
import time
import uuid
from pathlib import Path
from typing import Final, NamedTuple

from tests.bench.effort import Effort
from tests.bench.kafka import real
from tests.bench.meter import resident_mib
from tests.bench.progress import Progress
from tests.bench.results import Figure, Group
from tests.bench.stream import events
from tests.bench.ways import FAUST, OURS, PRESIDIO, WAYS, job_in
from tests.support.kafka_servers import Servers
from tests.support.sidecar import Job, Sidecar

PARTITIONS: Final = 4
EVENTS: Final = 100


class Start(NamedTuple):
    """One start."""

    ready_s: float
    memory_mib: float


def measure(effort: Effort) -> list[Group]:
    """Start ours and two peers in turns.

    Ours says itself when it is ready, to a tenth of a second; a Faust agent is ready when its
    first record is through.
    """
    names = (OURS, FAUST, PRESIDIO)
    starts: dict[str, list[Start]] = {name: [] for name in names}
    with real() as servers:
        for _ in range(effort.rounds):
            for name in names:
                starts[name].append(started(servers, name))
    seconds = {name: tuple(one.ready_s for one in of) for name, of in starts.items()}
    memory = {name: tuple(one.memory_mib for one in of) for name, of in starts.items()}
    return [
        Group("ready", "Start to ready", "s", (_figure("start to ready", seconds),)),
        Group("idle", "Resident memory when ready", "MiB", (_figure("when ready", memory),)),
    ]


def started(servers: Servers, name: str) -> Start:
    """Start a worker on fresh topics, wait until it is ready, and end it."""
    with tempfile.TemporaryDirectory(prefix="redactor-bench-") as folder:
        job = job_in(Path(folder), servers.bootstrap, f"bench-{uuid.uuid4().hex[:8]}")
        servers.create(job.topics(PARTITIONS))
        return _sidecar(job) if name == OURS else _agent(servers, job, name)


def _sidecar(job: Job) -> Start:
    sidecar = Sidecar(job)
    start_s = time.perf_counter()
    process = sidecar.start()
    try:
        sidecar.await_ready()
        return Start(time.perf_counter() - start_s, resident_mib(process.pid))
    finally:
        sidecar.end()


def _agent(servers: Servers, job: Job, name: str) -> Start:
    servers.write(job.source, events(EVENTS, PARTITIONS, seed=1))
    with Progress(servers, job, PARTITIONS, committed=False) as progress:
        start_s = time.perf_counter()
        (process,) = WAYS[name].start(job)
        try:
            progress.wait_for(1)
            return Start(time.perf_counter() - start_s, resident_mib(process.pid))
        finally:
            process.end()


def _figure(what: str, samples: dict[str, tuple[float, ...]]) -> Figure:
    return Figure(what, samples[OURS], {name: samples[name] for name in (FAUST, PRESIDIO)})
