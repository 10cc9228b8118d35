"""Lines through the detector: where PII stands in each, and which lines could not be read.

Must never skip a line: one that cannot be scanned gives a result that says so.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, Protocol, TypeAlias

from redactor.errors import DetectError
from redactor.files.lines import Batch, Line
from redactor.spans import Span

Spans: TypeAlias = tuple[Span, ...]
PLAIN_FIELD: Final = "text"  # a name that says nothing: such a line is scanned as a plain one is
_OBJECT_START: Final = ('"', "}")  # what stands behind the brace of every JSON object


class Detector(Protocol):
    """What finds PII in texts."""

    def detect(self, texts: Sequence[str], hints: Sequence[str]) -> list[Spans]:
        """Give the findings of each text; `hints` are field names, empty where there is none."""
        ...


class LineFault(StrEnum):
    """Why a line was not scanned."""

    NOT_UTF8 = "not_utf8"
    TOO_LONG = "too_long"
    INVALID_JSON = "invalid_json"
    FIELD_MISSING = "field_missing"
    FIELD_TWICE = "field_twice"
    FIELD_NOT_TEXT = "field_not_text"
    LONE_SURROGATE = "lone_surrogate"
    DETECT_FAILED = "detect_failed"


@dataclass(frozen=True, slots=True)
class Scanned:
    """The result of one line.

    Attributes:
        number: The line's number, from 1.
        id: The line's own `id` if nothing is found in it, else its number.
        text: What was scanned; empty if nothing could be.
        spans: What was found, in text order.
        fault: Why the line was not scanned; None if it was.
    """

    number: int
    id: Any = field(repr=False)  # whatever JSON value the input calls its id
    text: str = field(default="", repr=False)
    hint: str = ""
    spans: Spans = ()
    fault: LineFault | None = None


class _FaultyLineError(Exception):
    """A line that cannot be scanned."""

    def __init__(self, fault: LineFault, line_id: object = None) -> None:
        self.fault = fault
        self.line_id = line_id
        super().__init__(fault.value)


def scan(read: Iterable[Batch], detector: Detector, field_name: str) -> Iterator[list[Scanned]]:
    """Scan batches of lines.

    Args:
        read: Batches of lines.
        detector: Finds PII.
        field_name: Of a JSON line, the field that holds the text.

    Yields:
        Per batch one result per line, in order.
    """
    for batch in read:
        yield _detected([read_line(line, field_name) for line in batch.lines], detector)


def read_line(line: Line, field_name: str) -> Scanned:
    """Read one line: a JSON object gives its field, everything else is the text itself.

    A line that starts as a JSON object does but is none is a fault, not a text: its escapes would
    hide what it says.
    """
    try:
        return _read(line, field_name)
    except _FaultyLineError as error:
        line_id = line.number if error.line_id is None else error.line_id
        return Scanned(line.number, line_id, fault=error.fault)


def _read(line: Line, field_name: str) -> Scanned:
    if line.raw is None:
        raise _FaultyLineError(LineFault.TOO_LONG)
    try:
        text = line.raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _FaultyLineError(LineFault.NOT_UTF8) from None
    if not text.lstrip().startswith("{"):
        return Scanned(line.number, line.number, text)
    document = _parse(text)
    if document is None:
        return Scanned(line.number, line.number, text)
    return _select(line.number, document, field_name)


def _select(number: int, document: dict[str, Any], field_name: str) -> Scanned:
    """Take the text out of a JSON line."""
    line_id = document.get("id")
    if line_id is None:
        line_id = number
    text = document.get(field_name)
    if field_name not in document:
        raise _FaultyLineError(LineFault.FIELD_MISSING, line_id)
    if not isinstance(text, str):
        raise _FaultyLineError(LineFault.FIELD_NOT_TEXT, line_id)
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise _FaultyLineError(LineFault.LONE_SURROGATE, line_id)
    return Scanned(number, line_id, text, hint="" if field_name == PLAIN_FIELD else field_name)


def _parse(text: str) -> dict[str, Any] | None:
    """Read a JSON object, or give None for a text that merely starts with a brace."""
    try:
        document = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        if text.lstrip()[1:].lstrip().startswith(_OBJECT_START):
            raise _FaultyLineError(LineFault.INVALID_JSON) from None
        return None
    return document if isinstance(document, dict) else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise _FaultyLineError(LineFault.FIELD_TWICE)
    return names


def _detected(lines: list[Scanned], detector: Detector) -> list[Scanned]:
    """Fill in the findings; if the batch fails, find out line by line which one it was."""
    asked = [line for line in lines if line.fault is None]
    named = [line for line in lines if line.id != line.number]  # an id may be anything
    texts = [line.text for line in asked] + [_told(line.id) for line in named]
    try:
        found = detector.detect(texts, [line.hint for line in asked] + [""] * len(named))
    except DetectError:
        if len(lines) == 1:
            return [_failed(lines[0])]
        return [one for line in lines for one in _detected([line], detector)]
    spans = iter(found[: len(asked)])
    open_ids = {id(line) for line, inside in zip(named, found[len(asked) :], strict=True) if inside}
    return [
        replace(
            line,
            id=line.number if id(line) in open_ids else line.id,
            spans=() if line.fault else next(spans),
        )
        for line in lines
    ]


def _told(line_id: object) -> str:
    """An id as a text to look at: a text as it is, all else as JSON writes it."""
    return line_id if isinstance(line_id, str) else json.dumps(line_id, ensure_ascii=False)


def _failed(line: Scanned) -> Scanned:
    """A line whose id is unread, too, for all that is known."""
    return Scanned(line.number, line.number, fault=line.fault or LineFault.DETECT_FAILED)
