"""What was read of a batch's records, row by row: the compiled part alone looks into it.

Must never outlive its batch: everything here is raw.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from redactor.forms.form import Field
from redactor.record import Record
from redactor.spans import Span
from redactor.stages.echo import ECHO, PERSON


class Rows:
    """A row for each record of a batch that was read by its form.

    Attributes:
        given: What the compiled part takes, as its `rows.h` has it.
        places: Where the records stand in the batch, in order.
    """

    def __init__(self, records: Sequence[Record], native: ModuleType | None = None) -> None:
        """Begin with none of them read."""
        self._records = records
        self._native = native
        self.given: Any = None
        self.places: list[int] = []
        self._others = list(range(len(records)))

    def take(self, given: Any, others: list[int]) -> None:  # noqa: ANN401 -- the compiled part's own
        """Take what was read, and the places of the records that were not."""
        self.given = given
        self._others = others
        left = set(others)
        self.places = [at for at in range(len(self._records)) if at not in left]

    def others(self) -> list[int]:
        """Give the places of the records that were not read, in order."""
        return self._others

    def record(self, place: int) -> Record:
        """Give a record that was read."""
        return self._records[place]

    def cells(self, place: int) -> tuple[int, ...]:
        """Give the numbers of its cells."""
        cells: tuple[int, ...] = self._native.row(self.given, place)[0] if self._native else ()
        return cells

    def put_cells(self, place: int, cells: tuple[int, ...]) -> None:
        """Put others in their stead, as many, in which its names were looked for."""
        if self._native is not None:
            self._native.put_cells(self.given, place, cells)

    def longer(self, size: int) -> list[int]:
        """Give the places of records whose value has more bytes than this."""
        return self._native.longer(self.given, size) if self._native and self.places else []

    def alike(self, starts: tuple[int, ...]) -> list[list[int]]:
        """Give the places of records that are masked alike: of one topic, in one key's time.

        Args:
            starts: When each key begins, in order.
        """
        return self._native.alike(self.given, starts) if self._native and self.places else []

    def names_again(self, place: int) -> bool:
        """Tell whether a name may stand in a record more often than it was found."""
        return self._native is not None and self._native.again(self.given, place)

    def echoed(
        self, place: int, texts: list[str], spans: list[tuple[Span, ...]]
    ) -> list[tuple[Span, ...]] | None:
        """Give the spans of a record's texts with its names wherever they stand again.

        Returns:
            None where `stages.echo` is to look for them.
        """
        one = Span(0, 1, PERSON, recognizer=ECHO)
        return self._native.echoed(self.given, place, texts, spans, one) if self._native else None

    def add_cell(self, text: str, field: Field, spans: tuple[Span, ...]) -> int:
        """Add a cell whose names were looked for, and give its number."""
        number: int = self._native.add_cell(self.given, text, field, spans) if self._native else 0
        return number

    def marks(self) -> Any:  # noqa: ANN401 -- the compiled part's own
        """Give the masks of all cells, of which none is made."""
        return self._native.marks(self.given) if self._native else None

    def written(self, marks: Any, cell: int) -> bytes | None:  # noqa: ANN401 -- the compiled part's own
        """Give a cell's mask; None where it has none, or stays."""
        mask = self._native.written(marks, cell) if self._native else None
        return mask if isinstance(mask, bytes) else None
