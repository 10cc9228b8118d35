"""The alerts: each one fires when it must, is silent when it may, and has a runbook."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from deploy.chart import ROOT, TOOLS
from redactor.telemetry import metrics as declared
from tests.support.rendered import case_named, objects_of

RUNBOOKS: Final = ROOT / "docs" / "operations" / "alerts.md"
FOREIGN: Final = {  # exporters of others: kubelet scrape, kube-state-metrics, cert-manager
    "up",
    "kube_pod_container_status_restarts_total",
    "certmanager_certificate_expiration_timestamp_seconds",
}
JOB: Final = 'job="redactor"'
SECTIONS: Final = ("**Means**", "**Look**", "**Do**")


@dataclass(frozen=True, slots=True)
class Proof:
    """Two worlds for one alert.

    Attributes:
        fires: Series, by selector, in promtool's notation (one value a minute) in which it fires.
        quiet: Series in which it does not.
        minutes: When to look.
    """

    fires: dict[str, str]
    quiet: dict[str, str]
    minutes: int = 40


def records(outcome: str) -> str:
    """Name a series of the record counter."""
    return f'redactor_records_total{{{JOB},topic="raw.w",outcome="{outcome}"}}'


def refusals(reason: str) -> str:
    """Name a series of the refusal counter."""
    return f'redactor_refusals_total{{{JOB},topic="raw.w",reason="{reason}"}}'


def lag(of: str) -> str:
    """Name a series of the lag."""
    return f'redactor_lag_records{{{JOB},topic="{of}",partition="0"}}'


def bucket(le: str) -> str:
    """Name a series of the batch histogram."""
    return f'redactor_batch_seconds_bucket{{{JOB},le="{le}"}}'


READY: Final = f"redactor_ready{{{JOB}}}"
UP: Final = f'redactor_up{{{JOB},delivery="exactly_once"}}'
ENTITIES: Final = f'redactor_entities_total{{{JOB},entity="PERSON"}}'
RESTARTS: Final = 'kube_pod_container_status_restarts_total{container="redactor",pod="a"}'
DRIFT: Final = (
    f'redactor_drift_alerts_total{{{JOB},topic="raw.w",entity="PERSON",kind="new_field"}}'
)
BLIND: Final = f'redactor_drift_overflow_total{{{JOB},topic="raw.w"}}'
IDLE: Final = f"redactor_policy_paths_idle{{{JOB}"
UNREAD: Final = f"redactor_topics_without_copy{{{JOB}}}"
UNWRITTEN: Final = f"redactor_alert_writes_failed_total{{{JOB}}}"
CONTROL: Final = f'redactor_control_messages_total{{{JOB},result="refused",reason="invalid"}}'
POLICY: Final = f"redactor_policy_info{{{JOB}"
BUILD: Final = f'redactor_build_info{{{JOB},package="redactor"'
EXPIRY: Final = 'certmanager_certificate_expiration_timestamp_seconds{name="redactor"}'
STEADY: Final = "0+100x120"
STILL: Final = "0x120"
FIRST: Final = {  # counters that have no series before they first count
    "RedactorInternalRefusals": refusals("mask_failed"),
    "RedactorDetectDeadline": refusals("crashed"),
    "RedactorDrift": DRIFT,
    "RedactorDriftBlind": BLIND,
    "RedactorPolicyRefused": CONTROL,
}
PROOFS: Final = {
    "RedactorDown": Proof({f"up{{{JOB}}}": STILL}, {f"up{{{JOB}}}": "1x120"}),
    "RedactorAbsent": Proof({}, {UP: "1x120"}),
    "RedactorFailed": Proof({UP: STILL}, {UP: "1x120"}),
    "RedactorNotReady": Proof({READY: STILL}, {READY: "1x120"}),
    "RedactorRestarting": Proof({RESTARTS: "0+1x120"}, {RESTARTS: "5x120"}),
    "RedactorLagRising": Proof(
        {lag("raw.w"): "200000+1000x120"}, {lag("raw.w"): "200000-1000x120"}
    ),
    "RedactorStalled": Proof(
        {lag("raw.w"): "50x120", records("masked"): "7x120"},
        {lag("raw.w"): "50x120", records("masked"): STEADY},
    ),
    "RedactorRefusalsHigh": Proof(
        {records("refused"): "0+2x120", records("masked"): STEADY},
        {records("refused"): "0+1x120", records("masked"): "0+1000x120"},
    ),
    "RedactorRefusalsCritical": Proof(
        {records("refused"): "0+20x120", records("masked"): STEADY},
        {records("refused"): "0+2x120", records("masked"): STEADY},
    ),
    "RedactorInternalRefusals": Proof(
        {refusals("mask_failed"): "0+1x120"}, {refusals("invalid_json"): "0+1x120"}
    ),
    "RedactorDetectDeadline": Proof(
        {refusals("detect_deadline"): "0+1x120"}, {refusals("too_deep"): "0+1x120"}
    ),
    "RedactorNothingFound": Proof(
        {records("masked"): STEADY, ENTITIES: "9x120"},
        {records("masked"): STEADY, ENTITIES: "0+1x120"},
        minutes=80,
    ),
    "RedactorDrift": Proof({DRIFT: "0+1x120"}, {DRIFT: "3x120"}),
    "RedactorDriftBlind": Proof({BLIND: "0+1x120"}, {BLIND: "3x120"}),
    "RedactorPathIdle": Proof(
        {f'{IDLE},pod="1"}}': "2x120", f'{IDLE},pod="2"}}': "1x120"},
        {f'{IDLE},pod="1"}}': "2x120", f'{IDLE},pod="2"}}': "0x120"},
    ),
    "RedactorTopicNotRead": Proof({UNREAD: "1x120"}, {UNREAD: STILL}),
    "RedactorAlertWritesFailed": Proof({UNWRITTEN: "0+1x120"}, {UNWRITTEN: "3x120"}),
    "RedactorPolicyRefused": Proof({CONTROL: "0+1x120"}, {CONTROL: "3x120"}),
    "RedactorPolicySplit": Proof(
        {f'{POLICY},hash="a",pod="1"}}': "1x120", f'{POLICY},hash="b",pod="2"}}': "1x120"},
        {f'{POLICY},hash="a",pod="1"}}': "1x120", f'{POLICY},hash="a",pod="2"}}': "1x120"},
    ),
    "RedactorVersionSplit": Proof(
        {f'{BUILD},version="1"}}': "1x120", f'{BUILD},version="2"}}': "1x120"},
        {f'{BUILD},version="1"}}': "1x120"},
        minutes=90,
    ),
    "RedactorSlowBatches": Proof(
        {bucket("10"): STILL, bucket("30"): STEADY, bucket("+Inf"): STEADY},
        {bucket("10"): STEADY, bucket("30"): STEADY, bucket("+Inf"): STEADY},
    ),
    "RedactorCertificateExpiring": Proof(
        {EXPIRY: "86400x120"}, {EXPIRY: "8640000x120"}, minutes=90
    ),
}


def rule_groups() -> list[dict[str, Any]]:
    """Give the groups of the rendered PrometheusRule."""
    objects = objects_of(case_named("full"))
    groups: list[dict[str, Any]] = next(m for m in objects if m["kind"] == "PrometheusRule")[
        "spec"
    ]["groups"]
    return groups


def alerts() -> dict[str, dict[str, Any]]:
    """Give every alert by its name."""
    return {rule["alert"]: rule for group in rule_groups() for rule in group["rules"]}


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run promtool."""
    return subprocess.run(  # noqa: S603 -- our own pinned tool
        [str(TOOLS / "promtool"), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def firing(folder: Path, alert: str, series: dict[str, str], minutes: int) -> bool:
    """Ask promtool whether an alert fires in a world."""
    (folder / "rules.yaml").write_text(yaml.safe_dump({"groups": rule_groups()}), "utf-8")
    world = {
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "alert_rule_test": [{"eval_time": f"{minutes}m", "alertname": alert, "exp_alerts": []}],
    }
    top = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": [world]}
    (folder / "test.yaml").write_text(yaml.safe_dump(top), "utf-8")
    done = promtool("test", "rules", str(folder / "test.yaml"))
    told = done.stdout + done.stderr
    assert done.returncode == 0 or "exp:[" in told.replace(" ", ""), told
    return done.returncode != 0


def test_promtool_accepts_the_rules(tmp_path: Path) -> None:
    """The expressions parse, and no rule stands twice."""
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump({"groups": rule_groups()}), "utf-8")
    done = promtool("check", "rules", "--lint=all", "--lint-fatal", str(tmp_path / "rules.yaml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_has_its_proof() -> None:
    """No alert goes untested."""
    assert set(alerts()) == set(PROOFS)


@pytest.mark.parametrize("alert", PROOFS)
def test_the_alert_fires(alert: str, tmp_path: Path) -> None:
    """In the world it is for, it fires."""
    proof = PROOFS[alert]
    assert firing(tmp_path, alert, proof.fires, proof.minutes)


@pytest.mark.parametrize("alert", PROOFS)
def test_the_alert_stays_silent(alert: str, tmp_path: Path) -> None:
    """In a healthy world beside it, it does not."""
    proof = PROOFS[alert]
    assert not firing(tmp_path, alert, proof.quiet, proof.minutes)


@pytest.mark.parametrize("alert", FIRST)
@pytest.mark.parametrize(("minutes", "fires"), [(29, False), (35, True), (60, False)])
def test_what_happens_once_is_told(
    alert: str, minutes: int, *, fires: bool, tmp_path: Path
) -> None:
    """The first of its kind after half an hour without a series fires, and for a while alone."""
    assert firing(tmp_path, alert, {FIRST[alert]: "_x30 1x90"}, minutes) is fires


def known_metrics() -> set[str]:
    """Name every series the sidecar exposes."""
    names = set()
    for metric in declared.DECLARED:
        histogram = metric.kind is declared.Kind.HISTOGRAM
        endings = ("_bucket", "_sum", "_count") if histogram else ("",)
        names |= {metric.name + ending for ending in endings}
    return names


def test_alerts_name_declared_metrics_only() -> None:
    """A metric renamed in the sidecar cannot silence an alert."""
    text = " ".join(rule["expr"] for rule in alerts().values())
    named = set(re.findall(r"\b(?:redactor|kube|certmanager)_[a-z_]+", text))
    assert named - FOREIGN <= known_metrics()


def test_the_dashboard_shows_every_metric() -> None:
    """Every declared metric has a panel, and no panel asks for one there is not."""
    objects = objects_of(case_named("full"))
    config = next(m for m in objects if m["metadata"]["name"].endswith("-dashboard"))
    panels = json.loads(config["data"]["redactor.json"])["panels"]
    text = " ".join(panel["targets"][0]["expr"] for panel in panels)
    named = set(re.findall(r"\bredactor_[a-z_]+", text))
    assert named <= known_metrics()
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for name in named}
    assert shown == {metric.name for metric in declared.DECLARED}


@pytest.mark.parametrize("alert", PROOFS)
def test_the_alert_has_a_runbook(alert: str) -> None:
    """Its link leads to a section that says what it means, where to look and what to do."""
    url = alerts()[alert]["annotations"]["runbook_url"]
    assert url.endswith(f"docs/operations/alerts.md#{alert.lower()}")
    text = RUNBOOKS.read_text(encoding="utf-8")
    section = text.split(f"## {alert}\n", 1)[1].split("\n## ", 1)[0]
    assert all(part in section for part in SECTIONS)
