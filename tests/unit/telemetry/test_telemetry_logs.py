"""Log events carry what is allowed, and raise on the rest, in production too."""

import ast
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redactor.errors import ConfigError, EmitError, Problem
from redactor.telemetry.logs import (
    ALLOWED_KEYS,
    EVENT_NAME,
    LogFieldError,
    error_fields,
    event_logger,
)

PACKAGE = Path(__file__).parents[3] / "redactor"
LEVELS = {"debug", "info", "warning", "error"}
RAW = "王小明13800138000"


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    """Give every call of a module's `log`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                target = node.func.value
                if node.func.attr in LEVELS and isinstance(target, ast.Name) and target.id == "log":
                    yield path.relative_to(PACKAGE).as_posix(), node


def test_an_event_carries_its_fields(caplog: pytest.LogCaptureFixture) -> None:
    """Name and fields reach the record as they were given."""
    with caplog.at_level(logging.INFO, "redactor"):
        event_logger("redactor.x").info("lane_started", topic="raw", partition=3)
    (record,) = caplog.records
    assert record.msg == "lane_started"
    assert vars(record)["event_fields"] == {"topic": "raw", "partition": 3}


@pytest.mark.parametrize(
    ("event", "fields", "reason"),
    [
        ("lane_started", {"value": "x"}, "an unknown key has no place"),
        ("lane_started", {"topic": b"raw"}, "bytes are how payloads travel"),
        ("lane_started", {"topic": {"a": 1}}, "a mapping's keys are not checked"),
        ("lane_started", {"topics": [b"raw"]}, "bytes in a list are bytes"),
        ("lane_started", {"error": ValueError(RAW)}, "an exception's text is not ours"),
        (f"lane {RAW}", {}, "an event is a name, not a sentence"),
        ("LaneStarted", {}, "names are in snake_case"),
    ],
)
def test_a_call_that_could_leak_raises(event: str, fields: dict[str, Any], reason: str) -> None:
    """Nothing is printed, and the complaint does not quote the value either."""
    with pytest.raises(LogFieldError) as caught:
        event_logger("redactor.x").error(event, **fields)
    assert RAW not in str(caught.value), reason


def test_a_long_text_is_cut(caplog: pytest.LogCaptureFixture) -> None:
    """No field can carry a document."""
    with caplog.at_level(logging.INFO, "redactor"):
        event_logger("redactor.x").info("stopped", reason="x" * 10_000)
    assert len(vars(caplog.records[0])["event_fields"]["reason"]) == 300


def test_our_error_tells_its_text() -> None:
    """Our own messages are fixed texts and may be read."""
    told = {"error": "EmitError", "reason": "the broker is gone"}
    assert error_fields(EmitError("the broker is gone")) == told


def test_a_configuration_error_tells_every_problem() -> None:
    """Path and reason of each, in order."""
    error = ConfigError([Problem("a.b", "is wrong"), Problem("c", "is missing")])
    assert error_fields(error)["problems"] == ["a.b: is wrong", "c: is missing"]


def test_a_foreign_error_tells_its_class_alone() -> None:
    """JSONDecodeError, UnicodeDecodeError and their like carry the document."""
    assert error_fields(ValueError(RAW)) == {"error": "ValueError"}


def test_every_log_call_in_the_package_is_allowed() -> None:
    """Event names are literals in snake_case, and every named key is on the list."""
    calls = list(log_calls())
    assert len(calls) > 10
    for where, call in calls:
        event = call.args[0]
        assert isinstance(event, ast.Constant), where
        assert EVENT_NAME.fullmatch(str(event.value)), where
        named = {keyword.arg for keyword in call.keywords if keyword.arg}
        assert named <= ALLOWED_KEYS, where


def test_no_module_logs_around_the_allow_list() -> None:
    """Nobody uses mode's `self.log`, a plain logger's methods or a traceback printer."""
    strays = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                plain = owner in {"self.log", "self.logger"} or owner.startswith(
                    "logging.getLogger"
                )
                speaks = node.func.attr in {*LEVELS, "exception", "critical"}
                if (plain and speaks) or node.func.attr in {"print_exc", "print_exception"}:
                    strays.append((path.name, ast.unparse(node.func)))
    assert not strays
