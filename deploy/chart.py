"""Runs `helm template` over the chart's example values and gives the objects as data.

Must never invent an object: what is here came out of the chart.
"""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[1]
CHART: Final = ROOT / "deploy" / "helm" / "redactor"
TOOLS: Final = Path(os.environ.get("REDACTOR_TOOLS", str(ROOT / ".cache" / "bin")))
RELEASE: Final = "redactor"
NAMESPACE: Final = "redactor"
TIMEOUT_S: Final = 60

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One set of example values.

    Attributes:
        name: File name in `ci/`, without `-values.yaml`.
        since: Oldest minor version of Kubernetes 1 it renders for.
    """

    name: str
    since: int

    @property
    def values(self) -> Path:
        """The file with the values."""
        return CHART / "ci" / f"{self.name}-values.yaml"


CASES: Final = (
    Case("default", 29),
    Case("full", 29),
    Case("statefulset", 29),
    Case("native-sidecar", 29),
    Case("classic-sidecar", 29),
    Case("injection-webhook", 30),  # ValidatingAdmissionPolicy v1: Kubernetes 1.30
    Case("injection-policy", 36),  # MutatingAdmissionPolicy v1: Kubernetes 1.36 (KEP-3962)
)


class ChartError(Exception):
    """Helm refused; the message is helm's own."""


def helm(*arguments: str) -> str:
    """Run helm and give its output.

    Raises:
        ChartError: It failed.
    """
    done = subprocess.run(  # noqa: S603 -- our own pinned tool
        [str(TOOLS / "helm"), *arguments],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        raise ChartError(done.stderr.strip())
    return done.stdout


def render(values: Sequence[Path], minor: int, *more: str) -> str:
    """Render the chart to YAML text."""
    files = [part for path in values for part in ("--values", str(path))]
    where = ["--namespace", NAMESPACE, "--kube-version", f"1.{minor}.0"]
    return helm("template", RELEASE, str(CHART), *where, *files, *more)


def manifests(values: Sequence[Path], minor: int, *more: str) -> list[Manifest]:
    """Render the chart to objects, in helm's order."""
    return parsed(render(values, minor, *more))


def parsed(text: str) -> list[Manifest]:
    """Read a stream of objects; empty documents are left out."""
    return [document for document in yaml.safe_load_all(text) if document]
