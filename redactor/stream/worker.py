"""Runs the Faust app as a process: loop, signals, and an exit code with one reason.

Must never open a debugger or print a stack: Faust's worker does both on SIGUSR1 and SIGUSR2.
"""

import asyncio
import os
import signal
import threading
from typing import Any, Final

import faust
import uvloop

from redactor.errors import EXIT_CONFIG, ConfigError
from redactor.isolation.limits import keep_freed
from redactor.stream import wire
from redactor.stream.app import Sidecar
from redactor.telemetry.logs import error_fields, event_logger
from redactor.telemetry.sink import on_loop_error

log = event_logger(__name__)

EXIT_OK: Final = 0
EXIT_FAILURE: Final = 1
OVERDUE_S: Final = 30.0  # the data plane grants a batch 10 s; Kubernetes grants all of it 30 s


class SidecarWorker(faust.Worker):  # type: ignore[misc]  # faust ships no types
    """Faust's worker without its banner, its log set-up and its debugging signals."""

    def __init__(self, app: Sidecar, loop: asyncio.AbstractEventLoop) -> None:
        """Take the app and a loop that nothing else runs on."""
        super().__init__(
            app,
            loop=loop,
            quiet=True,
            debug=False,
            override_logging=False,
            redirect_stdouts=False,
        )
        self.spinner = None
        self.failure: BaseException | None = None

    async def start(self) -> None:
        """Start, and remember why it failed."""
        try:
            await super().start()
        except Exception as error:
            self.failure = error
            raise

    def _crash(self, reason: BaseException) -> None:
        """Take the crash of any service, and see to it that the process ends, come what may."""
        if not self.crashed:
            overdue = threading.Timer(OVERDUE_S, _end_at_once)
            overdue.daemon = True
            overdue.start()
        super()._crash(reason)

    def _install_signal_handlers_unix(self) -> None:
        self.loop.add_signal_handler(signal.SIGINT, self._on_sigint)
        self.loop.add_signal_handler(signal.SIGTERM, self._on_sigterm)

    def _setproctitle(self, info: str, **_kwargs: Any) -> None:  # noqa: ANN401 -- faust's own signature
        """Leave the process its name."""

    async def _sentinel_task(self) -> None:
        """Do not sleep a second before the loop closes: the grace period is short."""


def _end_at_once() -> None:
    """End a process that failed and then did not stop: nothing uncommitted is worth waiting for."""
    log.error("stop_overdue", code=EXIT_FAILURE)
    os._exit(EXIT_FAILURE)


def run(app: Sidecar) -> int:
    """Run an app until it is stopped by a signal or fails.

    Args:
        app: A complete app, not started; can be run once.

    Returns:
        0 after a signal, 78 when the configuration turned out unusable, 1 after any other
        failure, whose reason is then the last event of the log.
    """
    wire.install()
    keep_freed()
    loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(on_loop_error)
    worker = SidecarWorker(app, loop)
    code: int | str | None = EXIT_OK
    try:
        worker.execute_from_commandline()
    except SystemExit as stop:
        code = stop.code
    return _told(worker.failure or worker.crash_reason, clean=code in {None, EXIT_OK})


def _told(failure: BaseException | None, *, clean: bool) -> int:
    """Log how it ended, and give the exit code."""
    if failure is None and clean:
        log.info("worker_stopped", code=EXIT_OK)
        return EXIT_OK
    code = EXIT_CONFIG if isinstance(failure, ConfigError) else EXIT_FAILURE
    fields = error_fields(failure) if failure else {}
    log.error("worker_failed", code=code, **fields)
    return code
