"""Compact strings, counts and plain tables of Kafka's newer requests, not a call a field.

aiokafka's types take a quarter of the worker's time for a transaction of three requests. Must never
read what is not plain: whoever is given nothing reads by the schema.
"""

import struct
from typing import Any, Final, TypeAlias

from aiokafka.protocol.types import UnsignedVarInt32

Table: TypeAlias = list[tuple[str, list[Any]]]
NO_TAGS: Final = b"\0"
_ONE_BYTE: Final = 0x80  # below it a length is one byte


def count(some: int) -> bytes:
    """Write how many of something follow."""
    if some + 1 < _ONE_BYTE:
        return bytes((some + 1,))
    return bytes(UnsignedVarInt32.encode(some + 1))


def text(value: str | None) -> bytes:
    """Write a text, or that there is none."""
    if value is None:
        return b"\0"
    raw = value.encode()
    return count(len(raw)) + raw


def plain_table(raw: bytes, at: int, row: struct.Struct, behind: bytes) -> tuple[Table, int] | None:
    """Read topics and a row for each of their partitions.

    Args:
        raw: An answer.
        at: Where the table begins.
        row: The numbers of each partition.
        behind: What stands behind each row where there is nothing more to say.

    Returns:
        The table, and what is behind it; None where it is not plain, or cut off.
    """
    try:
        return _table(raw, at, row, behind)
    except (IndexError, struct.error):
        return None


def _table(raw: bytes, at: int, row: struct.Struct, behind: bytes) -> tuple[Table, int] | None:
    topics: Table = []
    left = raw[at]
    at += 1
    if not 0 < left < _ONE_BYTE:
        return None
    for _ in range(left - 1):
        end = at + raw[at]
        rows = raw[end]
        if not (0 < raw[at] < _ONE_BYTE and 0 < rows < _ONE_BYTE):
            return None
        name = raw[at + 1 : end].decode()
        at = end + 1
        partitions: list[Any] = []
        for _ in range(rows - 1):
            partitions.append(row.unpack_from(raw, at))
            at += row.size + len(behind)
            if raw[at - len(behind) : at] != behind:
                return None
        if raw[at] != NO_TAGS[0]:
            return None
        at += 1
        topics.append((name, partitions))
    return topics, at
