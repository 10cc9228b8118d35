"""The mean of several models, and what is left of it."""

import numpy as np

from recognizers.sequence.features import BITS
from recognizers.sequence.labels import LABELS, Label
from recognizers.sequence.weights import SCALE, Weights, pack
from tests.quality.train.average import leaning, mean


def _model(steps: dict[int, int]) -> Weights:
    """A model whose features weigh so many steps for the last label."""
    weights = np.zeros((1 << BITS, LABELS), dtype=np.float32)
    for feature, step in steps.items():
        weights[feature, LABELS - 1] = step / SCALE
    return Weights.of(pack(weights), np.zeros((LABELS, LABELS), dtype=np.float32))


def test_mean() -> None:
    """A feature weighs the mean of its weights; where a model lacks it, it weighs nothing there."""
    assert np.array_equal(
        mean([_model({3: 8, 5: 4}), _model({3: 4})]).packed, _model({3: 6, 5: 2}).packed
    )


def test_least() -> None:
    """What comes to less than the least weighs nothing; the rest weighs what it would."""
    models = [_model({3: 1, 5: -1, 7: 2, 9: -2, 11: 40}), _model({5: -1, 11: 20})]
    assert np.array_equal(mean(models, 1.0).packed, _model({5: -1, 7: 1, 9: -1, 11: 30}).packed)


def test_leaning() -> None:
    """Only the way into a value is given something, whatever it is entered from."""
    plain = _model({3: 8})
    leads = {Label.NAME_FIRST: 1.5, Label.ADDRESS_FIRST: 0.5}
    leant = leaning(plain, leads)
    moved = np.argwhere(leant.transitions != plain.transitions).tolist()
    assert moved == [[last, first] for last in (0, 3, 7) for first in leads]
    assert [float(leant.transitions[0, first]) for first in leads] == [1.5, 0.5]
    assert np.array_equal(leant.packed, plain.packed)
