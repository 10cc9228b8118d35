"""What kinds of writing a text holds, found in a scan or two.

Must never be finer than the recognizers that rely on it: a shape may only say that something
certainly is not there.
"""

import re
from enum import IntFlag
from typing import Final


class Shape(IntFlag):
    """Kinds of writing; a recognizer names those of which it needs at least one."""

    ANY = 0  # as a need: every text
    NUMBER = 1  # five digits or more in a row, other than one mobile number
    JOINED = 2  # digits with separators between them, six characters or more
    LONG = 4  # twelve characters or more of digits and separators
    LATIN = 8  # a letter
    AT = 16  # `@`, or a bracketed `at`
    MASK = 32  # signs that hide characters
    ENCODED = 64  # a run that may decode to a text
    FIFTEEN = 128  # LONG, and fifteen digits or more in all


_PLAIN_SEPARATORS: Final = " \t–—./·•_,，、;；:：()（）[]°′″'\"+|\\~#*-"
_SEPARATORS: Final = re.escape(_PLAIN_SEPARATORS)
# One look that settles most lines of a waybill: nothing but Han, short numbers, mobile numbers.
_RICH: Final = re.compile(
    r"[A-Za-z@*^●•×■%\\&0-9](?:(?<=[A-Za-z@*^●•×■%\\&])"
    r"|(?<![0-9].)(?:(?<=[02-9])[0-9]{4}|(?<=1)(?:[0-9]{4,9}(?![0-9])|[0-2][0-9]{9})|[0-9]{11})"
    rf"|[{_SEPARATORS}]{{1,3}}[0-9])"
)
_RUN: Final = re.compile(rf"[0-9][0-9{_SEPARATORS}]{{4,}}")
_AT: Final = re.compile(r"@|[(\[（【<]at[)\]）】>]")
_MASK: Final = re.compile(r"[*●•×■]|\^_|[xX]{3}|[#_]{3}")
_LATIN: Final = re.compile(r"[A-Za-z]")
_ENCODED: Final = re.compile(
    r"%[0-9A-Fa-f]{2}|\\[ux][0-9A-Fa-f]|&#|[A-Za-z0-9+/_\-]{15}|[0-9A-Fa-f]{22}"
)
# A moment as machines write it (RFC 3339, ISO 8601): in every event, and no value of anybody's.
_MOMENT: Final = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])[T ]"
    r"(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]{1,6})?(?:Z|[+-][01][0-9]:?[0-5][0-9])?"
)
_NUMBER_BIT, _JOINED_BIT, _LONG_BIT = (
    Shape.NUMBER.value,
    Shape.JOINED.value,
    Shape.LONG.value,
)
_LATIN_BIT, _AT_BIT = Shape.LATIN.value, Shape.AT.value
_MASK_BIT, _ENCODED_BIT = Shape.MASK.value, Shape.ENCODED.value
_FIFTEEN_BIT: Final = Shape.FIFTEEN.value
_MOBILE: Final = 11
_NUMBER: Final = 5
_JOINED: Final = 6
_LONG: Final = 12
_FIFTEEN: Final = 15


def shape_of(text: str) -> int:
    """Scan a folded text; one of Han, short numbers and mobile numbers, or a moment, has no shape.

    Returns:
        Bits of `Shape`, as a plain number: making an enum member costs as much as the scan.
    """
    if _RICH.search(text) is None or _MOMENT.fullmatch(text):
        return 0
    bits = 0
    for run in _RUN.findall(text):
        bits |= _of_run(run)
    if bits & _LONG_BIT and sum(map(text.count, "0123456789")) >= _FIFTEEN:
        bits |= _FIFTEEN_BIT
    if _LATIN.search(text):
        bits |= _LATIN_BIT
    if _AT.search(text):
        bits |= _AT_BIT
    if _MASK.search(text):
        bits |= _MASK_BIT
    if _ENCODED.search(text):
        bits |= _ENCODED_BIT
    return bits


def _of_run(run: str) -> int:
    solid = run.rstrip(_PLAIN_SEPARATORS)
    length = len(solid)
    if solid.isdigit():
        if length < _NUMBER or (length == _MOBILE and solid[0] == "1" and solid[1] > "2"):
            return 0
        return _NUMBER_BIT | _LONG_BIT if length >= _LONG else _NUMBER_BIT
    if length < _JOINED:
        return 0
    bits = _NUMBER_BIT | _JOINED_BIT
    return bits | _LONG_BIT if length >= _LONG else bits
