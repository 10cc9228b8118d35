"""The digits of a number that a program printed as a figure: 13800138000.0, 1.3800138E10.

So that its mask and its pseudonym are those of the number. Must never take a fraction for a whole
number: what is none stays as it was written.
"""

import re
from typing import Final

_SIGNS: Final = frozenset(".,")
_POINTED: Final = re.compile(
    r"([0-9]{7,19}(?=\.)|[1-9][0-9]{0,2}(?:,[0-9]{3}){3,6})(?:\.0{1,6})?", re.ASCII
)
_RAISED: Final = re.compile(r"([1-9])\.([0-9]{5,17})E\+?([0-9]{1,2})", re.ASCII | re.IGNORECASE)
_MOST_DIGITS: Final = 19


def digits_of(raw_value: str) -> str:
    """Give the digits of a figure; any other value as it is."""
    if _SIGNS.isdisjoint(raw_value):
        return raw_value
    if pointed := _POINTED.fullmatch(raw_value):
        return pointed[1].replace(",", "")
    raised = _RAISED.fullmatch(raw_value)
    if raised is None or not len(raised[2]) <= int(raised[3]) < _MOST_DIGITS:
        return raw_value
    return (raised[1] + raised[2]).ljust(int(raised[3]) + 1, "0")
