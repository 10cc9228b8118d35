"""What training spends its time on, in C where there is a compiler, else in numpy: the same bits.

Must never be needed: without a compiler training only takes three times as long.
"""

import ctypes
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.sequence.labels import LABELS

Floats: TypeAlias = npt.NDArray[np.float32]
Doubles: TypeAlias = npt.NDArray[np.float64]
Places: TypeAlias = npt.NDArray[np.int32]

_SOURCE: Final = Path(__file__).with_name("step.c")
# Contraction would round once where numpy rounds twice.
_FLAGS: Final = "-std=c11 -O3 -march=native -ffp-contract=off -fno-math-errno -fPIC -shared"
_SINGLE, _DOUBLE, _PLACE, _ID = (
    np.ctypeslib.ndpointer(kind, flags="C")
    for kind in (np.float32, np.float64, np.int32, np.uint32)
)
_COUNT, _RATE = ctypes.c_int64, ctypes.c_float


@cache
def library() -> ctypes.CDLL | None:
    """The compiled step; None where it cannot be compiled."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "step.so"
        command = ["cc", *_FLAGS.split(), str(_SOURCE), "-o", str(target), "-lm"]
        try:
            subprocess.run(command, capture_output=True, check=True)  # noqa: S603  # our own
            found = ctypes.CDLL(str(target))
        except (OSError, subprocess.CalledProcessError):
            return None
    found.gather.argtypes = [_SINGLE, _PLACE, _COUNT, _COUNT, _SINGLE]
    found.scatter.argtypes = [_SINGLE, _PLACE, _COUNT, _COUNT, _DOUBLE]
    found.update.argtypes = [_SINGLE, _SINGLE, _ID, _COUNT, _DOUBLE, _RATE, _RATE]
    return found


def gathered(rows: Floats, places: Places) -> Floats:
    """Sums the rows that each character's features name.

    Args:
        rows: `float32[features + 1, LABELS]`.
        places: `int32[templates, characters]` into `rows`.

    Returns:
        `float32[characters, LABELS]`.
    """
    emissions = np.zeros((places.shape[1], LABELS), dtype=np.float32)
    if (swift := library()) is None:
        for chosen in places:
            emissions += rows[chosen]
    else:
        swift.gather(rows, places, *places.shape, emissions)
    return emissions


def scattered(gradient: Floats, places: Places, count: int) -> Doubles:
    """Sums the characters' gradients for each feature that they have.

    Args:
        gradient: `float32[characters, LABELS]`.
        places: `int32[templates, characters]` below `count`.
        count: Features.

    Returns:
        `float64[count, LABELS]`.
    """
    sums = np.zeros((count, LABELS), dtype=np.float64)
    if (swift := library()) is None:
        for label in range(LABELS):
            column = np.tile(gradient[:, label], len(places))
            sums[:, label] = np.bincount(places.ravel(), column, count)
    else:
        swift.scatter(gradient, places, *places.shape, sums)
    return sums


def updated(
    weights: Floats,
    squares: Floats,
    features: npt.NDArray[np.uint32],
    sums: Doubles,
    pace: tuple[float, float],
) -> None:
    """Moves weights along a gradient, in place: AdaGrad with a soft threshold (proximal L1).

    Args:
        weights: `float32[ids, LABELS]`.
        squares: As many sums of squares.
        features: Distinct ids, whose rows are moved.
        sums: `float64[features, LABELS]`, the gradient.
        pace: Step size and L1 penalty.
    """
    rate, sparsity = pace
    if (swift := library()) is None:
        gradient = sums.astype(np.float32)
        squared = squares[features] + gradient**2
        squares[features] = squared
        paces = np.float32(rate) / np.sqrt(squared)
        moved = weights[features] - paces * gradient
        shrink = paces * np.float32(sparsity)
        weights[features] = np.sign(moved) * np.maximum(np.abs(moved) - shrink, 0)
    else:
        swift.update(weights, squares, features, len(features), sums, rate, sparsity)
