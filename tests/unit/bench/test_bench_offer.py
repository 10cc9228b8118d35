"""What a fixed rate came to."""

import pytest

from tests.bench.offer import sustained


def test_a_delay_that_all_share_is_no_backlog() -> None:
    """A carrier that takes a second for each, and keeps up, sustains all of the rate."""
    times = [[1.0 + n / 100 for n in range(0, 500, 2)], [1.0 + n / 100 for n in range(1, 500, 2)]]
    assert sustained(times, 100) == pytest.approx(1.0)


def test_a_backlog_that_grows_shows() -> None:
    """A carrier that does 80 of 100 a second sustains four fifths."""
    assert sustained([[n / 80 for n in range(500)]], 100) == pytest.approx(0.8)


@pytest.mark.parametrize("times", [[], [[]], [[1.0]]])
def test_no_rate_without_an_interval(times: list[list[float]]) -> None:
    """Nothing read sustains nothing."""
    assert sustained(times, 100) == 0
