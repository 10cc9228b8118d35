"""Measures how much of the evaluation corpora's phrases stands in the training room's lists.

Must never print a phrase of a sealed corpus, nor where it stands: shares and counts alone.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.quality.hard_talk import FRAMES as HARD_FRAMES
from tests.quality.hard_talk import NAME as HARD_TALK
from tests.quality.open_talk.author import FRAMES as OPEN_FRAMES
from tests.quality.open_talk.author import NAME as OPEN_TALK
from tests.quality.train import vocabulary
from tests.quality.unseen.author import KINDS
from tests.quality.unseen.corpora import SEALED

LISTS: Final = (
    "phrases",
    "speech",
    "registers",
    "voices",
    "frames",
    "seams",
)  # the training room's files that hold talk
FRAMES: Final = ("sentences", "talk", "quiet")  # sections of corpus.txt that hold frames
GRAM: Final = 5  # characters in a row that two lists seldom share by chance
_SLOT: Final = re.compile(r"\{[^{}]*\}")
_HAN: Final = re.compile("[\u3400-\u9fff]+")
_OWN: Final = Path(__file__).parent / "corpus.txt"


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two sets of frames share.

    Attributes:
        clauses: Distinct stretches of the corpus of `GRAM` Han characters and more, cut at slots
            and signs.
        repeated: How many of them stand as a whole in the training room.
        grams: Distinct runs of `GRAM` Han characters in those stretches.
        shared: How many of those runs stand anywhere in the training room.
    """

    clauses: int
    repeated: int
    grams: int
    shared: int

    @property
    def share(self) -> float:
        """Share of the corpus' runs that the training room holds, 0 for a corpus without any."""
        return self.shared / self.grams if self.grams else 0.0


def clauses(frames: Iterable[str]) -> Iterator[str]:
    """Yields the Han stretches of frames, cut at slots and signs."""
    for frame in frames:
        for stretch in _SLOT.split(frame):
            yield from _HAN.findall(stretch)


def _grams(stretches: Iterable[str]) -> set[str]:
    return {s[i : i + GRAM] for s in stretches for i in range(len(s) - GRAM + 1)}


def overlap(corpus: Sequence[str], room: Sequence[str]) -> Overlap:
    """Compares a corpus with the training room.

    Args:
        corpus: Frames of an evaluation corpus.
        room: Entries of the training room's lists.

    Returns:
        Their overlap; all zero for a corpus without long stretches.
    """
    long = {c for c in clauses(corpus) if len(c) >= GRAM}
    taught = set(clauses(room))
    grams = _grams(long)
    return Overlap(
        clauses=len(long),
        repeated=sum(any(c in t for t in taught) for c in long),
        grams=len(grams),
        shared=len(grams & _grams(taught)),
    )


def training_room() -> list[str]:
    """All entries of the lists that hold talk."""
    return [e for name in LISTS for rows in vocabulary.sections(name).values() for e in rows]


def corpora() -> dict[str, list[str]]:
    """The evaluation corpora's frames by name."""
    own = vocabulary.read_sections(_OWN)
    sealed = {c.name: [f for kind in KINDS for f in c.shelf.frames(kind)] for c in SEALED}
    known = {
        "own": [frame for section in FRAMES for frame in own[section]],
        OPEN_TALK: [frame for frames in OPEN_FRAMES.values() for frame in frames],
        HARD_TALK: [frame for frames in HARD_FRAMES.values() for frame in frames],
    }
    return known | sealed


def shared_with_own() -> list[str]:
    """Entries of the training room that hold a run of the open corpus; it may be shown."""
    grams = _grams(clauses(corpora()["own"]))
    return sorted({e for e in training_room() if _grams(clauses([e])) & grams})


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how much each evaluation corpus shares with the training room."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--show", action="store_true", help="the training room's entries, own only")
    chosen = parser.parse_args(arguments)
    room = training_room()
    for name, frames in corpora().items():
        found = overlap(frames, room)
        sys.stdout.write(
            f"{name}: {found.repeated} of {found.clauses} phrases of {GRAM} characters and more, "
            f"{found.shared} of {found.grams} runs of {GRAM} characters ({found.share:.1%})\n"
        )
    if chosen.show:
        for entry in shared_with_own():
            sys.stdout.write(f"  {entry}\n")


if __name__ == "__main__":
    main()
