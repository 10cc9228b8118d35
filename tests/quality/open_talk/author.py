"""The open corpus: frames of talk filled by a seed with people, doors and numbers of nobody.

Must never share a list with the training room (`tests/quality/train`) or a sealed corpus.
"""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from tests.quality.frames import filled
from tests.quality.open_talk.grammar import Grammar
from tests.quality.score import Line
from tests.quality.sets import EvaluationSet
from tests.quality.train.vocabulary import read_sections

NAME: Final = "open_talk"
SEED: Final = 1129
LABELS: Final = ("PERSON", "ADDRESS", "PHONE_NUMBER")
TALK_ROUNDS: Final = 3  # fillings of a frame that may hold a value
QUIET_ROUNDS: Final = 4  # fillings of one that holds none; the same text is kept once

_HERE: Final = Path(__file__).parent
_FILES: Final = {
    "people": "PERSON",
    "places": "ADDRESS",
    "phones": "PHONE_NUMBER",
    "harmless": "",
}
FRAMES: Final = read_sections(_HERE / "frames.txt")
KINDS: Final = tuple(FRAMES)

# How a hand types: as written, with half-width signs, with blanks, without a last sign.
_HALF: Final = str.maketrans("，：；（）！？", ",:;()!?")
_BLANK: Final = str.maketrans("，。；", "   ")


def _typed(frame: str, draw: random.Random) -> str:
    """A frame in one of four styles of punctuation; slots and what fills them stay."""
    chance = draw.random()
    if chance < 0.6:
        return frame
    if chance < 0.75:
        return frame.translate(_HALF)
    return frame.translate(_BLANK).rstrip() if chance < 0.9 else frame.rstrip("。！？!~")


def _lines() -> Iterator[Line]:
    """All lines; a key is the kind, the frame's place in it and the round."""
    draw = random.Random(SEED)
    rules = {name: read_sections(_HERE / f"{name}.txt") for name in _FILES}
    grammar = Grammar({head: rows for own in rules.values() for head, rows in own.items()}, draw)
    slots: dict[str, tuple[Callable[[], str], str]] = {
        head: (partial(grammar.grown, head), _FILES[name])
        for name, own in rules.items()
        for head in own
    }
    seen = set()
    for kind, frames in FRAMES.items():
        rounds = QUIET_ROUNDS if kind == "quiet" else TALK_ROUNDS
        for place, frame in enumerate(frames):
            for turn in range(rounds if "{" in frame else 1):
                line = filled(f"{NAME}-{kind}-{place}-{turn}", _typed(frame, draw), slots)
                if line.text not in seen:
                    seen.add(line.text)
                    yield line


def open_talk() -> EvaluationSet:
    """The corpus; the same on every call."""
    return EvaluationSet(NAME, tuple(_lines()), LABELS)


def open_kinds(chosen: EvaluationSet) -> Iterator[EvaluationSet]:
    """Cuts the corpus by kind of text.

    Args:
        chosen: What `open_talk` gave.

    Yields:
        One set per kind, named `open_talk:courier` and so on.
    """
    for kind in KINDS:
        lines = tuple(line for line in chosen.lines if line.key.split("-")[1] == kind)
        yield EvaluationSet(f"{NAME}:{kind}", lines, chosen.labels)
