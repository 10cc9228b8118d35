"""When too many records of a partition are refused, something upstream is broken: stop.

Must never let a restart chew through a topic: the batch that trips a limit is not committed, so
that a restarted worker meets the same records and stops again. Counts live in memory: refusals
committed in earlier batches are forgotten by a restart.
"""

from collections import deque
from collections.abc import Sequence
from itertools import repeat

from redactor.errors import RefusalLimitError
from redactor.record import Refused, Result
from redactor.settings import Refusals


class RefusalWatch:
    """Judges the refusals of one partition, in source order."""

    def __init__(self, limits: Refusals) -> None:
        """Start with nothing refused."""
        self._limits = limits
        self._consecutive = 0
        self._window: deque[bool] = deque(maxlen=limits.window_records)
        self._refused = 0

    def after(self, results: Sequence[Result]) -> "RefusalWatch":
        """Judge a batch before it is written.

        Args:
            results: The batch; may be empty.

        Returns:
            The watch to go on with once the batch is committed; this one stays as it was.

        Raises:
            RefusalLimitError: The batch passes a limit: it must not be committed.
        """
        watch = RefusalWatch(self._limits)
        watch._consecutive = self._consecutive
        watch._window.extend(self._window)
        watch._refused = self._refused
        if any(isinstance(result, Refused) for result in results):
            for result in results:
                watch._take(result)
        elif results:
            watch._pass(len(results))
        return watch

    def _pass(self, records: int) -> None:
        """Take a batch of which nothing was refused, as nearly all are."""
        self._window.extend(repeat(False, records))  # noqa: FBT003 -- a value, no option
        self._refused = sum(self._window) if self._refused else 0
        self._consecutive = 0

    def _take(self, result: Result) -> None:
        refused = isinstance(result, Refused)
        window = self._window
        full = len(window) == window.maxlen
        self._refused += refused - (window[0] if full else 0)
        window.append(refused)
        self._consecutive = self._consecutive + 1 if refused else 0
        if not isinstance(result, Refused):
            return
        if self._consecutive > self._limits.max_consecutive:
            msg = f"more than {self._limits.max_consecutive} records in a row were refused"
            raise RefusalLimitError(_placed(msg, result))
        if len(window) == window.maxlen and self._refused > self._limits.max_ratio * len(window):
            msg = f"{self._refused} of the last {len(window)} records were refused"
            raise RefusalLimitError(_placed(msg, result))


def _placed(message: str, last: Refused) -> str:
    """Add where the last refused record stands, and why it was refused: all that may be said."""
    return f"{message}, the last at {last.at} ({last.reason.value})"
