"""The mean of several models of the same features, and how readily it begins a value.

Must never mix models of different features or alphabets.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from recognizers.sequence.labels import ENDS, LABELS, Label
from recognizers.sequence.weights import BIAS, SCALE, Weights, pack


def mean(models: Sequence[Weights], least: float = 0.0) -> Weights:
    """Averages weights: the scores of the result are the mean of the models' scores.

    Args:
        models: At least one; a feature that one does not hold weighs nothing in it.
        least: Steps of a byte. A feature none of whose weights comes to them is left out.

    Returns:
        A model of the features of all, rounded to bytes once more.
    """
    total = np.sum([_unpacked(model) for model in models], axis=0)
    transitions = np.sum([model.transitions for model in models], axis=0)
    count = np.float32(len(models))
    weights = total / count
    weights[np.abs(weights).max(axis=1) * SCALE < least] = 0
    return Weights.of(pack(weights), transitions / count)


def leaning(model: Weights, leads: Mapping[Label, float]) -> Weights:
    """Lets a name or an address begin more readily, wherever a text does not begin with it.

    Args:
        model: What to lean.
        leads: Log-odds that a first label is given behind whatever may precede it.

    Returns:
        A model of the same features; only its transitions differ.
    """
    transitions = model.transitions.copy()
    for first, lead in leads.items():
        transitions[list(ENDS), first] += np.float32(lead)
    return Weights.of(model.packed, transitions)


def _unpacked(model: Weights) -> npt.NDArray[np.float32]:
    """`float32[2**BITS, LABELS]` in log-odds."""
    steps = np.ascontiguousarray(model.packed).view(np.uint8).reshape(-1, LABELS)
    return (steps.astype(np.float32) - np.float32(BIAS)) / np.float32(SCALE)
