"""What is counted of every batch: metrics, and tallies for the drift windows.

Must never block or raise on the hot path, and never keep a result: one pass over a batch, then
only numbers remain.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from redactor.record import Masked
from redactor.stream.drift import Series
from redactor.stream.report import BatchReport
from redactor.telemetry.registry import Metrics

# Different fields and entities counted per topic: a document with invented field names must not
# grow our memory. A topic of 100 fields with 20 entities each stays below it.
MAX_SERIES: Final = 2_000


class Tally:
    """Records and findings of one topic since the last flush."""

    __slots__ = ("hits", "records")

    def __init__(self) -> None:
        """Start at zero."""
        self.records = 0
        self.hits: Counter[Series] = Counter()


class BatchCounts:
    """Observes the data plane; implements `BatchObserver`."""

    def __init__(self, metrics: Metrics) -> None:
        """Take the metrics to count in."""
        self._metrics = metrics
        self._tallies: dict[str, Tally] = {}
        self._known: dict[str, set[Series]] = {}

    def batch_done(self, report: BatchReport) -> None:
        """Count one committed batch."""
        masked = [result for result in report.results if isinstance(result, Masked)]
        self._count_metrics(report, len(masked))
        tally = self._tallies.setdefault(report.topic, Tally())
        tally.records += len(masked)
        hits: Counter[Series] = Counter()
        found: Counter[str] = Counter()
        # Records of one kind have the same findings: count each kind once, at C speed.
        for detections, records in Counter(result.detections for result in masked).items():
            for series in set(detections):
                hits[series] += records
            for _, entity in detections:
                found[entity] += records
        for entity, count in found.items():
            self._metrics.entities.labels(entity).inc(count)
        self._add(report.topic, tally, hits)

    def flush(self) -> Mapping[str, Tally]:
        """Hand over what was counted since the last call, by topic."""
        tallies, self._tallies = self._tallies, {}
        return tallies

    def _add(self, topic: str, tally: Tally, hits: Counter[Series]) -> None:
        known = self._known.setdefault(topic, set())
        for series, count in hits.items():
            if series not in known and len(known) >= MAX_SERIES:
                self._metrics.drift_overflow.labels(topic).inc(count)
                continue
            known.add(series)
            tally.hits[series] += count

    def _count_metrics(self, report: BatchReport, masked: int) -> None:
        metrics = self._metrics
        metrics.records.labels(report.topic, "masked").inc(masked)
        metrics.records.labels(report.topic, "refused").inc(len(report.results) - masked)
        reasons = Counter(
            result.reason for result in report.results if not isinstance(result, Masked)
        )
        for reason, count in reasons.items():
            metrics.refusals.labels(report.topic, reason.value).inc(count)
        metrics.stage_seconds.labels("redact").observe(report.redact_s)
        metrics.stage_seconds.labels("emit").observe(report.emit_s)
        metrics.batch_seconds.observe(report.total_s)
        metrics.batch_records.observe(len(report.results))
