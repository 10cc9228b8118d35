"""Intervals of shares that are close to one.

Must never be used for rates that are no shares of independent lines: those are bootstrapped.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

_Z: Final = 1.959964  # 97.5th percentile of the normal distribution


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Two decimals of a percent."""
        return f"{self.value:7.2%} [{self.low:.2%} {self.high:.2%}]"


def wilson(hits: int, total: int) -> Share:
    """The score interval of a binomial share (Wilson 1927); it holds where none was missed.

    Args:
        hits: Number that succeeded.
        total: Number of all; 0 gives a share of 1 that says nothing, [0, 1].
    """
    if total == 0:
        return Share(1.0, 0.0, 1.0)
    share = hits / total
    shrink = 1 + _Z**2 / total
    centre = (share + _Z**2 / (2 * total)) / shrink
    spread = _Z * sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2)) / shrink
    return Share(share, max(0.0, centre - spread), min(1.0, centre + spread))
