"""Derives the Kustomize base and components from the chart.

Must never differ from it: the base is the chart's default, a component what a value adds.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from deploy.chart import CASES, ROOT, Case, Manifest, manifests

KUSTOMIZE: Final = ROOT / "deploy" / "kustomize"
WORKLOADS: Final = ("Deployment", "StatefulSet")
NEWEST: Final = 37
_HEAD: Final = "# Derived from the chart by `make deploy-render`; change the chart instead.\n"


@dataclass(frozen=True, slots=True)
class Component:
    """A feature of the chart as a Kustomize component.

    Attributes:
        name: Folder.
        flags: Values that turn the feature on.
        patches: Whether the feature changes the workload too.
        drops_replicas: Whether an autoscaler takes the replicas over.
    """

    name: str
    flags: tuple[str, ...]
    patches: bool = False
    drops_replicas: bool = False


COMPONENTS: Final = (
    Component("access", ("access.enabled=true",)),
    Component("certificate", ("certificate.enabled=true",), patches=True),
    Component("hpa", ("autoscaling.hpa.enabled=true",), drops_replicas=True),
    Component("injection-policy", ("injection.enabled=true", "injection.by=policy")),
    Component("injection-webhook", ("injection.enabled=true", "injection.by=webhook")),
    Component("keda", ("autoscaling.keda.enabled=true",), drops_replicas=True),
    Component(
        "monitoring",
        (
            "monitoring.serviceMonitor=true",
            "monitoring.rules.enabled=true",
            "monitoring.dashboard.enabled=true",
        ),
    ),
)


def neutral(manifest: Manifest) -> Manifest:
    """Take off the labels that say Helm made it."""
    text = json.dumps(manifest)
    plain: Manifest = json.loads(text)
    for labels in _label_maps(plain):
        labels.pop("helm.sh/chart", None)
        labels.pop("app.kubernetes.io/managed-by", None)
    return plain


def _label_maps(node: Any) -> Iterator[dict[str, str]]:  # noqa: ANN401 -- any part of an object
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "labels" and isinstance(value, dict):
                yield value
            yield from _label_maps(value)
    elif isinstance(node, list):
        for value in node:
            yield from _label_maps(value)


def identity(manifest: Manifest) -> tuple[str, str]:
    """Name an object."""
    return manifest["kind"], manifest["metadata"]["name"]


def derived() -> Mapping[Path, str]:
    """Give every file of the Kustomize tree, and what it must hold."""
    base = [neutral(m) for m in manifests([_default().values], NEWEST)]
    known = {identity(m) for m in base}
    files = dict(_folder(KUSTOMIZE / "base", base, "Kustomization"))
    for component in COMPONENTS:
        flags = [part for flag in component.flags for part in ("--set", flag)]
        all_objects = [neutral(m) for m in manifests([_default().values], NEWEST, *flags)]
        added = [m for m in all_objects if identity(m) not in known]
        patches = list(_patches(component, all_objects))
        files |= _folder(KUSTOMIZE / "components" / component.name, added, "Component", patches)
    files |= _sidecar_component()
    return files


def _default() -> Case:
    return next(case for case in CASES if case.name == "default")


def _patches(component: Component, objects: list[Manifest]) -> Iterator[dict[str, Any]]:
    if component.patches:
        workload = next(m for m in objects if m["kind"] in WORKLOADS)
        yield {"patch": _dump(workload)}
    if component.drops_replicas:
        operation = [{"op": "remove", "path": "/spec/replicas"}]
        target = {"kind": "Deployment", "name": "redactor"}
        yield {"target": target, "patch": _dump(operation)}


def _sidecar_component() -> Mapping[Path, str]:
    """Put the native sidecar into every Deployment and StatefulSet with the opt-in label."""
    flags = ("--set", "injection.enabled=true,injection.by=webhook")
    objects = manifests([_default().values], NEWEST, *flags)
    config = next(m for m in objects if identity(m) == ("ConfigMap", "redactor-injector"))
    injected = json.loads(config["data"]["injected.json"])
    pod = {"template": {"spec": injected}}
    patches = [
        {
            "target": {"kind": kind, "labelSelector": "redactor.internal/inject=enabled"},
            "patch": _dump(
                {
                    "apiVersion": "apps/v1",
                    "kind": kind,
                    "metadata": {"name": "any"},
                    "spec": pod,
                }
            ),
        }
        for kind in WORKLOADS
    ]
    folder = KUSTOMIZE / "components" / "native-sidecar"
    return dict(_folder(folder, [], "Component", patches))


def _folder(
    folder: Path,
    objects: list[Manifest],
    kind: str,
    patches: list[dict[str, Any]] | None = None,
) -> Iterator[tuple[Path, str]]:
    version = "v1alpha1" if kind == "Component" else "v1beta1"
    top: dict[str, Any] = {"apiVersion": f"kustomize.config.k8s.io/{version}", "kind": kind}
    if objects:
        top["resources"] = ["resources.yaml"]
        text = "---\n".join(_dump(manifest) for manifest in objects)
        yield folder / "resources.yaml", _HEAD + text
    if patches:
        top["patches"] = patches
    yield folder / "kustomization.yaml", _HEAD + _dump(top)


class _Block(yaml.SafeDumper):
    """Writes long texts as blocks, so that a diff of them can be read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Block.add_representer(str, _text)


def _dump(data: Any) -> str:  # noqa: ANN401 -- any YAML
    return yaml.dump(data, Dumper=_Block, sort_keys=False, allow_unicode=True, width=100)
