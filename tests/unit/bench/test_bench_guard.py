"""The guard against slow changes fails on a loss, and passes on the same."""

from collections.abc import Sequence

import pytest

from tests.bench import guard
from tests.bench.guard import EXIT_NOTHING, EXIT_OK, EXIT_WORSE, Change, check, verdict
from tests.bench.instructions import total_in
from tests.bench.results import Figure, Group, Results

HERE = {"python": "3.11.0"}


def counted(count: float) -> Group:
    """Instructions of one piece of work."""
    return Group("instructions", "", "instructions", (Figure("pipeline", (count,)),))


def paired(ours: Sequence[float], peer: Sequence[float]) -> Group:
    """A cost beside a peer's."""
    return Group("pairs", "", "µs", (Figure("pipeline", tuple(ours), {"peer": tuple(peer)}),))


def judged(before: Group, after: Group) -> int:
    """Run the guard on two results."""
    return verdict(check(Results(HERE, {before.name: before}), lambda: [after]))


@pytest.mark.parametrize(
    ("now", "code"),
    [(1_000, EXIT_OK), (700, EXIT_OK), (1_099, EXIT_OK), (1_101, EXIT_WORSE), (3_000, EXIT_WORSE)],
)
def test_a_tenth_more_instructions_fails(now: float, code: int) -> None:
    """The same and better pass; more than a tenth worse does not."""
    assert judged(counted(1_000), counted(now)) == code


def test_a_slower_machine_is_no_loss() -> None:
    """Where times are compared, both sides slow down and the ratio stays."""
    before = paired((10, 11, 12), (5, 5.5, 6))
    assert judged(before, paired((100, 110, 120), (50, 55, 60))) == EXIT_OK


def test_a_slower_line_is_a_loss() -> None:
    """A ratio that grew by a fifth fails, also on a faster machine."""
    before = paired((10, 10, 10), (5, 5, 5))
    assert judged(before, paired((1.2, 1.2, 1.2), (0.5, 0.5, 0.5))) == EXIT_WORSE


def test_one_loss_among_gains_fails() -> None:
    """What got faster does not pay for what got slower."""
    assert verdict([Change("one", -0.5), Change("other", 0.11)]) == EXIT_WORSE


def test_nothing_compared_does_not_pass() -> None:
    """No committed results of this kind is an answer of its own."""
    assert judged(counted(1), paired((1,), (1,))) == EXIT_NOTHING


def test_a_figure_that_vanished_is_a_fault() -> None:
    """A piece of work that is no longer measured cannot pass unseen."""
    with pytest.raises(KeyError):
        judged(counted(1), Group("instructions", "", "instructions", ()))


def test_the_command_ends_as_the_verdict_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make bench-check` fails on a worse result and names it."""
    committed = Results(HERE, {"instructions": counted(1_000)})
    monkeypatch.setattr(Results, "load", lambda: committed)
    monkeypatch.setattr(guard, "instrument", lambda _: lambda: [counted(1_200)])
    assert guard.main() == EXIT_WORSE
    assert "+20.0%  WORSE" in capsys.readouterr().out


def test_the_total_is_read_from_the_report() -> None:
    """The counter writes thousands apart."""
    assert total_in("==1== I   refs:      8,382,894,125\n") == 8_382_894_125


def test_a_report_without_a_total_is_a_fault() -> None:
    """A counter that failed is not a count of zero."""
    with pytest.raises(ValueError, match="no total"):
        total_in("==1== killed\n")
