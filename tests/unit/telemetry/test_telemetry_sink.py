"""What reaches stderr is one JSON object a line, and nothing of it is a dependency's own words."""

import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from redactor.telemetry.logs import event_logger
from redactor.telemetry.sink import FOREIGN, configure, on_loop_error

RAW = "王小明13800138000"
EMPTY: dict[str, str] = {}


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Configure logging onto a buffer; put everything back afterwards."""
    root = logging.getLogger()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in (*FOREIGN, "redactor")}
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    buffer = io.StringIO()
    monkeypatch.setattr(sys, "stderr", buffer)
    configure("DEBUG")
    yield buffer
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raising
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def lines_of(buffer: io.StringIO) -> list[dict[str, Any]]:
    """Read back what was printed; every line must be JSON."""
    return [json.loads(line) for line in buffer.getvalue().splitlines()]


def test_an_event_is_one_json_line(stderr: io.StringIO) -> None:
    """Time, level, logger, event and fields, in one object."""
    event_logger("redactor.stream.lane").debug("lane_started", topic="raw", partition=1)
    (line,) = lines_of(stderr)
    assert line.pop("ts").endswith("+00:00")
    assert line == {
        "level": "DEBUG",
        "logger": "redactor.stream.lane",
        "event": "lane_started",
        "topic": "raw",
        "partition": 1,
    }


def test_a_foreign_warning_loses_its_words(stderr: io.StringIO) -> None:
    """Who, where and the error's class remain."""
    try:
        int(RAW)
    except ValueError:
        logging.getLogger("aiokafka.consumer").exception("bad %s", RAW)
    assert RAW not in stderr.getvalue()
    (line,) = lines_of(stderr)
    assert line["event"] == "foreign_log"
    assert line["error"] == "ValueError"
    assert line["at"].startswith("test_telemetry_sink.py:")


@pytest.mark.parametrize("name", [*FOREIGN, "some.other.library"])
def test_no_dependency_speaks_below_warning(stderr: io.StringIO, name: str) -> None:
    """Our DEBUG level opens nobody else's."""
    logging.getLogger(name).info(RAW)
    assert stderr.getvalue() == ""


def test_a_dependency_that_opens_its_own_log_stays_silent(stderr: io.StringIO) -> None:
    """A `setLevel` in a library does not get past the handler."""
    logging.getLogger("aiokafka").setLevel(logging.DEBUG)
    logging.getLogger("aiokafka.producer").debug("sending %r", RAW)
    assert stderr.getvalue() == ""


def test_a_dependency_that_repeats_itself_is_heard_once_and_counted(
    stderr: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage must not fill the log: one line now, the next one says how many there were."""
    clock = [1_000.0]
    monkeypatch.setattr("logging.time.time", lambda: clock[0])
    for at in (0.0, 0.1, 0.2, 9.9, 10.0):
        clock[0] = 1_000.0 + at
        logging.getLogger("aiokafka").error("no broker %s", RAW)
    assert [line.get("count") for line in lines_of(stderr)] == [None, 4]


def test_our_own_events_are_never_kept_back(stderr: io.StringIO) -> None:
    """They say different things from one place."""
    for partition in range(5):
        event_logger("redactor.x").warning("lane_retrying", partition=partition)
    assert [line["partition"] for line in lines_of(stderr)] == [0, 1, 2, 3, 4]


def test_a_mode_service_of_ours_cannot_speak_in_our_name(stderr: io.StringIO) -> None:
    """Mode logs under the module of the service's class; only events count as ours."""
    logging.getLogger("redactor.stream.dataplane").error("Crashed reason=%r", RAW)
    assert RAW not in stderr.getvalue()
    assert lines_of(stderr)[0]["event"] == "foreign_log"


def test_an_uncaught_exception_tells_its_class_and_place(stderr: io.StringIO) -> None:
    """The interpreter's own traceback would print the message."""
    try:
        EMPTY[RAW]
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    assert RAW not in stderr.getvalue()
    (line,) = lines_of(stderr)
    assert (line["event"], line["error"]) == ("crashed", "KeyError")


def test_an_exception_in_a_thread_tells_its_class(stderr: io.StringIO) -> None:
    """A thread's last words go the same way."""
    try:
        EMPTY[RAW]
    except KeyError as error:
        threading.excepthook(threading.ExceptHookArgs((KeyError, error, error.__traceback__, None)))
    assert RAW not in stderr.getvalue()
    assert lines_of(stderr)[0]["event"] == "thread_crashed"


@pytest.mark.parametrize(
    ("message", "level"),
    [
        (RAW, "ERROR"),
        ("Future exception was never retrieved", "WARNING"),
        ("Task exception was never retrieved", "WARNING"),
    ],
)
def test_a_loop_error_tells_its_class(stderr: io.StringIO, message: str, level: str) -> None:
    """Asyncio's own handler prints the future with its result; what nobody awaited is a warning."""
    loop = asyncio.new_event_loop()
    on_loop_error(loop, {"message": message, "exception": ValueError(RAW), "future": RAW})
    loop.close()
    assert RAW not in stderr.getvalue()
    (line,) = lines_of(stderr)
    assert (line["error"], line["level"]) == ("ValueError", level)


def test_a_warning_loses_its_words(stderr: io.StringIO) -> None:
    """`warnings.warn` may be called with anything."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(RAW, stacklevel=1)
    assert RAW not in stderr.getvalue()


def test_a_log_call_that_fails_prints_nothing(stderr: io.StringIO) -> None:
    """Logging's own report of a formatting error prints the arguments."""
    logging.getLogger("aiokafka").warning("%d", RAW)
    assert RAW not in stderr.getvalue()
