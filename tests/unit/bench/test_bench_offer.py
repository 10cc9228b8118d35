"""What a fixed rate came to."""

from dataclasses import dataclass, field

import pytest

from tests.bench.latency import Sweep, ceiling
from tests.bench.offer import Outcome, latencies, sustained
from tests.bench.watch import CarrierError
from tests.support.kafka_servers import Message


@dataclass
class Carrier:
    """Carries so many events a second, and no more."""

    most: float
    offered: list[float] = field(default_factory=list)

    def offer(self, rate: float, seconds: float, seed: int) -> Outcome:
        """See `Bed.offer`."""
        del seconds, seed
        self.offered.append(rate)
        return Outcome((), min(1.0, self.most / rate), complete=True)


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


def test_an_event_is_known_by_its_place_in_its_partition() -> None:
    """Partitions come back in any order; within one the nth read is the nth sent."""
    messages = [Message(None, None, (), n % 2) for n in range(10)]
    due_s = [float(n) for n in range(10)]
    even = [due + 0.1 for due in due_s[::2]]
    odd = [due + 0.3 for due in due_s[1::2]]
    found = latencies(messages, due_s, [even, odd])
    assert found == pytest.approx([0.1] * 4 + [0.3] * 4)  # the first fifth is not counted


def test_a_record_that_never_came_is_a_fault() -> None:
    """The nth would be taken for the next."""
    messages = [Message(None, None, (), 0) for _ in range(3)]
    with pytest.raises(ValueError, match="zip"):
        latencies(messages, [0, 1, 2], [[0.1, 1.1]])


@pytest.mark.parametrize(
    ("most", "held"),
    [
        (1_000, 1_000),
        (1_055, 1_100),
        (1_044, 1_000),
        (1_500, 1_000 * 1.1**4),
        (900, 1_000 / 1.1),
        (700, 1_000 / 1.1**4),
    ],
)
def test_the_ceiling_was_held_and_the_next_rate_was_not(most: float, held: float) -> None:
    """At 95 % of what is offered a rate is held; both it and the one above it were offered."""
    carrier = Carrier(most)
    found = ceiling(carrier, Sweep(1.1, 5, 0), 1_000)  # type: ignore[arg-type]  # no Kafka
    assert found == pytest.approx(held)
    assert sorted(carrier.offered[-2:]) == pytest.approx([found, found * 1.1])


def test_a_carrier_that_holds_nothing_has_no_ceiling() -> None:
    """The search downwards ends with a fault, not with a rate that nobody offered."""
    with pytest.raises(CarrierError, match="no rate"):
        ceiling(Carrier(1), Sweep(1.5, 5, 0), 1_000)  # type: ignore[arg-type]  # no Kafka
