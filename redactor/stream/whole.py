"""Which message sets can be handed on as a broker gave them.

Must never pass a set that aiokafka would read differently, or refuse: it is left to aiokafka.
"""

import struct
from typing import Final

from aiokafka.record.default_records import DefaultRecordBase as Format

from redactor.isolation.unopened import Piece, RawSet, surveyed
from redactor.stream.decompression import BY_CODEC
from redactor.stream.framing import MAGIC

# Of one set. The place and the time of each are held until the last is carried, 80 bytes a record,
# and what expands to no more than a set may can hold millions of records with nothing in them.
MOST_RECORDS: Final = 50_000
KNOWN: Final = (0, *BY_CODEC)  # compressions, and none


def piece_of(raw: bytes, place: slice) -> Piece | None:
    """Give a set of today's format, expanded if need be; None for any other.

    Raises:
        ExpandedTooFarError: It holds more than a set may.
        CorruptRecordException: It cannot be expanded.
    """
    try:
        head = Format.HEADER_STRUCT.unpack_from(raw, place.start)
    except struct.error:
        return None
    base_offset, _, _, magic, _, attributes, _, base_ms, latest_ms, *_, count = head
    codec = attributes & Format.CODEC_MASK
    odd = attributes & Format.CONTROL_MASK or codec not in KNOWN
    if magic != MAGIC or odd or not 0 < count <= MOST_RECORDS:
        return None
    appended = bool(attributes & Format.TIMESTAMP_TYPE_MASK)
    records = raw[place.start + Format.HEADER_STRUCT.size : place.stop]
    if codec:
        records = BY_CODEC[codec](records)
    set_of = RawSet(base_offset, latest_ms if appended else base_ms, appended, records)
    return surveyed(set_of, count)
