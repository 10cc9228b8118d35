"""The texts of a batch in columns: each text once for each field in which it stands.

Must never outlive its batch: everything here is raw.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import Any, Final

from redactor.errors import RecordError
from redactor.forms.form import Field
from redactor.forms.rows import Rows
from redactor.json_codec import encode
from redactor.masking.recipes import SURNAMES
from redactor.spans import Detect, Span
from redactor.stages.echo import TITLES, echoed
from redactor.stages.find import Declared
from redactor.stages.mask import Dress, mask_text, number_of

_NO_FIELD: Final = Field("", "", None, is_read=False, is_number=False, is_json=True)
_OF_POLICY: Final = Span(0, 1, "")  # what a declared text's spans have in common
# Of a field's name, which is no text that is written.
_NAME: Final = Field("", "", None, is_read=True, is_number=True, is_json=True)


class Cells:
    """All cells of a batch, by number; 0 is that of what is not scanned.

    Attributes:
        texts: Of each cell.
        fields: Of each cell.
        rows: Of the records in which they stand.
        spans: Of each cell, once they were found; what else is known of it stays with the rows.
        native: The compiled part, or None.
    """

    def __init__(self, rows: Rows, native: ModuleType | None) -> None:
        """Begin with none; without the compiled part there will be none."""
        self.native = native
        self.rows = rows
        self._names: dict[str, int] = {}  # numbers of the cells of fields' names
        self.texts = [""]
        self.fields = [_NO_FIELD]
        self._answers: tuple[list[str], list[str], list[tuple[Span, ...]]] = ([], [], [])
        self.spans: list[tuple[Span, ...]] = []

    def of_name(self, name: str) -> int:
        """Give the number of the cell of a field's name; the stages mask one that has spans."""
        number = self._names.setdefault(name, len(self.texts))
        if number == len(self.texts):
            self.texts.append(name)
            self.fields.append(_NAME)
        return number

    def along(self, detect: Detect) -> Detect:
        """Give a detection that asks for the texts of these cells along with others."""

        def both(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
            if self.native is None:
                return detect(texts, hints)
            mine, my_hints = self.native.asked(self.texts, self.fields)
            found = detect([*mine, *texts], [*my_hints, *hints])
            self._answers = (mine, my_hints, found)
            of = Declared().of
            columns = (self.rows.given, self.texts, self.fields, found)
            self.spans = [*self.native.told(*columns, of, _OF_POLICY, TITLES)]
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

    def echoed(self, place: int) -> tuple[int, ...]:
        """Give the cells of a record with its names wherever they stand again.

        Those in which one does are the record's own from then on.
        """
        cells = self.rows.cells(place)
        named = [self.fields[at] is _NAME for at in cells]
        texts = ["" if one else self.texts[at] for at, one in zip(cells, named, strict=True)]
        spans = [() if one else self.spans[at] for at, one in zip(cells, named, strict=True)]
        found = self.rows.echoed(place, texts, spans) or echoed(texts, spans)
        rows = zip(cells, spans, found, strict=True)
        return tuple([at if new is own else self._own(at, new) for at, own, new in rows])

    def _own(self, at: int, spans: tuple[Span, ...]) -> int:
        """Give the number of a new cell: another's text with other spans."""
        text, field = self.texts[at], self.fields[at]
        number = self.rows.add_cell(text, field, spans)
        self.texts.append(text)
        self.fields.append(field)
        self.spans.append(spans)
        return number


class Marks:
    """The masks of a batch's cells under one dress, as they are written.

    A cell is masked when the first record needs it: there may be a dress for each topic of a
    batch, and for each key of the ring.

    Attributes:
        given: What the compiled part takes, as its `marks.h` has it. A cell has no mask there
            before it was asked for, nor where the stages must mask it: it is erased, its spans are
            odd, or it is the name of a field.
    """

    def __init__(self, cells: Cells, dress: Dress) -> None:
        """Begin with none."""
        self.given: Any = cells.rows.marks()
        self._cells = cells
        self._dress = dress
        self._first: dict[str, int] = {}  # cell of each text that was masked by rules

    def take(self, places: list[int]) -> None:
        """Mask the cells of some records that are not."""
        native, recipes = self._cells.native, self._dress.masks.recipes
        if native is not None:
            for at in native.mask(self.given, places, recipes, SURNAMES):
                native.put_mask(self.given, at, self._masked(at))

    def _masked(self, at: int) -> bytes | None:
        """Mask one by rules, or leave it; what is found alike in one text is masked once."""
        cells, masks = self._cells, self._dress.masks
        text, spans, field = cells.texts[at], cells.spans[at], cells.fields[at]
        if field is _NAME or (masks.erases and masks.eraser(spans) is not None):
            return None
        first = self._first.setdefault(text, at)
        if first != at and cells.spans[first] is spans and _alike(field, cells.fields[first]):
            return cells.rows.written(self.given, first)
        try:
            masked = mask_text(text, spans, masks.rule)
            return _written(masked, field, keep_types=self._dress.keep_types)
        except RecordError:
            return None


def _alike(field: Field, other: Field) -> bool:
    return field.is_json == other.is_json and field.is_number == other.is_number


def _written(masked: str, field: Field, *, keep_types: bool) -> bytes:
    """Write a masked text as what it stands for.

    Raises:
        EncodeError: It cannot be written.
    """
    if field.is_number:
        return encode(number_of(masked, keep_types=keep_types))
    return encode(masked, is_json=field.is_json)
