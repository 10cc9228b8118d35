"""A record taken apart: its documents and the places in them that hold text.

Must never show a value in a `repr`: everything here is raw.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from redactor.spans import Span

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Path: TypeAlias = tuple[str, ...]
Finish: TypeAlias = Callable[[Json], Json]  # what is done to a value just before it is written


@dataclass(slots=True, repr=False)
class Document:
    """One decoded JSON text, or one plain text.

    Attributes:
        root: A list of one: the document's value. A root so held can be replaced like any other.
        is_json: Write it back as JSON; else as the text it is.
    """

    root: list[Json]
    is_json: bool


@dataclass(frozen=True, slots=True, repr=False)
class Leaf:
    """A place that holds text, or a number long enough to be one.

    Attributes:
        holder: Object or array that holds the value.
        at: Field name or index in `holder`.
        raw_text: The text; a number in decimal digits.
        hint: Names of the field and the one around it, e.g. `receiver.name`; empty at the top.
        path: Field names from the top, `*` for array elements.
        entity: The entity that the policy declares for the field, or None: to be detected.
    """

    holder: dict[str, Json] | list[Json]
    at: str | int
    raw_text: str
    hint: str = ""
    path: Path = ()
    entity: str | None = None

    def put(self, masked: Json) -> None:
        """Set the masked value."""
        self.holder[self.at] = masked  # type: ignore[index] # `at` fits `holder` by construction


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """A field name that may itself be PII, as in a map keyed by telephone number."""

    holder: dict[str, Json]
    raw_text: str
    hint: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Nested:
    """A JSON text inside a string: written back into its place after its leaves are masked."""

    holder: dict[str, Json] | list[Json]
    at: str | int
    document: Document

    def put(self, text: str) -> None:
        """Set the document written back as text."""
        self.holder[self.at] = text  # type: ignore[index] # `at` fits `holder` by construction


@dataclass(frozen=True, slots=True, repr=False)
class Header:
    """One header: its name, and its value as a document, as exempt bytes, or null."""

    name: Document
    value: Document | bytes | None


@dataclass(slots=True, repr=False)
class Envelope:
    """All documents of one record, and what is found in them on the way down.

    Attributes:
        value: None for a tombstone.
        key: None for a null key.
        headers: In order, duplicates kept.
        leaves: Texts to scan.
        names: Field names to scan.
        nested: Documents inside strings, outer before inner.
        found_leaves: Leaves with findings, and their spans.
        found_names: Field names with findings, and their spans.
    """

    value: Document | None
    key: Document | None
    headers: tuple[Header, ...]
    leaves: list[Leaf] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    nested: list[Nested] = field(default_factory=list)
    found_leaves: list[tuple[Leaf, tuple[Span, ...]]] = field(default_factory=list)
    found_names: list[tuple[Name, tuple[Span, ...]]] = field(default_factory=list)
