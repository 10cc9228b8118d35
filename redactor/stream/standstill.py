"""Notices a partition that goes on at the broker while nothing of it is read.

Must never take a silent broker for a standstill: only answered questions count.
"""

from redactor.stream.ends import Seen


class Standstill:
    """How long one reader has stood before records it could have.

    Attributes:
        stalls: How often in a row that was too long.
    """

    def __init__(self, limit_s: float) -> None:
        """Take how long is too long."""
        self._limit_s = limit_s
        self._position = -1
        self._since: float | None = None
        self.stalls = 0

    def progressed(self) -> None:
        """Records came, or there are none to come."""
        self._since = None
        self.stalls = 0

    def sought(self) -> None:
        """Give the reader its time anew: it was sent to an offset."""
        self._since = None

    def over(self, position: int, seen: Seen | None) -> bool:
        """Judge a reader that got nothing, by the latest answer about the partition's end.

        Args:
            position: Offset of the next record it would get.
            seen: The answer; None when there was none.

        Returns:
            True when it has stood too long, by the times of the answers alone; the count begins
            anew then.
        """
        if seen is None:
            return False
        if seen.end <= position or position > self._position:
            self.progressed()
        if seen.end <= position or position != self._position:
            self._position = position
            return False
        self._since = max(seen.at if self._since is None else self._since, seen.since)
        if seen.at - self._since <= self._limit_s:
            return False
        self._since = None
        self.stalls += 1
        return True
