"""The chart: snapshots, what its values may be, and that the sidecar itself accepts its output."""

import json
from pathlib import Path
from typing import Final

import pytest
import yaml

from deploy.chart import CASES, CHART, NAMESPACE, Case, ChartError, Manifest, manifests, render
from deploy.overlays import identity
from deploy.render import derived, stale
from redactor.misfits import check
from redactor.settings import Settings
from tests.support.certificates import make_certificate
from tests.support.rendered import case_named, objects_of, write_values
from tests.support.rules import at

MINOR: Final = 33
SIDECAR_SCALED: Final = """
mode: ClassicSidecar
application: {containers: [{name: a}]}
autoscaling: {hpa: {enabled: true}}
"""
SECRET_FILES: Final = "/run/secrets/redactor/"  # where the pods find them


def one(
    kind: str, objects: tuple[Manifest, ...] | list[Manifest], name: str = "redactor"
) -> Manifest:
    """Find the object of a kind and name."""
    return next(m for m in objects if identity(m) == (kind, name))


def refused(tmp_path: Path, text: str) -> str:
    """Render values that must not render, and give helm's complaint."""
    with pytest.raises(ChartError) as error:
        manifests([write_values(tmp_path, text)], MINOR)
    return str(error.value)


def test_everything_derived_is_up_to_date() -> None:
    """Schema, README, examples (the snapshots) and overlays are what the chart makes now."""
    assert stale(derived()) == [], "run `make deploy-render` and look at the difference"


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The secrets of a pod: a password, an authority, a client certificate."""
    folder = tmp_path_factory.mktemp("secrets")
    certificate, _ = make_certificate(folder / "tls")
    key = json.dumps({"key": "0f" * 31 + "a1", "active_from": "2026-01-01T00:00:00Z"})
    files = {"user/password": "correct-horse", "ca/ca.crt": certificate.read_text()}
    for name, text in {**files, "keys/k1.json": key}.items():
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def config_of(case: Case) -> dict[str, str]:
    """Give the files of the redactor's own ConfigMap."""
    files: dict[str, str] = one("ConfigMap", objects_of(case), "redactor")["data"]
    return files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sidecar_accepts_what_is_rendered(case: Case, secrets: Path, tmp_path: Path) -> None:
    """`redactor check` passes on the files that the pod will see."""
    for name, text in config_of(case).items():
        here = text.replace(SECRET_FILES, f"{secrets}/")
        (tmp_path / name).write_text(here, encoding="utf-8")
    settings, policy = check(tmp_path / "redactor.yaml")
    assert settings.kafka.group == "redactor"
    assert policy.routes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_secret_files_named_by_the_settings_are_mounted(case: Case) -> None:
    """Every secret file of the configuration lies under a mount of the container."""
    security = yaml.safe_load(config_of(case)["redactor.yaml"])["kafka"]["security"]
    files = [value for key, value in security.items() if key.endswith("_file")]
    kind = "StatefulSet" if case.name == "statefulset" else "Deployment"
    pod = one(kind, objects_of(case), "redactor")["spec"]["template"]["spec"]
    container = next(
        c for c in pod.get("initContainers", []) + pod["containers"] if c["name"] == "redactor"
    )
    mounts = {mount["mountPath"] for mount in container["volumeMounts"]}
    assert files
    assert {str(Path(file).parent) for file in files} <= mounts


def test_a_native_sidecar_gates_the_application() -> None:
    """It restarts always, has a startup probe, and stands before the application."""
    pod = one("Deployment", objects_of(case_named("native-sidecar")))["spec"]["template"]["spec"]
    (sidecar,) = pod["initContainers"]
    assert sidecar["name"] == "redactor"
    assert sidecar["restartPolicy"] == "Always"
    assert sidecar["startupProbe"]["httpGet"]["path"] == "/startupz"
    assert [c["name"] for c in pod["containers"]] == ["waybill-desk"]


def test_a_classic_sidecar_is_an_ordinary_container() -> None:
    """Older clusters know no restart policy of a container."""
    pod = one("Deployment", objects_of(case_named("classic-sidecar")))["spec"]["template"]["spec"]
    assert [c["name"] for c in pod["containers"]] == ["waybill-desk", "redactor"]
    assert all("restartPolicy" not in c for c in pod["containers"])


def test_the_start_is_given_longer_than_the_sidecar_waits() -> None:
    """The startup probe outlasts `start_timeout_s` twice: brokers and topics, then the group."""
    container = at(one("Deployment", objects_of(case_named("default"))), "spec.template.spec")
    probe = container["containers"][0]["startupProbe"]
    patience_s = probe["periodSeconds"] * probe["failureThreshold"]
    wait_s = Settings.model_validate(
        {"kafka": {"bootstrap_servers": ["x:1"]}, "policy": "p"}
    ).kafka.start_timeout_s
    assert patience_s >= 2 * wait_s


def test_a_change_of_the_policy_rolls_the_pods(tmp_path: Path) -> None:
    """The pod template carries a checksum of the configuration."""
    text = "policy: {revision: 7}"
    path = "spec.template.metadata.annotations"
    before = at(one("Deployment", objects_of(case_named("default"), MINOR)), path)
    changed = manifests([write_values(tmp_path, text)], MINOR)
    after = at(one("Deployment", changed), path)
    assert before["redactor.internal/config-checksum"] != after["redactor.internal/config-checksum"]


def test_a_digest_wins_over_a_tag() -> None:
    """A pinned image is named by its digest."""
    pod = one("Deployment", objects_of(case_named("full")))["spec"]["template"]["spec"]
    assert "@sha256:" in pod["containers"][0]["image"]


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ("replcias: 2", "replcias"),  # a value nobody knows
        ("mode: Daemon", "mode"),  # a mode there is not
        ("settings: {kafka: {group: 'a b'}}", "group"),  # refused by the sidecar's own model
        ("settings: {kafak: {}}", "kafak"),  # a setting nobody knows
        ("policy: {routes: []}", "routes"),  # a policy without a route
        ("policy: {fields: [{path: $.a, entity: lower}]}", "entity"),  # no label
        ("image: {digest: sha256:abc}", "digest"),  # a digest cut short
        ("terminationGracePeriodSeconds: 5", "terminationGracePeriodSeconds"),
        ("networkPolicy: {kafka: {to: []}}", "kafka"),  # no peer would be every peer
        ("mode: NativeSidecar", "application.containers"),  # a sidecar to nothing
        ("autoscaling: {keda: {enabled: true}, hpa: {enabled: true}}", "exclude each other"),
        (
            SIDECAR_SCALED,
            "scales with its application",
        ),
        (
            "{access: {enabled: true}, policy: {routes: [{source: masked.x, target: masked.y}]}}",
            "analytics could read it",
        ),
        (
            "{access: {enabled: true}, policy: {routes: [{source: raw.x, target: clean.x}]}}",
            "analytics could not read it",
        ),
        (
            "{access: {enabled: true}, settings: {topics: {quarantine: masked.q}}}",
            "analytics could read it",
        ),
    ],
)
def test_values_that_cannot_work_are_refused(tmp_path: Path, values: str, complaint: str) -> None:
    """Helm stops before anything is installed, and names the place."""
    assert complaint in refused(tmp_path, values)


def test_old_clusters_are_refused() -> None:
    """The chart says which Kubernetes it needs."""
    with pytest.raises(ChartError, match="kubeVersion"):
        render([case_named("default").values], 26)


def test_nothing_leaves_the_release_but_access_rules() -> None:
    """Namespaced objects stand in the release's namespace; topics and users where Kafka is."""
    strangers = [
        m["kind"]
        for case in CASES
        for m in objects_of(case)
        if m["metadata"].get("namespace", NAMESPACE) != NAMESPACE
        and not m["apiVersion"].startswith("kafka.strimzi.io")
        and not m["metadata"]["name"].endswith("-acls")
    ]
    assert not strangers


def test_every_value_is_explained_or_plain() -> None:
    """The README has a row for each value of values.yaml."""
    readme = (CHART / "README.md").read_text(encoding="utf-8")
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    missing = [key for key in values if f"| `{key}" not in readme]
    assert not missing
