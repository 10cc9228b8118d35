"""The texts of a batch in columns: each text once for each field in which it stands.

Must never outlive its batch: everything here is raw.
"""

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Final

from redactor.errors import RecordError
from redactor.forms.form import Field
from redactor.json_codec import encode
from redactor.spans import ENTITY, Detect, Span
from redactor.stages.echo import PERSON, names_in
from redactor.stages.find import Declared
from redactor.stages.mask import Dress, number_of

_NO_FIELD: Final = Field("", "", None, is_read=False, is_number=False, is_json=True)


class Cells:
    """All cells of a batch, by number; 0 is that of what is not scanned.

    Attributes:
        numbers: Of cells, by field and text.
        texts: Of each cell.
        fields: Of each cell.
        spans: Of each cell, once they were found and all below was made of them.
        holding: Cells that have spans.
        names: Of each cell the full names in it, in UTF-8, or None.
        found: Of each cell path and entity of each span.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.numbers: dict[tuple[Field, str], int] = {}
        self.texts = [""]
        self.fields = [_NO_FIELD]
        self._answers: tuple[list[str], list[str], list[tuple[Span, ...]]] = ([], [], [])
        self.spans: list[tuple[Span, ...]] = []
        self.holding: set[int] = set()
        self.names: list[tuple[bytes, ...] | None] = []
        self.found: list[tuple[tuple[str, str], ...]] = []

    def along(self, detect: Detect) -> Detect:
        """Give a detection that asks for the texts of these cells along with others."""

        def both(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
            is_read = [field.is_read for field in self.fields]
            mine = [*compress(self.texts, is_read)]
            my_hints = [field.hint for field in compress(self.fields, is_read)]
            found = detect([*mine, *texts], [*my_hints, *hints])
            self._answers = (mine, my_hints, found)
            self._take(iter(found))
            return found[len(mine) :]

        return both

    def again(self, detect: Detect) -> Detect:
        """Give a detection that asks for what was not asked for along with others."""
        mine, my_hints, answers = self._answers

        def rest(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
            sought = set(texts)  # of few records; those that were asked for are a batch's
            there = [at for at, text in enumerate(mine) if text in sought]
            known = {(mine[at], my_hints[at]): answers[at] for at in there}
            asked = [both for both in zip(texts, hints, strict=True) if both not in known]
            found = detect([text for text, _ in asked], [hint for _, hint in asked])
            known.update(zip(asked, found, strict=True))
            return [known[both] for both in zip(texts, hints, strict=True)]

        return rest

    def _take(self, found: Iterator[tuple[Span, ...]]) -> None:
        """Give each cell its spans, and what follows from them."""
        declared = Declared()
        every: list[tuple[Span, ...]] = []
        self.names = [None] * len(self.fields)
        self.found = [()] * len(self.fields)
        for at, (text, field) in enumerate(zip(self.texts, self.fields, strict=True)):
            spans = next(found) if field.is_read else ()
            if field.entity is not None:
                spans = declared.of(text, field.entity, spans)
            every.append(spans)
            if spans:
                self.holding.add(at)
                entities = [span[ENTITY] for span in spans]
                self.found[at] = tuple([(field.path, entity) for entity in entities])
                if PERSON in entities:
                    self.names[at] = tuple([name.encode() for name in names_in(text, spans)])
        self.spans = every  # at last: without them no record is made


class Marks:
    """The masks of a batch's cells under one dress, as they are written.

    A cell is masked when the first record needs it: there may be a dress for each topic of a
    batch, and for each key of the ring.

    Attributes:
        written: Of each cell what stands for its text, None where it stays or was not asked for.
    """

    def __init__(self, cells: Cells, dress: Dress) -> None:
        """Begin with none."""
        self.written: list[bytes | None] = [None] * len(cells.spans)
        self._cells = cells
        self._dress = dress
        self._left = cells.holding.copy()
        self._odd: set[int] = set()

    def take(self, numbers: Sequence[int]) -> bool:
        """Mask a record's cells; False if the stages must: some are erased, or their spans odd."""
        for at in self._left.intersection(numbers):
            self.written[at] = self._mask(at)
            self._left.remove(at)
            if self.written[at] is None:
                self._odd.add(at)
        return not self._odd or self._odd.isdisjoint(numbers)

    def _mask(self, at: int) -> bytes | None:
        cells, dress = self._cells, self._dress
        text, spans = cells.texts[at], cells.spans[at]
        if dress.masks.erases and dress.masks.eraser(spans) is not None:
            return None
        try:
            masked = dress.done.get((text, id(spans))) or dress.masked(text, spans)
            return _written(masked, cells.fields[at], keep_types=dress.keep_types)
        except RecordError:
            return None


def _written(masked: str, field: Field, *, keep_types: bool) -> bytes:
    """Write a masked text as what it stands for.

    Raises:
        EncodeError: It cannot be written.
    """
    if field.is_number:
        return encode(number_of(masked, keep_types=keep_types))
    return encode(masked, is_json=field.is_json)
