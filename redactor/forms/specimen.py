"""A record made of a blank: a number stands for each value that was taken out.

Must never hold a value of a record.
"""

import re
from typing import Final

from redactor.record import Coordinates, Record

# What stands in a blank for a value, as `native/blank.h` has it.
STRING: Final = b"\1"
SHORT: Final = b"\2"
LONG: Final = b"\3"
PLAIN: Final = b"\4"
_WORD: Final = b"\6"
_OPENS: Final = b"\7"
_VALUE: Final = re.compile(rb"[\1\2\3]")
_NESTED: Final = re.compile(rb"\x07([^\x07\x08]*)\x08")  # a document in a string, with none in it
_SIDE: Final = re.compile(rb"([^\4\5]*)([\4\5])")  # a key, or a header behind its name
_LONG_BASE: Final = 1_000_000  # a number from here on is a text wherever it stands


def specimen_of(blank: bytes) -> tuple[Record, bytes]:
    """Fill a blank in: each of its values is its own number.

    Returns:
        A record of this form, and the marks of its values.
    """
    end = max(blank.rfind(b"}"), blank.rfind(b"]")) + 1
    values, sides = blank[:end].replace(_WORD, b"null"), blank[end:]
    slots = b"".join(_VALUE.findall(values))
    numbers = iter(range(len(slots) + len(sides)))
    raw_value = _VALUE.sub(lambda found: _filled(found[0], next(numbers)), values)
    while _OPENS in raw_value:
        raw_value = _NESTED.sub(lambda found: _as_string(found[1]), raw_value)
    filled = [
        (name.decode(), b"%d" % next(numbers) if mark == PLAIN else None)
        for name, mark in _SIDE.findall(sides)
    ]
    (_, raw_key), raw_headers = filled[0], tuple(filled[1:])
    record = Record(Coordinates("", 0, 0), 0, raw_key, raw_value, raw_headers)
    return record, slots + PLAIN * sides.count(PLAIN)


def number_in(text: str) -> int:
    """Give the number of the value for which a text of a specimen stands."""
    return int(text) % _LONG_BASE


def nested_in(blank: bytes) -> int:
    """Count the documents in strings."""
    return blank.count(_OPENS)


def _filled(mark: bytes, number: int) -> bytes:
    """Write a value's number in the place of its mark."""
    if mark == STRING:
        return b'"%d"' % number
    return b"%d" % (number if mark == SHORT else _LONG_BASE + number)


def _as_string(document: bytes) -> bytes:
    """Write a document as a string; in one without its values no more than this is escaped."""
    return b'"%b"' % document.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
