"""What is waited for is told at once, then ever more seldom, and when it is there.

Must never end a wait: it only tells of it.
"""

import time
from typing import Final

from redactor.telemetry.logs import EventLogger, Value

FIRST_S: Final = 1.0
LONGEST_S: Final = 60.0


class Waiting:
    """Tells of one wait: an hour of it is a hundred lines, not four thousand."""

    def __init__(self, log: EventLogger) -> None:
        """Take the log of who waits; nothing is told yet."""
        self._log = log
        self._told: tuple[str, dict[str, Value]] | None = None
        self._pause_s = FIRST_S
        self._due_s = 0.0

    def still(self, event: str, **fields: Value) -> None:
        """Tell what is waited for, if that is new, or was told long enough ago."""
        now_s = time.monotonic()
        if (event, fields) != self._told:
            self._pause_s = FIRST_S
        elif now_s < self._due_s:
            return
        self._told = (event, fields)
        self._due_s = now_s + self._pause_s
        self._pause_s = min(2 * self._pause_s, LONGEST_S)
        self._log.warning(event, **fields)

    def over(self, event: str) -> None:
        """Tell that it is there, to whoever was told that it was not."""
        if self._told is not None:
            self._log.info(event)
            self._told = None
