"""Bounds on what compressed message sets expand to: a few kilobytes can hold gigabytes.

Must never expand a set further than its bound, nor lose one that is too large: each of its records
comes through as unreadable, so that it leaves a pointer. A set with a header name that is no UTF-8
is read by other means. Nor take a set of one format for one of another, where a partition has both.
"""

import struct
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBase as Format
from aiokafka.record.default_records import DefaultRecordBatch
from aiokafka.record.legacy_records import LegacyRecordBatch

from redactor.isolation.unopened import Piece
from redactor.stream import decompression
from redactor.stream.checksum import checksum_within
from redactor.stream.decompression import ExpandedTooFarError, Meter
from redactor.stream.framing import LEAST_OLD, LEAST_SET, MAGIC, MAGIC_AT, end_of
from redactor.stream.misnamed import LenientSet
from redactor.stream.whole import piece_of

# Of all sets of one answer of a broker; what is behind them is fetched again. One batch of one
# partition takes no more than this and one set.
FETCH_BYTES: Final = 8 * 1024 * 1024
CHECKSUM: Final = struct.Struct(">I")
# Stands for the value of a record whose set was not expanded; told by identity.
UNREADABLE: Final = b"a message set that expands too far"


def install() -> None:
    """Bound every message set that aiokafka reads in this process. Idempotent."""
    decompression.install()
    fetcher.MemoryRecords = BoundedRecords


class BoundedRecords:
    """The message sets of one partition in one answer of a broker.

    They are parted here: aiokafka's compiled parting takes all for such as the first is, and
    brokers keep what was written in old formats beside what is written now.

    Attributes:
        taken: Bytes that those read so far have expanded to.
        unopened: Whoever sets it takes sets as they are, each in place of its records.
    """

    def __init__(self, raw: bytes) -> None:
        """Take what the broker sent."""
        self._raw = raw
        self._next = 0
        self.taken = 0
        self.unopened = False

    def size_in_bytes(self) -> int:
        """Count the bytes that were sent."""
        return len(self._raw)

    def has_next(self) -> bool:
        """Tell whether to read on.

        Not into a set that was cut off; after `FETCH_BYTES` the rest is left to the next fetch.
        """
        return self.taken < FETCH_BYTES and end_of(self._raw, self._next) <= len(self._raw)

    def next_batch(self) -> "BoundedSet":
        """Give the next set.

        Raises:
            CorruptRecordException: It is shorter than any is, or of a format that nobody knows.
        """
        first = self._next
        self._next = end_of(self._raw, first)
        place = slice(first, self._next)
        if self._next - first < LEAST_OLD:
            raise CorruptRecordException
        version = self._raw[first + MAGIC_AT]
        if version < MAGIC:
            # Bytes of its own, for it is watched by the garbage collector: of a memoryview that
            # goes with it, as where an error is kept, that makes an access to what is gone.
            return OldSet(LegacyRecordBatch(self._raw[place], version), self, place)
        if version != MAGIC or self._next - first < LEAST_SET:
            raise CorruptRecordException
        return BoundedSet(DefaultRecordBatch(memoryview(self._raw)[place]), self, place)

    def is_sound(self, place: slice) -> bool:
        """Tell whether one of the sets, of today's format, has the checksum that it says."""
        at = place.start
        (told,) = CHECKSUM.unpack_from(self._raw, at + Format.CRC_OFFSET)
        end = min(place.stop, len(self._raw))
        return bool(told == checksum_within(self._raw, at + Format.ATTRIBUTES_OFFSET, end))

    def whole(self, place: slice) -> Piece | None:
        """Give one of the sets as it is; None where it has to be read record by record."""
        return piece_of(self._raw, place) if self.unopened else None

    def lenient(self, place: slice) -> LenientSet:
        """Give one of the sets again, to be read by other means."""
        return LenientSet(self._raw[place])


class BoundedSet:
    """One message set, asked as aiokafka asks its own."""

    def __init__(self, inner: Any, among: BoundedRecords, place: slice) -> None:  # noqa: ANN401 -- aiokafka's compiled class
        """Take a set that has not been expanded yet, what it is counted among, where it stands."""
        self._inner = inner
        self._among = among
        self._place = place

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the set has
        """Pass on what is not about its records."""
        return getattr(self._inner, name)

    def validate_crc(self) -> bool:
        """Tell whether the set is as it was written."""
        return self._among.is_sound(self._place)

    def __next__(self) -> Any:  # noqa: ANN401 -- aiokafka's compiled class
        """Give the first record of a control set, which is never compressed."""
        return next(self._inner)

    def __iter__(self) -> Iterator[Any]:
        """Give the records, or all as one; unreadable ones for a set that expands too far."""
        before = Meter.expanded
        try:
            whole = self._among.whole(self._place)
            return iter((whole,)) if whole else self._named(iter(self._inner))
        except ExpandedTooFarError:
            return self._unreadable()
        finally:
            self._among.taken += Meter.expanded - before

    def _named(self, records: Iterator[Any]) -> Iterator[Any]:
        """Read on by other means where a header's name ends aiokafka's.

        From the first record again: what was given already is passed over by its offset.
        """
        try:
            yield from records
        except (UnicodeDecodeError, CorruptRecordException):
            yield from self._among.lenient(self._place)

    def _unreadable(self) -> Iterator[Any]:
        inner = self._inner
        for offset in range(inner.base_offset, inner.next_offset):
            yield SimpleNamespace(
                offset=offset,
                timestamp=inner.max_timestamp,
                timestamp_type=inner.timestamp_type,
                key=None,
                value=UNREADABLE,
                checksum=None,
                headers=(),
            )


class OldSet(BoundedSet):
    """A message of format 0 or 1, or some that were compressed as one."""

    def validate_crc(self) -> bool:
        """Tell whether the set is as it was written."""
        return bool(self._inner.validate_crc())

    def __iter__(self) -> Iterator[Any]:
        """Give the records, all read at once.

        Raises:
            CorruptRecordException: They cannot be read, or are more than a set may hold: how many
                and at which offsets, only they themselves would say.
        """
        before = Meter.expanded
        try:
            return iter([*self._inner])
        except (ExpandedTooFarError, AssertionError):  # the latter for compressed within compressed
            raise CorruptRecordException from None
        finally:
            self._among.taken += Meter.expanded - before
