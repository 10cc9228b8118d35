"""Kustomize and Helm are one: base and components build what the chart renders."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from deploy.chart import TOOLS, Manifest, manifests, parsed
from deploy.overlays import COMPONENTS, KUSTOMIZE, NEWEST, Component, identity, neutral
from tests.support.rendered import case_named

TIMEOUT_S: Final = 60


def built(folder: Path) -> dict[tuple[str, str], Manifest]:
    """Run kustomize; objects by kind and name."""
    done = subprocess.run(  # noqa: S603 -- our own pinned tool
        [
            str(TOOLS / "kustomize"),
            "build",
            "--load-restrictor=LoadRestrictionsNone",
            str(folder),
        ],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {identity(m): m for m in parsed(done.stdout)}


def overlay(folder: Path, **top: Any) -> Path:  # noqa: ANN401 -- Kustomize's own fields
    """Write an overlay over the base."""
    text = yaml.safe_dump({"resources": [str(relative(folder, KUSTOMIZE / "base"))], **top})
    (folder / "kustomization.yaml").write_text(text, encoding="utf-8")
    return folder


def relative(folder: Path, target: Path) -> Path:
    """Kustomize takes relative paths only."""
    up = [".."] * len(folder.resolve().relative_to("/").parts)
    return Path(*up, *target.resolve().relative_to("/").parts)


def ordered(value: Any) -> Any:  # noqa: ANN401 -- any part of an object
    """Forget the order of lists of named things, which a merge may change."""
    if isinstance(value, dict):
        return {key: ordered(part) for key, part in value.items()}
    if isinstance(value, list):
        return sorted(
            (ordered(part) for part in value), key=lambda p: json.dumps(p, sort_keys=True)
        )
    return value


def rendered(flags: tuple[str, ...]) -> Mapping[tuple[str, str], Manifest]:
    """Render the chart with the same features."""
    more = [part for flag in flags for part in ("--set", flag)]
    return {
        identity(m): neutral(m) for m in manifests([case_named("default").values], NEWEST, *more)
    }


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_a_component_builds_what_the_value_renders(component: Component, tmp_path: Path) -> None:
    """Base and one component are the chart with that feature on, object by object."""
    parts = [str(relative(tmp_path, KUSTOMIZE / "components" / component.name))]
    assert ordered(built(overlay(tmp_path, components=parts))) == ordered(rendered(component.flags))


def test_components_go_together(tmp_path: Path) -> None:
    """Several features at once are the chart with all of them."""
    chosen = [c for c in COMPONENTS if c.name in {"access", "certificate", "keda", "monitoring"}]
    parts = [str(relative(tmp_path, KUSTOMIZE / "components" / c.name)) for c in chosen]
    flags = tuple(flag for c in chosen for flag in c.flags)
    assert ordered(built(overlay(tmp_path, components=parts))) == ordered(rendered(flags))


def test_the_sidecar_component_joins_labelled_workloads_only(tmp_path: Path) -> None:
    """A Deployment with the label is given the sidecar; one without it is left as it was."""
    plain = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "plain"},
        "spec": {"template": {"spec": {"containers": [{"name": "app", "image": "x:1"}]}}},
    }
    labelled = json.loads(json.dumps(plain))
    labelled["metadata"] = {"name": "desk", "labels": {"redactor.internal/inject": "enabled"}}
    (tmp_path / "apps.yaml").write_text(yaml.safe_dump_all([plain, labelled]), encoding="utf-8")
    text = yaml.safe_dump(
        {
            "resources": ["apps.yaml"],
            "components": [str(relative(tmp_path, KUSTOMIZE / "components" / "native-sidecar"))],
        }
    )
    (tmp_path / "kustomization.yaml").write_text(text, encoding="utf-8")
    made = built(tmp_path)
    assert made["Deployment", "plain"]["spec"] == plain["spec"]
    pod = made["Deployment", "desk"]["spec"]["template"]["spec"]
    assert [c["name"] for c in pod["containers"]] == ["app"]
    assert [(c["name"], c["restartPolicy"]) for c in pod["initContainers"]] == [
        ("redactor", "Always")
    ]
    assert {v["name"] for v in pod["volumes"]} >= {"redactor-config", "redactor-tmp"}
