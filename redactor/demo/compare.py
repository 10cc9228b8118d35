"""One record before and after, side by side, with what changed in colour.

Must only ever be given records of the demo: it shows raw values, and these are fiction.
"""

import json
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final

from rich.text import Text

from redactor.record import Headers, Record
from redactor.stages.codec import POLICY_HEADER, SOURCE_HEADER

RAW_STYLE: Final = "bold red"
MASKED_STYLE: Final = "bold green"


@dataclass(frozen=True, slots=True)
class Pair:
    """A raw record and what became of it."""

    title: str
    raw: Record = field(repr=False)
    masked: Record = field(repr=False)


def side_by_side(pair: Pair) -> tuple[Text, Text]:
    """Write both records, one field a line, changes in colour."""
    left, right = _lines(pair.raw), _lines(pair.masked)
    before, after = Text(overflow="fold"), Text(overflow="fold")
    if len(left) != len(right):  # a masked field name moved: colour would mislead
        return Text("\n".join(left)), Text("\n".join(right))
    for old, new in zip(left, right, strict=True):
        _compare(old, new, before, after)
    return before, after


def one_line(pair: Pair) -> tuple[str, str]:
    """Write both records on one line each, for output that is no terminal."""
    return _line(pair.raw), _line(pair.masked)


def _compare(old: str, new: str, before: Text, after: Text) -> None:
    """Add a line to both sides; Python's matcher says which characters stayed."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = tag == "equal"
        before.append(old[i:j], style="" if same else RAW_STYLE)
        after.append(new[k:m], style="" if same else MASKED_STYLE)
    before.append("\n")
    after.append("\n")


def _lines(record: Record) -> list[str]:
    lines = [f"key     {_text(record.raw_key)}"]
    lines += [f"header  {name}: {_text(value)}" for name, value in _own(record.raw_headers)]
    body = json.dumps(_document(record.raw_value), ensure_ascii=False, indent=2)
    return [*lines, *body.splitlines()]


def _line(record: Record) -> str:
    headers = ", ".join(f"{name}={_text(value)}" for name, value in _own(record.raw_headers))
    body = json.dumps(_document(record.raw_value), ensure_ascii=False)
    return f"{_text(record.raw_key)} [{headers}] {body}"


def _own(headers: Headers) -> Headers:
    """Leave out what the sidecar adds."""
    return tuple(pair for pair in headers if pair[0] not in {SOURCE_HEADER, POLICY_HEADER})


def _document(raw: bytes | None) -> Any:  # noqa: ANN401 -- any JSON document
    """Read a value, and the JSON inside its strings one level down, as a person would."""
    document = json.loads(raw or b"null")
    if isinstance(document, dict):
        return {name: _unpacked(value) for name, value in document.items()}
    return document


def _unpacked(value: Any) -> Any:  # noqa: ANN401 -- any JSON value
    if isinstance(value, str) and value.startswith("{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _text(raw: bytes | None) -> str:
    return "(none)" if raw is None else raw.decode("utf-8", "replace")
