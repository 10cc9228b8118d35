"""Builds the Grafana dashboard from the declared metrics.

Must never show a metric the sidecar does not declare; a test compares the two.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 12
HEIGHT: Final = 8
JOB: Final = 'job=~"$job"'


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart.

    Attributes:
        title: What it answers.
        expr: PromQL.
        legend: Legend of each series.
        unit: Grafana's name of the unit.
        kind: Grafana's panel type.
    """

    title: str
    expr: str
    legend: str
    unit: str = "short"
    kind: str = "timeseries"


PANELS: Final = (
    Panel("Workers whose records flow", f"sum(redactor_ready{{{JOB}}})", "ready", "short", "stat"),
    Panel(
        "Workers that have failed",
        f"sum(redactor_up{{{JOB}}} == bool 0)",
        "failed",
        "short",
        "stat",
    ),
    Panel(
        "Records by outcome",
        f"sum by (topic, outcome) (rate(redactor_records_total{{{JOB}}}[$__rate_interval]))",
        "{{topic}} {{outcome}}",
        "cps",
    ),
    Panel("Lag by topic", f"sum by (topic) (redactor_lag_records{{{JOB}}})", "{{topic}}"),
    Panel(
        "Lag by partition",
        f"max by (topic, partition) (redactor_lag_records{{{JOB}}})",
        "{{topic}}/{{partition}}",
    ),
    Panel(
        "Partitions that stand still",
        f"sum by (pod) (redactor_partitions_stalled{{{JOB}}})",
        "{{pod}}",
    ),
    Panel(
        "Refusals by reason",
        f"sum by (reason) (rate(redactor_refusals_total{{{JOB}}}[$__rate_interval]))",
        "{{reason}}",
        "cps",
    ),
    Panel(
        "Entities found",
        f"sum by (entity) (rate(redactor_entities_total{{{JOB}}}[$__rate_interval]))",
        "{{entity}}",
        "cps",
    ),
    Panel(
        "Entities per record",
        f"sum(rate(redactor_entities_total{{{JOB}}}[$__rate_interval]))"
        f" / sum(rate(redactor_records_total{{{JOB}}}[$__rate_interval]))",
        "entities per record",
    ),
    Panel(
        "Fetch to commit, p99",
        "histogram_quantile(0.99, sum by (le)"
        f" (rate(redactor_batch_seconds_bucket{{{JOB}}}[$__rate_interval])))",
        "p99",
        "s",
    ),
    Panel(
        "Time by stage, mean",
        f"sum by (stage) (rate(redactor_stage_seconds_sum{{{JOB}}}[$__rate_interval]))"
        f" / sum by (stage) (rate(redactor_stage_seconds_count{{{JOB}}}[$__rate_interval]))",
        "{{stage}}",
        "s",
    ),
    Panel(
        "Records in a batch, median",
        "histogram_quantile(0.5, sum by (le)"
        f" (rate(redactor_batch_records_bucket{{{JOB}}}[$__rate_interval])))",
        "p50",
    ),
    Panel(
        "Policies in force",
        f"count by (hash, revision, origin) (redactor_policy_info{{{JOB}}})",
        "{{hash}} r{{revision}} {{origin}}",
    ),
    Panel(
        "Messages of the control topic",
        f"sum by (result, reason) (increase(redactor_control_messages_total{{{JOB}}}[1h]))",
        "{{result}} {{reason}}",
    ),
    Panel(
        "Drift alerts",
        f"sum by (topic, entity, kind) (increase(redactor_drift_alerts_total{{{JOB}}}[1h]))",
        "{{topic}} {{entity}} {{kind}}",
    ),
    Panel(
        "Alerting trouble",
        f"sum(increase(redactor_alert_writes_failed_total{{{JOB}}}[1h]))"
        f" + sum(increase(redactor_drift_overflow_total{{{JOB}}}[1h]))",
        "lost or not judged",
    ),
    Panel(
        "Policy that does nothing",
        f"max(redactor_policy_paths_idle{{{JOB}}}) + max(redactor_topics_without_copy{{{JOB}}})",
        "idle paths and topics not read",
    ),
    Panel(
        "Addresses whose recipients are counted",
        f"max(redactor_crowd_places{{{JOB}}})",
        "addresses",
    ),
    Panel(
        "Recipients not counted",
        f"sum(increase(redactor_crowd_overflow_total{{{JOB}}}[1h]))",
        "for want of room",
    ),
    Panel(
        "Candidate policy: records",
        f"sum by (outcome) (rate(redactor_shadow_records_total{{{JOB}}}[$__rate_interval]))",
        "{{outcome}}",
        "cps",
    ),
    Panel(
        "Candidate policy: places changed",
        f"sum by (change) (increase(redactor_shadow_places_total{{{JOB}}}[1h]))",
        "{{change}}",
    ),
    Panel(
        "Versions",
        f"count by (package, version) (redactor_build_info{{{JOB}}})",
        "{{package}} {{version}}",
    ),
)


def dashboard() -> str:
    """Write the dashboard as Grafana's JSON model."""
    model: dict[str, Any] = {
        "uid": "redactor",
        "title": "Redactor",
        "tags": ["kafka", "pii"],
        "timezone": "browser",
        "schemaVersion": 39,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": list(_variables())},
        "panels": [_panel(number, panel) for number, panel in enumerate(PANELS)],
    }
    return json.dumps(model, indent=2) + "\n"


def _variables() -> Iterator[dict[str, Any]]:
    yield {"name": "source", "type": "datasource", "query": "prometheus", "label": "Source"}
    yield {
        "name": "job",
        "type": "query",
        "label": "Job",
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "query": "label_values(redactor_up, job)",
        "refresh": 2,
        "multi": True,
        "includeAll": True,
    }


def _panel(number: int, panel: Panel) -> dict[str, Any]:
    return {
        "id": number + 1,
        "title": panel.title,
        "type": panel.kind,
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "gridPos": {
            "x": number % 2 * WIDTH,
            "y": number // 2 * HEIGHT,
            "w": WIDTH,
            "h": HEIGHT,
        },
        "fieldConfig": {"defaults": {"unit": panel.unit}, "overrides": []},
        "targets": [{"refId": "A", "expr": panel.expr, "legendFormat": panel.legend}],
    }
