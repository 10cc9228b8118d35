"""The checksum of a set of records, at a fifth of what aiokafka's own takes where C was compiled.

Must never differ from aiokafka's.
"""

from aiokafka.record.util import calc_crc32c

from redactor.isolation.native import NATIVE


def checksum_of(*parts: bytes) -> int:
    """Give the CRC-32C of bytes that stand behind one another."""
    if NATIVE is None:
        return int(calc_crc32c(b"".join(parts)))
    checksum = 0
    for part in parts:
        checksum = NATIVE.checksum(checksum, part, 0, len(part))
    return int(checksum)


def checksum_within(raw: bytes, begin: int, end: int) -> int:
    """Give the CRC-32C of some of the bytes."""
    if NATIVE is None:
        return int(calc_crc32c(memoryview(raw)[begin:end]))
    return int(NATIVE.checksum(0, raw, begin, end))
