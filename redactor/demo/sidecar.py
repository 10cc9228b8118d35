"""The real sidecar as a process: started, asked for its health and counts, stopped.

Must never leave a process behind, nor take anything of the sidecar but what it offers to all.
"""

import http.client
import subprocess
import sys
import time
from collections import Counter
from typing import Final, Self

from prometheus_client.parser import text_string_to_metric_families

from redactor.demo.workplace import HOST, Workplace
from redactor.errors import RedactorError
from redactor.telemetry.metrics import ENTITIES_TOTAL

START_S: Final = 45.0
STOP_S: Final = 15.0
ANSWER_S: Final = 2.0
LOG_LINES: Final = 8
_READY: Final = 200


class DemoError(RedactorError):
    """The demo cannot go on; the message says why."""


class SidecarProcess:
    """`python -m redactor run`, for as long as the `with` block lasts."""

    def __init__(self, workplace: Workplace) -> None:
        """Take where the configuration is; nothing starts yet."""
        self._workplace = workplace
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> list[str]:
        """What is run."""
        config = str(self._workplace.config)
        return [sys.executable, "-m", "redactor", "run", "--config", config]

    @property
    def told(self) -> str:
        """The command as a reader would type it."""
        return " ".join(["python", *self.command[1:]])

    def __enter__(self) -> Self:
        """Start the process."""
        with self._workplace.log.open("wb") as log:
            self._process = subprocess.Popen(self.command, stdout=log, stderr=log)  # noqa: S603 -- our own command
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the process, if it still runs."""
        self.stop()

    def await_ready(self) -> None:
        """Wait until records can flow.

        Raises:
            DemoError: It ended, or took too long.
        """
        deadline = time.monotonic() + START_S
        while self._ask("/readyz")[0] != _READY:
            self.require_running()
            if time.monotonic() > deadline:
                msg = f"the sidecar was not ready after {START_S:.0f} s"
                raise self.failure(msg)
            time.sleep(0.1)

    def require_running(self) -> None:
        """Make sure that the process has not ended.

        Raises:
            DemoError: It has.
        """
        if self._process is not None and (code := self._process.poll()) is not None:
            msg = f"the sidecar ended with code {code}"
            raise self.failure(msg)

    def entities(self) -> Counter[str]:
        """Read from its metrics what it found so far; nothing where it does not answer."""
        status, body = self._ask("/metrics")
        entities: Counter[str] = Counter()
        for family in text_string_to_metric_families(body if status == _READY else ""):
            for sample in family.samples:
                if sample.name == ENTITIES_TOTAL.name:
                    entities[sample.labels["entity"]] += int(sample.value)
        return entities

    def stop(self) -> int | None:
        """Ask the process to end, and make it end if it does not.

        Returns:
            Its exit code; None if it never started.
        """
        if self._process is None:
            return None
        self._process.terminate()
        try:
            return self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _ask(self, path: str) -> tuple[int, str]:
        """GET a page; status 0 if nobody answers."""
        connection = http.client.HTTPConnection(HOST, self._workplace.web_port, timeout=ANSWER_S)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def failure(self, reason: str) -> DemoError:
        """Make an error that adds the last lines of the log, which never holds a value."""
        lines = self._workplace.log.read_text("utf-8", "replace").splitlines()[-LOG_LINES:]
        return DemoError("\n  ".join([reason, *lines]))
