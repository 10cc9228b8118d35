"""Workers that have their own share of the machine: a core each, or a CPU limit as pods have it.

Must never let a process of a worker run elsewhere: a worker is held before it has started another.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from tests.bench.cpu_limit import Pod
from tests.support.process import Process
from tests.support.sidecar import Job, Sidecar


def cores() -> list[int]:
    """Name the cores there are for us."""
    return sorted(os.sched_getaffinity(0))


def confined(job: Job, count: int) -> list[Process]:
    """Start workers, each with a core of its own, and wait until all carry.

    Broker and onlooker are not held: they take what they need of all cores.
    """
    return _beside(job, [_on(core) for core in cores()[:count]])


def limited(job: Job, pods: Sequence[Pod], millicores: int) -> list[Process]:
    """Start workers, each in a pod of its own, wait until all carry, and limit them from then on.

    Broker and onlooker have what is left, and no worker is held to a core.
    """
    workers = _beside(job, [pod.take for pod in pods])
    for pod in pods:
        pod.limit(millicores)
    return workers


def _on(core: int) -> Callable[[int], None]:
    return lambda pid: os.sched_setaffinity(pid, {core})


def _beside(job: Job, holds: Sequence[Callable[[int], None]]) -> list[Process]:
    """Start a worker for each hold, told its process, and wait until all carry."""
    workers = [Sidecar(job, f"worker-{number}") for number in range(len(holds))]
    with ExitStack() as stack:
        for worker, hold in zip(workers, holds, strict=True):
            process = worker.start()
            stack.callback(worker.end)
            hold(process.pid)
        for worker in (*workers, *workers):  # the last to join takes partitions from the first
            worker.await_ready()
        stack.pop_all()
    return [worker.process for worker in workers if worker.process]
