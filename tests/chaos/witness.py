"""A worker under chaos: a process that is killed, frozen, revived, and weighed.

Must never lose count of how it ended.
"""

import contextlib
import signal
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.support.pretence import Pretence
from tests.support.process import Process
from tests.support.sidecar import HOST, Job, Sidecar

PATIENCE_S: Final = 120
GRACE_S: Final = 60


class Worker(Sidecar):
    """One `redactor run` that is started again when it ends."""

    def __init__(self, job: Job, instance: str) -> None:
        """Write its files."""
        super().__init__(job, instance)
        self.instance = instance
        self.stops: list[str] = []
        self.held = False  # by a fault that wants it to stay down
        self.told = Pretence(job.folder / f"{instance}.told")

    def start(self) -> Process:
        """Start it; does not wait."""
        self.held = False
        return super().start()

    def _before(self) -> Sequence[str]:
        """Let its clock and its names be told by the suite."""
        told = self.told.environment()
        return ("/usr/bin/env", *told) if told else ()

    def await_ready(self) -> None:
        """Wait until it is ready, however busy the machine is."""
        deadline = time.monotonic() + PATIENCE_S
        while not self._is_ready():
            if time.monotonic() > deadline:
                msg = f"{self.instance} did not become ready: {self.events()[-3:]}"
                raise TimeoutError(msg)
            time.sleep(0.2)

    @property
    def alive(self) -> bool:
        """It runs, or is frozen."""
        return self.process is not None and self.process.running

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, if it lives."""
        if self.alive and self.process:
            with contextlib.suppress(ProcessLookupError):
                self.process.signal(number)

    def revive(self) -> None:
        """Start it again when it ended by itself, and note why."""
        if self.process is None or self.alive or self.held:
            return
        code = self.process.wait()
        if code <= 128:
            self.stops.append(f"{code}: {_reason(self.events())}")
        self.start()

    def terminate(self) -> int:
        """End it as an operator would, and give its exit code; 0 when it does not run."""
        if not self.alive or not self.process:
            return 0
        self.process.signal(signal.SIGTERM)
        return self.process.wait(GRACE_S)

    def metrics(self) -> bytes:
        """Give its page of metrics; empty when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self._port}/metrics", timeout=5) as page:
                return bytes(page.read())
        except OSError:
            return b""

    def rss_kb(self) -> int:
        """Give its resident memory; 0 when it does not run."""
        if not self.alive or not self.process:
            return 0
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self.process.pid}/status").read_text("ascii").splitlines():
                if line.startswith("VmRSS:"):
                    return int(line.split()[1])
        return 0


def _reason(events: list[dict[str, Any]]) -> str:
    last: dict[str, Any] = next(
        (one for one in reversed(events) if one.get("event") == "worker_failed"), {}
    )
    return str(last.get("reason") or last.get("error") or "no reason")
