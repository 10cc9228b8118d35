"""What kinds of writing a text holds, found in one cheap scan.

Must never be finer than the recognizers that rely on it: a shape may only say that something
certainly is not there.
"""

import re
from enum import IntFlag
from typing import Final


class Shape(IntFlag):
    """Kinds of writing; a recognizer names those it needs at least one of."""

    ANY = 0  # as a need: every text
    SHORT = 1  # a code of up to four digits
    MOBILE = 2  # eleven digits that begin as a mobile number does
    NUMBER = 4  # another code with five digits or more
    LATIN = 8  # letters, with or without digits
    AT = 16
    MASK = 32  # stars and other signs that hide characters
    JOINED = 64  # a code holding separators, or something that may continue a number


_CODE: Final = re.compile(r"[0-9A-Za-z@*^+(（][!-~]*")
_MASK: Final = re.compile(r"[*^●•×]")


def shape_of(text: str) -> Shape:
    """Scan a folded text; the empty text has no shape."""
    shape = Shape.ANY
    for match in _CODE.finditer(text):
        shape |= _of_code(match.group())
    return shape | Shape.MASK if _MASK.search(text) else shape


def _of_code(code: str) -> Shape:
    if code.isdigit():
        if len(code) <= 4:  # noqa: PLR2004  # room and house numbers
            return Shape.SHORT
        return Shape.NUMBER
    return Shape.NUMBER | Shape.LATIN | Shape.JOINED | (Shape.AT if "@" in code else Shape.ANY)
