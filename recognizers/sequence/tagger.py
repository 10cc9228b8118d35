"""Names and addresses in a batch of texts, as the trained model sees them.

Must never be built twice for one process: the tables are read-only and shared.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from recognizers.lexicon import DATA, Lexicon
from recognizers.native import KERNEL
from recognizers.sequence import lookup, weights
from recognizers.sequence.alphabet import build_alphabet
from recognizers.sequence.compiled import CompiledEngine
from recognizers.sequence.engine import ArrayEngine, Engine, Model

MODEL: Final = DATA / "model.npz"
DICTIONARY: Final = DATA / "dictionary.npz"

MODEL_RULE: Final = "sequence model"

_LABEL: Final = {1: "PERSON", 2: "ADDRESS"}  # of a group
_LEAST: Final = 0.5
_MOST: Final = 0.99
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


class Tagger:
    """The model at work."""

    def __init__(self, model: Model, engine: Engine | None = None) -> None:
        """Take the model; the compiled kernel reads for it where there is one."""
        if engine is None:
            engine = ArrayEngine(model) if KERNEL is None else CompiledEngine(KERNEL, model)
        self._engine = engine
        self.is_word = engine.is_word

    @staticmethod
    @cache
    def default() -> "Tagger":
        """Reads the shipped model, once per process.

        Raises:
            RecognizerError: The file does not fit this version's features.
        """
        return Tagger(shipped_model())

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Finds names and addresses.

        Args:
            texts: Any texts; a long one costs as much per character as a short one.

        Returns:
            For each text its stretches, in order, not overlapping.
        """
        return [
            [
                _NEW(Tagged, (start, end, _LABEL[group], _certainty(lead), MODEL_RULE))
                for start, end, group, lead in row
            ]
            for row in self._engine.read(texts)
        ]


def shipped_model() -> Model:
    """Reads the shipped model and builds its tables.

    Raises:
        RecognizerError: The file does not fit this version's features.
    """
    lexicon = Lexicon.load()
    alphabet = build_alphabet(lexicon.simplified, lexicon.kinds(), lexicon.suffixes)
    return Model(weights.load(MODEL), alphabet, lookup.load(DICTIONARY))


def _certainty(lead: float) -> float:
    """The mean lead of the chosen labels over "outside", squashed to [0.5, 1)."""
    if lead <= 0:
        return _LEAST
    if lead > _SURE:
        return _MOST
    return round(min(1 / (1 + math.exp(-lead)), _MOST), 3)
