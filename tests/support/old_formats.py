"""Messages as brokers kept them before Kafka 0.11, where a set was a message, or some in one.

Must never be what a client of today would write: brokers have them from then.
"""

import struct
from collections.abc import Sequence
from typing import Final

from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.legacy_records import LegacyRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

PLAIN, GZIP, SNAPPY, LZ4 = range(4)
AT_MS: Final = 1_700_000_000_000
LARGEST: Final = 1 << 30
_OFFSET: Final = struct.Struct(">q")
_CRC_AT: Final = 17  # of a set of format 2, which covers what is behind it
_MOST_SETS: Final = 1 << 20


def old_set(magic: int, codec: int, first: int, values: Sequence[bytes | None]) -> bytes:
    """Build messages of format 0 or 1; compressed, they are one, which has the last one's offset.

    Args:
        magic: 0 or 1.
        codec: How they are compressed.
        first: Offset of the first.
        values: Of the messages; every key is `k`.
    """
    begin = 0 if codec and magic else first  # within a compressed one of format 1 they are counted
    builder = LegacyRecordBatchBuilder(magic, codec, LARGEST)
    for at, value in enumerate(values):
        builder.append(begin + at, AT_MS + at if magic else None, b"k", value)
    raw = bytearray(builder.build())
    if codec:
        _OFFSET.pack_into(raw, 0, first + len(values) - 1)
    return bytes(raw)


def new_set(first: int, values: Sequence[bytes | None], at_ms: int = AT_MS) -> bytes:
    """Build a set of format 2; `at_ms` is the time of each record."""
    builder = DefaultRecordBatchBuilder(2, PLAIN, 0, -1, -1, -1, _MOST_SETS)
    for at, value in enumerate(values):
        builder.append(at, at_ms, b"k", value, [])
    raw = bytearray(builder.build())
    _OFFSET.pack_into(raw, 0, first)
    struct.pack_into(">I", raw, _CRC_AT, calc_crc32c(bytes(raw[_CRC_AT + 4 :])))
    return bytes(raw)
