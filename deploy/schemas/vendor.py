"""Turns the OpenAPI schemas of CustomResourceDefinitions into strict JSON schemas.

Must never loosen one: a field the definition does not name is refused, unless it says that unknown
fields are kept. Run by hand when a version is raised; see SOURCES.md.
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

KINDS = frozenset(
    "ScaledObject TriggerAuthentication ServiceMonitor PodMonitor PrometheusRule "
    "Certificate".split()
)
HERE = Path(__file__).parent


def strict(node: Any) -> Any:  # noqa: ANN401 -- any part of a schema
    """Close every object that lists its properties; drop prose and Kubernetes' own keywords."""
    if isinstance(node, list):
        return [strict(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"]}
    kept = {
        key: {name: strict(part) for name, part in value.items()}
        if key == "properties"
        else strict(value)
        for key, value in node.items()
        if not key.startswith("x-kubernetes-") and key not in {"description", "format", "default"}
    }
    open_ended = node.get("x-kubernetes-preserve-unknown-fields") or "additionalProperties" in node
    if "properties" in node and not open_ended:
        kept["additionalProperties"] = False
    return kept


def main(files: list[str]) -> None:
    """Write one schema for each kind and served version in the files."""
    for file in files:
        for crd in yaml.safe_load_all(Path(file).read_text(encoding="utf-8")):
            kind = crd["spec"]["names"]["kind"]
            for version in crd["spec"]["versions"]:
                if kind not in KINDS or not version["served"]:
                    continue
                schema = strict(version["schema"]["openAPIV3Schema"])
                schema["properties"]["metadata"] = {"type": "object"}
                name = f"{kind}-{crd['spec']['group']}-{version['name']}.json"
                text = json.dumps(schema, separators=(",", ":"), sort_keys=True)
                (HERE / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
