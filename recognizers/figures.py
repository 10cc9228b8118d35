"""Whole numbers as programs print figures: 13800138000.0, 1.3800138E10, 13,800,138,000.

Must never take a fraction for a whole number, nor lose where any digit was written.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from recognizers.checks import is_checked, is_resident_id

# What pandas and Excel leave of a column with a gap (`.0`, `.00`), what Double.toString of Java,
# Gson and %v of Go print of large numbers (`1.38E10`), and what MessageFormat and FreeMarker print
# of every long (`13,800,138,000`). Fewer than six digits of a mantissa say too little of a number.
FIGURE: Final = (
    r"[0-9](?<![0-9A-Za-z.].)(?:"
    r"(?<=[1-9])\.(?P<decimals>[0-9]{5,17})[Ee]\+?(?P<power>[0-9]{1,2})"
    r"|[0-9]{6,18}\.0{1,6}"
    r"|(?<=[1-9])(?P<grouped>[0-9]{0,2}(?:,[0-9]{3}){3,6})(?!,[0-9]{3}(?![0-9]))(?:\.0{1,6})?"
    r")(?![0-9A-Za-z]|\.[0-9])"
)
_MATCH: Final = re.compile(FIGURE)
_MOST_DIGITS: Final = 19  # as many as a bank card has
_COMMA: Final = ","
# What grouped digits must be: 3单元101,102,103,104 are four rooms.
_MOBILE: Final = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_ID_DIGITS: Final = 18
_CARD_DIGITS: Final = (16, 17, 19)


@dataclass(frozen=True, slots=True)
class Written:
    """Digits, and where in the text they were written: half-open, all of one length."""

    text: str = field(repr=False)
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def without_figures(text: str) -> Written | None:
    """Give the text with the digits alone of each figure; None where it holds none.

    Of a figure with an exponent every digit stands for all of it. Otherwise each stands for itself,
    and the last one for the zeros behind the point, too.
    """
    matches = [match for match in _MATCH.finditer(text) if _is_whole(match)]
    if not matches:
        return None
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in matches:
        begin, end = match.span()
        starts += range(at, begin)
        ends += range(at + 1, begin + 1)
        digits, first, last = _digits(match)
        pieces += (text[at:begin], digits)
        starts += first
        ends += last
        at = end
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Written("".join((*pieces, text[at:])), tuple(starts), tuple(ends))


def _is_whole(match: re.Match[str]) -> bool:
    """No digit of its mantissa is behind the point; grouped, it is a number of somebody's."""
    if match["grouped"] is not None:
        return _is_somebodys(match.group().partition(".")[0].replace(_COMMA, ""))
    decimals = match["decimals"]
    return decimals is None or len(decimals) <= int(match["power"]) < _MOST_DIGITS


def _is_somebodys(digits: str) -> bool:
    """True for a mobile, an identity or a card number; cards of 15 look like a list of rooms."""
    if len(digits) == _ID_DIGITS:
        return is_resident_id(digits)
    return _MOBILE.fullmatch(digits) is not None or (
        len(digits) in _CARD_DIGITS and is_checked(digits)
    )


def _digits(match: re.Match[str]) -> tuple[str, list[int], list[int]]:
    """The digits of a figure, and where each was written."""
    begin, end = match.span()
    if match["decimals"] is not None:
        size = int(match["power"]) + 1
        digits = (match.group()[0] + match["decimals"]).ljust(size, "0")
        return digits, [begin] * size, [end] * size
    whole = match.group().partition(".")[0]
    places = [begin + place for place, sign in enumerate(whole) if sign != _COMMA]
    return whole.replace(_COMMA, ""), places, [*(place + 1 for place in places[:-1]), end]
