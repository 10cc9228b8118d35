"""Talk written to be hard: lines of one hand, their values marked in place; a development set.

Must never train, nor hold anyone who lives: names, doors and numbers are made up.
"""

import re
from pathlib import Path
from typing import Final

from tests.quality.score import Line, Span
from tests.quality.sets import EvaluationSet
from tests.quality.train.vocabulary import read_sections

NAME: Final = "hard_talk"
FRAMES: Final = read_sections(Path(__file__).parent / "hard_talk.txt")
_MARK: Final = re.compile(r"\{([ap])=([^{}]+)\}")
_LABEL_OF: Final = {"p": "PERSON", "a": "ADDRESS"}


def marked(key: str, row: str) -> Line:
    """Take the marks off a line: `{p=王芳}在{a=3栋}` is 王芳在3栋 with two spans.

    Args:
        key: The line's id.
        row: A text with its values marked; without a mark it is the line.

    Returns:
        The line with its spans, half-open, in code points.
    """
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(row):
        text += row[at : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), _LABEL_OF[mark[1]]))
        text += mark[2]
        at = mark.end()
    return Line(key, text + row[at:], tuple(spans))


def hard_talk() -> EvaluationSet:
    """The corpus: talk, then what looks like it and holds no value."""
    rows = ((kind, place, row) for kind in FRAMES for place, row in enumerate(FRAMES[kind]))
    lines = tuple(marked(f"{NAME}-{kind}-{place}", row) for kind, place, row in rows)
    return EvaluationSet(NAME, lines, tuple(_LABEL_OF.values()))
