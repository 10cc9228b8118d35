"""Training's step in C gives the bits that numpy gives."""

import numpy as np
import pytest

from recognizers.sequence.labels import LABELS
from tests.quality.train import step

_FEATURES, _TEMPLATES, _CHARACTERS, _IDS = 300, 7, 900, 2_000


@pytest.fixture(autouse=True)
def _compiled() -> None:
    if step.library() is None:
        pytest.skip("there is no C compiler; numpy alone trains")


def _moved(draw: np.random.Generator) -> list[bytes]:
    """Sums, gradients and weights of three steps."""
    weights = np.zeros((_IDS, LABELS), dtype=np.float32)
    squares = np.full((_IDS, LABELS), 1e-2, dtype=np.float32)
    found = []
    for _ in range(3):
        ids = np.sort(draw.choice(_IDS, _FEATURES, replace=False)).astype(np.uint32)
        places = draw.integers(0, _FEATURES + 1, (_TEMPLATES, _CHARACTERS), dtype=np.int32)
        rows = np.vstack([weights[ids], np.zeros((1, LABELS), np.float32)])
        emissions = step.gathered(rows, places)
        gradient = draw.normal(size=emissions.shape).astype(np.float32) * np.float32(0.1)
        sums = step.scattered(gradient, places, len(rows))
        step.updated(weights, squares, ids, sums[:-1], (0.25, 0.005))
        found += [emissions.tobytes(), sums.tobytes(), weights.tobytes(), squares.tobytes()]
    return found


def test_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three steps of random texts leave the same sums and weights with the compiler and without."""
    swift = _moved(np.random.default_rng(3))
    monkeypatch.setattr(step, "library", lambda: None)
    assert swift == _moved(np.random.default_rng(3))


def test_weights_move() -> None:
    """A step moves weights, and leaves those of other features alone."""
    weights = np.zeros((4, LABELS), dtype=np.float32)
    squares = np.ones_like(weights)
    sums = np.full((1, LABELS), -1.0)
    step.updated(weights, squares, np.array([2], dtype=np.uint32), sums, (0.5, 0.0))
    assert weights[2].tolist() == pytest.approx([0.5 / 2**0.5] * LABELS)
    assert not weights[[0, 1, 3]].any()
