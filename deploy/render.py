"""Writes or checks every derived file: schema, README, examples, Kustomize tree.

Must never leave a derived file behind that its source no longer makes.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from deploy import chart_docs, overlays
from deploy.chart import CASES, ROOT, manifests, render

EXAMPLES: Final = ROOT / "deploy" / "examples"
OWNED: Final = (EXAMPLES, overlays.KUSTOMIZE / "base", overlays.KUSTOMIZE / "components")
NEWEST: Final = 37
COMPOSE_RULES: Final = ROOT / "deploy" / "compose" / "prometheus" / "rules.yaml"


def derived() -> Mapping[Path, str]:
    """Give every derived file and what it must hold."""
    examples = {EXAMPLES / f"{case.name}.yaml": render([case.values], NEWEST) for case in CASES}
    compose = {COMPOSE_RULES: _rules()}
    return {**chart_docs.derived(), **compose, **examples, **overlays.derived()}


def _rules() -> str:
    """Give the alerts of the chart as a plain rule file, for compose."""
    flag = ("--set", "monitoring.rules.enabled=true")
    rule = next(m for m in manifests([], NEWEST, *flag) if m["kind"] == "PrometheusRule")
    return yaml.safe_dump({"groups": rule["spec"]["groups"]}, sort_keys=False, width=100)


def stale(files: Mapping[Path, str]) -> list[Path]:
    """Name files that are missing, different, or derived by nothing any more."""
    different = [p for p, text in files.items() if not p.exists() or p.read_text("utf-8") != text]
    orphans = [p for top in OWNED for p in top.rglob("*") if p.is_file() and p not in files]
    return sorted(different + orphans)


def write(files: Mapping[Path, str]) -> None:
    """Write what differs and remove orphans."""
    for path in stale(files):
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()


def main() -> int:
    """Render, or with `--check` say what is stale."""
    parser = argparse.ArgumentParser(description="Derive schema, README, examples and overlays.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    check = parser.parse_args().check
    if not check:
        for path, text in chart_docs.derived().items():  # helm reads them for what follows
            path.write_text(text, encoding="utf-8")
        write(derived())
        return 0
    late = stale(derived())
    for path in late:
        sys.stderr.write(f"stale: {path.relative_to(ROOT)}\n")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
