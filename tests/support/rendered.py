"""Every manifest the chart renders, for tests to judge.

Must never pass a test by leaving it out where the tools are promised.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from deploy.chart import CASES, TOOLS, Case, Manifest, manifests

NEWEST: Final = 37
NEEDS: Final = ("helm", "kustomize", "promtool")
WORKLOADS: Final = ("Deployment", "StatefulSet")


@dataclass(frozen=True, slots=True)
class Container:
    """A container and where it stands.

    Attributes:
        where: Case, object and container, for messages.
        spec: The container.
        native: Whether it is a native sidecar.
    """

    where: str
    spec: dict[str, Any]
    native: bool


def require_tools() -> None:
    """Skip where the tools were not built; fail where deploy-check promised them."""
    absent = [name for name in NEEDS if not (TOOLS / name).exists()]
    if not absent:
        return
    reason = f"{', '.join(absent)} not built: run `make deploy-tools`"
    if os.environ.get("REDACTOR_DEPLOY_CHECK") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@cache
def objects_of(case: Case, minor: int = NEWEST) -> tuple[Manifest, ...]:
    """Render one case; read only."""
    return tuple(manifests([case.values], minor))


def case_named(name: str) -> Case:
    """Find a case."""
    return next(case for case in CASES if case.name == name)


def every_object() -> Iterator[tuple[str, Manifest]]:
    """Give every object of every case, with a name for messages."""
    for case in CASES:
        for manifest in objects_of(case):
            yield f"{case.name}: {manifest['kind']}/{manifest['metadata']['name']}", manifest


def of_kind(*kinds: str) -> Iterator[tuple[str, Manifest]]:
    """Give every object of some kinds."""
    return ((where, one) for where, one in every_object() if one["kind"] in kinds)


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the pod specification of every workload."""
    return ((where, one["spec"]["template"]["spec"]) for where, one in of_kind(*WORKLOADS))


def containers() -> Iterator[Container]:
    """Give every container of every workload, the injected one too."""
    for where, pod in pods():
        for spec in pod.get("initContainers", []):
            native = spec.get("restartPolicy") == "Always"
            yield Container(f"{where}/{spec['name']}", spec, native=native)
        for spec in pod["containers"]:
            yield Container(f"{where}/{spec['name']}", spec, native=False)


def write_values(folder: Path, text: str) -> Path:
    """Write a values file of a test."""
    path = folder / "values.yaml"
    path.write_text(text, encoding="utf-8")
    return path
