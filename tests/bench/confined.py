"""Workers that are held to one core each, as the CPU limit of a pod holds them.

Must never let a process of a worker run elsewhere: a worker is held before it has started another.
"""

import os
from contextlib import ExitStack

from tests.support.process import Process
from tests.support.sidecar import Job, Sidecar


def cores() -> list[int]:
    """Name the cores there are for us."""
    return sorted(os.sched_getaffinity(0))


def confined(job: Job, count: int) -> list[Process]:
    """Start workers, each a pod of its own with a core of its own, and wait until all carry.

    Broker and watchers are not held: they take what they need of all cores.
    """
    workers = [Sidecar(job, f"worker-{number}") for number in range(count)]
    with ExitStack() as stack:
        for worker, core in zip(workers, cores(), strict=False):
            process = worker.start()
            stack.callback(worker.end)
            os.sched_setaffinity(process.pid, {core})
        for worker in (*workers, *workers):  # the last to join takes partitions from the first
            worker.await_ready()
        stack.pop_all()
    return [worker.process for worker in workers if worker.process]
