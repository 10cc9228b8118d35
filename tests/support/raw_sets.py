"""Message sets as a broker gives them, whole and odd, and what a lane's client reads of them.

Must never be written to a broker: their offsets and times are what a test says.
"""

import random
import struct
from collections.abc import Sequence
from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.record.default_records import DefaultRecordBase as Format
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

from redactor.isolation.unopened import Unopened
from redactor.record import Coordinates, Record
from redactor.stream.expansion import BoundedRecords
from redactor.stream.reading import Reading, as_records
from redactor.stream.whole import piece_of

AT: Final = ("raw", 0)
PLACE: Final = TopicPartition(*AT)
GZIP: Final = 1
APPENDED: Final = Format.TIMESTAMP_TYPE_MASK
TRANSACTIONAL: Final = Format.TRANSACTIONAL_MASK
CONTROL: Final = Format.CONTROL_MASK
LAST_DELTA_AT: Final = Format.ATTRIBUTES_OFFSET + 2
PRODUCER: Final = 77


def raw_set(
    records: Sequence[Record], codec: int = 0, attributes: int = 0, behind: int = 0
) -> bytes:
    """Build one set; a gap in the records' offsets is one in the set.

    Args:
        records: At least one.
        codec: Kafka's number of a compression.
        attributes: More of them, as bits.
        behind: How many offsets of the set were compacted away behind its last record.
    """
    base = records[0].at.offset
    builder = DefaultRecordBatchBuilder(2, codec, 0, PRODUCER, 1, 0, 1 << 24)
    for one in records:
        headers = list(one.raw_headers)
        ahead = one.at.offset - base
        assert builder.append(ahead, one.timestamp_ms, one.raw_key, one.raw_value, headers)
    raw = bytearray(builder.build())
    struct.pack_into(">q", raw, 0, base)
    (told,) = struct.unpack_from(">h", raw, Format.ATTRIBUTES_OFFSET)
    struct.pack_into(">h", raw, Format.ATTRIBUTES_OFFSET, told | attributes)
    last = records[-1].at.offset - base + behind
    struct.pack_into(">i", raw, LAST_DELTA_AT, last)
    return sealed(raw)


def sealed(raw: bytearray) -> bytes:
    """Write a set's checksum."""
    struct.pack_into(
        ">I", raw, Format.CRC_OFFSET, calc_crc32c(bytes(raw[Format.ATTRIBUTES_OFFSET :]))
    )
    return bytes(raw)


def reading(raw: bytes, position: int = 0, aborted: Sequence[Any] = ()) -> Reading:
    """Read an answer as a lane's client does, from a position on."""
    sets = BoundedRecords(raw)
    return Reading(PLACE, sets, list(aborted), position, None, as_records, True, 1)  # noqa: FBT003 -- aiokafka's own signature


def unopened(*sets: Sequence[Record]) -> Unopened:
    """Give records as a lane is given them, in so many sets."""
    raws = map(raw_set, sets)
    pieces = [piece_of(raw, slice(0, len(raw))) for raw in raws]
    return Unopened(*AT, [one for one in pieces if one])


def drawn_records(drawn: random.Random, count: int, offset: int = 0) -> list[Record]:
    """Draw records with gaps between their offsets."""
    records = []
    for _ in range(count):
        at = Coordinates(*AT, offset)
        time_ms = drawn.choice((0, 1_700_000_000_000)) + drawn.randrange(-5, 100_000)
        headers = tuple(
            (drawn.choice(("", "a", "来源")), _bytes(drawn)) for _ in range(drawn.randrange(3))
        )
        records.append(Record(at, max(0, time_ms), _bytes(drawn), _bytes(drawn), headers))
        offset += drawn.choice((1, 1, 1, 1, 70))
    return records


def _bytes(drawn: random.Random) -> bytes | None:
    return drawn.choice((None, b"", drawn.randbytes(drawn.choice((1, 63, 64, 300, 9_000)))))
