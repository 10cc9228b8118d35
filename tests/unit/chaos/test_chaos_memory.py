"""The scales: only a process that lived through the run is compared with itself."""

from tests.chaos.memory import Weight, growth, table

MB = 1024


def weights(late_pid: int) -> list[Weight]:
    """Make an hour of one worker that grows by a tenth."""
    early = [Weight(at_s, "once/w1", 7, 200 * MB) for at_s in range(0, 3_400, 10)]
    return [
        *early,
        *(Weight(at_s, "once/w1", late_pid, 220 * MB) for at_s in range(3_400, 3_601, 10)),
    ]


def test_growth_is_the_end_against_minute_five() -> None:
    """A worker of 200 MB at minute five and 220 at the end grew by a tenth."""
    (grown,) = growth(weights(late_pid=7))
    assert (grown.early_mb, grown.late_mb, grown.most_mb) == (200, 220, 220)
    assert "+10.0%" in table([grown])


def test_a_worker_started_anew_is_left_out() -> None:
    """Two processes are not one that shrank."""
    assert not list(growth(weights(late_pid=8)))
