"""Structured log events: a fixed name and allow-listed keys, nothing else.

Must never carry a value of a record. How a line is printed stands in `sink`.
"""

import logging
import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from redactor.errors import ConfigError, RedactorError

Scalar: TypeAlias = str | int | float | bool | None
Value: TypeAlias = Scalar | Sequence[str]

EVENT_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
MAX_TEXT: Final = 300  # characters of one field; names, topics and reasons are shorter

# Every key a log line may carry. None of them has room for a key, a value or a header of a record.
ALLOWED_KEYS: Final = frozenset({
    "at",  # source file and line, or a dotted path into a configuration
    "attempt",
    "batch",
    "candidate",  # hash of a policy that is tried
    "change",  # of masking strength: a closed set
    "code",  # exit code
    "count",
    "delivery",
    "entity",
    "error",  # class name of an exception
    "field",  # path of a field as the policy sees it, keys of PII folded
    "forms",  # as `kernel`, of the C library of the short way
    "group",
    "history_rate",
    "instance",
    "key",  # name of an offending log key or setting, never a record's key
    "kernel",  # what the recognizers' C library is: `compiled`, `python`, `outdated`, `unloadable`
    "kind",
    "lag",
    "left_out",  # records of a sample that were not looked at
    "ms",
    "name",
    "offset",
    "outcome",
    "partition",
    "partitions",
    "policy",  # hash
    "port",
    "problems",  # dotted paths and fixed reasons
    "rate",
    "reason",  # closed sets and our own fixed sentences
    "recall",  # as `kernel`, of the C library of the memory of findings
    "revision",
    "sets",  # as `kernel`, of the C library of message sets
    "signal",
    "sources",
    "stage",
    "state",
    "targets",
    "topic",
    "topics",
    "transactional_id",
    "variables",  # names of environment variables
    "version",
    "window",
    "worker",  # its number in a fleet
})  # fmt: skip


class LogFieldError(TypeError):
    """A log call names an unknown key, a shapeless event or a value that could carry a payload.

    Raised always, not only under test: a call that could leak must not ship.
    """


class EventLogger:
    """Log events of one module.

    Example:
        `log = event_logger(__name__)`, then `log.info("lane_started", topic=t, partition=p)`.
    """

    def __init__(self, name: str) -> None:
        """Take the module's name; it is printed as `logger`."""
        self._logger = logging.getLogger(name)

    def debug(self, event: str, **fields: Value) -> None:
        """Log what only a developer asks for."""
        self._emit(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: Value) -> None:
        """Log a step of the normal course."""
        self._emit(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Value) -> None:
        """Log what may need a person."""
        self._emit(logging.WARNING, event, fields)

    def error(self, event: str, **fields: Value) -> None:
        """Log what needs a person."""
        self._emit(logging.ERROR, event, fields)

    def _emit(self, level: int, event: str, fields: dict[str, Value]) -> None:
        checked = checked_fields(event, fields)
        self._logger.log(level, event, extra={"event_fields": checked})


def event_logger(name: str) -> EventLogger:
    """Give the logger of a module.

    Args:
        name: The module's `__name__`, below `redactor`.
    """
    return EventLogger(name)


def checked_fields(event: str, fields: dict[str, Value]) -> dict[str, Value]:
    """Pass fields that may be printed.

    Raises:
        LogFieldError: The event is not snake_case, a key is not allowed, or a value is neither
            a scalar nor a list of strings: bytes and objects have reprs that print payloads.
    """
    if not EVENT_NAME.fullmatch(event):
        msg = "an event is a fixed name in snake_case"
        raise LogFieldError(msg)
    if unknown := sorted(fields.keys() - ALLOWED_KEYS):
        msg = "log key not in ALLOWED_KEYS: " + ", ".join(unknown)
        raise LogFieldError(msg)
    return {key: _checked_value(key, value) for key, value in fields.items()}


def error_fields(error: BaseException) -> dict[str, Value]:
    """Tell what may be told of an exception: our own message, a foreign one's class alone.

    Args:
        error: Any exception.

    Returns:
        Fields for a log call: `error`, and for our errors `reason` or `problems`.
    """
    fields: dict[str, Value] = {"error": type(error).__name__}
    if isinstance(error, ConfigError):
        fields["problems"] = [f"{p.path}: {p.reason}" for p in error.problems]
    elif isinstance(error, RedactorError):
        fields["reason"] = str(error)
    return fields


def _checked_value(key: str, value: Value) -> Value:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value[:MAX_TEXT]
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return [item[:MAX_TEXT] for item in value]
    msg = f"log key {key}: neither a scalar nor a list of strings"
    raise LogFieldError(msg)
