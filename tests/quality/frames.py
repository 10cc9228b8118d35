"""Fills the frames of the project's own sets: a text with slots becomes a labelled line.

Must never label a character that no slot made.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from tests.quality.score import Line, Span

# What makes the value of a slot, and its label; an empty one for text that is no value.
Slots: TypeAlias = Mapping[str, tuple[Callable[[], str], str]]

_SLOT: Final = re.compile(r"\{(\w+)\}")
_NOTHING: Final = re.compile("")


def filled(key: str, frame: str, slots: Slots, courtesy: re.Pattern[str] = _NOTHING) -> Line:
    """Fill a frame.

    Args:
        key: The line's id.
        frame: A text with slots such as `{p}`; without any it is the line.
        slots: What fills them, from left to right.
        courtesy: What a value may begin with that is no part of its span, as `Mr. `.

    Returns:
        The line with its spans, half-open, in code points.

    Raises:
        KeyError: The frame has a slot that does not exist.
    """
    text, spans, at = "", [], 0
    for slot in _SLOT.finditer(frame):
        text += frame[at : slot.start()]
        make, label = slots[slot[1]]
        value = make()
        if label:
            polite = courtesy.match(value)
            start = len(text) + (polite.end() if polite else 0)
            spans.append(Span(start, len(text) + len(value), label))
        text += value
        at = slot.end()
    return Line(key, text + frame[at:], tuple(spans))
