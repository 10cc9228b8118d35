"""The house rules that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for top in ("redactor", "recognizers") for path in (ROOT / top).rglob("*.py"))
SOURCES = sorted((ROOT / "redactor").rglob("*.c"))
MAX_FILE_LINES = 250
MAX_FUNCTION_LINES = 40
CATCHERS = {
    "redactor/fleet.py": "the worker ends, and the fleet with it",
    "redactor/pipeline.py": "the record is refused",
    "redactor/cli.py": "one line, no traceback: it could hold raw data",
    "redactor/stream/emit.py": "any error of the client becomes a verdict",
    "redactor/stream/intake.py": "the connection ends, and whoever waits hears of it",
    "redactor/stream/rounds.py": "any error of the client becomes one of Kafka's",
    "redactor/stream/transaction.py": "any error of the client becomes one of Kafka's",
    "redactor/stream/control.py": "the old policy stays in force",
    "redactor/stream/candidate.py": "no candidate is tried",
    "redactor/stream/dataplane.py": "the worker stops with the reason",
    "redactor/stream/worker.py": "the worker stops with the reason",
    "recognizers/base.py": "a RecognizerError: findings may be missing",
    "recognizers/analyzer.py": "a RecognizerError: findings may be missing",
    "recognizers/catalogue.py": "a RecognizerError: a plug-in cannot be used",
}
LONG_FILES = {
    "redactor/telemetry/metrics.py": "every metric is declared in this one file",
}
KAFKA = {"aiokafka", "faust", "mode"}


def relative(path: Path) -> str:
    """Name a module as the house plan does."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def imported(path: Path) -> Iterator[str]:
    """Give the top-level packages a module imports, at any depth of its code."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_files_and_functions_are_short(path: Path) -> None:
    """A file fits a sitting, a function a screen."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_FILE_LINES or relative(path) in LONG_FILES
    long = [
        node.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and code_lines(node) > MAX_FUNCTION_LINES
    ]
    assert not long


def test_only_the_stream_knows_kafka() -> None:
    """aiokafka, Faust and mode are behind one door."""
    strays = [
        relative(path)
        for path in MODULES
        if KAFKA & set(imported(path)) and not relative(path).startswith("redactor/stream/")
    ]
    assert not strays


def test_only_settings_read_the_environment() -> None:
    """There is one reader of the environment."""
    readers = [
        relative(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert set(readers) <= {"redactor/settings.py"}


def test_everything_is_caught_only_where_it_ends_well() -> None:
    """`except Exception` stands only where any error has one safe meaning."""
    catchers = {
        relative(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert catchers <= set(CATCHERS)


def test_every_module_says_what_it_must_never_do() -> None:
    """Each module opens with its purpose; those with code also with what they must never do."""
    silent = [
        relative(path)
        for path in MODULES
        if path.name != "__init__.py" and "ever" not in (ast.get_docstring(tree_of(path)) or "")
    ]
    assert not silent


def test_every_source_in_c_says_what_it_must_never_do() -> None:
    """What is compiled into the sidecar opens like a module."""
    heads = {relative(one): one.read_text("utf-8").partition("*/")[0] for one in SOURCES}
    assert heads
    assert [name for name, head in heads.items() if "ever" not in head] == []
