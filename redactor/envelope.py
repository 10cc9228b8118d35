"""A record taken apart: its documents, and the places in them that hold text.

Must never show a value in a `repr`: everything here is raw. These objects are made for every field
of every record, so they are not frozen: that would double their cost.
"""

from dataclasses import dataclass

from redactor.document import Document, Json
from redactor.masking.crowd import Chain
from redactor.schema import CHINESE, Passing, Place
from redactor.spans import Span


@dataclass(slots=True, repr=False)
class Leaf:
    """A place that holds text, or a number long enough to be one.

    Attributes:
        holder: Object or array that holds the value.
        at: Field name or index in `holder`.
        raw_text: The text; a number in decimal digits.
        place: What the schema and the policy know of the field.
        is_number: The value is a number in the document.
    """

    holder: dict[str, Json] | list[Json]
    at: str | int
    raw_text: str
    place: Place
    is_number: bool = False

    def put(self, masked: Json) -> None:
        """Set the masked value."""
        self.holder[self.at] = masked  # type: ignore[index] # `at` fits `holder` by construction


@dataclass(slots=True, repr=False)
class Name:
    """A field name that may itself be PII, as in a map keyed by telephone number."""

    holder: dict[str, Json]
    raw_text: str


@dataclass(slots=True, repr=False)
class Nested:
    """A JSON text inside a string: written back into its place after its leaves are masked."""

    holder: dict[str, Json] | list[Json]
    at: str | int
    document: Document

    def put(self, text: str) -> None:
        """Set the document written back as text."""
        self.holder[self.at] = text  # type: ignore[index] # `at` fits `holder` by construction


@dataclass(slots=True, repr=False)
class Header:
    """One header.

    Attributes:
        name: A plain name as it is; any other as a document, to be scanned.
        value: A document; bytes if the policy exempts the header; or null.
    """

    name: Document | str
    value: Document | bytes | None


@dataclass(slots=True, repr=False, init=False)
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
        subject: What the record is about, raw; empty if the route or the record names nothing.
        language: Of the texts whose field has none of its own.
        recipient: Who receives and where, raw; None if nobody is counted or named.
        cells: Digests of the recipient's address, by level; empty without one.
        passing: Places whose field names may be PII; the batch's, thrown away with it.
    """

    value: Document | None
    key: Document | None
    headers: tuple[Header, ...]
    leaves: list[Leaf]
    names: list[Name]
    nested: list[Nested]
    found_leaves: list[tuple[Leaf, tuple[Span, ...]]]
    found_names: list[tuple[Name, tuple[Span, ...]]]
    subject: str
    language: str
    recipient: tuple[str, str] | None
    cells: Chain
    passing: Passing

    def __init__(
        self, value: Document | None, key: Document | None, headers: tuple[Header, ...]
    ) -> None:
        """Take the documents; by hand, for a dataclass would call a factory for each list."""
        self.value = value
        self.key = key
        self.headers = headers
        self.leaves = []
        self.names = []
        self.nested = []
        self.found_leaves = []
        self.found_names = []
        self.subject = ""
        self.language = CHINESE
        self.recipient = None
        self.cells = ()
        self.passing = {}
