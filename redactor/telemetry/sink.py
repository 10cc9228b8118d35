"""Where log lines go: JSON to stderr, with everything a dependency says made silent.

Must never print a foreign library's message, arguments or traceback: they can hold records. What
a dependency says is reduced to who said it, where, and the class of its error.
"""

import asyncio
import logging
import math
import sys
import threading
import types
from collections import Counter
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, Final

import orjson

from redactor.telemetry.logs import Value, error_fields, event_logger

ROOT: Final = "redactor"
# Their DEBUG lines hold keys and values (aiokafka, faust); below WARNING none of them speaks.
FOREIGN: Final = ("aiokafka", "aiohttp", "asyncio", "faust", "kafka", "mode", "py.warnings")
REPEAT_S: Final = 10.0  # a dependency is heard once in this time from each place in its code


def configure(level: str) -> None:
    """Send all logging of the process to stderr as JSON lines, and clamp every dependency.

    Also takes over uncaught exceptions of all threads, and warnings. Idempotent.

    Args:
        level: Level of our own events: DEBUG, INFO, WARNING or ERROR.
    """
    handler = _SilentHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(ForeignGate())
    logging.raiseExceptions = False  # its report of a logging error prints the arguments
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in FOREIGN:
        foreign = logging.getLogger(name)
        foreign.handlers.clear()
        foreign.propagate = True
        foreign.setLevel(logging.WARNING)
    logging.getLogger(ROOT).setLevel(level)
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread
    sys.unraisablehook = _on_unraisable


def on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Serve as asyncio's exception handler: the class of the error, none of its context.

    A future whose error nobody fetched is a warning: aiokafka leaves some behind when a producer
    is fenced, and the same error reached the lane by another future.
    """
    del loop
    fields = _class_of(context.get("exception"))
    if str(context.get("message", "")).endswith("exception was never retrieved"):
        event_logger("redactor.loop").warning("loop_error", **fields)
    else:
        event_logger("redactor.loop").error("loop_error", **fields)


class JsonLines(logging.Formatter):
    """One JSON object per record. Foreign records lose their message, arguments and traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Render a record; total, and silent about everything not known to be safe."""
        line: dict[str, Any] = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        fields = getattr(record, "event_fields", None)
        if isinstance(fields, dict):
            line |= {"event": record.msg, **fields}
        else:
            line |= {"event": "foreign_log", **_foreign(record)}
        return orjson.dumps(line).decode()


class ForeignGate(logging.Filter):
    """Passes our own events, and of everyone else warnings and worse, at a bearable rate.

    The level is a second clamp behind the loggers' own: one `setLevel(DEBUG)` anywhere must not
    open them. The rate is for outages: without a broker aiokafka complains a hundred times a
    second, and its lines have no words left that would differ.
    """

    def __init__(self) -> None:
        """Start with nobody heard."""
        super().__init__()
        self._heard: dict[tuple[str, int], float] = {}
        self._kept_back: Counter[tuple[str, int]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Judge a record; one that passes carries how many of its place did not."""
        if hasattr(record, "event_fields"):
            return True
        if record.levelno < logging.WARNING:
            return False
        place = (record.pathname, record.lineno)  # positions in code: there are only so many
        # abs: after a clock that was set back, nobody is silent until it has caught up
        if abs(record.created - self._heard.get(place, -math.inf)) < REPEAT_S:
            self._kept_back[place] += 1
            return False
        self._heard[place] = record.created
        record.kept_back = self._kept_back.pop(place, 0)
        return True


class _SilentHandler(logging.StreamHandler[Any]):
    """A handler that does not print the record it failed on."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- logging's own name
        """Drop the record: stderr is gone, or the record cannot be rendered."""


def _foreign(record: logging.LogRecord) -> dict[str, Value]:
    """Say where a foreign record was logged and the class of its exception, if any."""
    fields: dict[str, Value] = {"at": f"{PurePath(record.pathname).name}:{record.lineno}"}
    if kept_back := getattr(record, "kept_back", 0):
        fields["count"] = kept_back + 1
    if record.exc_info and record.exc_info[0]:
        fields["error"] = record.exc_info[0].__name__
    return fields


def _class_of(error: BaseException | None) -> dict[str, Value]:
    return error_fields(error) if error else {}


def _on_uncaught(
    kind: type[BaseException], error: BaseException, trace: types.TracebackType | None
) -> None:
    del kind
    event_logger("redactor.process").error("crashed", **error_fields(error), **_place(trace))


def _on_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    fields = _class_of(args.exc_value)
    event_logger("redactor.process").error("thread_crashed", **fields, **_place(args.exc_traceback))


def _on_unraisable(unraisable: Any) -> None:  # noqa: ANN401 -- sys.UnraisableHookArgs has no public type
    event_logger("redactor.process").error("unraisable", **_class_of(unraisable.exc_value))


def _place(trace: types.TracebackType | None) -> dict[str, Value]:
    """Name the file and line an exception came from; a traceback would print locals' sources."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return {}
    return {"at": f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"}
