"""A message set that was written elsewhere, as aiokafka's sender asks its own.

Must never change a record of it: only the set's header is made here.
"""

from typing import Final

from aiokafka.record.default_records import DefaultRecordBase as Format

from redactor.isolation.packed import MessageSet
from redactor.stream.checksum import checksum_of
from redactor.stream.framing import MAGIC

HEADER_BYTES: Final[int] = Format.HEADER_STRUCT.size
UNKNOWN: Final = -1  # of a leader's epoch, and of whoever is no idempotent producer


class ReadySet:
    """Stands for a closed `BatchBuilder` (aiokafka 0.14, `producer.message_accumulator`)."""

    def __init__(self, message_set: MessageSet, *, atomic: bool) -> None:
        """Take a set, and whether it is of a transaction."""
        self._set = message_set
        self._attributes = Format.TRANSACTIONAL_MASK if atomic else 0
        self._producer = (UNKNOWN, UNKNOWN, 0)  # id, epoch, first sequence number
        self._header: bytes | None = None

    def close(self) -> None:
        """Take no more, as ever."""

    def closed(self) -> bool:
        """Tell that nothing can be added."""
        return True

    def size(self) -> int:
        """Count the bytes."""
        return HEADER_BYTES + len(self._set.masked_records)

    def record_count(self) -> int:
        """Count the records."""
        return self._set.copies

    def _set_producer_state(self, producer_id: int, epoch: int, sequence: int) -> None:
        self._producer = (producer_id, epoch, sequence)

    def _build(self) -> bytes:
        """Give the whole set; the same for each attempt to send it."""
        return b"".join(self.pieces())

    def pieces(self) -> tuple[bytes, bytes]:
        """Give the same in two pieces: its header, and its records as they are."""
        if self._header is None:
            self._header = self._headed()
        return self._header, self._set.masked_records

    def _headed(self) -> bytes:
        one = self._set
        size = self.size() - Format.AFTER_LEN_OFFSET
        buffer = bytearray(HEADER_BYTES)
        begun = (0, size, UNKNOWN, MAGIC, 0, self._attributes, one.copies - 1)
        told = (*begun, one.base_ms, one.latest_ms, *self._producer, one.copies)
        Format.HEADER_STRUCT.pack_into(buffer, 0, *told)
        covered = bytes(buffer[Format.ATTRIBUTES_OFFSET :]), one.masked_records
        buffer[Format.CRC_OFFSET : Format.ATTRIBUTES_OFFSET] = checksum_of(*covered).to_bytes(4)
        return bytes(buffer)
