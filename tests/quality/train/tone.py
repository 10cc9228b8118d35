"""Derives which characters talk uses and prose and shop titles do not: recognizers/data/talk.txt.

Must never read a text of a data set: talk is the training room's own, prose is counted words.
"""

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from recognizers.lexicon import Lexicon
from tests.quality.train import phrases, registers, speech
from tests.quality.train.corpus import make_writer
from tests.quality.train.derive import DATA
from tests.quality.train.optimiser import Example
from tests.quality.train.sources import HAN, Sources

SEED: Final = 7
_LINES: Final = 1_500  # of every kind of talk; as many shop titles as of all kinds of talk
_SOLD: Final = 0.7  # what a title's share counts beside prose
_PRIOR: Final = 30  # occurrences that talk and the rest are both given, for characters seldom seen
_MOST: Final = 6  # levels, in halves of the natural logarithm of the ratio
_TALK: Final = (
    *(frames for name, frames in registers.FRAMES.items() if name != "leave"),
    *(registers.VOICES["voices"], registers.WRITTEN["talk"]),
    *(speech.PEOPLE, speech.PLACES, phrases.CHATS, phrases.REMARKS, phrases.EVENTS),
)


def _characters(examples: Iterable[Example]) -> Counter[str]:
    """Han characters outside every value."""
    pairs = (pair for e in examples for pair in zip(e.text, e.labels, strict=True))
    return Counter(c for c, label in pairs if not label and HAN.fullmatch(c))


def _prose(sources: Sources) -> Counter[str]:
    """Characters of counted words, single ones at the rate of a dictionary's."""
    found: Counter[str] = Counter()
    for word, often in sources.frequency.items():
        for character in word:
            found[character] += often
    scale = sum(found.values()) / sum(often for _, often, _ in sources.words)
    for word, often, _ in sources.words:
        if len(word) == 1:
            found[word] += round(scale * often)
    return found


def write(sources: Sources, lexicon: Lexicon, folder: Path = DATA) -> None:
    """Writes the characters by level, from +3, far more in talk, to -3, far less."""
    writer = make_writer(sources, lexicon, [], SEED)
    talk = _characters(writer.phrase(frames) for frames in _TALK for _ in range(_LINES))
    prose = _prose(sources)
    titles = _characters(writer.title() for _ in range(_LINES * len(_TALK)))
    said, written, sold = (sum(counts.values()) for counts in (talk, prose, titles))

    def level(character: str) -> int:
        elsewhere = max(prose[character] / written, _SOLD * titles[character] / sold)
        ratio = math.log((talk[character] + _PRIOR) / (elsewhere * said + _PRIOR))
        return max(-_MOST, min(_MOST, round(2 * ratio)))

    rows = []
    for number in range(_MOST, -_MOST - 1, -1):
        chosen = [c for c in sorted(talk | prose | titles) if number and level(c) == number]
        rows += [f"# {number:+}"] * bool(number)
        rows += ["".join(chosen[i : i + 50]) for i in range(0, len(chosen), 50)]
    (folder / "talk.txt").write_text("\n".join(rows) + "\n", "utf-8")
