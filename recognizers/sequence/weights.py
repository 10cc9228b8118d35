"""The trained model: its file, and the scores it gives each character.

Must never be changed by hand: `make train` writes the file, `docs/model-card.md` says from what.
"""

from dataclasses import dataclass
from functools import cached_property
from mmap import ACCESS_COPY, mmap
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from recognizers.errors import RecognizerError
from recognizers.sequence.alphabet import Alphabet, Coded
from recognizers.sequence.crf import Scores
from recognizers.sequence.features import BITS, TEMPLATES, feature_ids
from recognizers.sequence.labels import LABELS
from recognizers.sequence.lookup import Dictionary

BIAS: Final = 128  # weights are stored as bytes around it
SCALE: Final = 16.0  # steps of a byte per unit of log-odds
STEPS: Final = 64.0  # steps of a transition: sums of them are exact, whatever their order
_EVEN: Final = np.uint64(0x00FF00FF00FF00FF)
_EIGHT: Final = np.uint64(8)
_BLOCK: Final = 16384  # characters scored at once, so that the columns stay in cache


@dataclass(frozen=True, eq=False)
class Weights:
    """Byte weights, eight labels to one 64-bit word, of the features that weigh anything.

    Attributes:
        ids: `uint32[n]`, ascending feature ids.
        table: `uint64[n + 1]`, the row of a feature that weighs nothing, then for each of them the
            biased weights of the eight labels.
        transitions: `float32[LABELS, LABELS]`, previous label first, in whole steps.
    """

    ids: npt.NDArray[np.uint32]
    table: npt.NDArray[np.uint64]
    transitions: Scores

    @property
    def rows(self) -> npt.NDArray[np.uint64]:
        """`uint64[n]`, the rows of the features that weigh anything."""
        return self.table[1:]

    @classmethod
    def of(cls, packed: npt.NDArray[np.uint64], transitions: Scores) -> "Weights":
        """Takes what `pack` gave, and transitions, which are rounded to whole steps."""
        ids = np.flatnonzero(packed != zero_row()).astype(np.uint32)
        return cls(ids, np.concatenate((zero_row(), packed[ids])), _in_steps(transitions))

    @cached_property
    def packed(self) -> npt.NDArray[np.uint64]:
        """`uint64[2**BITS]`, a row for each feature id: 32 MB that only arrays need."""
        packed = np.full(1 << BITS, zero_row()[0])
        packed[self.ids] = self.rows
        return packed

    def emissions(self, coded: Coded, alphabet: Alphabet, dictionary: Dictionary) -> Scores:
        """Scores every character for every label.

        Args:
            coded: A batch of texts.
            alphabet: The alphabet.
            dictionary: The word table.

        Returns:
            `float32[characters, LABELS]`, gaps included.
        """
        even = np.zeros(len(coded.symbols), dtype=np.uint64)
        odd = np.zeros(len(coded.symbols), dtype=np.uint64)
        for ids in feature_ids(coded, alphabet, dictionary):
            row = self.packed.take(ids, mode="clip")  # ids are in range: no check, half the time
            even += row & _EVEN
            odd += (row >> _EIGHT) & _EVEN
        scores = np.empty((len(coded.symbols), LABELS), dtype=np.float32)
        scores[:, 0::2] = even.view(np.uint16).reshape(-1, LABELS // 2)
        scores[:, 1::2] = odd.view(np.uint16).reshape(-1, LABELS // 2)
        scores -= np.float32(TEMPLATES * BIAS)
        scores *= np.float32(1 / SCALE)
        return scores


def pack(weights: Scores) -> npt.NDArray[np.uint64]:
    """Rounds weights to bytes.

    Args:
        weights: `float32[2**BITS, LABELS]` in log-odds; those beyond ±7.9 are clipped.

    Returns:
        `uint64[2**BITS]`.
    """
    steps = np.clip(np.rint(weights * SCALE), -BIAS + 1, BIAS - 1) + BIAS
    return np.ascontiguousarray(steps.astype(np.uint8)).view(np.uint64)[:, 0]


def save(path: Path, weights: Weights) -> None:
    """Writes the model file: only features that weigh anything, their bytes apart from their ids.

    Args:
        path: The `.npz` to write.
        weights: What to write.
    """
    gaps = np.diff(weights.ids, prepend=np.uint32(0)).astype(np.uint32)
    columns = weights.rows.view(np.uint8).reshape(-1, LABELS).T
    np.savez_compressed(
        path,
        gaps=gaps,
        columns=np.ascontiguousarray(columns),
        transitions=weights.transitions,
        shape=np.array([BITS, TEMPLATES, LABELS]),
    )


def load(path: Path) -> Weights:
    """Reads the model file.

    Args:
        path: The `.npz` that `save` wrote.

    Returns:
        The weights.

    Raises:
        RecognizerError: The file was made for other features than this code computes.
    """
    with np.load(path, allow_pickle=False) as stored:
        if stored["shape"].tolist() != [BITS, TEMPLATES, LABELS]:
            message = "sequence model: the file does not fit this version's features"
            raise RecognizerError(message)
        ids = np.cumsum(stored["gaps"], dtype=np.uint32)
        return Weights(ids, _table(stored["columns"]), _in_steps(stored["transitions"]))


def _table(columns: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Put the columns of all labels side by side, behind the row of nothing.

    In memory of its own, that lasts as long as the process: on the heap it would keep what reading
    the file left free behind it from ever going back to the system.
    """
    size = 8 * (columns.shape[1] + 1)
    table = np.frombuffer(mmap(-1, size, access=ACCESS_COPY), dtype=np.uint64)
    table[:1] = zero_row()
    cells = table.view(np.uint8).reshape(-1, LABELS)
    for label in range(LABELS):
        cells[1:, label] = columns[label]
    return table


def zero_row() -> npt.NDArray[np.uint64]:
    """The row of a feature that weighs nothing: `uint64[1]`."""
    return pack(np.zeros((1, LABELS), dtype=np.float32))


def _in_steps(transitions: Scores) -> Scores:
    rounded: Scores = (np.rint(transitions * STEPS) / STEPS).astype(np.float32)
    return rounded
