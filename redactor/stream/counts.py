"""What is counted of every batch: metrics, and tallies for the drift windows.

Must never block or raise on the hot path, and never keep a result: one pass over a batch, then
only numbers remain. What was found is counted by kind, and a kind taken apart when somebody asks:
the batches of a minute find the same few.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from redactor.stream.drift import Series
from redactor.stream.report import BatchReport
from redactor.telemetry.registry import Metrics

if TYPE_CHECKING:
    from prometheus_client import Counter as Counted
    from prometheus_client import Histogram

    from redactor.record import Findings

K = TypeVar("K")
M = TypeVar("M")

# Different fields and entities counted per topic: a document with invented field names must not
# grow our memory. A topic of 100 fields with 20 entities each stays below it.
MAX_SERIES: Final = 2_000
# Findings in the kinds kept until these are taken apart, for the same reason: one record alone can
# have thousands, in fields that no other has.
MAX_KEPT: Final = 10_000


class TopicTally:
    """What was counted of one topic since the last flush.

    Attributes:
        records: Masked records.
        hits: Of each field and entity the records in which it was found.
    """

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
        self._records: _Labelled[tuple[str, str], Counted] = _Labelled(
            lambda both: metrics.records.labels(*both)
        )
        self._entities: _Labelled[str, Counted] = _Labelled(metrics.entities.labels)
        self._stages: _Labelled[str, Histogram] = _Labelled(metrics.stage_seconds.labels)
        self._tallies: dict[str, TopicTally] = {}
        self._known: dict[str, set[Series]] = {}
        self._kinds: dict[str, dict[Findings, int]] = {}
        self._kept = 0  # findings in them
        metrics.before_exposition(self._settle)

    def batch_done(self, report: BatchReport) -> None:
        """Count one committed batch."""
        self._count_metrics(report)
        tally = self._tallies.setdefault(report.topic, TopicTally())
        tally.records += report.told.masked
        kinds = self._kinds.setdefault(report.topic, {})
        for kind, records in report.told.found:
            if kind not in kinds:
                kinds[kind] = 0
                self._kept += len(kind)
            kinds[kind] += records
        if self._kept > MAX_KEPT:
            self._settle()

    def flush(self) -> Mapping[str, TopicTally]:
        """Hand over what was counted since the last call, by topic."""
        self._settle()
        tallies, self._tallies = self._tallies, {}
        return tallies

    def _settle(self) -> None:
        """Take apart what was found."""
        of_topics, self._kinds, self._kept = self._kinds, {}, 0
        found: Counter[str] = Counter()
        for topic, kinds in of_topics.items():
            hits: Counter[Series] = Counter()
            for kind, records in kinds.items():
                for series in set(kind):
                    hits[series] += records
                for _, entity in kind:
                    found[entity] += records
            self._add(topic, self._tallies.setdefault(topic, TopicTally()), hits)
        for entity, count in found.items():
            self._entities[entity].inc(count)

    def _add(self, topic: str, tally: TopicTally, hits: Mapping[Series, int]) -> None:
        known = self._known.setdefault(topic, set())
        for series, count in hits.items():
            if series not in known and len(known) >= MAX_SERIES:
                self._metrics.drift_overflow.labels(topic).inc(count)
                continue
            known.add(series)
            tally.hits[series] += count

    def _count_metrics(self, report: BatchReport) -> None:
        metrics, told = self._metrics, report.told
        self._records[report.topic, "masked"].inc(told.masked)
        refused = self._records[report.topic, "refused"]
        if told.refused:
            refused.inc(len(told.refused))
            self._count_reasons(report)
        self._stages["redact"].observe(report.redact_s)
        self._stages["emit"].observe(report.emit_s)
        metrics.batch_seconds.observe(report.total_s)
        metrics.batch_records.observe(len(told.places))

    def _count_reasons(self, report: BatchReport) -> None:
        reasons = Counter(refusal.reason for refusal in report.told.refused.values())
        for reason, count in reasons.items():
            self._metrics.refusals.labels(report.topic, reason.value).inc(count)


class _Labelled(dict[K, M]):
    """Metrics by their labels: to ask a metric for one takes as long as to count ten records.

    Topics, entities and stages are few.
    """

    __slots__ = ("_made",)

    def __init__(self, made: Callable[[K], M]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, labels: K) -> M:
        metric = self[labels] = self._made(labels)
        return metric
