"""Medians, percentiles and ratios: all that is ever computed from a measurement.

Must never drop a sample: an outlier is part of what was measured.
"""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Final

MIN_ROUNDS: Final = 5  # of a figure that is published


def median(samples: Sequence[float]) -> float:
    """Give the middle of the samples, the mean of the two middle ones if they are even in number.

    Raises:
        ValueError: There is no sample.
    """
    if not samples:
        msg = "no sample"
        raise ValueError(msg)
    return statistics.median(samples)


def percentile(samples: Sequence[float], share: float) -> float:
    """Give the smallest sample that at least `share` of all samples do not exceed (nearest rank).

    Args:
        samples: In any order, at least one.
        share: In (0, 1], e.g. 0.99.

    Raises:
        ValueError: There is no sample, or the share is none.
    """
    if not samples or not 0 < share <= 1:
        msg = "a percentile needs samples, and a share in (0, 1]"
        raise ValueError(msg)
    # The product is rounded first: 0.999 * 1000 is a hair above 999 in binary.
    rank = math.ceil(round(share * len(samples), 6))
    return sorted(samples)[rank - 1]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Give ours ÷ theirs: the median of the rounds' ratios, so that a slow minute hits both sides.

    Raises:
        ValueError: The rounds are not pairs, or there is none.
    """
    return median([mine / other for mine, other in zip(ours, theirs, strict=True)])


def difference(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Give ours − theirs: the median of the rounds' differences.

    Raises:
        ValueError: The rounds are not pairs, or there is none.
    """
    return median([mine - other for mine, other in zip(ours, theirs, strict=True)])


def since_intended(intended_s: Sequence[float], done_s: Sequence[float]) -> list[float]:
    """Give each event's latency from when it was due to be sent, not from when it was.

    A sender that is held up sends late, and what it sends late is quick; counted from the moment
    of sending, the hold-up would vanish (coordinated omission, Gil Tene, "How NOT to Measure
    Latency", 2015).

    Args:
        intended_s: When each event was due, in seconds.
        done_s: When each of them came out, in the same order.

    Raises:
        ValueError: An event is missing.
    """
    return [done - due for due, done in zip(intended_s, done_s, strict=True)]


def in_turns(
    rounds: int, ways: Mapping[str, Callable[[int], float]]
) -> dict[str, tuple[float, ...]]:
    """Measure every way once a round, in turns, so that a round's figures are a pair.

    Args:
        rounds: How many; each way is told the number of its round, from 0.
        ways: What to measure; each call gives one sample.
    """
    rows = [{name: way(number) for name, way in ways.items()} for number in range(rounds)]
    return {name: tuple(row[name] for row in rows) for name in ways}
