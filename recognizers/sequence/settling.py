"""Takes what the model found through the rules: as far as they have anything to do.

Must never give another answer than all rules give: a contract test compares them.
"""

import re
from collections.abc import Sequence
from typing import Final

from recognizers.address.apart import pieces
from recognizers.address.evidence import ELSEWHERE
from recognizers.names.bounded import IsWord, with_bounded
from recognizers.sequence.foreign import may_be_foreign
from recognizers.sequence.occasions import ALL, FEW, NOTHING, PLACE, build_asks
from recognizers.sequence.tagged import Tagged
from recognizers.sequence.trimming import Around, closed, row_trimmed, trimmed, weighed

# Stretches one behind the other that need all rules, or one that needs a few.
_TO_DO: Final = re.compile(b"%c+|%c" % (ALL, FEW))


def by_occasions(
    verdicts: bytes, stretches: Sequence[Tagged], text: str, is_word: IsWord
) -> list[Tagged]:
    """Cut, part and complete what the model found in a text in which something is to do.

    Args:
        verdicts: What `occasions` says of the text, not empty.
        stretches: What the model found, in order, not overlapping.
        text: What the model has read.
        is_word: Says whether a few characters are a word of the dictionary.

    Returns:
        Names and addresses, in order, not overlapping.
    """
    found, changed = _in_rows(verdicts, stretches, text)
    build = verdicts[-1]
    if changed:
        found = closed(found, text)
        build = build if build == NOTHING else build_asks(text, found)
    return with_bounded(found, text, is_word) if build == PLACE else found


def by_all(stretches: Sequence[Tagged], text: str, is_word: IsWord) -> list[Tagged]:
    """The same for one text, by all rules."""
    return with_bounded(trimmed(stretches, text), text, is_word)


def _in_rows(verdicts: bytes, stretches: Sequence[Tagged], text: str) -> tuple[list[Tagged], bool]:
    """The stretches behind the rules that they need, and whether one of them may be another."""
    found: list[Tagged] = []
    done, foreign = 0, None
    last = len(stretches)
    for match in _TO_DO.finditer(verdicts, 0, last):
        first, over = match.span()
        found += stretches[done:first]
        done = over
        if verdicts[first] == FEW and (stretch := _whole(stretches[first], text)):
            found.append(stretch)
            continue
        foreign = may_be_foreign(text) if foreign is None else foreign
        left = stretches[first - 1].end if first else 0
        right = stretches[over].start if over < last else len(text)
        found += row_trimmed(stretches[first:over], text, Around(left, right, foreign))
    found += stretches[done:]
    return found, foreign is not None


def _whole(stretch: Tagged, text: str) -> Tagged | None:
    """An address, weighed where it is doubted; None where it may be several."""
    start, end, _, score, _ = stretch
    if pieces(start, end, text):
        return None
    return weighed(stretch, text) if score < ELSEWHERE else stretch
