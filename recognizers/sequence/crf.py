"""The best label sequence for many texts at once (Viterbi over a linear chain).

Must never let a text's cost grow faster than its length: long texts are cut into windows.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.sequence.labels import ENDS, LABELS, NEVER, STARTS

Scores: TypeAlias = npt.NDArray[np.float32]
Path: TypeAlias = npt.NDArray[np.uint8]

_WINDOW: Final = 256  # characters labelled at once
_OVERLAP: Final = 32  # on each side; labels this far from a cut no longer depend on it
_ROWS: Final = 512  # windows decoded at once, so that the scores stay in cache


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one text: where its scores lie and which of them it answers for."""

    start: int
    length: int
    keep_from: int
    keep_to: int
    first: bool
    last: bool


def windows(start: int, length: int) -> list[Window]:
    """Cuts the text at `start` into overlapping windows.

    Args:
        start: Position of its first character in the batch.
        length: Number of its characters; zero gives no window.

    Returns:
        Windows whose kept stretches cover the text without a gap or overlap.
    """
    if length <= _WINDOW:
        return [Window(start, length, 0, length, first=True, last=True)] if length else []
    step = _WINDOW - 2 * _OVERLAP
    found = []
    for begin in range(0, length - 2 * _OVERLAP, step):
        size = min(_WINDOW, length - begin)
        first, last = begin == 0, begin + _WINDOW >= length
        found.append(
            Window(
                start + begin,
                size,
                0 if first else _OVERLAP,
                size if last else size - _OVERLAP,
                first=first,
                last=last,
            )
        )
    return found


def decode(emissions: Scores, transitions: Scores, cuts: list[Window]) -> Path:
    """Labels every character that a window answers for.

    Args:
        emissions: `float32[characters, LABELS]`, gaps included.
        transitions: `float32[LABELS, LABELS]`, previous label first.
        cuts: The windows of all texts of the batch.

    Returns:
        `uint8[characters]`, zero (outside) in the gaps.
    """
    path = np.zeros(len(emissions), dtype=np.uint8)
    order = sorted(cuts, key=lambda window: window.length)
    for low in range(0, len(order), _ROWS):
        _decode_rows(emissions, transitions, order[low : low + _ROWS], path)
    return path


def _decode_rows(emissions: Scores, transitions: Scores, rows: list[Window], path: Path) -> None:
    """Labels windows of similar length together; short ones are padded with certain outside."""
    longest = rows[-1].length
    length = np.array([row.length for row in rows])
    start = np.array([row.start for row in rows])
    step = np.arange(longest)[:, None]
    live = step < length
    scores = emissions[np.where(live, start + step, start)].transpose(0, 2, 1).copy()
    scores.transpose(0, 2, 1)[~live] = _padding()
    _close(scores, rows)
    _free_padding(scores, transitions, rows)
    labels = _viterbi(scores, transitions)
    low = np.array([row.keep_from for row in rows])
    high = np.array([row.keep_to for row in rows])
    kept = (step >= low) & (step < high)
    path[(start + step)[kept]] = labels[kept]


def _padding() -> Scores:
    """Scores of a place after the text: outside, at no cost."""
    row = np.full(LABELS, NEVER, dtype=np.float32)
    row[0] = 0
    return row


def starting() -> Scores:
    """What it costs a text to begin with each label: nothing, or more than any text can pay."""
    begins = np.full(LABELS, NEVER, dtype=np.float32)
    begins[list(STARTS)] = 0
    return begins


def ending() -> Scores:
    """What it costs a text to end with each label."""
    ends = np.full(LABELS, NEVER, dtype=np.float32)
    ends[list(ENDS)] = 0
    return ends


def _close(scores: Scores, rows: list[Window]) -> None:
    """Forbids a text to begin inside an entity or to end before one is over, in place."""
    first = np.flatnonzero([row.first for row in rows])
    last = np.flatnonzero([row.last for row in rows])
    final = np.array([row.length - 1 for row in rows])[last]
    scores[0, :, first] += starting()
    scores[final, :, last] += ending()


def _free_padding(scores: Scores, transitions: Scores, rows: list[Window]) -> None:
    """Pays back what leading to the padding costs, in place.

    A text must not be labelled otherwise because a longer one is decoded beside it.
    """
    length = np.array([row.length for row in rows])
    short = np.flatnonzero(length < len(scores))
    scores[length[short] - 1, :, short] -= transitions[:, 0]
    padding = np.arange(len(scores))[:, None] > length
    scores[:, 0][padding] -= transitions[0, 0]


def _viterbi(scores: Scores, transitions: Scores) -> Path:
    """Best path through `float32[steps, LABELS, rows]`."""
    steps, _, rows = scores.shape
    best = scores  # overwritten step by step with the score of the best path so far
    wide = np.ascontiguousarray(transitions[:, :, None])
    for step in range(1, steps):
        reached = best[step - 1][:, None, :] + wide
        best[step] += reached.max(axis=0)
    path = np.empty((steps, rows), dtype=np.uint8)
    state = best[-1].argmax(axis=0)
    path[-1] = state
    for step in range(steps - 2, -1, -1):
        state = (best[step] + transitions[:, state]).argmax(axis=0)
        path[step] = state
    return path
