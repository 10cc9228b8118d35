"""Counts what was found, missed, leaked and masked for nothing; with bootstrap intervals.

Must never hold or print a text: it works on offsets, and a miss is a line's id and offsets.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

_ROUNDS: Final = 400  # bootstrap samples; enough for two digits of a 95 % interval


class Span(NamedTuple):
    """A labelled stretch of a text, half-open, in code points."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an evaluation set.

    Attributes:
        key: The line's id in its set.
        text: The text, never shown in a `repr`.
        gold: The values in it.
        hint: Name of the field it comes from.
    """

    key: str
    text: str = field(repr=False)
    gold: tuple[Span, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened on one line for one label.

    Attributes:
        hit: Spans found exactly.
        false: Spans found that are none.
        missed: Spans not found exactly.
        leaked: Characters of gold spans under no finding of any label.
        gold: Characters of gold spans.
        over: Characters under a finding of this label and under no gold span at all.
        other: Characters under no gold span at all.
    """

    hit: int = 0
    false: int = 0
    missed: int = 0
    leaked: int = 0
    gold: int = 0
    over: int = 0
    other: int = 0


class Rates(NamedTuple):
    """Rates of a set, each in [0, 1]."""

    precision: float
    recall: float
    f1: float
    leak: float
    over_mask: float


def count(line: Line, found: Sequence[Span], label: str) -> Counts:
    """Compares one line's findings with its gold spans.

    Args:
        line: The line.
        found: All findings, of every label.
        label: The label to count.

    Returns:
        The counts; all zero but `other` for a line without the label.
    """
    gold = {s for s in line.gold if s.label == label}
    mine = {s for s in found if s.label == label}
    wanted, all_wanted = _cover(gold), _cover(line.gold)
    return Counts(
        hit=len(gold & mine),
        false=len(mine - gold),
        missed=len(gold - mine),
        leaked=len(wanted - _cover(found)),
        gold=len(wanted),
        over=len(_cover(mine) - all_wanted),
        other=len(line.text) - len(all_wanted),
    )


def rates(counts: Sequence[Counts]) -> Rates:
    """Rates over many lines; what divides by nothing is 0, but precision and recall are 1 then."""
    hit = sum(c.hit for c in counts)
    found = hit + sum(c.false for c in counts)
    wanted = hit + sum(c.missed for c in counts)
    precision = hit / found if found else 1.0
    recall = hit / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    leaked, gold = sum(c.leaked for c in counts), sum(c.gold for c in counts)
    over, other = sum(c.over for c in counts), sum(c.other for c in counts)
    return Rates(
        precision, recall, f1, leaked / gold if gold else 0.0, over / other if other else 0.0
    )


def interval(counts: Sequence[Counts], seed: int = 0) -> tuple[Rates, Rates]:
    """The 95 % percentile bootstrap over lines (Efron 1979).

    Args:
        counts: One entry per line, at least one.
        seed: Of the resampling.

    Returns:
        The 2.5th and 97.5th percentile of every rate.
    """
    draw = random.Random(seed)
    samples = [rates(draw.choices(counts, k=len(counts))) for _ in range(_ROUNDS)]
    columns = [sorted(column) for column in zip(*samples, strict=True)]
    low, high = round(0.025 * (_ROUNDS - 1)), round(0.975 * (_ROUNDS - 1))
    return Rates(*(c[low] for c in columns)), Rates(*(c[high] for c in columns))


def _cover(spans: Sequence[Span] | set[Span]) -> set[int]:
    """All positions under the spans."""
    return {i for span in spans for i in range(span.start, span.end)}
