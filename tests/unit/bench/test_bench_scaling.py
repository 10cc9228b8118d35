"""What several workers come to, beside one of them in the same round."""

import pytest

from tests.bench.course import Sample
from tests.bench.results import Group
from tests.bench.scaling import ONE, groups


def made(wall_rate: float, broker_cores: float) -> Sample:
    """Make a sample of a course."""
    return Sample(wall_rate, wall_rate / 2, 200.0, 2.0, broker_cores)


@pytest.fixture
def measured() -> dict[str, Group]:
    """Two rounds of one worker and of two."""
    samples = {1: [made(1_000, 0.1), made(2_000, 0.2)], 2: [made(1_800, 0.3), made(3_400, 0.5)]}
    return {group.name: group for group in groups(samples)}


def test_workers_stand_beside_one_of_the_same_round(measured: dict[str, Group]) -> None:
    """The factor is the median of the rounds' own factors, by either clock."""
    factors = [
        measured[name].figure("2 workers").against(ONE) for name in ("workers", "workers-cpu")
    ]
    assert factors == pytest.approx([1.75, 1.75])


def test_one_worker_has_nobody_beside_it(measured: dict[str, Group]) -> None:
    """A worker is not held against itself."""
    assert measured["workers"].figure("1 worker").peers == {}


def test_what_the_broker_took_is_told(measured: dict[str, Group]) -> None:
    """The cores are the workers' too: a factor cannot be read without this."""
    took = {one.what: one.middle for one in measured["workers-broker"].figures}
    assert took == pytest.approx({"beside 1 worker": 0.15, "beside 2 workers": 0.4})
