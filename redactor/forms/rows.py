"""What was read of a batch's records, row by row: the compiled part alone looks into it.

Must never outlive its batch: everything here is raw.
"""

from typing import TypeAlias

from redactor.record import Record

# A record, the numbers of its cells, its value as we write it, and where the texts stand in that.
Seen: TypeAlias = tuple[Record, tuple[int, ...], bytes, bytes]


class Rows:
    """A row for each record of a batch that was read by its form.

    Attributes:
        given: What the compiled part takes, as its `rows.h` has it.
        places: Where the records stand in the batch, in order.
    """

    def __init__(self, records: int) -> None:
        """Begin with none of so many."""
        self.given: list[Seen | None] = [None] * records
        self.places: list[int] = []

    def put(self, place: int, seen: Seen) -> None:
        """Put what was read of a record behind all that were."""
        self.given[place] = seen
        self.places.append(place)

    def others(self) -> list[int]:
        """Give the places of the records that were not read, in order."""
        return [at for at, seen in enumerate(self.given) if seen is None]

    def record(self, place: int) -> Record:
        """Give a record that was read."""
        return self._seen(place)[0]

    def cells(self, place: int) -> tuple[int, ...]:
        """Give the numbers of its cells."""
        return self._seen(place)[1]

    def put_cells(self, place: int, cells: tuple[int, ...]) -> None:
        """Put others in their stead, as many."""
        record, _, value, ends = self._seen(place)
        self.given[place] = (record, cells, value, ends)

    def longer(self, size: int) -> list[int]:
        """Give the places of records whose value has more bytes than this."""
        return [at for at in self.places if len(self._seen(at)[2]) > size]

    def _seen(self, place: int) -> Seen:
        seen = self.given[place]
        if seen is None:
            raise LookupError
        return seen
