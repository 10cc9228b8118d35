"""How message sets stand behind one another: each says how long it is.

Must never be asked what is in one.
"""

import struct
from typing import Final

# A set begins with its first offset and the length of what follows (Kafka protocol guide).
LENGTH: Final = struct.Struct(">i")
LENGTH_AT: Final = 8
HEAD: Final = LENGTH_AT + LENGTH.size
MAGIC_AT: Final = 16  # of the format's number: behind four bytes more, in every format
# The format of Kafka 0.11 and later; before, a set was one message, or some compressed as one.
MAGIC: Final = 2
# Bytes without which there is none: aiokafka's compiled reading of a set asks for no more.
LEAST_OLD: Final = HEAD + 14
LEAST_SET: Final = HEAD + 49


def end_of(raw: bytes, first: int) -> int:
    """Give where a set ends; beyond all bytes where even its length is not there.

    Args:
        raw: Sets one behind another, of which the last one may be cut off.
        first: Where it begins.
    """
    if len(raw) - first < HEAD:
        return len(raw) + 1
    (length,) = LENGTH.unpack_from(raw, first + LENGTH_AT)
    return first + HEAD + int(length)


def is_whole(messages: bytes) -> bool:
    """Tell whether messages of an old format stand behind one another to the last byte."""
    at = 0
    while at < len(messages):
        end = end_of(messages, at)
        if end - at < LEAST_OLD:
            return False
        at = end
    return at == len(messages) > 0
