"""Records of one partition as a broker gave them: bytes until somebody asks for the objects.

Must never stand for a set of which anything is odd: that is for aiokafka to read, or to refuse.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, Self, TypeAlias, overload

from redactor.columns import Columns
from redactor.isolation.native import NATIVE
from redactor.record import Coordinates, Record, coordinates_of

Content: TypeAlias = tuple[str, int, Sequence[tuple[Any, ...]]]


class RawSet(NamedTuple):
    """What is left of a set's header, and its records.

    Attributes:
        base_offset: What their offsets are counted from.
        base_ms: What their times are counted from, or the time of all of them.
        appended: The broker gave it its own time, which all of them have.
        raw_records: The records, whole, in order, not compressed; never none.
    """

    base_offset: int
    base_ms: int
    appended: bool
    raw_records: bytes

    def __repr__(self) -> str:
        """Name the place alone."""
        return f"RawSet({self.base_offset})"


class Piece(NamedTuple):
    """Some records of one set, and what of them is known without opening it.

    Attributes:
        raw_set: The set.
        offsets: Of all its records.
        times_ms: Theirs, Unix epoch.
        passed: How many records stand before those that it is of.
        at: Where these begin among the set's bytes.
    """

    raw_set: RawSet
    offsets: list[int]
    times_ms: list[int]
    passed: int = 0
    at: int = 0

    @property
    def size(self) -> int:
        """How many records it is of; never none."""
        return len(self.offsets) - self.passed

    @property
    def offset(self) -> int:
        """Of the last record: what has been read when all of them have."""
        return self.offsets[-1]

    @property
    def raw_bytes(self) -> int:
        """How many bytes its records take."""
        return len(self.raw_set.raw_records) - self.at

    def within(self, most_bytes: int) -> int:
        """Count the first records that take so many bytes at most, or nearly; at least one."""
        count, taken = self.size, self.raw_bytes
        while count > 1 and taken > most_bytes:
            count = max(1, min(count * most_bytes // taken, count * 7 // 8))
            taken = self._behind(count).at - self.at
        return count

    def parted(self, count: int) -> tuple[Self, Self]:
        """Part the first so many records from the others; neither may be none."""
        rest = self._behind(count)
        records = self.raw_set.raw_records[self.at : rest.at]
        some = self.raw_set._replace(raw_records=records)
        within = slice(self.passed, rest.passed)
        return self.__class__(some, self.offsets[within], self.times_ms[within]), rest

    def since(self, offset: int) -> Self:
        """Give the records that stand at an offset or behind it; the last is one of them."""
        return self._behind(bisect_left(self.offsets, offset, self.passed) - self.passed)

    def whole(self) -> Self:
        """Give the same with nothing before it."""
        return self.parted(self.size)[0] if self.passed else self

    def _behind(self, count: int) -> Self:
        if not count or NATIVE is None:
            return self
        at = self.at + NATIVE.cut(self.raw_set.raw_records, self.at, count)
        return self._replace(passed=self.passed + count, at=at)

    def __repr__(self) -> str:
        """Say where it begins alone."""
        return f"Piece(from {self.passed})"


def surveyed(raw_set: RawSet, count: int) -> Piece | None:
    """Look a set through; None where anything is odd, or without a C compiler.

    Args:
        raw_set: The set.
        count: How many records it says it has; no more are looked at, and with fewer it is odd.
    """
    if NATIVE is None or count < 1:
        return None
    base_offset, base_ms, appended, raw = raw_set
    try:
        offsets, times_ms = NATIVE.surveyed(raw, base_offset, base_ms, appended, count)
    except (ValueError, OverflowError):
        return None
    return Piece(raw_set, offsets, times_ms)


def opened(content: Content) -> Columns:
    """Give the records of sets that were surveyed.

    Raises:
        ValueError: They were not.
    """
    topic, partition, sets = content
    if NATIVE is None:
        msg = "sets without what opens them"
        raise ValueError(msg)
    return Columns((topic, partition), NATIVE.columns(sets))


class Places(Sequence[Coordinates]):
    """Where the records of a batch stand, said of those that are asked for."""

    def __init__(self, topic: str, partition: int, offsets: list[int]) -> None:
        """Take a partition and the offsets."""
        self._topic = topic
        self._partition = partition
        self.offsets = offsets

    def __len__(self) -> int:
        """Count them."""
        return len(self.offsets)

    @overload
    def __getitem__(self, at: int) -> Coordinates: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Coordinates]: ...
    def __getitem__(self, at: int | slice) -> Coordinates | Sequence[Coordinates]:
        """Give one of them, or some."""
        if isinstance(at, slice):
            return Places(self._topic, self._partition, self.offsets[at])
        return coordinates_of((self._topic, self._partition, self.offsets[at]))


class Unopened(Sequence[Record]):
    """A batch that becomes objects only when they are asked for.

    Attributes:
        content: All of it, for another process: see `opened`.
        places: Where the records stand.
        times_ms: Their timestamps.
    """

    def __init__(self, topic: str, partition: int, pieces: Sequence[Piece]) -> None:
        """Take what a batch consists of, in order; at least one piece."""
        self._pieces = [one.whole() for one in pieces]
        sets, offsets, times_ms, *_ = zip(*self._pieces, strict=True)
        self.content: Content = (topic, partition, list(map(tuple, sets)))
        self.places = Places(topic, partition, list(chain.from_iterable(offsets)))
        self.times_ms = list(chain.from_iterable(times_ms))

    def parted(self, most: int) -> list["Unopened"]:
        """Part it into batches of so many records, the last of the rest; none is opened."""
        topic, partition, _ = self.content
        parts: list[list[Piece]] = []
        room = 0
        for piece in self._pieces:
            rest = piece
            while rest.size > room:
                if room:
                    some, rest = rest.parted(room)
                    parts[-1].append(some)
                parts.append([])
                room = most
            parts[-1].append(rest)
            room -= rest.size
        return [Unopened(topic, partition, one) for one in parts]

    def __len__(self) -> int:
        """Count them."""
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        """Give some of them; as dear as all."""
        return opened(self.content)[at]

    def __iter__(self) -> Iterator[Record]:
        """Open all of it."""
        return iter(opened(self.content))


def places_of(records: Sequence[Record]) -> Sequence[Coordinates]:
    """Tell where records stand, without opening them."""
    return records.places if isinstance(records, Unopened) else [one.at for one in records]


def offsets_of(places: Sequence[Coordinates]) -> list[int]:
    """Give the offsets of places in one partition."""
    return places.offsets if isinstance(places, Places) else [one.offset for one in places]


def times_of(records: Sequence[Record]) -> Sequence[int]:
    """Tell records' timestamps, without opening them."""
    return (
        records.times_ms if isinstance(records, Unopened) else [one.timestamp_ms for one in records]
    )
