"""Reads the shared development sets, in place.

Must never write a line of them anywhere.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.quality.score import Line, Span

_LABELS: Final = {"PERSON": "PERSON", "ADDRESS": "ADDRESS", "PHONE": "PHONE_NUMBER"}


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Lines with what is worth counting on them.

    Attributes:
        name: The set's name.
        lines: Its lines.
        labels: Labels that are complete in it.
        trained: The shipped model has seen these lines: figures are for reference only.
        sealed: Nobody who works on detection may see its texts or where it misses.
    """

    name: str
    lines: tuple[Line, ...]
    labels: tuple[str, ...]
    trained: bool = False
    sealed: bool = False


# What is labelled completely in each set; the README beside the data says what each is.
SHARED: Final = {
    "waybill": ("PERSON", "ADDRESS", "PHONE_NUMBER"),
    "cpca_addr": ("PERSON", "ADDRESS"),
    "ship_addr": ("PERSON", "ADDRESS"),
    "neural_addr": ("ADDRESS",),
    "paste_waybill": ("PERSON", "ADDRESS", "PHONE_NUMBER"),
    "kuaidi_trace": ("PERSON", "ADDRESS", "PHONE_NUMBER"),
    "peopledaily": ("PERSON",),
    "ecommerce_neg": ("PERSON", "ADDRESS"),
}
TRAINED: Final = frozenset(("waybill", "cpca_addr", "ship_addr"))


def shared(data: Path, name: str) -> EvaluationSet:
    """Reads one of the shared sets.

    Args:
        data: Folder of the sets.
        name: One of `SHARED`.

    Returns:
        The set, in file order.

    Raises:
        FileNotFoundError: The data are not there.
    """
    rows = (json.loads(line) for line in (data / f"{name}.jsonl").read_text("utf-8").splitlines())
    lines = tuple(Line(row["id"], row["text"], _spans(row["entities"])) for row in rows)
    return EvaluationSet(name, lines, SHARED[name], name in TRAINED)


def with_number(chosen: EvaluationSet) -> EvaluationSet:
    """The lines that hold a digit: a room, house or road number."""
    lines = tuple(line for line in chosen.lines if any(c.isdigit() for c in line.text))
    return EvaluationSet(f"{chosen.name}+number", lines, chosen.labels, chosen.trained)


def _spans(entities: Iterable[dict[str, object]]) -> tuple[Span, ...]:
    """Spans of the labels that are counted."""
    found = []
    for entity in entities:
        label = _LABELS.get(str(entity["label"]))
        if label:
            found.append(Span(int(str(entity["start"])), int(str(entity["end"])), label))
    return tuple(found)
