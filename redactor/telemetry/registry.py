"""The registry of one worker: every declared metric, ready to count.

Must never hold a metric that `metrics` does not declare.
"""

import platform
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from redactor.telemetry import metrics as declared
from redactor.telemetry.metrics import Metric

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
PACKAGES: Final = ("redactor", "faust-streaming", "aiokafka", "presidio-analyzer")


class Metrics:
    """The metrics of one worker, in a registry of their own: two workers share nothing."""

    def __init__(self) -> None:
        """Register every declared metric and the build's versions."""
        self.registry = CollectorRegistry()
        self._counting: list[Callable[[], None]] = []
        self.records = self._counter(declared.RECORDS_TOTAL)
        self.refusals = self._counter(declared.REFUSALS_TOTAL)
        self.entities = self._counter(declared.ENTITIES_TOTAL)
        self.stage_seconds = self._histogram(declared.STAGE_SECONDS)
        self.batch_seconds = self._histogram(declared.BATCH_SECONDS)
        self.batch_records = self._histogram(declared.BATCH_RECORDS)
        self.lag = self._gauge(declared.LAG_RECORDS)
        self.policy = self._gauge(declared.POLICY_INFO)
        self.control = self._counter(declared.CONTROL_TOTAL)
        self.alerts = self._counter(declared.ALERTS_TOTAL)
        self.alerts_failed = self._counter(declared.ALERTS_FAILED_TOTAL)
        self.drift_overflow = self._counter(declared.DRIFT_OVERFLOW_TOTAL)
        self.idle_paths = self._gauge(declared.IDLE_PATHS)
        self.topics_waiting = self._gauge(declared.TOPICS_WAITING)
        self.partitions_stalled = self._gauge(declared.PARTITIONS_STALLED)
        self.crowd_places = self._gauge(declared.CROWD_PLACES)
        self.crowd_overflow = self._counter(declared.CROWD_OVERFLOW_TOTAL)
        self.shadow_records = self._counter(declared.SHADOW_RECORDS_TOTAL)
        self.shadow_places = self._counter(declared.SHADOW_PLACES_TOTAL)
        self._up = self._gauge(declared.UP)
        self._ready = self._gauge(declared.READY)
        self._describe_build()

    def policy_in_force(self, digest: str, revision: int, origin: str) -> None:
        """Replace the policy the info metric names; there is never more than one."""
        self.policy.clear()
        self.policy.labels(digest, str(revision), origin).set(1)

    def lag_now(self, lag: Mapping[tuple[str, int], int]) -> None:
        """Replace the lags: a partition that went to another worker must not stay behind.

        Args:
            lag: Records not yet committed, by topic and partition.
        """
        self.lag.clear()
        for (topic, partition), records in lag.items():
            self.lag.labels(topic, str(partition)).set(records)

    def watch_state(self, delivery: str, up: Callable[[], bool], ready: Callable[[], bool]) -> None:
        """Read `up` and `ready` at every scrape, so that they cannot go stale.

        Args:
            delivery: The configured delivery.
            up: The answer of `/livez`.
            ready: The answer of `/readyz`.
        """
        self._up.labels(delivery).set_function(up)
        self._ready.set_function(ready)

    def before_exposition(self, count: Callable[[], None]) -> None:
        """Have somebody count what they put off before metrics are rendered."""
        self._counting.append(count)

    def exposition(self) -> bytes:
        """Render all metrics in Prometheus' text format 0.0.4."""
        for count in self._counting:
            count()
        return generate_latest(self.registry)

    def _describe_build(self) -> None:
        gauge = self._gauge(declared.BUILD_INFO)
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
