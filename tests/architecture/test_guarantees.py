"""docs/guarantees.md names real tests and real faults."""

import ast
import re
from pathlib import Path

from tests.chaos.faults.catalogue import ALL

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
FAULTS = set(re.findall(r"chaos: `([^`]+)`", TEXT))


def functions_of(path: Path) -> set[str]:
    """Name the functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def test_every_named_test_exists() -> None:
    """A promise whose test was renamed or removed is a promise no more."""
    assert len(TESTS) > 20
    absent = [
        f"{file}::{name}"
        for file, name in TESTS
        if not (ROOT / file).exists() or name not in functions_of(ROOT / file)
    ]
    assert not absent


def test_every_named_fault_exists() -> None:
    """A fault the document relies on is in the suite's tables."""
    assert len(FAULTS) > 15
    assert not FAULTS - ALL.keys()


def test_every_promise_has_its_evidence() -> None:
    """Each of the four names at least one test or one fault, or the report."""
    promises = re.findall(r"^## \d\. .*?(?=^## )", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert len(promises) == 4
    assert all("::test_" in one or "docs/chaos/report.md" in one for one in promises)
