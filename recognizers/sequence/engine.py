"""What reads texts for the tagger: numpy's arrays, or the compiled kernel. One answer from both.

Must never round: scores are whole steps, so that no order of additions and no text read beside
another changes a label.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from recognizers.sequence.alphabet import Alphabet, encode
from recognizers.sequence.crf import Path, Scores, decode, windows
from recognizers.sequence.labels import Label
from recognizers.sequence.lookup import CATEGORIES, LENGTHS, Dictionary
from recognizers.sequence.tagged import Tagged, tagged
from recognizers.sequence.weights import Weights

# 0 outside, 1 in a name, 2 in an address
GROUP: Final = np.array([0, 1, 1, 1, 2, 2, 2, 2], dtype=np.uint8)
FIRST: Final = (Label.NAME_FIRST, Label.ADDRESS_FIRST)

_BLOCK: Final = 24_000  # characters coded at once, so that the columns stay in the cache


class Model(NamedTuple):
    """The trained model with its tables."""

    weights: Weights
    alphabet: Alphabet
    dictionary: Dictionary


class Engine(Protocol):
    """Reads texts."""

    def read(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Give the stretches of each text, in order, not overlapping."""

    def is_word(self, text: str) -> bool:
        """Say whether the whole of a text of two to five characters is in the dictionary."""


class ArrayEngine:
    """Reads many texts at once, as arrays."""

    def __init__(self, model: Model) -> None:
        """Take the model."""
        self._model = model

    def is_word(self, text: str) -> bool:
        """See `Engine.is_word`."""
        coded = encode([text], self._model.alphabet)
        words = self._model.dictionary.match(coded.symbols)
        code = int(words.begins[coded.starts[0]])
        return code > 0 and code // CATEGORIES == len(text) - LENGTHS[0]

    def read(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """See `Engine.read`."""
        found: list[list[Tagged]] = []
        block: list[str] = []
        size = 0
        for text in texts:
            block.append(text)
            size += len(text)
            if size >= _BLOCK:
                found += self._read_block(block)
                block, size = [], 0
        if block:
            found += self._read_block(block)
        return found

    def _read_block(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Reads texts that together fit the cache."""
        model = self._model
        coded = encode(texts, model.alphabet)
        scores = model.weights.emissions(coded, model.alphabet, model.dictionary)
        starts, lengths = coded.starts.tolist(), coded.lengths.tolist()
        cuts = [w for s, n in zip(starts, lengths, strict=True) for w in windows(s, n)]
        path = decode(scores, model.weights.transitions, cuts)
        found: list[list[Tagged]] = [[] for _ in texts]
        begins, ends, groups = _stretches(path)
        leads = _leads(scores, path, begins, ends)
        owners = np.searchsorted(coded.starts, begins, side="right") - 1
        columns = (owners, begins, ends, groups, leads)
        for text, *row in zip(*(column.tolist() for column in columns), strict=True):
            begin, end, group, lead = row
            found[text].append(tagged(begin - starts[text], end - starts[text], group, lead))
        return found


def _stretches(
    path: Path,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Where names and addresses begin and end; no labelled character is left out.

    Windows of long texts may meet inside an entity: such a stretch need not begin with a first
    label, so what counts is where the kind of label changes.
    """
    group = GROUP[path]
    before = np.concatenate((group[:1] * 0, group[:-1]))
    first = (path == FIRST[0]) | (path == FIRST[1])
    begins = np.flatnonzero((group != 0) & ((group != before) | first))
    changes = np.append(np.flatnonzero((group != before) | first), len(path))
    ends = changes[np.searchsorted(changes, begins, side="right")]
    return begins, ends, group[begins]


def _leads(
    scores: Scores, path: Path, begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Mean lead of the chosen labels over "outside"."""
    chosen = np.take_along_axis(scores, path[:, None].astype(np.int64), axis=1)[:, 0]
    total = np.concatenate(([0.0], np.cumsum(chosen - scores[:, 0], dtype=np.float64)))
    lead: npt.NDArray[np.float64] = (total[ends] - total[begins]) / (ends - begins)
    return lead
