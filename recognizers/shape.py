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


_SEPARATORS: Final = r" \t\-–—./·•_,，、;；:：()（）\[\]°′″'\"+|\\~#"
# One look that settles most lines of a waybill: nothing but Han, short numbers, mobile numbers.
_RICH: Final = re.compile(
    r"[A-Za-z@*^●•×■%\\&0-9](?:(?<=[A-Za-z@*^●•×■%\\&])"
    r"|(?<![0-9].)(?:(?<=[02-9])[0-9]{4}|(?<=1)[0-9]{4,9}(?![0-9])|[0-9]{11})"
    rf"|[{_SEPARATORS}]{{1,3}}[0-9])"
)
_RUN: Final = re.compile(rf"[0-9][0-9{_SEPARATORS}]{{4,}}")
_AT: Final = re.compile(r"@|[(\[（【<]at[)\]）】>]")
_MASK: Final = re.compile(r"[*●•×■]|\^_|[xX]{3}|[#_]{3}")
_LATIN: Final = re.compile(r"[A-Za-z]")
_ENCODED: Final = re.compile(
    r"%[0-9A-Fa-f]{2}|\\[ux][0-9A-Fa-f]|&#|[A-Za-z0-9+/_\-]{15}|[0-9A-Fa-f]{22}"
)
_MOBILE: Final = 11
_NUMBER: Final = 5
_JOINED: Final = 6
_LONG: Final = 12


def shape_of(text: str) -> Shape:
    """Scan a folded text; a text of Han, short numbers and mobile numbers has no shape."""
    if _RICH.search(text) is None:
        return Shape.ANY
    bits = 0
    for run in _RUN.findall(text):
        bits |= _of_run(run)
    if _LATIN.search(text):
        bits |= Shape.LATIN.value
    if _AT.search(text):
        bits |= Shape.AT.value
    if _MASK.search(text):
        bits |= Shape.MASK.value
    if _ENCODED.search(text):
        bits |= Shape.ENCODED.value
    return Shape(bits)


def _of_run(run: str) -> int:
    solid = run.rstrip(" \t-–—./·•_,，、;；:：()（）[]°′″'\"+|\\~#")
    length = len(solid)
    if solid.isdigit():
        if length < _NUMBER or (length == _MOBILE and solid[0] == "1"):
            return 0
        return (Shape.NUMBER | (Shape.LONG if length >= _LONG else 0)).value
    if length < _JOINED:
        return 0
    long = Shape.LONG if length >= _LONG else 0
    return (Shape.JOINED | Shape.NUMBER | long).value
