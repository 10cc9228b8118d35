"""Every metric of the sidecar, declared here once with its meaning, labels and unit.

Must never have a label whose values come from a record: topics, entities, reasons and outcomes
are closed by the policy or by an enumeration; a field's path is not, and is no label.
"""

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4

# Seconds. A record takes tens of microseconds, a batch of 1,000 tens of milliseconds; a
# transaction adds broker round trips; `transaction_timeout_ms` (60 s) ends the scale.
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
RECORDS: Final = (1, 5, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000)


class Kind(StrEnum):
    """Prometheus' types, as far as they are used."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Metric:
    """The declaration of one metric.

    Attributes:
        name: Full name, unit last, `_total` on counters, as Prometheus' naming practice asks.
        kind: Counter, gauge or histogram.
        unit: Unit of its value.
        meaning: One sentence for the operator.
        labels: Names of its labels, each a key of `LABELS`.
        buckets: Upper bounds of a histogram, in its unit.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


LABELS: Final[Mapping[str, str]] = {
    "delivery": "`exactly_once` or `at_least_once`",
    "entity": "entity label the policy knows, e.g. `PHONE_NUMBER`",
    "hash": "first 16 hex digits of the policy's SHA-256",
    "kind": "`rate_changed` or `new_field`",
    "origin": "`file` or `control_topic`",
    "outcome": "`masked` or `refused`",
    "package": "name of an installed distribution",
    "partition": "partition of the source topic",
    "reason": "closed set: `redactor.errors.Reason`, or the reasons of the control topic",
    "result": "`taken`, `restored`, `ignored` or `refused`",
    "revision": "revision of the policy",
    "stage": "`redact` or `emit`",
    "topic": "source topic named in the policy",
    "version": "version of the package",
}

RECORDS_TOTAL = Metric(
    "redactor_records_total",
    Kind.COUNTER,
    "records",
    "Records whose outcome was committed, by source topic and outcome.",
    ("topic", "outcome"),
)
REFUSALS_TOTAL = Metric(
    "redactor_refusals_total",
    Kind.COUNTER,
    "records",
    "Records sent to quarantine as a pointer, by reason.",
    ("topic", "reason"),
)
ENTITIES_TOTAL = Metric(
    "redactor_entities_total",
    Kind.COUNTER,
    "entities",
    "Entities found and masked.",
    ("entity",),
)
STAGE_SECONDS = Metric(
    "redactor_stage_seconds",
    Kind.HISTOGRAM,
    "seconds",
    "Time one batch spent in a stage: redacting, or writing and committing.",
    ("stage",),
    SECONDS,
)
BATCH_SECONDS = Metric(
    "redactor_batch_seconds",
    Kind.HISTOGRAM,
    "seconds",
    "Time from taking a batch to its commit.",
    (),
    SECONDS,
)
BATCH_RECORDS = Metric(
    "redactor_batch_records",
    Kind.HISTOGRAM,
    "records",
    "Records in one committed batch.",
    (),
    RECORDS,
)
LAG_RECORDS = Metric(
    "redactor_lag_records",
    Kind.GAUGE,
    "records",
    "Records of a partition not yet committed, as of its last batch.",
    ("topic", "partition"),
)
POLICY_INFO = Metric(
    "redactor_policy_info",
    Kind.GAUGE,
    "1",
    "The policy in force.",
    ("hash", "revision", "origin"),
)
BUILD_INFO = Metric(
    "redactor_build_info",
    Kind.GAUGE,
    "1",
    "Versions of the sidecar and of what it stands on.",
    ("package", "version"),
)
CONTROL_TOTAL = Metric(
    "redactor_control_messages_total",
    Kind.COUNTER,
    "messages",
    "Messages of the control topic addressed to this group, by what became of them.",
    ("result", "reason"),
)
ALERTS_TOTAL = Metric(
    "redactor_drift_alerts_total",
    Kind.COUNTER,
    "alerts",
    "Detection rates that broke from their history.",
    ("topic", "entity", "kind"),
)
ALERTS_FAILED_TOTAL = Metric(
    "redactor_alert_writes_failed_total",
    Kind.COUNTER,
    "alerts",
    "Alert records the broker did not confirm; the log line and the counter of the alert stand.",
)
DRIFT_OVERFLOW_TOTAL = Metric(
    "redactor_drift_overflow_total",
    Kind.COUNTER,
    "detections",
    "Detections not counted for drift because too many different fields were seen.",
    ("topic",),
)
UP = Metric(
    "redactor_up", Kind.GAUGE, "1", "1 while the worker runs and has not failed.", ("delivery",)
)
READY = Metric("redactor_ready", Kind.GAUGE, "1", "1 while records flow; the answer of /readyz.")

DECLARED: Final = (
    RECORDS_TOTAL,
    REFUSALS_TOTAL,
    ENTITIES_TOTAL,
    STAGE_SECONDS,
    BATCH_SECONDS,
    BATCH_RECORDS,
    LAG_RECORDS,
    POLICY_INFO,
    BUILD_INFO,
    CONTROL_TOTAL,
    ALERTS_TOTAL,
    ALERTS_FAILED_TOTAL,
    DRIFT_OVERFLOW_TOTAL,
    UP,
    READY,
)
PACKAGES: Final = ("redactor", "faust-streaming", "aiokafka", "presidio-analyzer")


class Metrics:
    """The metrics of one worker, in a registry of their own: two workers share nothing."""

    def __init__(self) -> None:
        """Register every declared metric and the build's versions."""
        self.registry = CollectorRegistry()
        self.records = self._counter(RECORDS_TOTAL)
        self.refusals = self._counter(REFUSALS_TOTAL)
        self.entities = self._counter(ENTITIES_TOTAL)
        self.stage_seconds = self._histogram(STAGE_SECONDS)
        self.batch_seconds = self._histogram(BATCH_SECONDS)
        self.batch_records = self._histogram(BATCH_RECORDS)
        self.lag = self._gauge(LAG_RECORDS)
        self.policy = self._gauge(POLICY_INFO)
        self.control = self._counter(CONTROL_TOTAL)
        self.alerts = self._counter(ALERTS_TOTAL)
        self.alerts_failed = self._counter(ALERTS_FAILED_TOTAL)
        self.drift_overflow = self._counter(DRIFT_OVERFLOW_TOTAL)
        self._up = self._gauge(UP)
        self._ready = self._gauge(READY)
        self._describe_build()

    def policy_in_force(self, digest: str, revision: int, origin: str) -> None:
        """Replace the policy the info metric names; there is never more than one."""
        self.policy.clear()
        self.policy.labels(digest, str(revision), origin).set(1)

    def watch_state(self, delivery: str, up: Callable[[], bool], ready: Callable[[], bool]) -> None:
        """Read `up` and `ready` at every scrape, so that they cannot go stale.

        Args:
            delivery: The configured delivery.
            up: The answer of `/livez`.
            ready: The answer of `/readyz`.
        """
        self._up.labels(delivery).set_function(up)
        self._ready.set_function(ready)

    def exposition(self) -> bytes:
        """Render all metrics in Prometheus' text format 0.0.4."""
        return generate_latest(self.registry)

    def _describe_build(self) -> None:
        gauge = self._gauge(BUILD_INFO)
        gauge.labels("python", platform.python_version()).set(1)
        for package in PACKAGES:
            gauge.labels(package, _installed(package)).set(1)

    def _counter(self, metric: Metric) -> Counter:
        return Counter(metric.name, metric.meaning, metric.labels, registry=self.registry)

    def _gauge(self, metric: Metric) -> Gauge:
        return Gauge(metric.name, metric.meaning, metric.labels, registry=self.registry)

    def _histogram(self, metric: Metric) -> Histogram:
        return Histogram(
            metric.name,
            metric.meaning,
            metric.labels,
            registry=self.registry,
            buckets=metric.buckets,
        )


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
