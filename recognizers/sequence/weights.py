"""The trained model: its file, and the scores it gives each character.

Must never be changed by hand: `make train` writes the file, `docs/model-card.md` says from what.
"""

import mmap
from contextlib import suppress
from dataclasses import dataclass
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
    """Byte weights, eight labels to one 64-bit word: a row for each feature.

    Attributes:
        packed: `uint64[2**BITS]`, the biased weights of the eight labels, by feature id. Rows of
            those that weigh anything alone are a third less memory, but finding one among them
            took the processor three loads, which cost twice as much.
        transitions: `float32[LABELS, LABELS]`, previous label first, in whole steps.
    """

    packed: npt.NDArray[np.uint64]
    transitions: Scores

    @classmethod
    def of(cls, packed: npt.NDArray[np.uint64], transitions: Scores) -> "Weights":
        """Takes what `pack` gave, and transitions, which are rounded to whole steps."""
        return cls(packed, _in_steps(transitions))

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
    ids = np.flatnonzero(weights.packed != zero_row()).astype(np.uint32)
    gaps = np.diff(ids, prepend=np.uint32(0)).astype(np.uint32)
    columns = weights.packed[ids].view(np.uint8).reshape(-1, LABELS).T
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
        packed = _nothing()
        columns = stored["columns"]
        for low in range(0, len(ids), _BLOCK):
            rows = np.ascontiguousarray(columns[:, low : low + _BLOCK].T)
            packed[ids[low : low + _BLOCK]] = rows.view(np.uint64)[:, 0]
        return Weights(packed, _in_steps(stored["transitions"]))


def _nothing() -> npt.NDArray[np.uint64]:
    """A row for each feature, all of which weigh nothing.

    In memory of its own, that lasts as long as the process: on the heap it would keep what reading
    the file left free behind it from ever going back to the system. In large pages, where the
    system has them: rows are read from all over, and the way to a page is most of what one costs.
    """
    memory = mmap.mmap(-1, 8 << BITS, access=mmap.ACCESS_COPY)
    with suppress(AttributeError, OSError):  # no such pages on this system, or in this kernel
        memory.madvise(mmap.MADV_HUGEPAGE)
    packed = np.frombuffer(memory, dtype=np.uint64)
    packed[:] = zero_row()
    return packed


def zero_row() -> npt.NDArray[np.uint64]:
    """The row of a feature that weighs nothing: `uint64[1]`."""
    return pack(np.zeros((1, LABELS), dtype=np.float32))


def _in_steps(transitions: Scores) -> Scores:
    rounded: Scores = (np.rint(transitions * STEPS) / STEPS).astype(np.float32)
    return rounded
