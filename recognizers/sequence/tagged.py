"""A stretch that the model takes for a name or an address, and how sure it is.

Must never depend on who reads texts: the kernel is given these steps and makes the same stretches.
"""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

MODEL_RULE: Final = "sequence model"

LABEL_OF: Final = ("", "PERSON", "ADDRESS")  # of a group of labels
_LEAST: Final = 500  # thousandths
_MOST: Final = 990
_NEW: Final = tuple.__new__  # a stretch's own way costs three times as much
_SURE: Final = 4.6  # a lead above which it is all of that


class Tagged(NamedTuple):
    """A stretch of one text that the model takes for a name or an address.

    Attributes:
        start: First character.
        end: One past the last.
        label: `PERSON` or `ADDRESS`.
        score: How sure the model is, in [0.5, 1).
        rule: What made it one.
    """

    start: int
    end: int
    label: str
    score: float
    rule: str = MODEL_RULE


def tagged(start: int, end: int, group: int, lead: float) -> Tagged:
    """Make a stretch of a group of labels and their mean lead over "outside"."""
    return _NEW(Tagged, (start, end, LABEL_OF[group], certainty(lead), MODEL_RULE))


def certainty(lead: float) -> float:
    """Give the mean lead of the chosen labels over "outside", squashed to [0.5, 1)."""
    if lead <= 0:
        return _LEAST / 1000
    if lead > _SURE:
        return _MOST / 1000
    return round(min(1 / (1 + math.exp(-lead)), _MOST / 1000), 3)


def steps() -> Iterator[tuple[float, float]]:
    """Give each certainty but the least, rising, behind the least lead that has it."""
    for thousandths in range(_LEAST + 1, _MOST + 1):
        middle = (thousandths - 0.5) / 1000
        score, lead = thousandths / 1000, math.log(middle / (1 - middle))
        while certainty(lead) >= score:
            lead = math.nextafter(lead, 0.0)
        while certainty(lead) < score:
            lead = math.nextafter(lead, math.inf)
        yield lead, score
