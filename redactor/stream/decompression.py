"""Compressed message sets expanded within a bound, in every compression that Kafka knows.

Must never expand one further than that, nor take what is no compression of anything for too large.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

import cramjam
from aiokafka.codec import snappy_decode
from aiokafka.errors import CorruptRecordException
from aiokafka.record import default_records, legacy_records

from redactor.stream.framing import is_whole

Expand: TypeAlias = Callable[[Any], bytes]  # of any buffer

# Kafka's default largest set is a mebibyte, and JSON shrinks to a tenth: three times that.
SET_BYTES: Final = 32 * 1024 * 1024
FIRST_GUESS: Final = 8  # times the compressed size; what does not fit is tried with four times that
LEAST_BYTES: Final = 64 * 1024
GZIP: Final = 31  # zlib.decompressobj: a gzip header, the largest window
XERIAL: Final = b"\x82SNAPPY\x00"  # org.xerial.snappy.SnappyCodec: blocks, each with its length
XERIAL_HEADER: Final = 16
# What cramjam says of a buffer that is too small (lz4 and zstd, and zstd's own word for it); all
# else it says of bytes that it cannot expand.
TOO_SMALL: Final = ("whole buffer", "too small")


class ExpandedTooFarError(Exception):
    """A set holds more than it may."""


class Meter:
    """What all sets have expanded to; the event loop expands one at a time."""

    expanded = 0


def install() -> None:
    """Bound what aiokafka expands in this process, in sets of every format. Idempotent."""
    now, old = _compiled()
    for module in {default_records, now}:
        _install(module, BY_CODEC.values())
    for module in {legacy_records, old}:
        _install(module, map(_whole, BY_CODEC.values()))


def _install(module: Any, expanding: Iterable[Expand]) -> None:  # noqa: ANN401 -- a module
    module.gzip_decode, module.snappy_decode, *others = expanding
    module.lz4_decode, module.zstd_decode = others


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
        Meter.expanded += len(expanded)
        return expanded

    return counted


# By the numbers that Kafka has for them.
BY_CODEC: Final[Mapping[int, Expand]] = {
    1: _metered(gunzip),
    2: _metered(unsnappy),
    3: _metered(_into(cramjam.lz4.decompress_into)),
    4: _metered(_into(cramjam.zstd.decompress_into)),
}


def _whole(expand: Expand) -> Expand:
    """Expand messages of an old format, whose lengths must be right.

    aiokafka's compiled reading believes them, to beyond the last and before the first byte.
    """

    def whole(raw: Any) -> bytes:  # noqa: ANN401 -- any buffer
        messages = expand(raw)
        if not is_whole(messages):
            raise CorruptRecordException
        return messages

    return whole


def _compiled() -> tuple[Any, Any]:
    """Give the modules of aiokafka's own message sets, compiled where its wheel has them."""
    try:
        from aiokafka.record._crecords import default_records as now  # noqa: PLC0415 -- absent in a pure build
        from aiokafka.record._crecords import legacy_records as old  # noqa: PLC0415 -- the same
    except ImportError:
        return default_records, legacy_records
    return now, old
