"""The standard mix: half of it free text, no event twice, nothing that cannot be read."""

import pytest

from tests.bench.redaction import WARM_SEED
from tests.bench.stream import events, free_text_share, mean_bytes, policy, records


def test_half_of_the_events_hold_free_text() -> None:
    """The mix that the goals are set for."""
    assert free_text_share() == pytest.approx(0.5, abs=0.02)


def test_a_day_is_its_seed_and_no_other() -> None:
    """Rounds, and the day that warms, draw days of their own: a memory of values cannot shine."""
    days = {seed: {one.value for one in events(400, 4, seed)} for seed in (0, 1, 2, WARM_SEED)}
    assert days[1] == {one.value for one in events(400, 4, 1)}
    for seed, of in days.items():
        others = set().union(*(other for at, other in days.items() if at != seed))
        assert not (of - {None}) & others


def test_every_event_can_be_read_and_has_its_place() -> None:
    """As many as were asked for, on the partitions asked for, with a size."""
    messages = events(1_000, 4, 7)
    assert len(messages) == len(records(messages, "raw")) == 1_000
    assert {one.partition for one in messages} == {0, 1, 2, 3}
    assert 200 < mean_bytes(messages) < 500


def test_the_policy_is_the_demos() -> None:
    """Fields, operators and exempt headers; the route is the benchmark's own."""
    assert {"fields", "operators", "exempt_headers"} == set(policy())
