"""A decoded document: JSON, or plain text.

Must never show a value in a `repr`: everything here is raw.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Finish: TypeAlias = Callable[[list[Json]], list[Json]]  # done to a root just before writing it


@dataclass(slots=True, repr=False)
class Document:
    """One decoded JSON text, or one plain text.

    Attributes:
        root: A list of one: the document's value. A root so held can be replaced like any other.
        is_json: Write it back as JSON; else as the text it is.
    """

    root: list[Json]
    is_json: bool
