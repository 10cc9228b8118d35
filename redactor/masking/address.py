"""Where to cut an address so that no household can be read from it.

Must never trust the parts alone: what looks like a house, unit or room number is cut off even
inside a part that the recognizer took for a road.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from redactor.masking.traces import ROAD_TAIL
from redactor.spans import END, PARTS, START, PartSpan, Span

HIDDEN_TAIL: Final = "****"
LEVEL: Final = 2  # of a part, by number as the fields of a span are

# GB/T 41833-2022 hides 单元户室号; the number and building before them are hidden with them, since
# on most streets they name a household already.
KEPT_LEVELS: Final = frozenset({"province", "city", "county", "town", "road", "poi"})

# The first numeral, of any script, that counts houses, buildings, units, floors, rooms or groups;
# and any digit that is not part of a numbered road (312国道, 104省道, S32高速).
_HOUSEHOLD: Final = re.compile(
    r"[0-9０-９A-Za-z]{1,8}(?!\d{0,6}(?:国道|省道|县道|乡道|高速))"
    r"|[一二三四五六七八九十百零〇两]{1,6}(?:号|栋|幢|座|楼|单元|门|室|户|层|组|队|社|弄|巷|期|区)"
)

# Where any of them begins; `re` skips to one of a set.
_COUNTS: Final = re.compile(r"[0-9０-９A-Za-z一二三四五六七八九十百零〇两]")

# What may stand between two parts; anything else was not read and may be a name.
_SEPARATORS: Final = re.compile(r"[\s,，、.。·/()（）【】:：-]{0,16}")


def cut_address(raw_value: str, span: Span) -> str:
    """Keep an address from its first part down to its road or estate.

    Args:
        raw_value: The address as written.
        span: Its parts, with offsets of the surrounding text.

    Returns:
        The kept head and `****`; only `****` when no part is known.
    """
    head = head_of(raw_value, span, KEPT_LEVELS)
    if head and raw_value.endswith(HIDDEN_TAIL) and ROAD_TAIL.fullmatch(raw_value, len(head)):
        return raw_value
    return head + HIDDEN_TAIL


def head_of(raw_value: str, span: Span, levels: Collection[str]) -> str:
    """Give an address down to the last of its parts, from the first on, that is of these levels.

    Returns:
        The head as written, without any household's number; empty if the first part is of
        another level, or none is known.
    """
    kept = _kept(raw_value, span, levels)
    return raw_value[: _shown(raw_value, kept[-1][END] - span[START])] if kept else ""


def heads_of(raw_value: str, span: Span, levels: Collection[str]) -> list[tuple[str, str]]:
    """Give the heads of an address, each down to one of its parts, as `head_of` does.

    Returns:
        Level and head of each part from the first on that is of these levels, short to long. None
        reaches into a household's number; what would add nothing to the one before is left out.
    """
    kept = _kept(raw_value, span, levels)
    most = _shown(raw_value, kept[-1].end - span.start) if kept else 0
    heads: list[tuple[str, str]] = []
    for part in kept:
        head = raw_value[: min(part.end - span.start, most)]
        if len(head) > (len(heads[-1][1]) if heads else 0):
            heads.append((part.level, head))
    return heads


def _kept(raw_value: str, span: Span, levels: Collection[str]) -> Sequence[PartSpan]:
    """Give the parts of these levels from the first on, with nothing between that was not read."""
    parts, begin, done = span[PARTS], span[START], 0
    for number, part in enumerate(parts):
        start = part[START] - begin
        if part[LEVEL] not in levels or (
            start != done and not _SEPARATORS.fullmatch(raw_value, done, start)
        ):
            return parts[:number]
        done = part[END] - begin
    return parts


def _shown(raw_value: str, end: int) -> int:
    """Give where the first household's number before `end` begins; `end` if there is none."""
    counts = _COUNTS.search(raw_value, 0, end)
    household = _HOUSEHOLD.search(raw_value, counts.start(), end) if counts else None
    return household.start() if household else end
