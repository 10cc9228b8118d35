"""How many events a course needs to last as long as it is meant to.

Must never change what is measured: only the length of a sample follows the rate.
"""

from typing import Final

from tests.bench.effort import Effort

SECONDS: Final = 4  # that a course is meant to last
MIN_EVENTS: Final = 300
MAX_EVENTS: Final = 80_000  # more takes longer to write than to carry
MAX_EMBEDDED: Final = 30_000  # librdkafka's mock broker keeps five megabytes of a partition


class Pace:
    """Remembers the last rate of each way."""

    def __init__(self, effort: Effort, most: int = MAX_EVENTS) -> None:
        """Take the share of the full length, and the most events of a course."""
        self._effort = effort
        self._most = most
        self._rates: dict[str, float] = {}

    def events(self, name: str, guess: float) -> int:
        """Give the number of events for the next course; the guess counts until one is measured."""
        rate = self._rates.get(name, guess)
        return self._effort.sized(int(min(max(rate * SECONDS, MIN_EVENTS), self._most)))

    def took(self, name: str, rate: float) -> None:
        """Note the rate of a course, in events a second of wall clock."""
        self._rates[name] = rate
