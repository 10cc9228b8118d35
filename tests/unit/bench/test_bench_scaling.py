"""What several workers come to, beside one of them in the same round."""

import pytest

from tests.bench.course import Sample
from tests.bench.results import Group
from tests.bench.scaling import ONE, groups, limited_case, limited_groups


def made(wall_rate: float, broker_cores: float) -> Sample:
    """Make a sample of a course in which workers took two cores."""
    return Sample(wall_rate, wall_rate / 2, 0.0, 2.0, broker_cores, 0.01)


SAMPLES = {1: [made(1_000, 0.1), made(2_000, 0.2)], 2: [made(1_800, 0.3), made(3_400, 0.5)]}


@pytest.fixture
def measured() -> dict[str, Group]:
    """Two rounds of one worker and of two."""
    return {group.name: group for group in groups(SAMPLES)}


def test_workers_stand_beside_one_of_the_same_round(measured: dict[str, Group]) -> None:
    """The factor is the median of the rounds' own factors, by either clock."""
    factors = [
        measured[name].figure("2 workers").against(ONE) for name in ("workers", "workers-cpu")
    ]
    assert factors == pytest.approx([1.75, 1.75])


def test_one_worker_has_nobody_beside_it(measured: dict[str, Group]) -> None:
    """A worker is not held against itself."""
    assert measured["workers"].figure("1 worker").peers == {}


def test_what_all_took_is_told(measured: dict[str, Group]) -> None:
    """The cores are the workers' too: a factor cannot be read without this."""
    took = {one.what: one.middle for one in measured["workers-broker"].figures}
    assert took == pytest.approx(
        {
            "1 worker": 2.0,
            "1 worker: broker": 0.15,
            "1 worker: onlooker": 0.01,
            "2 workers": 2.0,
            "2 workers: broker": 0.4,
            "2 workers: onlooker": 0.01,
        }
    )


def test_workers_stand_beside_one_of_the_same_limit() -> None:
    """Half a core is held against half a core, a quarter against a quarter."""
    quarter = {1: [made(500, 0.1)], 4: [made(1_900, 0.1)]}
    rates, took = limited_groups({500: SAMPLES, 250: quarter})
    cases = [limited_case(500, 2), limited_case(250, 4)]
    assert [rates.figure(case).against(ONE) for case in cases] == pytest.approx([1.75, 3.8])
    assert took.figure("250m each, 4 workers: broker").middle == pytest.approx(0.1)
