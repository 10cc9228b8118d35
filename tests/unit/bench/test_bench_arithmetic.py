"""The arithmetic of the benchmarks; nothing here takes a time."""

from collections.abc import Callable

import pytest

from tests.bench.arithmetic import (
    difference,
    in_turns,
    median,
    percentile,
    ratio,
    since_intended,
)


@pytest.mark.parametrize(
    ("share", "value"),
    [(0.5, 500), (0.9, 900), (0.99, 990), (0.999, 999), (1.0, 1_000), (0.0001, 1)],
)
def test_a_percentile_is_a_sample(share: float, value: int) -> None:
    """Nearest rank: of 1 to 1,000 the 99.9th is 999, also where floats are a hair off."""
    assert percentile(range(1_000, 0, -1), share) == value


@pytest.mark.parametrize("share", [0, -0.5, 1.01])
def test_no_percentile_of_no_share(share: float) -> None:
    """A share outside (0, 1] is a fault of the caller."""
    with pytest.raises(ValueError, match="share"):
        percentile([1, 2, 3], share)


@pytest.mark.parametrize("of", [median, lambda samples: percentile(samples, 0.5)])
def test_nothing_has_no_middle(of: Callable[[list[float]], float]) -> None:
    """Without a sample there is no figure, not a zero."""
    with pytest.raises(ValueError, match="sample"):
        of([])


def test_a_ratio_pairs_the_rounds() -> None:
    """A slow minute hits both sides of a round and leaves the ratio; medians apart would not."""
    ours, theirs = [10, 100, 1_000], [100, 1_000, 100]
    assert ratio(ours, theirs) == pytest.approx(0.1)


def test_a_difference_pairs_the_rounds() -> None:
    """Added latency is what a round's two figures differ by."""
    assert difference([5, 50, 7], [3, 47, 4]) == 3


@pytest.mark.parametrize("of", [ratio, difference])
def test_what_is_no_pair_is_refused(of: Callable[[list[float], list[float]], float]) -> None:
    """A peer that missed a round cannot be compared."""
    with pytest.raises(ValueError, match="zip"):
        of([1, 2], [1])


def test_a_sender_held_up_hides_nothing() -> None:
    """All that was due during a second's stall waits, whatever the moment it was sent at."""
    intended = [n / 10 for n in range(20)]
    done = [max(due, 1.0) + 0.001 for due in intended]  # stands still until 1.0, then is quick
    latencies = since_intended(intended, done)
    assert percentile(latencies, 0.55) == pytest.approx(0.101)
    assert max(latencies) == pytest.approx(1.001)


def test_every_event_has_a_latency() -> None:
    """A lost event is a fault of the run, not a shorter list."""
    with pytest.raises(ValueError, match="zip"):
        since_intended([1, 2], [1])


def test_ways_take_turns() -> None:
    """A round measures every way once before the next begins."""
    seen: list[tuple[str, int]] = []

    def way(name: str) -> Callable[[int], float]:
        def measured(number: int) -> float:
            seen.append((name, number))
            return len(seen)

        return measured

    measured = in_turns(2, {"ours": way("ours"), "peer": way("peer")})
    assert seen == [("ours", 0), ("peer", 0), ("ours", 1), ("peer", 1)]
    assert measured == {"ours": (1, 3), "peer": (2, 4)}
