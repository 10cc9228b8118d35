"""Moves the ends of an address that the model found to where the address begins and ends.

Must never make an address shorter by more than the words that lead to it: 在, 送到, 不是.
"""

import re
from typing import Final

from recognizers.address import words
from recognizers.address.leads import LEADS, without_lead
from recognizers.address.regions import region_characters, region_end, region_heads, starts_region
from recognizers.address.talk import without_last_word
from recognizers.heads import heads

_HAN: Final = f"[{words.HAN}]"
# 36号|档口, 住院部6楼12号|床: what a number is the number of.
_NUMBERED: Final = f"{words.NUMBERED}|门(?![口铃卫禁锁外前厅牌头])"
_NUMBERED_PART: Final = re.compile(f"(?<=[{words.NUMBERS}]号)(?:{_NUMBERED})")
# 88号|邮政支局, 12号|东湖物流港: what stands at a house number, by its ending.
_AT_NUMBER: Final = re.compile(
    f"(?:(?![{words.TALK}{words.LINKING}{words.GOING}从往有没就不跟把被])[{words.HAN}]){{0,6}}?(?:{words.HOUSES})"
)
HOUSED: Final = heads(re.compile(f"{_NUMBERED}|{words.HOUSES}"))  # what either is told by
# 14楼|左手, 6楼|药剂科: which door of a floor.
_ON_FLOOR: Final = re.compile(
    f"[左右]手?边?(?!转|拐)|[东西南北中]户|[东西南北][侧头]"
    f"|(?:(?![{words.TALK}{words.LINKING}在到])[{words.HAN}]){{1,4}}?(?:{words.OFFICES})"
)
STOREYS: Final = frozenset("楼层")
# 5栋1门|，503: the room behind a sign.
_ROOM: Final = re.compile(
    f"(?:[，,、](?:[0-9{words.NUMERALS}A-F]{{1,2}}(?:单元|门(?!口)|层|楼)"
    f"|(?:[0-9]{{3,4}}|[{words.NUMERALS}零〇]{{3,4}})室?(?![0-9A-Za-z.:：点元块件月年号]))){{1,3}}"
)
ROOMED: Final = frozenset("栋幢座楼门元#")
COMMAS: Final = frozenset("，,、")
SPELT: Final = frozenset("零〇一二三四五六七八九幺两")
_OPENED: Final = re.compile("[(（][^()（）]*$")  # 88号（邮局|）: a bracket that is not closed
# Up to the last character that ends a run of text that an address can be part of: any sign but a
# hyphen, and words of talk that are in no region's name.
ENDS_RUN: Final = f"[\x00-,./:-@\\[-`{{-\u33ff\ua000-\U0010ffff{words.NO_REGION}]"
_TO_RUN: Final = re.compile(f"(?s:.*){ENDS_RUN}")
# What shows that a run is not all address.
_TALK: Final = re.compile(f"[的和都{words.NO_REGION}]|(?<!开)发")
CLOSERS: Final = frozenset("）)")
_ADMIN: Final = frozenset("省市区县旗州盟镇乡")  # what ends a region in front of a region
_ORPHAN: Final = re.compile(
    f"(?P<last>{_HAN})(?=$|[^{words.HAN}0-9A-Za-z]|{words.MOBILE}|[0-9]{{6}}(?![0-9]))"
)
# 280-3号,近区政府: an address goes on after a comma where it says what it is close to.
_CLOSE: Final = re.compile(
    f"[,，] ?(?:靠近|临近|近(?![期日几来况]))[{words.HAN}0-9A-Za-z]{{2,24}}?"
    f"(?={words.MOBILE}|[^{words.HAN}0-9A-Za-z]|$)"
)
NEAR: Final = frozenset(" 靠临近")  # what follows the comma
_CLOSE_BEHIND: Final = heads(_CLOSE)
_FURTHER: Final = CLOSERS | COMMAS | _CLOSE_BEHIND  # signs that an address may go on behind
_LONGEST_REGION: Final = 15  # 双江拉祜族佤族布朗族傣族自治县 (GB/T 2260)
_NO_PART: Final = frozenset(
    f"{words.TALK}{words.LINKING}{words.GOING}{words.CHANGING}{words.LAST}就由交催联电收或转等旁边哈有"
)


def settled(start: int, end: int, text: str, right: int) -> tuple[int, int]:
    """Moves both ends of an address.

    Args:
        start: First character of what the model found.
        end: One past its last.
        text: The text.
        right: Where the next finding starts, or the text's end.

    Returns:
        The address: without words that lead to it, with the region that it goes on from, and
        with a last character that would stand alone behind it.
    """
    if text[start] in LEADS:
        start = without_lead(start, end, text)
    last = without_last_word(start, end, text)
    if last < end:
        end = last
    else:
        following = text[end : end + 1]
        if "\u3400" <= following <= "\u9fff" or following in _FURTHER:
            end = _further(start, end, text, right)
    if start and "\u3400" <= text[start - 1] <= "\u9fff":
        start = _with_region(start, text)
    return start, end


def _further(start: int, end: int, text: str, right: int) -> int:
    """The end of an address that goes on behind what the model found."""
    end = _with_rest(start, end, text, right)
    near = text[end : end + 1] in _CLOSE_BEHIND
    if near and (close := _CLOSE.match(text, end)) and close.start() + 2 < right:
        end = min(close.end(), right)
    return _with_orphan(_with_cut_region(start, end, text, right), text, right)


def _with_region(start: int, text: str) -> int:
    """新疆…博湖县纺织一|路: the region in the same run of text begins the address."""
    run = max(0, start - 60)
    if outside := _TO_RUN.match(text, run, start):
        run = outside.end()
    heads = region_heads()
    for at in range(run, start - 1):
        if text[at : at + 2] in heads and starts_region(text, at) and _leads(text, at, start):
            return at
    return start


def _leads(text: str, at: int, start: int) -> bool:
    """True where the region at a place and the address behind it are one address."""
    if _chained(text, at, start):
        return True
    apart = text[start - 1] not in _ADMIN and starts_region(text, start)
    return not (apart or _TALK.search(text, at, start))


def _chained(text: str, at: int, start: int) -> bool:
    """True where nothing but regions stands between two places: 河南省开封市|顺河回族区."""
    while at < start:
        end = region_end(text, at)
        if end == at:
            return False
        at = end
    return True


def _with_rest(start: int, end: int, text: str, right: int) -> int:
    """88号（邮局|）, 36号|档口, 5栋1门|，503: with what belongs to its last character."""
    last, following = text[end - 1], text[end : end + 1]
    if following in CLOSERS and _OPENED.search(text, start, end):
        return end + 1
    part = None
    if last == "号":
        part = _NUMBERED_PART.match(text, end) or _AT_NUMBER.match(text, end)
    elif last in STOREYS and "\u3400" <= following <= "\u9fff":
        part = _ON_FLOOR.match(text, end)
    elif last in ROOMED and following in COMMAS:
        part = _ROOM.match(text, end)
    elif last in SPELT and following in SPELT and text[end - 2] in SPELT | ROOMED:
        return min(end + 2 if text[end + 1 : end + 2] in SPELT else end + 1, right)
    return part.end() if part and part.end() <= right else end


def _with_cut_region(start: int, end: int, text: str, right: int) -> int:
    """昆明市五|华区: a region's name is not cut in two."""
    if end >= right or text[end] not in region_characters():
        return end
    for at in range(max(start, end - _LONGEST_REGION), end):
        reached = region_end(text, at)
        if end < reached <= right:
            return reached
    return end


def _with_orphan(end: int, text: str, right: int) -> int:
    """高新大都|荟: one character between an address and a number, a sign or a name is its last."""
    if not "\u3400" <= text[end : end + 1] <= "\u9fff":
        return end
    if end + 1 == right and text[end] not in _NO_PART:
        return right
    orphan = _ORPHAN.match(text, end)
    return end + 1 if orphan and orphan["last"] not in _NO_PART else end
