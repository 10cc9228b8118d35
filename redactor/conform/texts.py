"""Records as the pipeline reads them: their texts, and what stands in each.

Must never skip a record: one that cannot be read is named as such.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from redactor.entry import Entry, Where
from redactor.envelope import Envelope
from redactor.errors import Reason, RecordError
from redactor.json_codec import decode_nested
from redactor.policy import Limits
from redactor.spans import Span
from redactor.stages.codec import open_record
from redactor.stages.fields import Fields
from redactor.stages.find import find

if TYPE_CHECKING:
    from redactor.stages.detect import Detector

NAME_PATH: Final = "*"  # field names have no path of their own


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a record.

    Attributes:
        where: The record.
        path: Printable path of its field.
        raw_text: The text.
        spans: What was found in it.
    """

    where: Where
    path: str
    raw_text: str = field(repr=False)
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The texts of some records, those that could not be read with the reason, and their number."""

    texts: tuple[Text, ...]
    unread: tuple[tuple[Where, str], ...]
    records: int


class Reader:
    """Reads records without a policy: nothing is exempt, nothing declared."""

    def __init__(self, detector: "Detector") -> None:
        """Take loaded recognizers."""
        self._detector = detector
        self._limits = Limits()
        self._fields = Fields((), self._limits, decode_nested)

    def read(self, entries: Sequence[Entry]) -> Page:
        """Open records: value, key and headers."""
        opened: list[tuple[Where, Envelope]] = []
        unread: list[tuple[Where, str]] = []
        for entry in entries:
            try:
                opened.append((entry.where, self._open(entry)))
            except RecordError as error:
                unread.append((entry.where, error.reason.value))
        return Page(tuple(self._texts(opened)), tuple(unread), len(entries))

    def _open(self, entry: Entry) -> Envelope:
        if entry.record is None:
            raise RecordError(Reason.TOO_LARGE)
        envelope = open_record(entry.record, (), self._limits.max_record_bytes)
        self._fields.select(envelope)
        return envelope

    def _texts(self, opened: Sequence[tuple[Where, Envelope]]) -> Iterator[Text]:
        """Detect in all leaves and names at once.

        Raises:
            DetectError: A recognizer failed: then nothing may be said of the file.
        """
        find([envelope for _, envelope in opened], self._detector.detect)
        for where, envelope in opened:
            found = {id(site): spans for site, spans in envelope.found_names}
            for leaf in envelope.leaves:
                yield Text(where, leaf.place.path, leaf.raw_text, leaf.spans)
            for name in envelope.names:
                yield Text(where, NAME_PATH, name.raw_text, found.get(id(name), ()))
