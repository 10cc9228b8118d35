"""The ways a stream can be carried: ours, the limits, and the peers.

Must never start a way with less than its users would give it.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from tests.bench.stream import policy
from tests.support.process import Process
from tests.support.sidecar import Job, Sidecar

OURS: Final = "redactor"
LIMIT: Final = "aiokafka copying"
COPYING: Final = "our data plane copying"
FAUST: Final = "Faust copying"
ARGUS: Final = "argus-redact in the loop"
PRESIDIO: Final = "Presidio + jieba in Faust"


@dataclass(frozen=True, slots=True)
class Way:
    """One way.

    Attributes:
        start: Starts its processes on a job.
        transactions: Whether it commits source offsets in transactions.
        guess: Records a second, to begin with; later rounds take what was measured.
        steady: Its start returns when all its processes carry. The topic is filled only then, and
            measured while every partition has records: none is idle, none is yet to start.
    """

    start: Callable[[Job], list[Process]]
    transactions: bool
    guess: int
    steady: bool = False


def job_in(folder: Path, servers: Sequence[str], name: str) -> Job:
    """Describe the job that every way is given: the demo's policy, all else by default."""
    more = {"kafka": {"session_timeout_ms": 10_000}}
    return Job(folder, tuple(servers), name, more, yaml.safe_dump(policy(), allow_unicode=True))


def _sidecar(job: Job) -> list[Process]:
    """Start `redactor run`."""
    return [Sidecar(job).start()]


def _module(job: Job, module: str, *arguments: str) -> list[Process]:
    """Start one of the other carriers, which are modules."""
    command = [sys.executable, "-W", "ignore", "-m", f"tests.bench.carriers.{module}", *arguments]
    return [Process(command, job.folder / "carrier.pid", job.folder / "carrier.log")]


def _names(job: Job) -> tuple[str, ...]:
    return (",".join(job.servers), job.name, job.source, job.target)


def _copying(job: Job) -> list[Process]:
    given = {"settings": job.settings(), "source": job.source, "target": job.target}
    path = job.folder / "copying.json"
    path.write_text(json.dumps(given), "utf-8")
    return _module(job, "copying", str(path))


def _looping(change: str) -> Callable[[Job], list[Process]]:
    return lambda job: _module(job, "loop", change, *_names(job))


def _agent(change: str) -> Callable[[Job], list[Process]]:
    return lambda job: _module(job, "agent", change, *_names(job))


WAYS: Final[Mapping[str, Way]] = {
    OURS: Way(_sidecar, transactions=True, guess=6_000),
    LIMIT: Way(_looping("copy"), transactions=True, guess=15_000),
    COPYING: Way(_copying, transactions=True, guess=20_000),
    ARGUS: Way(_looping("argus"), transactions=True, guess=600),
    FAUST: Way(_agent("copy"), transactions=False, guess=3_000),
    PRESIDIO: Way(_agent("presidio"), transactions=False, guess=150),
}
