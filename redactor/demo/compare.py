"""One record before and after, side by side, with what changed in colour.

Must only ever be given records of the demo: it shows raw values, and these are fiction.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from rich.text import Text

from redactor.record import Headers, Record
from redactor.stages.codec import POLICY_HEADER, SOURCE_HEADER

RAW_STYLE: Final = "bold red"
MASKED_STYLE: Final = "bold green"
_DOCUMENTS: Final = ("{", "[")


@dataclass(frozen=True, slots=True)
class Pair:
    """A raw record and what became of it."""

    title: str
    raw: Record = field(repr=False)
    masked: Record = field(repr=False)


class _Row(NamedTuple):
    """One leaf of a record: where it stands and what stands there."""

    label: str
    value: str


class Comparison(NamedTuple):
    """One value before and after, what changed in colour."""

    label: str
    before: Text
    after: Text

    @property
    def changed(self) -> bool:
        """Whether the mask changed it."""
        return self.before.plain != self.after.plain


def side_by_side(pair: Pair) -> list[Comparison]:
    """Compare two records value by value; what changed comes first, else in their order."""
    rows = [
        _compared(old, new) for old, new in zip(_rows(pair.raw), _rows(pair.masked), strict=False)
    ]
    return sorted(rows, key=lambda row: not row.changed)


def one_line(pair: Pair) -> tuple[str, str]:
    """Write both records on one line each, for output that is no terminal."""
    return _line(pair.raw), _line(pair.masked)


def _compared(old: _Row, new: _Row) -> Comparison:
    """Compare a value; Python's matcher says which characters stayed."""
    before, after = Text(overflow="fold"), Text(overflow="fold")
    matcher = SequenceMatcher(None, old.value, new.value, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        same = tag == "equal"
        before.append(old.value[i:j], style="" if same else RAW_STYLE)
        after.append(new.value[k:m], style="" if same else MASKED_STYLE)
    return Comparison(old.label, before, after)


def _rows(record: Record) -> Iterator[_Row]:
    yield _Row("key", _text(record.raw_key))
    for name, value in _own(record.raw_headers):
        yield _Row(f"header {name}", _text(value))
    if record.raw_value is None:
        yield _Row("value", "(tombstone)")
        return
    yield from _leaves(json.loads(record.raw_value), "")


def _leaves(value: Any, path: str) -> Iterator[_Row]:  # noqa: ANN401 -- any JSON value
    """Give the leaves of a document, those of JSON inside its strings too."""
    if isinstance(value, str) and value.startswith(_DOCUMENTS):
        value = _unpacked(value)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]")
    else:
        yield _Row(path, value if isinstance(value, str) else json.dumps(value))


def _unpacked(text: str) -> Any:  # noqa: ANN401 -- any JSON value
    try:
        return json.loads(text)
    except ValueError:
        return text


def _line(record: Record) -> str:
    headers = ", ".join(f"{name}={_text(value)}" for name, value in _own(record.raw_headers))
    body = json.dumps(json.loads(record.raw_value or b"null"), ensure_ascii=False)
    return f"{_text(record.raw_key)} [{headers}] {body}"


def _own(headers: Headers) -> Headers:
    """Leave out what the sidecar adds."""
    return tuple(pair for pair in headers if pair[0] not in {SOURCE_HEADER, POLICY_HEADER})


def _text(raw: bytes | None) -> str:
    return "(none)" if raw is None else raw.decode("utf-8", "replace")
