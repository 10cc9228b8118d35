"""What a candidate policy would change: counted, logged, and told as an alert when it is new.

Must never hold a value: topics, printable field paths, entities, reasons and numbers only.
"""

from typing import Any, Final, TypeAlias

from redactor.diff.compare import Change, Key
from redactor.diff.trial import Tried
from redactor.stream.alerts import Alerts
from redactor.stream.tally import Tally
from redactor.telemetry.logs import event_logger
from redactor.telemetry.registry import Metrics

MAX_KEYS: Final = 2_000  # fields counted one by one between two reports; the rest goes under `*`
MAX_TOLD: Final = 50  # changes named in one report
FOLDED: Final = "*"

Pair: TypeAlias = tuple[str, str]  # hashes of the policy in force and of the candidate

log = event_logger(__name__)


class Tallies:
    """Counts trials, and reports on them."""

    def __init__(self, metrics: Metrics, alerts: Alerts) -> None:
        """Take the metrics and the way to the alert topic."""
        self._metrics = metrics
        self._alerts = alerts
        self._tallies: dict[Pair, Tally] = {}
        self._told: set[tuple[Pair, Key | str]] = set()
        self._left_out = 0

    def dropped(self, records: int) -> None:
        """Count records of the sample that there was no time for."""
        self._left_out += records
        self._metrics.shadow_records.labels("dropped").inc(records)

    def lost(self, records: int) -> None:
        """Count records over which the candidate's process broke down."""
        self._left_out += records
        self._metrics.shadow_records.labels("lost").inc(records)

    def add(self, live: str, candidate: str, tried: Tried) -> None:
        """Count one trial under the hashes of both policies."""
        tally = self._tallies.setdefault((live, candidate), Tally())
        tally.compared += tried.compared
        tally.refused.update(tried.refused)
        for key, count in tried.counts.items():
            folded = key if key in tally.counts or len(tally.counts) < MAX_KEYS else _folded(key)
            tally.counts[folded] += count
            self._metrics.shadow_places.labels(key[2], key[3].value).inc(count)
        self._metrics.shadow_records.labels("compared").inc(tried.compared)
        self._metrics.shadow_records.labels("refused").inc(sum(tried.refused.values()))

    async def report(self) -> None:
        """Log what was counted since the last report; alert on what was not told before."""
        tallies, self._tallies = self._tallies, {}
        left_out, self._left_out = self._left_out, 0
        for pair, tally in tallies.items():
            self._log(pair, tally, left_out)
            if self._is_new(pair, tally):
                await self._alerts.candidate_differs(pair, tally, MAX_TOLD)

    def _log(self, pair: Pair, tally: Tally, left_out: int) -> None:
        names = {"policy": pair[0], "candidate": pair[1]}
        log.info("candidate_compared", **names, count=tally.compared, left_out=left_out)
        for reason, count in tally.refused.items():
            log.warning("candidate_refuses", **names, reason=reason, count=count)
        for (target, path, entity, change), count in tally.changed[:MAX_TOLD]:
            place = {"topic": target, "field": path, "entity": entity, "change": change.value}
            if change is Change.LESS:
                log.warning("candidate_differs", **names, **place, count=count)
            else:
                log.info("candidate_differs", **names, **place, count=count)

    def _is_new(self, pair: Pair, tally: Tally) -> bool:
        """Note what is told of a pair; more than any sane policy differs in is told once."""
        differs: list[Key | str] = [*(key for key, _ in tally.changed), *tally.refused]
        now = {(pair, one) for one in differs}
        new = now - self._told
        if len(self._told) < MAX_KEYS:
            self._told |= new
        return bool(new)


def _folded(key: Key) -> Key:
    return (key[0], FOLDED, key[2], key[3])


def report_on(app: Any, tallies: Tallies, every_s: float) -> None:  # noqa: ANN401 -- faust ships no types
    """Report at intervals, for as long as a Faust app runs."""

    async def report_on_candidate() -> None:
        """Tell what was counted."""
        await tallies.report()

    app.timer(every_s)(report_on_candidate)
