"""Says whether a doubted name or address counts because a door stands beside it.

Must never speak for a stretch that no certainty would carry: a road, a word that looks like a name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from recognizers.address.evidence import ELSEWHERE
from recognizers.address.evidence import enough as enough_address
from recognizers.lexicon import Lexicon
from recognizers.names.evidence import is_road
from recognizers.sequence.tagged import Tagged

BESIDE: Final = "a door beside it"
_REACH: Final = 60  # characters between the beginnings of both
# What news and titles hardly have: the number of a house, a building, a floor, a room, a stall.
_DOOR: Final = re.compile(
    "[0-9A-Za-z一二三四五六七八九十](?:号|[栋幢座楼层室房弄组排门铺档#])"
    "|[0-9一二三四五六七八九十]单元|[0-9][-－][0-9]|[0-9]$"
)
_START: Final = attrgetter("start")
_LOOKALIKES: Final = Lexicon.load().lookalikes


def doors_of(stretches: Sequence[Tagged], text: str) -> list[Tagged]:
    """The addresses of a text that are certain and hold the number of a door.

    Args:
        stretches: What the model found in it.
        text: The text.

    Returns:
        Those addresses in their order; none for a text without.
    """
    return [
        each
        for each in stretches
        if each.label == "ADDRESS"
        and each.score >= ELSEWHERE
        and _DOOR.search(text, each.start, each.end)
    ]


def beside(doors: Sequence[Tagged], stretch: Tagged, text: str) -> bool:
    """Says whether a stretch counts because one of the doors is near.

    Args:
        doors: What `doors_of` gave for the text.
        stretch: A name or an address whose own evidence does not suffice.
        text: The text.

    Returns:
        True near a door, unless what speaks against the stretch is its own characters.
    """
    start, end, label, _, _ = stretch
    first = bisect_left(doors, start - _REACH, key=_START)
    near = doors[first : bisect_right(doors, start + _REACH, key=_START)]
    if not any(door is not stretch for door in near):
        return False
    if label == "ADDRESS":
        return bool(enough_address(text, start, end, ELSEWHERE))
    return text[start:end] not in _LOOKALIKES and not is_road(text, start, end)
