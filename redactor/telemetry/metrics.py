"""Every metric of the sidecar, declared here once with its meaning, labels and unit.

Must never have a label whose values come from a record: topics, entities, reasons and outcomes
are closed by the policy or by an enumeration; a field's path is not, and is no label.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Seconds. A record takes tens of microseconds, a batch of 3,000 a tenth of a second; a
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
    "change": "`less masked`, `more masked` or `same`",
    "delivery": "`exactly_once` or `at_least_once`",
    "entity": "entity label the policy knows, e.g. `PHONE_NUMBER`",
    "hash": "first 16 hex digits of the policy's SHA-256",
    "kind": "`rate_changed` or `new_field`",
    "origin": "`file` or `control_topic`",
    "outcome": "`masked` or `refused`; of a candidate `compared`, `refused`, `lost` or `dropped`",
    "package": "name of an installed distribution",
    "partition": "partition of the source topic",
    "reason": "closed set: `redactor.errors.Reason`, or the reasons of the control topic",
    "result": "`taken`, `restored`, `ignored` or `refused`",
    "revision": "revision of the policy",
    "stage": "`redact` or `emit`",
    "topic": "source topic that the policy names, or that matches a pattern of it",
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
    "Records of an assigned partition not yet committed; read at the scrape.",
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
IDLE_PATHS = Metric(
    "redactor_policy_paths_idle",
    Kind.GAUGE,
    "paths",
    "Field paths of the policy in force that have matched nothing in 1,000 records or more.",
)
TOPICS_WAITING = Metric(
    "redactor_topics_without_copy",
    Kind.GAUGE,
    "topics",
    "Topics that match a pattern of the policy and are not read, for want of a masked topic.",
)
PARTITIONS_STALLED = Metric(
    "redactor_partitions_stalled",
    Kind.GAUGE,
    "partitions",
    "Assigned partitions of which nothing is read although the broker has records.",
)
CROWD_PLACES = Metric(
    "redactor_crowd_places",
    Kind.GAUGE,
    "addresses",
    "Different addresses, in digests, whose recipients are counted for k-anonymity.",
)
CROWD_OVERFLOW_TOTAL = Metric(
    "redactor_crowd_overflow_total",
    Kind.COUNTER,
    "recipients",
    "Recipients not counted because too many addresses were: those are shown coarser.",
)
SHADOW_RECORDS_TOTAL = Metric(
    "redactor_shadow_records_total",
    Kind.COUNTER,
    "records",
    "Sampled records by what became of them under the candidate policy; none of them is written.",
    ("outcome",),
)
SHADOW_PLACES_TOTAL = Metric(
    "redactor_shadow_places_total",
    Kind.COUNTER,
    "places",
    "Places of compared records, by what the candidate policy would change.",
    ("entity", "change"),
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
    IDLE_PATHS,
    TOPICS_WAITING,
    PARTITIONS_STALLED,
    CROWD_PLACES,
    CROWD_OVERFLOW_TOTAL,
    SHADOW_RECORDS_TOTAL,
    SHADOW_PLACES_TOTAL,
    UP,
    READY,
)


def reference() -> str:
    """Write the operator's reference, `docs/metrics.md`, from the declarations."""
    lines = [
        "# Metrics",
        "",
        "Generated by `python -m redactor.telemetry.metrics`; a test keeps it true. Served at",
        "`/metrics` in Prometheus' text format.",
        "",
        "| name | type | unit | labels | meaning |",
        "|---|---|---|---|---|",
    ]
    for metric in DECLARED:
        labels = ", ".join(f"`{label}`" for label in metric.labels) or "–"
        cells = (f"`{metric.name}`", metric.kind, metric.unit, labels, metric.meaning)
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "| label | values |", "|---|---|"]
    lines += [f"| `{label}` | {values} |" for label, values in LABELS.items()]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(reference())
