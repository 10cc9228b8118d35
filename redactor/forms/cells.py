"""The texts of a batch in columns: each text once for each field in which it stands.

Must never outlive its batch: everything here is raw.
"""

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Final

from redactor.errors import RecordError
from redactor.forms.form import Field
from redactor.forms.rows import Rows
from redactor.json_codec import encode
from redactor.masking.recipes import SURNAMES
from redactor.spans import ENTITY, Detect, Span
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
        spans: Of each cell, once they were found and all below was made of them.
        names: Of each cell the full names in it, in UTF-8, or None.
        found: Of each cell path and entity of each span.
        unmasked: Of each cell what is `written` of it before the first is masked; see `Marks`.
    """

    def __init__(self, native: ModuleType | None) -> None:
        """Begin with none; without the compiled part there will be none."""
        self.native = native
        self._names: dict[str, int] = {}  # numbers of the cells of fields' names
        self.texts = [""]
        self.fields = [_NO_FIELD]
        self._answers: tuple[list[str], list[str], list[tuple[Span, ...]]] = ([], [], [])
        self.spans: list[tuple[Span, ...]] = []
        self.names: list[tuple[bytes, ...] | None] = []
        self.found: list[tuple[tuple[str, str], ...]] = []
        self.unmasked: list[bytes | bool | None] = []

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
            told = self.native.told(self.texts, self.fields, found, of, _OF_POLICY, TITLES)
            self.spans, self.names, self.found, self.unmasked = told
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

    def echoed(self, cells: Sequence[int]) -> tuple[int, ...]:
        """Give the cells of a record with its names wherever they stand again.

        Those in which a name was found, or stands again, are the record's own from then on, and
        tell of no name that is left to be looked for.
        """
        named = [self.fields[at] is _NAME for at in cells]
        texts = ["" if one else self.texts[at] for at, one in zip(cells, named, strict=True)]
        spans = [() if one else self.spans[at] for at, one in zip(cells, named, strict=True)]
        return tuple(
            [
                at
                if one or (self.names[at] is None and found is self.spans[at])
                else self._own(at, found)
                for at, one, found in zip(cells, named, echoed(texts, spans), strict=True)
            ]
        )

    def _own(self, at: int, spans: tuple[Span, ...]) -> int:
        """Give the number of a new cell: another's text with other spans."""
        field = self.fields[at]
        self.texts.append(self.texts[at])
        self.fields.append(field)
        self.spans.append(spans)
        self.names.append(None)
        self.found.append(tuple([(field.path, span[ENTITY]) for span in spans]))
        self.unmasked.append(False if spans else None)
        return len(self.texts) - 1


class Marks:
    """The masks of a batch's cells under one dress, as they are written.

    A cell is masked when the first record needs it: there may be a dress for each topic of a
    batch, and for each key of the ring.

    Attributes:
        written: Of each cell what stands for its text; None where it stays, False where it was not
            asked for, or where the stages must mask it: it is erased, its spans are odd, or it
            is the name of a field.
    """

    def __init__(self, cells: Cells, dress: Dress) -> None:
        """Begin with none."""
        self.written = cells.unmasked.copy()
        self._cells = cells
        self._dress = dress
        self._first: dict[str, int] = {}  # cell of each text that was masked by rules

    def take(self, rows: Rows, places: list[int]) -> None:
        """Mask the cells of some records that are not."""
        cells, recipes = self._cells, self._dress.masks.recipes
        if cells.native is not None:
            columns = (cells.texts, cells.spans, cells.fields)
            left = cells.native.mask(rows.given, places, self.written, *columns, recipes, SURNAMES)
            if left:
                self._take_left(set(left))

    def _take_left(self, numbers: Iterable[int]) -> None:
        """Mask some by rules; what is found alike in one text is masked once."""
        cells, masks, written = self._cells, self._dress.masks, self.written
        texts, fields, every, first_of = cells.texts, cells.fields, cells.spans, self._first
        eraser = masks.eraser if masks.erases else None
        rule = masks.rule
        for at in numbers:
            if written[at] is not False:
                continue
            text, spans, field = texts[at], every[at], fields[at]
            if field is _NAME or (eraser is not None and eraser(spans) is not None):
                continue
            first = first_of.setdefault(text, at)
            if first != at and every[first] is spans and _written_alike(field, fields[first]):
                written[at] = written[first]
                continue
            try:
                masked = mask_text(text, spans, rule)
                if field.is_json and not field.is_number:
                    written[at] = encode(masked)
                else:
                    written[at] = _written(masked, field, keep_types=self._dress.keep_types)
            except RecordError:
                continue


def _written_alike(field: Field, other: Field) -> bool:
    return field.is_json == other.is_json and field.is_number == other.is_number


def _written(masked: str, field: Field, *, keep_types: bool) -> bytes:
    """Write a masked text as what it stands for.

    Raises:
        EncodeError: It cannot be written.
    """
    if field.is_number:
        return encode(number_of(masked, keep_types=keep_types))
    return encode(masked, is_json=field.is_json)
