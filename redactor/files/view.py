"""Results of a scan as JSON lines or as a table for a reader.

Must never show scanned text unless asked to.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TextIO

from rich.console import Console
from rich.text import Text

from redactor.files.scan import Scanned
from redactor.files.terminal import printable
from redactor.spans import Span

_COLUMNS: Final = (("line", 7), ("entity", 20), ("start", 6), ("end", 6), ("score", 6))
_INDENT: Final = " " * 9  # below the entity's column


@dataclass(frozen=True, slots=True)
class Detail:
    """What a view tells beyond where an entity stands.

    Attributes:
        explain: What carried a finding, the parts of addresses, and whether the value came masked
            already, with how many digits to read.
        show: The raw text of every entity.
    """

    explain: bool = False
    show: bool = False


class Writer:
    """Writes results as they come."""

    def __init__(self, out: TextIO, detail: Detail) -> None:
        """Take where to write and how much to tell."""
        self._out = out
        self._console = Console(file=out, soft_wrap=True, highlight=False)
        self._detail = detail
        self._headed = False

    def json_lines(self, results: Iterable[Scanned]) -> None:
        """Write one object per line of input."""
        self._out.write("".join(_json_line(result, self._detail) for result in results))
        self._out.flush()

    def table(self, results: Iterable[Scanned]) -> None:
        """Write one row per entity; rows stream, so the widths are fixed."""
        if not self._headed:
            cells = "  ".join(name.ljust(width) for name, width in _COLUMNS)
            self._console.print(Text(f"{cells}  recognizer", style="bold"))
            self._headed = True
        for result in results:
            for row in _rows(result, self._detail):
                self._console.print(row)


def _json_line(result: Scanned, detail: Detail) -> str:
    row: dict[str, Any] = {
        "id": result.id,
        "entities": [_entity(result.text, span, detail) for span in result.spans],
    }
    if result.fault is not None:
        row["error"] = result.fault.value
    return json.dumps(row) + "\n"  # ASCII: right in every terminal's encoding


def _entity(text: str, span: Span, detail: Detail) -> dict[str, Any]:
    row: dict[str, Any] = {
        "start": span.start,
        "end": span.end,
        "label": span.entity,
        "score": round(span.score, 4),
        "recognizer": span.recognizer,
    }
    if detail.explain:
        row["evidence"] = span.why.told() if span.why else {}
        row["masked"] = span.masked
        if span.masked:
            row["shown_digits"] = _shown(text, span)
        row["parts"] = [
            {"start": part.start, "end": part.end, "level": part.level} for part in span.parts
        ]
    if detail.show:
        row["text"] = text[span.start : span.end]
    return row


def _rows(result: Scanned, detail: Detail) -> Iterator[Text]:
    for span in result.spans:
        yield _row(result, span, detail)
        if detail.explain:
            yield from _explained(result.text, span, detail)


def _row(result: Scanned, span: Span, detail: Detail) -> Text:
    values = (result.number, span.entity, span.start, span.end, f"{span.score:.2f}")
    row = Text()
    for value, (name, width) in zip(values, _COLUMNS, strict=True):
        row.append(str(value).ljust(width) + "  ", style="cyan" if name == "entity" else "")
    row.append(span.recognizer, style="dim")
    if detail.show:
        row.append(f"  {printable(result.text[span.start : span.end])}", style="yellow")
    return row


def _explained(text: str, span: Span, detail: Detail) -> Iterator[Text]:
    for name, told in span.why.told().items() if span.why else ():
        shown = told if isinstance(told, str) else ("yes" if told else "no")
        yield Text(f"{_INDENT}{name:<20}  {shown}", style="dim")
    if span.masked:
        digits = _shown(text, span)
        yield Text(f"{_INDENT}masked upstream, {digits} digits shown: kept as it is", style="dim")
    for part in span.parts:
        shown = f"  {printable(text[part.start : part.end])}" if detail.show else ""
        place = f"{part.level:<20}  {part.start:<6}  {part.end:<6}"
        yield Text(f"{_INDENT}{place}{shown}", style="dim")


def _shown(text: str, span: Span) -> int:
    """Count the digits that a mask from upstream leaves to read."""
    return sum(map(str.isdigit, text[span.start : span.end]))
