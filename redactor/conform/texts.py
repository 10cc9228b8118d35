"""Records of a file as the pipeline reads them: their texts, and what stands in each.

Must never skip a record: one that cannot be read is named as such.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from redactor.envelope import Envelope
from redactor.errors import Reason, RecordError
from redactor.files.lines import Batch, Line
from redactor.json_codec import decode_nested
from redactor.policy import Limits
from redactor.record import Coordinates, Record
from redactor.spans import Span
from redactor.stages.codec import open_record
from redactor.stages.detect import Detector
from redactor.stages.fields import Fields
from redactor.stages.find import find

NAME_PATH: Final = "*"  # field names have no path of their own


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a record.

    Attributes:
        line: The record's line in the file, from 1.
        path: Printable path of its field.
        raw_text: The text.
        spans: What was found in it.
    """

    line: int
    path: str
    raw_text: str = field(repr=False)
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The texts of some lines, and the lines that could not be read, with the reason."""

    texts: tuple[Text, ...]
    unread: tuple[tuple[int, str], ...]


class Reader:
    """Reads JSON lines without a policy: nothing is exempt, nothing declared."""

    def __init__(self, detector: Detector) -> None:
        """Take loaded recognizers."""
        self._detector = detector
        self._limits = Limits()
        self._fields = Fields((), self._limits, decode_nested)

    def read(self, batch: Batch) -> Page:
        """Open the lines of a batch; blank ones hold no record."""
        opened: list[tuple[int, Envelope]] = []
        unread: list[tuple[int, str]] = []
        for line in batch.lines:
            if line.raw is None or line.raw.strip():
                try:
                    opened.append((line.number, self._open(line)))
                except RecordError as error:
                    unread.append((line.number, error.reason.value))
        return Page(tuple(self._texts(opened)), tuple(unread))

    def _open(self, line: Line) -> Envelope:
        if line.raw is None:
            raise RecordError(Reason.TOO_LARGE)
        record = Record(Coordinates("file", 0, line.number), 0, None, line.raw)
        envelope = open_record(record, (), self._limits.max_record_bytes)
        self._fields.select(envelope)
        return envelope

    def _texts(self, opened: Sequence[tuple[int, Envelope]]) -> Iterator[Text]:
        """Detect in all leaves and names at once.

        Raises:
            DetectError: A recognizer failed: then nothing may be said of the file.
        """
        find([envelope for _, envelope in opened], self._detector.detect)
        for number, envelope in opened:
            found = {id(site): spans for site, spans in envelope.found_leaves}
            found |= {id(site): spans for site, spans in envelope.found_names}
            for leaf in envelope.leaves:
                yield Text(number, leaf.place.path, leaf.raw_text, found.get(id(leaf), ()))
            for name in envelope.names:
                yield Text(number, NAME_PATH, name.raw_text, found.get(id(name), ()))
