"""A name found anywhere in a record is a name everywhere in it.

A remark like 签收人林天佑 is hard to read by itself; beside a field that holds 林天佑 it is not.
Must never undo or move what was found in a text itself.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from redactor.envelope import Envelope
from redactor.spans import Span

ECHO: Final = "Echo"  # stands for the recognizer: the evidence is elsewhere in the record

_PERSON: Final = "PERSON"
# Two to six Han characters, the middle dot of minority names included; titles are no names.
_NAME: Final = re.compile(r"[\u3400-\u9fff·]{2,6}")
_TITLED: Final = re.compile(r".*(?:先生|女士|小姐|师傅|老师|经理|总|姐|哥|叔|姨)", re.DOTALL)
# Two characters are often a word's beginning (高峰 in 高峰期): no Han character may follow them.
_SHORT: Final = 2
_MAX_NAMES: Final = 200  # of one record; more are no parcel's, and each costs a look at every text
_NO_MORE: Final = Span(sys.maxsize, sys.maxsize, _PERSON)


def echo(envelope: Envelope) -> None:
    """Add to a record's findings the names of the record wherever they stand again.

    Args:
        envelope: With its findings; `found_leaves` is replaced if there is more to mask.
    """
    names = list(dict.fromkeys(_names(envelope)))[:_MAX_NAMES]
    if not names:
        return
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(_searched, longest_first)))
    known = {id(leaf): spans for leaf, spans in envelope.found_leaves}
    found = [
        (leaf, _with_echoes(leaf.raw_text, known.get(id(leaf), ()), pattern))
        for leaf in envelope.leaves
    ]
    envelope.found_leaves = [(leaf, spans) for leaf, spans in found if spans]


def _names(envelope: Envelope) -> Iterator[str]:
    """Give every full name found in the record."""
    for leaf, spans in envelope.found_leaves:
        for span in spans:
            raw_name = leaf.raw_text[span.start : span.end]
            if span.entity == _PERSON and not span.masked and _is_full(raw_name):
                yield raw_name


def _is_full(raw_name: str) -> bool:
    return bool(_NAME.fullmatch(raw_name)) and not _TITLED.fullmatch(raw_name)


def _searched(raw_name: str) -> str:
    return raw_name + (r"(?![\u3400-\u9fff])" if len(raw_name) == _SHORT else "")


def _with_echoes(text: str, spans: Sequence[Span], names: re.Pattern[str]) -> tuple[Span, ...]:
    """Add the names that stand in a text outside its spans."""
    merged: list[Span] = []
    rest = iter((*spans, _NO_MORE))
    following = next(rest)
    for match in names.finditer(text):
        while following.end <= match.start():  # both run through the text in order: one pass
            merged.append(following)
            following = next(rest)
        if match.end() <= following.start:
            merged.append(Span(match.start(), match.end(), _PERSON, recognizer=ECHO))
    merged += (following, *rest)
    return tuple(merged[:-1])
