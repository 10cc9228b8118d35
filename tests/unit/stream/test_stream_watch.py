"""Windows are counted as they come and judged once, whatever the clock does."""

from collections import Counter, defaultdict
from types import SimpleNamespace
from typing import Any

from redactor.settings import Drift
from redactor.stream.alerts import Alerts
from redactor.stream.counts import TopicTally
from redactor.stream.watch import DriftWatch, Flush
from redactor.telemetry.registry import Metrics

SETTINGS = Drift(window_s=10, history_windows=2, min_records=10)
NAME = ("receiver.name", "PERSON")


class Table:
    """A windowed table as Faust's behaves: `table[key] += n` counts into the event's window."""

    def __init__(self) -> None:
        """Start empty."""
        self.now = 0.0
        self.counts: dict[tuple[Any, Any], int] = defaultdict(int)
        window = SimpleNamespace(current=self.span)
        self.table = type("Raw", (), {"window": window, "__getitem__": self.read})()

    def span(self, at: float) -> tuple[float, float]:
        """Give the window of a moment, ended a tenth early, as Faust does."""
        start = at // 10 * 10
        return start, start + 9.9

    def read(self, at: tuple[Any, Any]) -> int:
        """Give a count by key and window."""
        return self.counts[at]

    def __getitem__(self, key: Any) -> int:  # noqa: ANN401 -- any key, as in Faust
        """Give the count in the event's window."""
        return self.counts[key, self.span(self.now)]

    def __setitem__(self, key: Any, count: int) -> None:  # noqa: ANN401 -- any key, as in Faust
        """Set the count in the event's window."""
        self.counts[key, self.span(self.now)] = count


class Watching:
    """A watch, and what it told."""

    def __init__(self) -> None:
        """Make one that tells into a list."""
        self.told: list[bytes] = []
        self.table = Table()
        self.watch = DriftWatch(SETTINGS, self.table, Alerts("pod-1", self.keep, Metrics()))

    async def keep(self, key: bytes, value: bytes) -> None:
        """Take an alert."""
        del key
        self.told.append(value)

    async def flush(self, at: float, records: int, hits: int) -> None:
        """Count some records of topic `raw` at a moment."""
        tally = TopicTally()
        tally.records, tally.hits = records, Counter({NAME: hits})
        self.table.now = at
        await self.watch.add(Flush(at, {"raw": tally} if records else {}))


async def test_a_window_is_judged_when_the_next_one_begins() -> None:
    """Two windows of history, one that breaks; nothing before it is over."""
    watching = Watching()
    for at in (1, 5, 11, 15):
        await watching.flush(at, 500, 500)
    for at in (21, 25, 29):
        await watching.flush(at, 500, 0)
    assert watching.told == []
    await watching.flush(30, 0, 0)
    assert len(watching.told) == 1


async def test_a_window_is_judged_once() -> None:
    """Flushes within the next window do not judge it again."""
    watching = Watching()
    for at in (1, 11, 21):
        await watching.flush(at, 500, 500 if at < 20 else 0)
    for at in (30, 31, 39):
        await watching.flush(at, 0, 0)
    assert len(watching.told) == 1


async def test_a_clock_that_jumps_ahead_leaves_no_false_alert() -> None:
    """The empty windows in between are not judged: nothing was seen, so nothing broke."""
    watching = Watching()
    for at in (1, 11, 3_611, 3_621, 3_631):
        await watching.flush(at, 500, 500)
    assert watching.told == []


async def test_a_clock_that_jumps_back_is_waited_for() -> None:
    """Counts of an earlier time neither reopen a judged window nor raise."""
    watching = Watching()
    for at in (3_601, 3_611, 11, 12, 3_621, 3_631):
        await watching.flush(at, 500, 500)
    assert watching.told == []
