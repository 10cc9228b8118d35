"""Finds where an address begins behind the words that lead to it: 搬上|…, 谁拿错|…, 应该是|….

Must never take away a character that a place's name may begin with: 住宅楼, 下沙, 白天鹅宾馆.
"""

import re
from typing import Final

from recognizers.address import words
from recognizers.address.regions import region_names, starts_region
from recognizers.heads import heads
from recognizers.openings import openings

_SIGN: Final = "[ ，,]?"
# Before a region alone: 到|山东省…, 寄到|历下区….
_BEFORE_REGION: Final = re.compile(words.any_of(words.BEFORE_REGION))
# Words that no place's name begins with; 去[到在送]? and such may stand between them and it.
_LED: Final = re.compile(
    f"(?:{words.LIVING}|{words.BRINGING})"
    f"|(?:{words.HEDGES})[是在去送放]?"
    f"|(?:{words.ON_THE_WAY}|{words.WHEN_LED})[去到在放送寄派]?"
    f"|(?:{words.CALLED}){_SIGN}"
    f"|{words.WHO}|{words.LOOKED_UP}|{words.RECORDED}|{words.PARCEL}|{words.NEAR}"
)
# The second half of a verb whose first the model left outside: 搬|上…, 寄|自….
_HALF: Final = re.compile(words.HALVES)
# 两件|…, 8月18号 |…: most doors begin with a number.
_COUNTED: Final = re.compile(words.COUNTED + _SIGN)
COUNTS: Final = heads(_COUNTED)
COUNTED: Final = frozenset("天趟遍件票箱月")  # one of these follows within two characters
_HALVES: Final = heads(_HALF)
# 那|…呢, 有|…的: what is a word of the sentence only where it goes on so.
_ONLY_BEFORE: Final = {"那": frozenset("呢吗怎能要可"), "有": frozenset("的")}
LEADS: Final = heads(_BEFORE_REGION) | heads(_LED) | _HALVES | COUNTS | _ONLY_BEFORE.keys()
# What a word that leads to an address begins with, as far as two characters tell; not what counts.
OPENINGS: Final = frozenset[str]().union(
    *(openings(one.pattern) for one in (_BEFORE_REGION, _LED, _HALF)), _ONLY_BEFORE
)
_LEAST: Final = 2  # characters that are left of an address


def without_lead(start: int, end: int, text: str) -> int:
    """Moves the beginning of an address over the words that lead to it.

    Args:
        start: First character of what the model found.
        end: One past its last.
        text: The text.

    Returns:
        Where the address begins: 不是|新疆…, 住|秋水台15幢; at least two characters are left of it.
    """
    while text[start] in LEADS:
        led = _led(start, end, text)
        if led == start:
            break
        start = led
    return start


def _led(start: int, end: int, text: str) -> int:
    """The same by one word."""
    if text[start] in COUNTS:
        return _over(_COUNTED.match(text, start), start, end)
    lead = _BEFORE_REGION.match(text, start, end)
    if lead and starts_region(text, lead.end()):
        return lead.end()
    if starts_region(text, start):
        return start
    may_be_half = text[start] in _HALVES and text[start : start + 2] not in region_names()
    led = _LED.match(text, start) or (_HALF.match(text, start) if may_be_half else None)
    if led:
        return _over(led, start, end)
    goes_on = text[end : end + 1] in _ONLY_BEFORE.get(text[start], ())
    return start + 1 if goes_on and end - start > _LEAST + 1 else start


def _over(lead: re.Match[str] | None, start: int, end: int) -> int:
    """One past a word that leads to an address; its beginning where too little is left."""
    return lead.end() if lead and lead.end() <= end - _LEAST else start
