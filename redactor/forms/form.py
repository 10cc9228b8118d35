"""The form of a record: the places of its texts, known by what is left when they are taken out.

Must never hold a value: a form is learnt from its blank, in which numbers stand for values. A blank
holds plain field names alone; those that may be PII themselves have no form.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from redactor.errors import RecordError
from redactor.record import Coordinates, Record
from redactor.schema import Place
from redactor.stages.codec import OWN_HEADERS, open_record
from redactor.stages.fields import Fields
from redactor.stages.find import Kind

# Bytes of the forms of one language, about; all are forgotten when there are more. Not their
# number: the paths of one hostile form can take a megabyte.
MOST_KEPT: Final = 16 << 20
_OVERHEAD: Final = 512  # of a form, or of a field, beside its texts
_REFERENCE: Final = 8
# Records of a batch for each form that it may learn: that costs as much as two of them.
LEARN_EVERY: Final = 32

# What stands in a blank for a value, as `native/blank.h` has it.
_STRING, _SHORT, _LONG, _PLAIN, _WORD = b"\1", b"\2", b"\3", b"\4", b"\6"
_VALUE: Final = re.compile(rb"[\1\2\3]")
_SIDE: Final = re.compile(rb"([^\4\5]*)([\4\5])")  # a key, or a header behind its name
_LONG_BASE: Final = 1_000_000  # a number from here on is a text wherever it stands


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What is known of a text by where it stands; one object for all forms of a language.

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


Form: TypeAlias = tuple[Field | None, ...]  # of each value in document order; None is not scanned


class Forms(dict[bytes, Form | None]):
    """The forms of records in one language, by their blank; None for a blank that has none.

    Attributes:
        may_learn: So many more may be learnt in the batch at hand.
    """

    def __init__(self, language: str, fields: Fields, exempt_headers: Collection[str]) -> None:
        """Begin with none.

        Args:
            language: Of texts whose field has none of its own.
            fields: Walks their documents.
            exempt_headers: Names of headers that pass unread.
        """
        super().__init__()
        self.may_learn = 0
        self._language = language
        self._fields = fields
        self._exempt_headers = exempt_headers
        self._fields_known: dict[tuple[Any, ...], Field] = {}
        self._kept = 0  # bytes, about

    def __missing__(self, blank: bytes) -> Form | None:
        """Work out the form of a blank and remember it, if one more may be learnt."""
        if not self.may_learn:
            return None
        self.may_learn -= 1
        if self._kept > MOST_KEPT:
            self.clear()
            self._fields_known.clear()
            self._kept = 0
        form = self[blank] = self._form(blank)
        self._kept += _OVERHEAD + len(blank) + _REFERENCE * len(form or ())
        return form

    def _form(self, blank: bytes) -> Form | None:
        record, slots = _specimen(blank)
        if any(name in OWN_HEADERS for name, _ in record.raw_headers):
            return None  # it is left out of the copy
        try:
            envelope = open_record(record, self._exempt_headers, len(record.raw_value or b""))
            self._fields.walk(envelope)
        except RecordError:
            return None  # as the record will be, by the long way and with its reason
        kind = Kind(envelope.places, self._language)
        if kind.told or kind.has_axis or envelope.names:
            return None  # what a text is depends on others
        form: list[Field | None] = [None] * len(slots)
        hints = iter(kind.hints)
        texts = zip(envelope.raw_texts, envelope.places, kind.is_read, strict=True)
        for text, place, is_read in texts:
            number = int(text) % _LONG_BASE
            hint = next(hints) if is_read else ""
            form[number] = self._field(place, hint, slots[number : number + 1], is_read=is_read)
        return tuple(form)

    def _field(self, place: Place, hint: str, mark: bytes, *, is_read: bool) -> Field:
        known = (place.path, hint, place.entity, is_read, mark in (_SHORT, _LONG), mark != _PLAIN)
        field = self._fields_known.get(known)
        if field is None:
            field = self._fields_known[known] = Field(*known)
            self._kept += _OVERHEAD + len(place.path)
        return field


def _specimen(blank: bytes) -> tuple[Record, bytes]:
    """Fill a blank in: each of its values is its own number.

    Returns:
        A record of this form, and the marks of its values.
    """
    end = max(blank.rfind(b"}"), blank.rfind(b"]")) + 1
    values, sides = blank[:end].replace(_WORD, b"null"), blank[end:]
    slots = b"".join(_VALUE.findall(values))
    numbers = iter(range(len(slots) + len(sides)))
    raw_value = _VALUE.sub(lambda found: _filled(found[0], next(numbers)), values)
    filled = [
        (name.decode(), b"%d" % next(numbers) if mark == _PLAIN else None)
        for name, mark in _SIDE.findall(sides)
    ]
    (_, raw_key), raw_headers = filled[0], tuple(filled[1:])
    record = Record(Coordinates("", 0, 0), 0, raw_key, raw_value, raw_headers)
    return record, slots + _PLAIN * sides.count(_PLAIN)


def _filled(mark: bytes, number: int) -> bytes:
    """Write a value's number in the place of its mark."""
    if mark == _STRING:
        return b'"%d"' % number
    return b"%d" % (number if mark == _SHORT else _LONG_BASE + number)
