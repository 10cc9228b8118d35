"""A name found anywhere in a record is a name everywhere in it.

A remark like 签收人林天佑 is hard to read by itself; beside a field that holds 林天佑 it is not.
Must never undo or move what was found in a text itself.
"""

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from redactor.envelope import Envelope
from redactor.spans import END, ENTITY, MASKED, START, Span

ECHO: Final = "Echo"  # stands for the recognizer: the evidence is elsewhere in the record

PERSON: Final = "PERSON"
# Two to six Han characters, the middle dot of minority names included; titles are no names.
TITLES: Final = tuple("先生 女士 小姐 师傅 老师 经理 总 姐 哥 叔 姨".split())
_UNTITLED: Final = "".join(f"(?<!{title})" for title in TITLES)
_NAME: Final = re.compile(rf"[\u3400-\u9fff·]{{2,6}}{_UNTITLED}")
_BETWEEN: Final = "\0"  # stands in no name
# Two characters are often a word's beginning (高峰 in 高峰期): no Han character may follow them.
_SHORT: Final = 2
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_MAX_NAMES: Final = 200  # of one record; more are no parcel's
_FEW: Final = 30  # names that cost less to be counted than to be looked for
_NOWHERE: Final = (sys.maxsize, sys.maxsize)
_NO_MORE: Final = Span(*_NOWHERE, PERSON)


def echo(envelope: Envelope) -> None:
    """Add to a record's findings the names of the record wherever they stand again.

    Args:
        envelope: With its findings; `spans` is replaced if there may be more to mask.
    """
    envelope.spans = echoed(envelope.raw_texts, envelope.spans)


def echoed(texts: Sequence[str], spans: list[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    """Give the spans of a record's texts with its names wherever they stand again.

    Names are looked for as plain text: a pattern of them would cost more to compile than all
    else a record needs, and would be kept by `re` with the names in it. Many are looked for where
    their first characters stand, which are fewer, and found faster. All texts are looked through
    as one: a record of many rows has thousands of short ones.

    Args:
        texts: All of a record.
        spans: Of each text what was found in it; given back where there is nothing more to mask.
    """
    there = _names(texts, spans)
    if not there:
        return spans
    names = list(there)[:_MAX_NAMES]
    joined = _BETWEEN.join(texts)
    if len(names) > _FEW or _stand_again(names, there, joined):
        places = _places(joined, frozenset(names), _by_head(names))
        return _with_echoes(texts, spans, places)
    return spans


def _stand_again(names: Iterable[str], there: Mapping[str, int], joined: str) -> bool:
    """Tell whether any name stands in a record's texts more often than it was found.

    `count` gives the most places that do not overlap, and so at least one more than were found if
    there is one that no finding of the name touches.
    """
    for name in names:  # noqa: SIM110 -- a generator costs as much as the search
        if joined.count(name) > there[name]:
            return True
    return False


def _names(texts: Iterable[str], found: Iterable[tuple[Span, ...]]) -> dict[str, int]:
    """Count every full name found in the record, in the order of finding."""
    there: dict[str, int] = {}
    for text, spans in zip(texts, found, strict=True):
        for raw_name in names_in(text, spans):
            there[raw_name] = there.get(raw_name, 0) + 1
    return there


def names_in(text: str, spans: Iterable[Span]) -> list[str]:
    """Give every full name that was found in a text, as often as it was."""
    names: list[str] = []
    for span in spans:
        if span[ENTITY] == PERSON and not span[MASKED]:
            raw_name = text[span[START] : span[END]]
            if _NAME.fullmatch(raw_name):
                names.append(raw_name)
    return names


def _by_head(names: Iterable[str]) -> dict[str, list[int]]:
    """Give the lengths of the names that begin with a character, the longest first."""
    heads: dict[str, set[int]] = {}
    for name in names:
        heads.setdefault(name[0], set()).add(len(name))
    return {head: sorted(lengths, reverse=True) for head, lengths in heads.items()}


def _with_echoes(
    texts: Iterable[str], found: Iterable[tuple[Span, ...]], places: Iterator[tuple[int, int]]
) -> list[tuple[Span, ...]]:
    """Add the names that stand in each text outside its spans.

    Args:
        texts: Of the record.
        found: The spans of each.
        places: Where names stand in the texts as they were joined, in order.
    """
    every: list[tuple[Span, ...]] = []
    start, end = next(places, _NOWHERE)
    first = 0  # of a text's characters among all
    for text, spans in zip(texts, found, strict=True):
        last = first + len(text)
        here: list[tuple[int, int]] = []
        while start < last:
            here.append((start - first, end - first))
            start, end = next(places, _NOWHERE)
        every.append(_merged(text, spans, here) if here else spans)
        first = last + len(_BETWEEN)
    return every


def _places(
    text: str, names: Collection[str], lengths: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Give where names stand, from left to right, the longest of those that begin together."""
    done = 0
    for start in _starts(text, lengths):
        if start < done:
            continue
        for length in lengths[text[start]]:
            end = start + length
            if end > len(text) or text[start:end] not in names:
                continue
            if length > _SHORT or not _HAN.match(text, end):
                done = end
                yield start, end
                break


def _starts(text: str, heads: Iterable[str]) -> list[int]:
    """Give where these characters stand in a text, in order."""
    starts: list[int] = []
    for head in heads:
        at = text.find(head)
        while at >= 0:
            starts.append(at)
            at = text.find(head, at + 1)
    starts.sort()
    return starts


def _merged(
    text: str, spans: tuple[Span, ...], places: Iterable[tuple[int, int]]
) -> tuple[Span, ...]:
    """Put the places that no span touches among a text's spans, in text order."""
    if len(spans) == 1 and spans[0].end - spans[0].start == len(text):
        return spans
    merged: list[Span] = []
    rest = iter((*spans, _NO_MORE))
    following = next(rest)
    for start, end in places:
        while following.end <= start:  # both run through the text in order: one pass
            merged.append(following)
            following = next(rest)
        if end <= following.start:
            merged.append(Span(start, end, PERSON, recognizer=ECHO))
    merged += (following, *rest)
    return tuple(merged[:-1])
