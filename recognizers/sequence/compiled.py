"""Hands the model to the compiled kernel: its tables, its templates, what its labels cost.

Must never describe a template twice: the kernel is given the rows of `features.ALL_TEMPLATES`.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

from recognizers.sequence import features, lookup
from recognizers.sequence.crf import ending, starting
from recognizers.sequence.engine import FIRST, GROUP, Model
from recognizers.sequence.labels import LABELS
from recognizers.sequence.tagged import LABEL_OF, MODEL_RULE, Tagged, certainty, steps
from recognizers.sequence.weights import BIAS, SCALE, STEPS


class CompiledEngine:
    """Reads texts with the kernel; the interpreter is free for other threads meanwhile."""

    def __init__(self, kernel: ModuleType, model: Model) -> None:
        """Lay the tables out for the kernel; they are shared with it, not copied."""
        self._kernel = kernel
        first = bytes(label in FIRST for label in range(LABELS))
        self.tables: Any = kernel.build(
            _tables(model), _numbers(), _templates(), _costs(model), GROUP.tobytes(), first
        )
        leads, scores = zip(*steps(), strict=True)
        scores = (certainty(0.0), *scores)
        self.maker: Any = kernel.maker(Tagged, LABEL_OF, MODEL_RULE, np.array(leads), scores)

    def read(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """See `Engine.read`."""
        found: list[list[Tagged]] = self._kernel.tag(self.tables, self.maker, list(texts))
        return found

    def is_word(self, text: str) -> bool:
        """See `Engine.is_word`."""
        found: bool = self._kernel.word(self.tables, text)
        return found


def _tables(model: Model) -> tuple[Any, ...]:
    look_up = (model.alphabet.symbol, model.alphabet.kind, model.alphabet.role)
    return (*look_up, model.dictionary.table, model.weights.packed)


def _numbers() -> tuple[int, ...]:
    """The constants of `lookup`, `features` and `weights` that the kernel shares."""
    scale = int(STEPS / SCALE)
    own = (features.HAN, features.ROLES, features.FAR, features.REACH, scale)
    return (lookup.BITS, features.BITS, lookup.CATEGORIES, *own, features.TEMPLATES * BIAS)


def _templates() -> tuple[tuple[tuple[int, int, int], ...], ...]:
    return tuple(
        tuple((int(column), offset, int(features.ODD[odd])) for column, offset, odd in template)
        for template in features.ALL_TEMPLATES
    )


def _costs(model: Model) -> tuple[int, ...]:
    """Transitions, beginnings and endings in whole steps."""
    costs = np.concatenate((model.weights.transitions.ravel(), starting(), ending()))
    return tuple(int(cost) for cost in costs * STEPS)
