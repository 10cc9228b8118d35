"""Message sets in which a header's name is no UTF-8, read record by record all the same.

Must never hand such a name on, nor lose the record: it comes through as misnamed, to leave a
pointer. aiokafka gives up the whole set over it, and with it the partition. Nor read beyond a set
whose lengths are wrong: aiokafka's compiled reading of numbers does, and has ended the process.
"""

from types import SimpleNamespace
from typing import Any, Final

from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy as DefaultSet
from aiokafka.record.util import decode_varint_py as decode_varint

# Stands for the value of a record with such a header; told by identity.
MISNAMED: Final = b"a header name that is no UTF-8"


class LenientSet(DefaultSet):  # type: ignore[misc]  # aiokafka is untyped
    """A message set of format 2, in Python: slow, for the sets that aiokafka cannot read."""

    def _read_msg(self) -> Any:  # noqa: ANN401 -- aiokafka's record
        """Read the next record; where its header names cannot be read, only its place."""
        at = self._pos
        try:
            return super()._read_msg(decode_varint)
        except UnicodeDecodeError:
            return self._misnamed(at)

    def _misnamed(self, at: int) -> SimpleNamespace:
        """Step over a record: Length, Attributes, TimestampDelta, OffsetDelta, and the rest.

        Source: Kafka protocol guide, "Record Batch", format 2.

        Raises:
            CorruptRecordException: It would end outside of the set.
        """
        length, at = decode_varint(self._buffer, at)
        self._pos = at + length
        if not at < self._pos <= len(self._buffer):
            raise CorruptRecordException
        _, at = decode_varint(self._buffer, at)
        passed_ms, at = decode_varint(self._buffer, at)
        ahead, _ = decode_varint(self._buffer, at)
        appended = self.timestamp_type == self.LOG_APPEND_TIME
        return SimpleNamespace(
            offset=self.base_offset + ahead,
            timestamp=self.max_timestamp if appended else self.first_timestamp + passed_ms,
            timestamp_type=self.timestamp_type,
            key=None,
            value=MISNAMED,
            checksum=None,
            headers=(),
        )
