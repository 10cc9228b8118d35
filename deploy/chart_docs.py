"""Derives the chart's `values.schema.json`, README and dashboard.

Must never be edited around: what a value may be is said once, in values.yaml's comments, in
`SHAPES` and in the pydantic models that the sidecar itself starts with.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel

from deploy.dashboard import dashboard
from redactor.described import Described
from redactor.policy import Policy
from redactor.settings import Settings

CHART: Final = Path(__file__).parent / "helm" / "redactor"
MARK: Final = "# -- "
NAME: Final = r"^$|^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"  # RFC 1123, as Kubernetes asks of names
QUANTITY: Final = r"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$"

_POSITIVE: Final = {"type": "integer", "minimum": 1}
_OPEN: Final = {"type": "object"}
_OBJECTS: Final = {"type": "array", "items": {"type": "object"}}
_PORTS: Final = {
    "type": "array",
    "items": {"type": "integer", "minimum": 1, "maximum": 65535},
    "minItems": 1,
}
_NAMES: Final = {"type": "array", "items": {"type": "string", "pattern": NAME}}

SHAPES: Final[Mapping[str, dict[str, Any]]] = {
    "mode": {"enum": ["Deployment", "StatefulSet", "NativeSidecar", "ClassicSidecar"]},
    "replicas": {"type": "integer", "minimum": 0},
    "fullnameOverride": {"type": "string", "pattern": NAME},
    "image.digest": {"type": "string", "pattern": r"^(sha256:[0-9a-f]{64})?$"},
    "image.pullPolicy": {"enum": ["Always", "IfNotPresent", "Never"]},
    "image.pullSecrets": _NAMES,
    "resources": _OPEN,
    "tmpSize": {"type": "string", "pattern": QUANTITY},
    "terminationGracePeriodSeconds": {"type": "integer", "minimum": 20},
    "probes.startupSeconds": {"type": "integer", "minimum": 60},
    "serviceAccount.annotations": _OPEN,
    "podLabels": _OPEN,
    "podAnnotations": _OPEN,
    "nodeSelector": _OPEN,
    "tolerations": _OBJECTS,
    "application.containers": _OBJECTS,
    "application.volumes": _OBJECTS,
    "application.ingress": _OBJECTS,
    "application.egress": _OBJECTS,
    "podDisruptionBudget.maxUnavailable": {"type": ["integer", "string"]},
    "topologySpread.whenUnsatisfiable": {"enum": ["ScheduleAnyway", "DoNotSchedule"]},
    "networkPolicy.metricsFrom": {**_OBJECTS, "minItems": 1},
    "networkPolicy.kafka.to": {**_OBJECTS, "minItems": 1},
    "networkPolicy.dns.to": {**_OBJECTS, "minItems": 1},
    "networkPolicy.registry.to": _OBJECTS,
    "networkPolicy.kms.to": _OBJECTS,
    "networkPolicy.otlp.to": _OBJECTS,
    **{f"networkPolicy.{name}.ports": _PORTS for name in ("kafka", "registry", "kms", "otlp")},
    "autoscaling.keda.maxReplicas": _POSITIVE,
    "autoscaling.keda.lagThreshold": _POSITIVE,
    "autoscaling.hpa.maxReplicas": _POSITIVE,
    "autoscaling.hpa.targetCPUUtilization": {"type": "integer", "minimum": 1, "maximum": 100},
    "monitoring.labels": _OPEN,
    "monitoring.dashboard.labels": _OPEN,
    "access.authentication": {"enum": ["scram-sha-512", "tls", "tls-external"]},
    "access.producers": _NAMES,
    "access.analytics": _NAMES,
    "access.officers": _NAMES,
    "access.maskedPrefix": {"type": "string", "minLength": 1},
    "access.topics.partitions": _POSITIVE,
    "access.topics.replicas": _POSITIVE,
    "access.topics.minInsyncReplicas": _POSITIVE,
    "injection.by": {"enum": ["webhook", "policy"]},
    "injection.namespaceSelector": _OPEN,
}
MODELS: Final[Mapping[str, type[BaseModel]]] = {"settings": Settings, "policy": Policy}


@dataclass(frozen=True, slots=True)
class Value:
    """One leaf of values.yaml.

    Attributes:
        path: Dotted path.
        default: Its value.
        meaning: The comment above it, without marks; may be empty.
    """

    path: str
    default: Any
    meaning: str


def leaves(text: str) -> Iterator[Value]:
    """Give every leaf of values.yaml in its order, with the comment that stands above it.

    Models, open maps, lists and scalars are leaves; other maps are walked.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    lines = text.splitlines()
    assert isinstance(root, yaml.MappingNode)  # noqa: S101 -- values.yaml is ours
    yield from _walk(root, lines, "")


def _walk(node: yaml.MappingNode, lines: list[str], prefix: str) -> Iterator[Value]:
    for key, value in node.value:
        path = f"{prefix}{key.value}"
        meaning = _comment_above(lines, key.start_mark.line)
        closed = isinstance(value, yaml.MappingNode) and path not in {*SHAPES, *MODELS}
        if closed:
            if meaning:
                yield Value(path, None, meaning)
            yield from _walk(value, lines, f"{path}.")
        else:
            yield Value(path, yaml.safe_load(yaml.serialize(value)), meaning)


def _comment_above(lines: list[str], line: int) -> str:
    found: list[str] = []
    for above in reversed(lines[:line]):
        text = above.strip()
        if not text.startswith("#"):
            break
        found.insert(0, text)
        if text.startswith(MARK):
            return " ".join(part.removeprefix(MARK).removeprefix("# ") for part in found)
    return ""


def schema(text: str) -> dict[str, Any]:
    """Build the JSON schema of the values; settings and policy are the sidecar's own models."""
    root: dict[str, Any] = _closed("http://json-schema.org/draft-07/schema#")
    definitions: dict[str, Any] = {}
    for value in leaves(text):
        place = root
        *parents, name = value.path.split(".")
        for parent in parents:
            place = place["properties"].setdefault(parent, _closed())
        if value.default is None:
            place["properties"][name] = _closed()
        elif name in MODELS and not parents:
            place["properties"][name] = _model_schema(name, definitions)
        else:
            place["properties"][name] = copy.deepcopy(_shape(value))
        if value.meaning:
            place["properties"][name]["description"] = value.meaning
    root["definitions"] = definitions
    root["properties"]["global"] = {"type": "object"}  # Helm adds it to subcharts
    return root


def _closed(dialect: str = "") -> dict[str, Any]:
    head = {"$schema": dialect} if dialect else {}
    return {**head, "type": "object", "additionalProperties": False, "properties": {}}


def _shape(value: Value) -> dict[str, Any]:
    if value.path in SHAPES:
        return SHAPES[value.path]
    kinds = {bool: "boolean", int: "integer", str: "string"}
    return {"type": kinds[type(value.default)]}


def _model_schema(name: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """Take a pydantic schema apart, its definitions under the values' own."""
    text = json.dumps(MODELS[name].model_json_schema(schema_generator=Described))
    made: dict[str, Any] = json.loads(text.replace("#/$defs/", f"#/definitions/{name}."))
    for key, definition in made.pop("$defs", {}).items():
        definitions[f"{name}.{key}"] = definition
    return made


def readme(text: str) -> str:
    """Write the chart's README: how to install, and every value."""
    head = (CHART / "README.head.md").read_text(encoding="utf-8")
    rows = ["| Value | Default | Meaning |", "|---|---|---|"]
    for value in leaves(text):
        default = "" if value.default is None else f"`{_short(value.default)}`"
        rows.append(f"| `{value.path}` | {default} | {value.meaning.replace('|', '/')} |")
    return f"{head.rstrip()}\n\n" + "\n".join(rows) + "\n"


def _short(default: Any) -> str:  # noqa: ANN401 -- any YAML value
    if isinstance(default, dict) and default:
        return "see values.yaml"
    return json.dumps(default, ensure_ascii=False).replace("|", "\\|")


def derived() -> Mapping[Path, str]:
    """Give every file this module writes, and what it must hold."""
    text = (CHART / "values.yaml").read_text(encoding="utf-8")
    return {
        CHART / "values.schema.json": json.dumps(schema(text), indent=2) + "\n",
        CHART / "README.md": readme(text),
        CHART / "files" / "dashboard.json": dashboard(),
    }
