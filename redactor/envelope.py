"""A record taken apart: its documents, and the places in them that hold text.

Must never show a value in a `repr`: everything here is raw. These objects are made for every field
of every record, so they are not frozen: that would double their cost.
"""

from dataclasses import dataclass
from typing import TypeAlias

from redactor.document import Document, Json
from redactor.masking.crowd import Chain
from redactor.schema import CHINESE, Passing, Place
from redactor.spans import Span

Holder: TypeAlias = dict[str, Json] | list[Json]
At: TypeAlias = str | int  # a field's name, or an index


@dataclass(slots=True, repr=False)
class Leaf:
    """A place that holds text, or a number long enough to be one, for whoever looks at each.

    Attributes:
        at: Field name or index in the object or array that holds the value.
        raw_text: The text; a number in decimal digits.
        place: What the schema and the policy know of the field.
        spans: What was found in it.
    """

    at: At
    raw_text: str
    place: Place
    spans: tuple[Span, ...]


@dataclass(slots=True, repr=False)
class Name:
    """A field name that may itself be PII, as in a map keyed by telephone number."""

    holder: dict[str, Json]
    raw_text: str


@dataclass(slots=True, repr=False)
class Nested:
    """A JSON text inside a string: written back into its place after its leaves are masked."""

    holder: Holder
    at: At
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
        raw_texts: Texts to scan; a number in decimal digits. In columns: one object for each text
            would cost more than all that is done with most of them.
        places: For each text what the schema and the policy know of its field.
        holders: For each the object or array that holds it.
        ats: For each its field name or index in its holder.
        numbers: Which of them are numbers in the document.
        spans: For each what was found in it.
        names: Field names to scan.
        nested: Documents inside strings, outer before inner.
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
    raw_texts: list[str]
    places: list[Place]
    holders: list[Holder]
    ats: list[At]
    numbers: set[int]
    spans: list[tuple[Span, ...]]
    names: list[Name]
    nested: list[Nested]
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
        self.raw_texts = []
        self.places = []
        self.holders = []
        self.ats = []
        self.numbers = set()
        self.spans = []
        self.names = []
        self.nested = []
        self.found_names = []
        self.subject = ""
        self.language = CHINESE
        self.recipient = None
        self.cells = ()
        self.passing = {}

    def take(self, holder: Holder, at: At, raw_text: str, place: Place) -> None:
        """Note a text to scan."""
        self.raw_texts.append(raw_text)
        self.places.append(place)
        self.holders.append(holder)
        self.ats.append(at)

    def put(self, number: int, masked: Json) -> None:
        """Set the masked value of a text, by its number."""
        holder, at = self.holders[number], self.ats[number]
        holder[at] = masked  # type: ignore[index] # `at` fits `holder` by construction

    @property
    def leaves(self) -> list[Leaf]:
        """Every text with its place, and what was found in it once it has been read."""
        spans = self.spans or [()] * len(self.raw_texts)
        columns = zip(self.ats, self.raw_texts, self.places, spans, strict=True)
        return [Leaf(*one) for one in columns]
