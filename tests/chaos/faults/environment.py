"""Faults of the machine: descriptors, disks, the clock, names.

Must never leave a limit, a ballast file or an untruth behind.
"""

import contextlib
import os
import random
import resource
import time
from pathlib import Path
from typing import Final

from tests.chaos.arena import Arena
from tests.chaos.faults.brokers import restart
from tests.chaos.faults.fault import Fault
from tests.support.kafka_cluster import Node

BALLAST: Final = "ballast"
CHUNK: Final = 1 << 20
HOUR_S: Final = 3_600


def _no_descriptors(arena: Arena, draw: random.Random) -> None:
    """Let the first workers open nothing more, and cut their connections."""
    before = {}
    for crew in arena.crews:
        worker = crew.workers[0]
        if worker.process and worker.alive:
            pid = worker.process.pid
            before[pid] = resource.prlimit(pid, resource.RLIMIT_NOFILE)
            low = len(os.listdir(f"/proc/{pid}/fd")) - 4  # noqa: PTH208 -- a count is all we want
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (low, before[pid][1]))
    for proxy in arena.cluster.proxies.values():
        proxy.reset()
    time.sleep(draw.uniform(4, 10))
    for pid, limits in before.items():
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)


def _disk_full(arena: Arena, draw: random.Random) -> None:
    """Fill the disk of the broker that has one of its own; it ends by itself, then gets room."""
    node = arena.cluster.nodes[-1]
    ballast = node.data / BALLAST
    try:
        _fill(ballast)
        _await_end(node, draw.uniform(8, 14))
    finally:
        ballast.unlink(missing_ok=True)
    restart(arena, node)


def _clock(arena: Arena, draw: random.Random) -> None:
    """Let the time of day of one worker of each crew jump, and jump back."""
    victims = [draw.choice(crew.workers) for crew in arena.crews]
    for victim in victims:
        victim.told.clock(draw.choice((-HOUR_S, HOUR_S)))
    time.sleep(draw.uniform(5, 10))
    for victim in victims:
        victim.told.clock(0)


def _nameless(arena: Arena, draw: random.Random) -> None:
    """Let no worker resolve a name, and cut every connection so that each one wants to."""
    workers = [worker for crew in arena.crews for worker in crew.workers]
    for worker in workers:
        worker.told.names(fail=True)
    for proxy in arena.cluster.proxies.values():
        proxy.reset()
    time.sleep(draw.uniform(5, 15))
    for worker in workers:
        worker.told.names(fail=False)


def _fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as sink:
        while True:
            sink.write(bytes(CHUNK))


def _await_end(node: Node, limit_s: float) -> None:
    deadline = time.monotonic() + limit_s
    while node.process and node.process.running and time.monotonic() < deadline:
        time.sleep(0.2)


FAULTS: Final = (
    Fault("descriptors exhausted", "no new connection for 4–10 s, old ones cut", _no_descriptors),
    Fault(
        "clock jump",
        "one worker's time of day an hour off and back",
        _clock,
        short=True,
        needs_telling=True,
    ),
    Fault(
        "names fail",
        "no name is resolved for 5–15 s, connections cut",
        _nameless,
        short=True,
        needs_telling=True,
    ),
    Fault(
        "disk full",
        "under one broker, for 8–14 s",
        _disk_full,
        short=True,
        needs_disk=True,
    ),
)
