"""Every metric is declared once, documented, and has labels that no record can fill."""

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from redactor.telemetry.metrics import DECLARED, LABELS, Kind, Metric, reference
from redactor.telemetry.registry import Metrics

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("metric", DECLARED, ids=lambda metric: str(metric.name))
def test_a_declaration_is_complete(metric: Metric) -> None:
    """Name, unit, meaning and known labels; counters end in `_total`."""
    assert metric.name.startswith("redactor_")
    assert metric.meaning.endswith(".")
    assert set(metric.labels) <= LABELS.keys()
    assert (metric.kind is Kind.COUNTER) == metric.name.endswith("_total")
    assert (metric.kind is Kind.HISTOGRAM) == bool(metric.buckets)


def test_what_is_served_is_what_is_declared() -> None:
    """The registry holds the declared metrics and no other."""
    served = {family.name for family in Metrics().registry.collect()}
    assert served == {metric.name.removesuffix("_total") for metric in DECLARED}


def test_the_reference_is_current() -> None:
    """`python -m redactor.telemetry.metrics > docs/metrics.md` was run."""
    assert (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8") == reference()


def test_there_is_one_policy_in_force() -> None:
    """A new policy replaces the old one's info."""
    metrics = Metrics()
    metrics.policy_in_force("aaaa", 1, "file")
    metrics.policy_in_force("bbbb", 2, "control_topic")
    samples = [s.labels["hash"] for f in metrics.policy.collect() for s in f.samples]
    assert samples == ["bbbb"]


def test_a_partition_that_left_takes_its_lag_along() -> None:
    """Else two workers would report one partition."""
    metrics = Metrics()
    metrics.lag_now({("raw", 0): 5, ("raw", 1): 7})
    metrics.lag_now({("raw", 1): 8})
    samples = {s.labels["partition"]: s.value for f in metrics.lag.collect() for s in f.samples}
    assert samples == {"1": 8}


def test_up_and_ready_are_read_at_the_scrape() -> None:
    """They follow the probes without anyone setting them."""
    metrics, ready = Metrics(), [False]
    metrics.watch_state("exactly_once", lambda: True, lambda: ready[0])
    ready[0] = True
    text = metrics.exposition().decode()
    values = {f.name: f.samples[0].value for f in text_string_to_metric_families(text) if f.samples}
    assert (values["redactor_up"], values["redactor_ready"]) == (1, 1)


def test_two_workers_share_nothing() -> None:
    """Each has a registry of its own."""
    one, other = Metrics(), Metrics()
    one.entities.labels("PERSON").inc()
    assert not [s for f in other.entities.collect() for s in f.samples]
