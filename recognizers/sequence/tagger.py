"""Names and addresses in a batch of texts, as the trained model sees them.

Must never be built twice for one process: the tables are read-only and shared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from recognizers.lexicon import DATA, Lexicon
from recognizers.sequence import lookup, weights
from recognizers.sequence.alphabet import Alphabet, build_alphabet, encode
from recognizers.sequence.crf import Path, Scores, decode, windows
from recognizers.sequence.labels import Label
from recognizers.sequence.lookup import CATEGORIES, LENGTHS, Dictionary
from recognizers.sequence.weights import Weights

MODEL: Final = DATA / "model.npz"
DICTIONARY: Final = DATA / "dictionary.npz"

MODEL_RULE: Final = "sequence model"

_BLOCK: Final = 24_000  # characters coded at once, so that the columns stay in the cache
# 0 outside, 1 in a name, 2 in an address
_GROUP: Final = np.array([0, 1, 1, 1, 2, 2, 2, 2], dtype=np.uint8)
_FIRST: Final = (Label.NAME_FIRST, Label.ADDRESS_FIRST)


@dataclass(frozen=True, slots=True)
class Tagged:
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


@dataclass(frozen=True, slots=True)
class Tagger:
    """The model with its tables."""

    weights: Weights
    alphabet: Alphabet
    dictionary: Dictionary

    @staticmethod
    @cache
    def default() -> "Tagger":
        """Reads the shipped model, once per process.

        Raises:
            RecognizerError: The file does not fit this version's features.
        """
        lexicon = Lexicon.load()
        alphabet = build_alphabet(lexicon.simplified, lexicon.kinds(), lexicon.suffixes)
        return Tagger(weights.load(MODEL), alphabet, lookup.load(DICTIONARY))

    def is_word(self, text: str) -> bool:
        """Says whether the whole of a text of two to five characters is in the dictionary."""
        coded = encode([text], self.alphabet)
        code = int(self.dictionary.match(coded.symbols).begins[coded.starts[0]])
        return code > 0 and code // CATEGORIES == len(text) - LENGTHS[0]

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Finds names and addresses.

        Args:
            texts: Any texts; a long one costs as much per character as a short one.

        Returns:
            For each text its stretches, in order, not overlapping.
        """
        found: list[list[Tagged]] = []
        block: list[str] = []
        size = 0
        for text in texts:
            block.append(text)
            size += len(text)
            if size >= _BLOCK:
                found += self._tag_block(block)
                block, size = [], 0
        if block:
            found += self._tag_block(block)
        return found

    def _tag_block(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Tags texts that together fit the cache."""
        coded = encode(texts, self.alphabet)
        scores = self.weights.emissions(coded, self.alphabet, self.dictionary)
        starts, lengths = coded.starts.tolist(), coded.lengths.tolist()
        cuts = [w for s, n in zip(starts, lengths, strict=True) for w in windows(s, n)]
        path = decode(scores, self.weights.transitions, cuts)
        found: list[list[Tagged]] = [[] for _ in texts]
        begins, ends, groups = _stretches(path)
        sure = _certainty(scores, path, begins, ends)
        owner = np.searchsorted(coded.starts, begins, side="right") - 1
        rows = zip(
            owner.tolist(),
            begins.tolist(),
            ends.tolist(),
            groups.tolist(),
            sure.tolist(),
            strict=True,
        )
        for text, begin, end, group, score in rows:
            label = "PERSON" if group == 1 else "ADDRESS"
            base = starts[text]
            found[text].append(Tagged(begin - base, end - base, label, score))
        return found


def _stretches(
    path: Path,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Where names and addresses begin and end; no labelled character is left out.

    Windows of long texts may meet inside an entity: such a stretch need not begin with a first
    label, so what counts is where the kind of label changes.
    """
    group = _GROUP[path]
    before = np.concatenate((group[:1] * 0, group[:-1]))
    first = (path == _FIRST[0]) | (path == _FIRST[1])
    begins = np.flatnonzero((group != 0) & ((group != before) | first))
    changes = np.append(np.flatnonzero((group != before) | first), len(path))
    ends = changes[np.searchsorted(changes, begins, side="right")]
    return begins, ends, group[begins]


def _certainty(
    scores: Scores, path: Path, begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Mean lead of the chosen labels over "outside", squashed to [0.5, 1)."""
    if not len(begins):
        return np.zeros(0)
    chosen = np.take_along_axis(scores, path[:, None].astype(np.int64), axis=1)[:, 0]
    total = np.concatenate(([0.0], np.cumsum(chosen - scores[:, 0], dtype=np.float64)))
    lead = (total[ends] - total[begins]) / (ends - begins)
    sure: npt.NDArray[np.float64] = np.round(np.clip(1 / (1 + np.exp(-lead)), 0.5, 0.99), 3)
    return sure
