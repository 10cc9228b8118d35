"""A Faust agent and its windowed table: detections per topic, field and entity, judged per window.

Must never be on a record's way: the data plane tallies numbers, and some seconds later
they come here.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final, TypeAlias

import faust

from redactor.settings import Drift as DriftSettings
from redactor.stream.alerts import Alerts
from redactor.stream.counts import BatchCounts, TopicTally
from redactor.stream.drift import History, Limits, Series, Window

# Flushes of a window, and the least and most seconds between two: one costs as much as redacting a
# hundred records.
FLUSHES: Final = 12
REST_S: Final = (1.0, 5.0)
RECORDS: Final[Series] = ("", "")  # the count of records stands under a field that cannot exist
LATE_WINDOWS: Final = 2  # windows kept after their end, until Faust's cleaning removes them

Range: TypeAlias = tuple[float, float]


class LocalTable(faust.Table):  # type: ignore[misc]  # faust ships no types
    """A Faust table of this process alone.

    It has no changelog topic: every sidecar judges what it saw itself, and after a restart the
    history fills again within `history_windows`. A shared changelog would need a topic per
    sidecar, or the right to create one.
    """

    def partition_for_key(self, key: Any) -> int:  # noqa: ANN401 -- faust's own signature
        """Put every key into the one partition there is."""
        del key
        return 0

    def send_changelog(self, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ANN401 -- faust's own signature
        """Send nothing; give what `on_key_set` reads of a sent message."""
        return SimpleNamespace(message=SimpleNamespace(partition=0))


@dataclass(frozen=True, slots=True)
class Flush:
    """What was counted by one moment.

    Attributes:
        at: Unix epoch in seconds.
        tallies: Counts since the last flush, by topic; may be empty.
    """

    at: float
    tallies: Mapping[str, TopicTally]


class DriftWatch:
    """Counts flushes into the table, and judges each window once the next one has begun."""

    def __init__(self, settings: DriftSettings, table: Any, alerts: Alerts) -> None:  # noqa: ANN401 -- faust's windowed table
        """Take the limits, a windowed table keyed `(topic, field, entity)` and the alerts."""
        self._limits = Limits(
            settings.history_windows,
            settings.min_records,
            settings.min_change,
            settings.min_sigma,
        )
        self._window_s = settings.window_s  # Faust's own ranges end a tenth of a second early
        self._table = table
        self._alerts = alerts
        self._histories: dict[str, History] = {}
        self._open: Range | None = None
        self._seen: dict[str, set[Series]] = {}

    async def add(self, flush: Flush) -> None:
        """Count a flush; must run within a stream, on the event that carries it."""
        current: Range = tuple(self._table.table.window.current(flush.at))
        if self._open is not None and current[0] > self._open[0]:
            await self._close(self._open)
        if self._open is None or current[0] > self._open[0]:
            self._open = current
        for topic, tally in flush.tallies.items():
            self._count(topic, RECORDS, tally.records)
            for series, hits in tally.hits.items():
                self._count(topic, series, hits)

    def _count(self, topic: str, series: Series, count: int) -> None:
        self._table[topic, *series] += count
        self._seen.setdefault(topic, set()).add(series)

    async def _close(self, span: Range) -> None:
        """Judge the windows of every topic that had records in it."""
        seen, self._seen = self._seen, {}
        for topic, series in seen.items():
            counts = {name: self._table.table[(topic, *name), span] for name in series}
            records = counts.pop(RECORDS, 0)
            history = self._histories.setdefault(topic, History(self._limits))
            for drift in history.judge(Window(records, counts)):
                await self._alerts.rate_broke(topic, drift, (span[0], span[0] + self._window_s))


def watch_drift(app: Any, settings: DriftSettings, counts: BatchCounts, alerts: Alerts) -> Any:  # noqa: ANN401 -- faust ships no types
    """Add the table, the agent and the timer that feeds it to a Faust app.

    Args:
        app: The Faust app.
        settings: Windows and limits.
        counts: Where the data plane tallies.
        alerts: Where broken rates are told.

    Returns:
        The table, a service that the app must start.
    """
    table = LocalTable(app, name="detections", default=int)
    window = settings.window_s
    windowed = table.tumbling(window, expires=window * LATE_WINDOWS)
    watch = DriftWatch(settings, windowed, alerts)
    channel = app.channel()

    async def count_detections(stream: Any) -> None:  # noqa: ANN401 -- faust's stream
        """Count what the data plane found."""
        async for flush in stream:
            await watch.add(flush)

    async def flush_counts() -> None:
        """Hand the tallies over to the stream."""
        now = time.time()
        await channel.send(value=Flush(now, counts.flush()), timestamp=now)

    app.agent(channel, name="drift")(count_detections)
    least_s, most_s = REST_S
    app.timer(min(max(least_s, window / FLUSHES), most_s))(flush_counts)
    return table
