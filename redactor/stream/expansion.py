"""Bounds on what compressed message sets expand to: a few kilobytes can hold gigabytes.

Must never expand a set further than its bound, nor lose one that is too large: each of its records
comes through as unreadable, so that it leaves a pointer. A set with a header name that is no UTF-8
is read by other means. Nor take a set of one format for one of another, where a partition has both.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any, Final

import cramjam
from aiokafka.codec import snappy_decode
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record import default_records, legacy_records

# Not its compiled one: that takes all sets of an answer for such as the first is, and brokers keep
# what was written in old formats beside what is written now.
from aiokafka.record.memory_records import _MemoryRecordsPy as MemoryRecords

from redactor.stream.misnamed import LenientSet

# Kafka's default largest set is a mebibyte, and JSON shrinks to a tenth: three times that.
SET_BYTES: Final = 32 * 1024 * 1024
# Of all sets of one answer of a broker; what is behind them is fetched again. One batch of one
# partition takes no more than this and one set.
FETCH_BYTES: Final = 8 * 1024 * 1024
FIRST_GUESS: Final = 8  # times the compressed size; what does not fit is tried with four times that
LEAST_BYTES: Final = 64 * 1024
GZIP: Final = 31  # zlib.decompressobj: a gzip header, the largest window
XERIAL: Final = b"\x82SNAPPY\x00"  # org.xerial.snappy.SnappyCodec: blocks, each with its length
XERIAL_HEADER: Final = 16
# What cramjam says of a buffer that is too small (lz4 and zstd, and zstd's own word for it); all
# else it says of bytes that it cannot expand.
TOO_SMALL: Final = ("whole buffer", "too small")
# A set begins with its first offset and the length of what follows (Kafka protocol guide).
LENGTH: Final = struct.Struct(">i")
LENGTH_AT: Final = 8
FORMAT_AT: Final = 16  # behind four bytes more, in every format
SETS_FROM: Final = 2  # before that a set was one message, or some compressed as one

# Stands for the value of a record whose set was not expanded; told by identity.
UNREADABLE: Final = b"a message set that expands too far"


class ExpandedTooFarError(Exception):
    """A set holds more than it may."""


class _Meter:
    """What all sets have expanded to; the event loop expands one at a time."""

    expanded = 0


def install() -> None:
    """Bound every message set that aiokafka reads in this process. Idempotent."""
    for module in (default_records, legacy_records, *_compiled()):
        module.gzip_decode = _metered(gunzip)
        module.lz4_decode = _metered(_into(cramjam.lz4.decompress_into))
        module.zstd_decode = _metered(_into(cramjam.zstd.decompress_into))
        module.snappy_decode = _metered(unsnappy)
    fetcher.MemoryRecords = BoundedRecords


def gunzip(raw: bytes) -> bytes:
    """Expand gzip, all of its members.

    Raises:
        ExpandedTooFarError: It is more than a set may hold.
        zlib.error: It is no gzip, or ends amid a member.
    """
    parts: list[bytes] = []
    left = SET_BYTES
    while raw:
        reader = zlib.decompressobj(GZIP)
        parts.append(reader.decompress(raw, left + 1))
        left -= len(parts[-1])
        if left < 0:
            raise ExpandedTooFarError
        if not reader.eof:
            raise zlib.error
        raw = reader.unused_data
    return b"".join(parts)


def unsnappy(raw: bytes) -> bytes:
    """Expand snappy, whole or in the blocks of Java's library; each says its size beforehand.

    Raises:
        ExpandedTooFarError: It is more than a set may hold.
    """
    size, at = 0, XERIAL_HEADER
    if raw.startswith(XERIAL) and len(raw) == XERIAL_HEADER:
        return b""  # no block at all, which aiokafka takes for something else
    if not raw.startswith(XERIAL):
        size = cramjam.snappy.decompress_raw_len(raw)
    while raw.startswith(XERIAL) and at < len(raw):
        end = at + 4 + int.from_bytes(raw[at : at + 4])
        size += cramjam.snappy.decompress_raw_len(raw[at + 4 : end])
        at = end
    if size > SET_BYTES:
        raise ExpandedTooFarError
    return bytes(snappy_decode(raw))


def _into(expand: Callable[[bytes, bytearray], int]) -> Callable[[bytes], bytes]:
    """Expand into buffers of growing size, none larger than a set may be."""

    def bounded(raw: bytes) -> bytes:
        size = max(LEAST_BYTES, FIRST_GUESS * len(raw))
        while True:
            buffer = bytearray(min(size, SET_BYTES))
            try:
                return bytes(memoryview(buffer)[: expand(raw, buffer)])
            except cramjam.DecompressionError as error:
                if not any(said in str(error) for said in TOO_SMALL):
                    raise
                if size >= SET_BYTES:
                    raise ExpandedTooFarError from None
                size *= 4

    return bounded


def _metered(expand: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def counted(raw: Any) -> bytes:  # noqa: ANN401 -- any buffer
        try:
            expanded = expand(bytes(raw))
        except (zlib.error, cramjam.DecompressionError):
            raise CorruptRecordException from None
        _Meter.expanded += len(expanded)
        return expanded

    return counted


class BoundedRecords:
    """The message sets of one partition in one answer of a broker."""

    def __init__(self, raw: bytes) -> None:
        """Take what the broker sent."""
        self._raw = raw
        self._next = 0
        self._records = MemoryRecords(raw)
        self.taken = 0

    def size_in_bytes(self) -> int:
        """Count the bytes that were sent."""
        return int(self._records.size_in_bytes())

    def has_next(self) -> bool:
        """Tell whether to read on; after `FETCH_BYTES` the rest is left to the next fetch."""
        return self.taken < FETCH_BYTES and bool(self._records.has_next())

    def next_batch(self) -> "BoundedSet":
        """Give the next set."""
        first = self._next
        (length,) = LENGTH.unpack_from(self._raw, first + LENGTH_AT)
        self._next = first + LENGTH_AT + LENGTH.size + length
        kind = BoundedSet if self._raw[first + FORMAT_AT] >= SETS_FROM else OldSet
        return kind(self._records.next_batch(), self, slice(first, self._next))

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

    def __next__(self) -> Any:  # noqa: ANN401 -- aiokafka's compiled class
        """Give the first record of a control set, which is never compressed."""
        return next(self._inner)

    def __iter__(self) -> Iterator[Any]:
        """Give the records; unreadable ones for a set that holds more than it may."""
        before = _Meter.expanded
        try:
            return self._named(iter(self._inner))
        except ExpandedTooFarError:
            return self._unreadable()
        finally:
            self._among.taken += _Meter.expanded - before

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

    def __iter__(self) -> Iterator[Any]:
        """Give the records, all read at once.

        Raises:
            CorruptRecordException: They cannot be read, or are more than a set may hold: how many
                and at which offsets, only they themselves would say.
        """
        before = _Meter.expanded
        try:
            return iter([*self._inner])
        except ExpandedTooFarError:
            raise CorruptRecordException from None
        finally:
            self._among.taken += _Meter.expanded - before


def _compiled() -> Sequence[Any]:
    """Give the modules of aiokafka's own message sets, compiled where its wheel has them."""
    try:
        from aiokafka.record._crecords import default_records as now  # noqa: PLC0415 -- absent in a pure build
        from aiokafka.record._crecords import legacy_records as old  # noqa: PLC0415 -- the same
    except ImportError:
        return ()
    return now, old
