"""The form of a record: the places of its texts, known by what is left when they are taken out.

Must never hold a value: a form is learnt from its blank, in which numbers stand for values.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from redactor.errors import RecordError
from redactor.forms.specimen import LONG, PLAIN, SHORT, nested_in, number_in, specimen_of
from redactor.schema import Place
from redactor.stages.codec import OWN_HEADERS, open_record
from redactor.stages.fields import Fields
from redactor.stages.find import Kind


class Known(NamedTuple):
    """What is known of a text by where it stands.

    A tuple, for each cell of a batch is asked for it.

    Attributes:
        path: Printable path.
        hint: The names of the field, for the recognizers.
        entity: Entity that the policy declares, or None.
        is_read: The recognizers are asked.
        is_number: It is a number in the document.
        is_json: It stands in the document; else it is a key or a header's value, plain text.
    """

    path: str
    hint: str
    entity: str | None
    is_read: bool
    is_number: bool
    is_json: bool

    def __repr__(self) -> str:
        """Name the path alone: a hint may be PII."""
        return f"{type(self).__name__}({self.path})"


class Field(Known):
    """One object for all forms of a language, equal to itself alone: so it is found at once."""

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


# Of each value in document order, None where it is not scanned; behind them the cells of the field
# names that may be PII.
Form: TypeAlias = tuple[Field | int | None, ...]
FieldOf: TypeAlias = Callable[[Place, Known], Field]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a blank says.

    Attributes:
        fields: Of each value in document order, None where it is not scanned.
        names: The field names that are scanned themselves, for they may be PII.
    """

    fields: tuple[Field | None, ...]
    names: tuple[str, ...] = field(repr=False)


class Teacher:
    """Works forms out, through the very stages that a record would take."""

    def __init__(self, language: str, fields: Fields, exempt_headers: Collection[str]) -> None:
        """Take what decides about records.

        Args:
            language: Of texts whose field has none of its own.
            fields: Walks their documents.
            exempt_headers: Names of headers that pass unread.
        """
        self._language = language
        self._fields = fields
        self._exempt_headers = exempt_headers

    def learnt(self, blank: bytes, field_of: FieldOf) -> Learnt | None:
        """Work out the form of a blank; None where it has none.

        Args:
            blank: Of a record.
            field_of: Gives the one object for a field, by its place and by what is known of it.
        """
        record, slots = specimen_of(blank)
        if any(name in OWN_HEADERS for name, _ in record.raw_headers):
            return None  # it is left out of the copy
        try:
            envelope = open_record(record, self._exempt_headers, len(record.raw_value or b""))
            self._fields.walk(envelope)
        except RecordError:
            return None  # as the record will be, by the long way and with its reason
        kind = Kind(envelope.places, self._language)
        if kind.told or kind.has_axis:
            return None  # what a text is depends on others
        if len(envelope.nested) != nested_in(blank):
            return None  # a string that is exempt is not written anew
        fields: list[Field | None] = [None] * len(slots)
        hints = iter(kind.hints)
        texts = zip(envelope.raw_texts, envelope.places, kind.is_read, strict=True)
        for text, place, is_read in texts:
            number = number_in(text)
            mark = slots[number : number + 1]
            hint = next(hints) if is_read else ""
            kinds = (is_read, mark in (SHORT, LONG), mark != PLAIN)
            fields[number] = field_of(place, Known(place.path, hint, place.entity, *kinds))
        return Learnt(tuple(fields), tuple([name.raw_text for name in envelope.names]))
