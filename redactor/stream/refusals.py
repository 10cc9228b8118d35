"""When too many records of a partition are refused, something upstream is broken: stop.

Must never let a restart chew through a topic: the batch that trips a limit is not committed, so
that a restarted worker meets the same records and stops again. Counts live in memory: refusals
committed in earlier batches are forgotten by a restart.
"""

from collections import deque

from redactor.errors import RefusalLimitError
from redactor.record import Refused
from redactor.settings import Refusals
from redactor.stream.told import Told


class RefusalWatch:
    """Judges the refusals of one partition, in source order."""

    def __init__(self, limits: Refusals) -> None:
        """Start with nothing refused."""
        self._limits = limits
        self._consecutive = 0
        self._judged = 0
        self._refused: deque[int] = deque()  # numbers of the window's refused records, in order

    def after(self, told: Told) -> "RefusalWatch":
        """Judge a batch before it is written.

        Args:
            told: What the batch's results say; may be nothing.

        Returns:
            The watch to go on with once the batch is committed; this one stays as it was.

        Raises:
            RefusalLimitError: The batch passes a limit: it must not be committed.
        """
        watch = RefusalWatch(self._limits)
        watch._consecutive = self._consecutive
        watch._refused.extend(self._refused)
        watch._judged = self._judged
        end = 0  # of the refusals in a row so far
        for place, refused in told.refused.items():
            if place != end:
                watch._consecutive = 0
            end = place + 1
            watch._take(self._judged + end, refused)
        if end != len(told.places):
            watch._consecutive = 0
        watch._judged += len(told.places)
        return watch

    def _take(self, number: int, result: Refused) -> None:
        """Judge a refused record, given its number among all that were judged."""
        window = self._limits.window_records
        refused = self._refused
        refused.append(number)
        while refused[0] <= number - window:
            refused.popleft()
        self._consecutive += 1
        if self._consecutive > self._limits.max_consecutive:
            msg = f"more than {self._limits.max_consecutive} records in a row were refused"
            raise RefusalLimitError(_placed(msg, result))
        if number >= window and len(refused) > self._limits.max_ratio * window:
            msg = f"{len(refused)} of the last {window} records were refused"
            raise RefusalLimitError(_placed(msg, result))


def _placed(message: str, last: Refused) -> str:
    """Add where the last refused record stands, and why it was refused: all that may be said."""
    return f"{message}, the last at {last.at} ({last.reason.value})"
