"""Gives to an address what is left over behind it, on a waybill line or where a shop closes one.

Must never act on talk: what is left must stand right behind the address, without a sign or a word
of a sentence in it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from recognizers.address import words
from recognizers.address.talk import goes_on
from recognizers.sequence.tagged import Tagged

LEFT: Final = f"[{words.HAN}A-Za-z0-9()（）#-]"
_LEFT: Final = re.compile(f"{LEFT}{{1,12}}")
_NO_PART: Final = re.compile(
    f"[{words.TALK}{words.LINKING}{words.WAITING}{words.DENYING}拿问交由们]|{words.CAPTIONS}|[0-9]{{6}}"
)
# A line that is an address and a few characters more: 文一西路12号|伊芙丽. The shop belongs to it.
_KEY: Final = re.compile(f"\\s*(?:[{words.HAN}]{{0,4}}地址[:：]?\\s*)?")
ENDS_KEY: Final = "[\\s址:：]"  # what that ends with, where there is a key
_SHOP: Final = re.compile(f"[ _-]?(?P<shop>[{words.HAN}A-Za-z0-9·&()（）_-]{{2,12}})[ 。]?")
_NO_SHOP: Final = re.compile(
    f"[{words.TALK}{words.WAITING}{words.DENYING}派拿放到停封无已未有在]|附近|周边|[0-9]{{5}}"
    "|电?联[系络电]|电联|(?<![开批研])发|修(?!学)"
)
_LEAST: Final = 5  # characters of an address that a shop may follow
_PLACED: Final = re.compile("[0-9]|[省市区县镇乡街路道]")


def with_leftovers(
    found: Sequence[Tagged], mobiles: Sequence[tuple[int, int]], text: str
) -> list[Tagged]:
    """Lengthens each address over what stands between it and the next value or the text's end.

    Args:
        found: Names and addresses, in order, not overlapping.
        mobiles: Where the mobile numbers stand.
        text: The text.

    Returns:
        The findings in their order.
    """
    begins: list[int] = []
    grown = []
    for stretch in found:
        if stretch.label == "ADDRESS" and _LEFT.match(text, stretch.end):
            if not begins:
                starts = [start for start, _ in mobiles]
                begins = sorted([s.start for s in found] + starts + [len(text)])
            border = begins[bisect_left(begins, stretch.end)]
            rest = text[stretch.end : border]
            part = rest and _LEFT.fullmatch(rest) and not _NO_PART.search(rest)
            if part and not goes_on(stretch.end, border, text):
                grown.append(stretch._replace(end=border))
                continue
        grown.append(stretch)
    return grown


def with_shop(start: int, end: int, text: str) -> int:
    """Moves the end of the only finding of a text over the shop that closes the line.

    Args:
        start: First character of the address.
        end: One past its last.
        text: The text.

    Returns:
        The end of the text where the address begins it, behind its key or not, and no more than
        a name without a sign or a word of talk follows; else `end`.
    """
    if end - start < _LEAST or not _KEY.fullmatch(text, 0, start):
        return end
    if not _PLACED.search(text, start, end):
        return end
    tail = _SHOP.fullmatch(text, end)
    if tail is None or _NO_SHOP.search(tail["shop"]) or goes_on(end, len(text), text):
        return end
    return tail.end("shop")
