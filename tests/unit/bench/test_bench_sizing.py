"""Workers and memory are planned with what was measured, never with more."""

import pytest

from tests.bench.goals import CORE
from tests.bench.results import Figure, Group, Results
from tests.bench.sizing import Worker, one, table


def measured(rate: float = 1_000.0, resident_mib: float = 200.0) -> Results:
    """Make results of a worker; its events are of 300 bytes."""
    thousand_ms = 1e6 / rate
    groups = (
        Group("endtoend", "", "events/s", (Figure(CORE, (rate,)),)),
        Group("memory", "", "MiB", (Figure("highest while carrying", (resident_mib,)),)),
        Group(
            "cpu",
            "",
            "ms",
            (
                Figure("1,000 events", (thousand_ms,)),
                Figure("1 MB of events", (thousand_ms / 0.3,)),
            ),
        ),
    )
    return Results({}, {group.name: group for group in groups})


@pytest.mark.parametrize(("peak", "workers"), [(1, 1), (600, 1), (601, 2), (6_000, 10)])
def test_a_worker_is_planned_at_its_share(peak: float, workers: int) -> None:
    """Of a worker that carries 1,000 a second, 600 are planned with."""
    assert Worker.measured(measured()).workers(peak) == workers


def test_memory_holds_what_was_seen_and_what_may_come() -> None:
    """The request covers what is resident and `/tmp`; the limit a record's growth besides."""
    worker = Worker.measured(measured(resident_mib=200.0))
    assert (worker.request_mib, worker.limit_mib) == (320, 640)


def test_an_event_has_the_size_it_was_measured_with() -> None:
    """Megabytes a second follow from both figures of processor time."""
    assert Worker.measured(measured()).event_bytes == pytest.approx(300)


def test_the_tables_show_it() -> None:
    """A row for each peak; one worker's figures above."""
    assert "| 1,000 | 0.3 | 2 | 1 | 640 MiB |" in table(measured()).splitlines()
    assert "| the same, to plan with | 600 |" in one(measured()).splitlines()


def test_nothing_is_planned_on_nothing() -> None:
    """Without the whole stream measured there is no size."""
    with pytest.raises(KeyError):
        table(Results({}, {}))
