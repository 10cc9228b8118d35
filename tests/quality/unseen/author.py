"""Fills the frames of a sealed corpus with seeded values; the labels come with the slots.

Must never be printed by a tool that was not told to unseal it.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from tests.quality.score import Line, Span
from tests.quality.sets import EvaluationSet
from tests.quality.unseen.shelf import Shelf

KINDS: Final = (
    "courier",
    "notes",
    "service",
    "tracking",
    "complaints",
    "phone",
    "group",
    "quiet",
)
LABELS: Final = ("PERSON", "ADDRESS", "PHONE_NUMBER")
_COPIES: Final = 4  # texts per frame with slots; a frame without stands once
_HURRIED: Final = 3  # the copy that is typed in a hurry
_FORMAL: Final = ("tracking", "quiet")  # nobody types these in a hurry
_SLIPS: Final = 0.6  # share of hurried texts with a wrong word
_NO_COMMAS: Final = str.maketrans("，。！；", "    ")
_SLOT: Final = re.compile(r"\{([a-z]\w*?)(_\d)?\}", re.ASCII)


class Source(Protocol):
    """Makes the values of one corpus."""

    def value(self, slot: str) -> tuple[str, str]:
        """The label, empty for none, and a value of a slot.

        Raises:
            KeyError: There is no such slot.
        """


@dataclass(frozen=True, slots=True)
class Corpus:
    """A sealed corpus.

    Attributes:
        name: The name of its set.
        seed: Of all its values.
        shelf: Its frames and lists.
        source: Makes its values out of a source of chance.
    """

    name: str
    seed: int
    shelf: Shelf
    source: Callable[[random.Random], Source]


class Author:
    """A seeded writer of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        """Take the corpus; the rest is fixed."""
        self._corpus = corpus
        self._draw = random.Random(corpus.seed)
        self._source = corpus.source(self._draw)

    def begin(self, frame: str, copy: int) -> None:
        """Draw from here on for one copy of a frame: no other frame has a say in its values."""
        self._draw.seed(f"{self._corpus.seed}.{copy}.{frame}")

    def hurried(self, frame: str) -> str:
        """The frame as typed in a hurry: spaces for commas, now and then a wrong word."""
        slips = [row.split(" ") for row in self._corpus.shelf.words("slips")]
        known = [(right, wrong) for right, wrong in slips if right in frame]
        if known and self._draw.random() < _SLIPS:
            frame = frame.replace(*self._draw.choice(known), 1)
        return frame.translate(_NO_COMMAS)

    def line(self, key: str, frame: str) -> Line:
        """Fills a frame.

        Args:
            key: The line's id.
            frame: A text with slots; one with a number (`{p_1}`) keeps its value within the text.

        Returns:
            The text with its spans, half-open, in code points.

        Raises:
            KeyError: The frame has a slot that does not exist.
        """
        text, spans, at = "", [], 0
        kept: dict[str, tuple[str, str]] = {}
        for slot in _SLOT.finditer(frame):
            text += _plain(frame[at : slot.start()])
            label, value = kept.get(slot[0]) or self._source.value(slot[1])
            if slot[2]:
                kept[slot[0]] = label, value
            if label:
                spans.append(Span(len(text), len(text) + len(value), label))
            text += value
            at = slot.end()
        return Line(key, text + _plain(frame[at:]), tuple(spans))


def sealed_set(corpus: Corpus) -> EvaluationSet:
    """A sealed set, the same on every call; a line's kind is its key up to the dot."""
    author = Author(corpus)
    lines = []
    for kind in KINDS:
        for number, frame in enumerate(corpus.shelf.frames(kind)):
            for copy in range(_COPIES if _SLOT.search(frame) else 1):
                author.begin(frame, copy)
                hurried = copy == _HURRIED and kind not in _FORMAL
                said = author.hurried(frame) if hurried else frame
                lines.append(author.line(f"{kind}.{number}.{copy}", said))
    return EvaluationSet(corpus.name, tuple(lines), LABELS, sealed=True)


def by_kind(whole: EvaluationSet) -> list[EvaluationSet]:
    """One set per kind of talk, `unseen_talk.courier` and so on."""
    found = []
    for kind in KINDS:
        lines = tuple(line for line in whole.lines if line.key.split(".")[0] == kind)
        found.append(EvaluationSet(f"{whole.name}.{kind}", lines, whole.labels, sealed=True))
    return found


def _plain(text: str) -> str:
    """A frame's own words, with its line breaks and tabs."""
    return text.replace("\\n", "\n").replace("\\t", "\t")
