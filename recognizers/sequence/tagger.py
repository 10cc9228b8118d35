"""Names and addresses in a batch of texts, as the trained model sees them.

Must never be built twice for one process: the tables are read-only and shared.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from recognizers.lexicon import DATA, Lexicon
from recognizers.native import KERNEL
from recognizers.sequence import lookup, weights
from recognizers.sequence.alphabet import build_alphabet
from recognizers.sequence.compiled import CompiledEngine
from recognizers.sequence.engine import ArrayEngine, Engine, Model
from recognizers.sequence.tagged import Tagged

MODEL: Final = DATA / "model.npz"
DICTIONARY: Final = DATA / "dictionary.npz"


class Tagger:
    """The model at work."""

    def __init__(self, model: Model, engine: Engine | None = None) -> None:
        """Take the model; the compiled kernel reads for it where there is one."""
        if engine is None:
            engine = ArrayEngine(model) if KERNEL is None else CompiledEngine(KERNEL, model)
        self._engine = engine
        self.compiled = engine if isinstance(engine, CompiledEngine) else None
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
        return self._engine.read(texts)


def shipped_model() -> Model:
    """Reads the shipped model and builds its tables.

    Raises:
        RecognizerError: The file does not fit this version's features.
    """
    lexicon = Lexicon.load()
    alphabet = build_alphabet(lexicon.simplified, lexicon.kinds(), lexicon.suffixes)
    return Model(weights.load(MODEL), alphabet, lookup.load(DICTIONARY))
