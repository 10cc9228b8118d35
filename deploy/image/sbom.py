"""Writes a CycloneDX 1.5 catalogue of the distributions in a folder, to standard output.

Must never name what is not installed: it reads the installed metadata, not the lock file. Standard
library only: it runs in the build stage.
"""

import json
import sys
from importlib.metadata import Distribution, distributions
from typing import Any


def component(one: Distribution) -> dict[str, Any]:
    """Describe one distribution."""
    name, version = one.metadata["Name"], one.version
    said = one.metadata.json
    licence = str(said.get("license_expression") or said.get("license") or "")
    first = licence.strip().splitlines()[:1]
    described: dict[str, Any] = {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
    }
    if first and first[0]:
        described["licenses"] = [{"license": {"name": first[0][:120]}}]
    return described


def catalogue(folder: str) -> dict[str, Any]:
    """Describe a folder's distributions, sorted; the redactor is the subject."""
    found = {one.metadata["Name"].lower(): component(one) for one in distributions(path=[folder])}
    subject = {**found.pop("redactor"), "type": "application"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": subject},
        "components": [found[name] for name in sorted(found)],
    }


if __name__ == "__main__":
    json.dump(catalogue(sys.argv[1]), sys.stdout, indent=1, ensure_ascii=False)
