"""The records of a batch as columns: their bytes in one, and where in it the parts of each stand.

Must never make an object of a record that nobody asks for, nor show a payload in a `repr`.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeAlias, overload

from redactor.record import Coordinates, Record, coordinates_of, record_of

# Numbers of 32 bits of a record among `parts`: how many headers it has; then of its key, its value,
# and each header's name and value where it begins among the bytes, and its size, -1 for null.
_SIDES: Final = 4  # of key and value, or of a header

TellPlaces: TypeAlias = Callable[[], list[Coordinates]]


class Columns(Sequence[Record]):
    """Records of one partition, of which objects are made when they are asked for.

    Attributes:
        topic: Theirs.
        partition: Theirs.
        raw: What their parts stand in.
        begins: Of each record where it begins among `parts`, in 32 bits.
        parts: Of each record where its parts stand, in 32 bits each: see `_SIDES`.
        offsets: Of each record, in 64 bits.
        times_ms: Of each record its timestamp, in 64 bits.
        columns: All of these, for what is compiled.
    """

    def __init__(self, place: tuple[str, int], columns: Sequence[bytes]) -> None:
        """Take a partition and what `isolation.native.columns` made of its sets."""
        self.topic, self.partition = place
        self.raw, self.begins, self.parts, self.offsets, self.times_ms = columns
        self.columns = (*place, *columns)
        self._offsets = memoryview(self.offsets).cast("q")

    @property
    def tell_places(self) -> TellPlaces:
        """What gives the place of each record; it holds no raw bytes."""
        return partial(_places, self.topic, self.partition, self._offsets)

    def __len__(self) -> int:
        """Count them."""
        return len(self._offsets)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        """Make one of them, or some."""
        if isinstance(at, slice):
            return [self._made(one) for one in range(*at.indices(len(self)))]
        return self._made(range(len(self))[at])

    def _made(self, at: int) -> Record:
        raw, parts = self.raw, memoryview(self.parts).cast("i")
        begin = memoryview(self.begins).cast("i")[at]
        where = parts[begin + 1 : begin + 1 + _SIDES * (1 + parts[begin])].tolist()
        held = [
            None if size < 0 else raw[start : start + size]
            for start, size in zip(where[::2], where[1::2], strict=True)
        ]
        names = [(name or b"").decode() for name in held[2::2]]
        headers = tuple(zip(names, held[3::2], strict=True))
        place = Coordinates(self.topic, self.partition, self._offsets[at])
        time_ms = memoryview(self.times_ms).cast("q")[at]
        return record_of((place, time_ms, held[0], held[1], headers, ""))


def _places(topic: str, partition: int, offsets: memoryview) -> list[Coordinates]:
    return [coordinates_of((topic, partition, offset)) for offset in offsets]
