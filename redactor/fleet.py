"""Several workers in one pod: forks them, hands signals on, and ends all of them when one ends.

Must never go on with fewer workers than were asked for: the pod stops, and the log says why.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from typing import Final

from redactor.isolation.limits import die_with_parent
from redactor.telemetry.logs import error_fields, event_logger

GRACE_S: Final = 35.0  # a worker ends itself after 30 s at most
_WATCHED: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
_FAILURE: Final = 1
_BY_SIGNAL: Final = 128  # a shell's code of a process that a signal ended

log = event_logger(__name__)


def run_fleet(
    count: int, work: Callable[[int], int], forked: Callable[[], None] = lambda: None
) -> int:
    """Fork workers and wait until all have ended.

    Args:
        count: How many, at least one.
        work: What a worker runs, given its number from 0; gives its exit code.
        forked: What we do once all of them run.

    Returns:
        0 when a signal stopped all of them cleanly, else the code of the first that failed; a
        worker that ended unasked counts as failed whatever its code.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    try:
        fleet = _Fleet({_forked(number, work): number for number in range(count)})
        forked()
        log.info("fleet_started", count=count)
        return fleet.watched()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _forked(number: int, work: Callable[[int], int]) -> int:
    """Start a worker; give its process id."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = _FAILURE
    try:
        os.setpgid(0, 0)  # Ctrl-C reaches it once, through its parent
        die_with_parent()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
        random.seed()  # the same numbers in every worker would make them retry at the same moments
        if os.getppid() == parent:
            code = work(number)
    except Exception as error:  # noqa: BLE001 -- the process ends here: its reason must be told
        log.error("fleet_worker_failed", worker=number, **error_fields(error))  # noqa: TRY400 -- a traceback has no place in our log
    finally:
        os._exit(code)


class _Fleet:
    """The workers that still run."""

    def __init__(self, workers: dict[int, int]) -> None:
        """Take their numbers by process id; the signals to watch are blocked."""
        self._workers = workers
        self._code = 0
        self._deadline: float | None = None

    def watched(self) -> int:
        """Hand on signals until all workers have ended; give the fleet's exit code."""
        while self._workers:
            wait_s = GRACE_S if self._deadline is None else self._deadline - time.monotonic()
            told = signal.sigtimedwait(_WATCHED, max(wait_s, 0))
            if told is None:
                self._kill_late()
            elif told.si_signo != signal.SIGCHLD:
                self._stop()
            self._take_leave()
        return self._code

    def _take_leave(self) -> None:
        """Note every worker that has ended; one that was not asked to ends the fleet."""
        for pid, number in list(self._workers.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended:
                continue
            del self._workers[pid]
            code = os.waitstatus_to_exitcode(status)
            code = code if code >= 0 else _BY_SIGNAL - code
            if self._deadline is None:
                log.error("fleet_worker_lost", worker=number, code=code)
                code = code or _FAILURE
            self._code = self._code or code
            self._stop()

    def _stop(self) -> None:
        """Ask all workers to drain and end, once."""
        if self._deadline is None:
            self._deadline = time.monotonic() + GRACE_S
            self._send(signal.SIGTERM)

    def _kill_late(self) -> None:
        """End what did not end in time."""
        if self._deadline is not None and time.monotonic() >= self._deadline:
            log.error("fleet_overdue", count=len(self._workers))
            self._send(signal.SIGKILL)
            self._deadline += GRACE_S

    def _send(self, number: signal.Signals) -> None:
        for pid in self._workers:  # none is waited for yet, so no number can be another's
            os.kill(pid, number)
