"""How much time a run may take.

Must never let a quick run be published as a whole one: its rounds are too few for a median.
"""

from dataclasses import dataclass
from typing import Final

from tests.bench.arithmetic import MIN_ROUNDS


@dataclass(frozen=True, slots=True)
class Effort:
    """Rounds and length of a measurement.

    Attributes:
        rounds: Samples of each figure.
        scale: Share of the full length of a sample.
    """

    rounds: int
    scale: float

    @property
    def quick(self) -> bool:
        """The figures are a smoke test, not a measurement."""
        return self.rounds < MIN_ROUNDS

    def sized(self, full: int) -> int:
        """Scale a count, to at least one."""
        return max(1, round(full * self.scale))


FULL: Final = Effort(rounds=MIN_ROUNDS, scale=1.0)
QUICK: Final = Effort(rounds=1, scale=0.25)
