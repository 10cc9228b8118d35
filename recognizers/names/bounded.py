"""Finds the name that a waybill must hold: one person to a mobile number, glued to its fields.

Must never act on a text without a mobile number, nor where the model found a person for each.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from recognizers.address.leftover import with_leftovers
from recognizers.address.regions import starts_province
from recognizers.lexicon import Lexicon
from recognizers.sequence.tagged import Tagged

_MOBILE: Final = re.compile("1(?<![0-9].)[3-9][0-9]{9}(?![0-9])")
GAP: Final = " \t\r\n,，:：;；/、。"
_BREAK: Final = "\n"  # one of the gaps
_WORDS: Final = re.compile("[\u3400-\u9fff]")
_ASKING: Final = "吗呢吧了的啊呀"  # what closes a sentence, not a name
_LONGEST: Final = 4  # characters of a name
_HAN: Final = re.compile(f"[\u3400-\u9fff]{{2,{_LONGEST}}}")
# What an address ends with where a name may follow at once: a number, or one of these.
_CLOSED: Final = "0123456789号室楼层栋幢座口面侧旁边处内院米户房组"
# The same on a bare line, of nothing but numbers and one address: it must hold a name too.
ENDED: Final = f"{_CLOSED}街路道段线巷弄桥县市区乡镇村庄里近下上东西南北首场地会馆店城园中间"
_SCORE: Final = 0.7  # of a name that its place alone speaks for
_RULE: Final = "one person to a mobile number"
_LEAD: Final = (2, 3, 4)  # characters of a name before a region

IsWord = Callable[[str], bool]


def with_bounded(stretches: Sequence[Tagged], text: str, is_word: IsWord) -> list[Tagged]:
    """Adds the names that the text's build asks for.

    Args:
        stretches: What the model found, in order, not overlapping.
        text: The text.
        is_word: Says whether a few characters are a word of the dictionary.

    Returns:
        Stretches in order, not overlapping; those given, unless a name had to be cut off an
        address's head or tail. Where every number has its person, what is left over behind an
        address belongs to it.
    """
    found = list(stretches)
    mobiles = [match.span() for match in _MOBILE.finditer(text)]
    if not mobiles:
        return found
    missing = len(mobiles) - [label for _, _, label, _, _ in found].count("PERSON")
    if missing > 0:
        names = _in_gaps(found, mobiles, text, is_word)
        if not names:
            found, names = _cut_off(found, mobiles, text, is_word)
        found = sorted(found + names[:missing], key=lambda stretch: stretch.start)
        missing -= len(names)
    return found if missing > 0 else with_leftovers(found, mobiles, text)


def _in_gaps(
    found: Sequence[Tagged], mobiles: Sequence[tuple[int, int]], text: str, is_word: IsWord
) -> list[Tagged]:
    """Names that stand between two fields, or between a field and the text's end."""
    gaps = list(_gaps(found, mobiles, text))
    alone = len(gaps) == 1  # all else is numbers and addresses
    full = alone and len(found) == len(mobiles)
    return [
        Tagged(begin, begin + len(name), "PERSON", _SCORE, _RULE)
        for begin, name in gaps
        if len(name) <= _LONGEST
        and _like_name(name)
        and (full or not is_word(name))
        and ((alone and name[-1] not in _ASKING) or not is_word(name[:2]))
    ]


def _gaps(
    found: Sequence[Tagged], mobiles: Sequence[tuple[int, int]], text: str
) -> Iterator[tuple[int, str]]:
    """Where words stand between two fields, and what they are without the signs around them."""
    at = 0
    spans = sorted([stretch[:2] for stretch in found] + list(mobiles))
    for start, end in [*spans, (len(text), len(text))]:
        if at < start:
            rest = text[at:start].lstrip(GAP)
            if _WORDS.search(rest):
                yield start - len(rest), rest.rstrip(GAP)
        at = max(at, end)


def _cut_off(
    found: Sequence[Tagged], mobiles: Sequence[tuple[int, int]], text: str, is_word: IsWord
) -> tuple[list[Tagged], list[Tagged]]:
    """Names that the model took for the head or the tail of an address."""
    edges = {0, len(text)} | {edge for span in mobiles for edge in span}
    bare = len(found) == 1 and _is_bare(found[0], text)
    kept: list[Tagged] = []
    names: list[Tagged] = []
    for stretch in found:
        cut = None
        if stretch.label == "ADDRESS" and not names:
            cut = _head(stretch, text, edges) or _tail(stretch, text, edges, bare=bare)
        if cut is None or is_word(text[cut[0] : cut[1]]):
            kept.append(stretch)
            continue
        names.append(Tagged(*cut, "PERSON", _SCORE, _RULE))
        start, end = max(stretch.start, cut[1]), stretch.end
        if cut[0] > stretch.start:
            start, end = stretch.start, cut[0]
        kept.append(Tagged(start, end, stretch.label, stretch.score))
    return kept, names


def _head(stretch: Tagged, text: str, edges: set[int]) -> tuple[int, int] | None:
    """A name right before the province: 柳岸青|台湾花莲县."""
    if stretch.start not in edges or starts_province(text, stretch.start):
        return None
    for size in _LEAD:
        end = stretch.start + size
        if starts_province(text, end) and _like_name(text[stretch.start : end]):
            return stretch.start, end
    return None


def _tail(stretch: Tagged, text: str, edges: set[int], *, bare: bool) -> tuple[int, int] | None:
    """A name right after the last number, 1楼|束砚臻, or a bare line's last: 人民路|柳锁."""
    if stretch.end not in edges:
        return None
    rules = (_CLOSED, sure_name), (ENDED, _plain_name), (ENDED, _lone_name)
    for ends, is_name in rules if bare else rules[:1]:
        for size in (4, 3, 2):
            start = stretch.end - size
            closed = start > stretch.start and text[start - 1] in ends
            if closed and text[start] not in _CLOSED and is_name(text[start : stretch.end]):
                return start, stretch.end
    return None


def _is_bare(address: Tagged, text: str) -> bool:
    """True for a line of nothing but mobile numbers and this address."""
    rest = text[: address.start] + _BREAK + text[address.end :]
    return not _MOBILE.sub("", rest).strip(GAP)


def _like_name(name: str) -> bool:
    """True for a surname and one or two Han characters."""
    if not _HAN.fullmatch(name):
        return False
    return _is_compound(name) or (len(name) < 4 and name[0] in Lexicon.load().surnames)  # noqa: PLR2004  # one and one or two


def _is_compound(name: str) -> bool:
    """True for a surname of two characters and more behind it."""
    return len(name) > 2 and name[:2] in Lexicon.load().compound  # noqa: PLR2004  # surname and given name


def surname_heads() -> frozenset[str]:
    """Give the characters that a name begins with."""
    lexicon = Lexicon.load()
    return lexicon.surnames | lexicon.compound_heads


def sure_name(name: str) -> bool:
    """True for a surname and characters that given names are made of."""
    return _like_name(name) and all(c in Lexicon.load().given_set for c in name[1:])


def _lone_name(name: str) -> bool:
    """True for a surname and any characters, unless a part of an address begins or ends so."""
    begins = name[0] in ENDED and not _is_compound(name)
    return _like_name(name) and not begins and name[-1] not in ENDED


def _plain_name(name: str) -> bool:
    """True for what is both a sure name and no part of an address."""
    return sure_name(name) and _lone_name(name)
