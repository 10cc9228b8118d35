"""A decoded document and the places in it that hold text.

Must never show a value in a `repr`: everything here is raw.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Path: TypeAlias = tuple[str, ...]


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


@dataclass(frozen=True, slots=True, repr=False)
class Nested:
    """A JSON text inside a string: written back into its place after its leaves are masked."""

    holder: dict[str, Json] | list[Json]
    at: str | int
    document: Document


@dataclass(slots=True, repr=False)
class Contents:
    """What a walk over one document, or over all of a record's, found.

    Attributes:
        leaves: Texts to mask.
        names: Field names to scan.
        nested: Documents inside strings, outer before inner.
    """

    leaves: list[Leaf] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    nested: list[Nested] = field(default_factory=list)
