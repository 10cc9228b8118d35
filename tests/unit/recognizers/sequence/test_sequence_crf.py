"""The decoder finds the best allowed path, for short texts and for long ones."""

import itertools

import numpy as np
import pytest

from recognizers.sequence.crf import decode, windows
from recognizers.sequence.labels import ENDS, LABELS, STARTS, allowed


def _random_scores(steps: int, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(0, 3, (steps, LABELS)).astype(np.float32)


def _transitions(seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    free = np.random.default_rng(seed).normal(0, 1, (LABELS, LABELS))
    return np.where(allowed(), free, -1e4).astype(np.float32)


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(5))
def test_best_path(steps: int, seed: int) -> None:
    """The path is the best of all allowed ones, found by trying every path."""
    scores, chain = _random_scores(steps, seed), _transitions(seed)
    steps_ok = allowed()

    def value(path: tuple[int, ...]) -> float:
        if path[0] not in STARTS or path[-1] not in ENDS:
            return -np.inf
        if any(not steps_ok[a, b] for a, b in itertools.pairwise(path)):
            return -np.inf
        total = sum(float(scores[i, label]) for i, label in enumerate(path))
        return total + sum(float(chain[a, b]) for a, b in itertools.pairwise(path))

    best = max(itertools.product(range(LABELS), repeat=steps), key=value)
    assert decode(scores, chain, windows(0, steps)).tolist() == list(best)


@pytest.mark.parametrize("length", [0, 1, 256, 257, 448, 449, 1000, 5000])
def test_windows_cover_once(length: int) -> None:
    """Every character of a text is answered for by exactly one window."""
    kept = [range(w.start + w.keep_from, w.start + w.keep_to) for w in windows(7, length)]
    assert [i for r in kept for i in r] == list(range(7, 7 + length))


def test_windows_agree_with_one_pass() -> None:
    """A long text's labels are those of one pass over the whole text."""
    scores, chain = _random_scores(1000, 1), _transitions(1)
    whole = windows(0, 1000)
    one = [type(whole[0])(0, 1000, 0, 1000, first=True, last=True)]
    same = decode(scores, chain, whole) == decode(scores, chain, one)
    assert same.mean() > 0.999


def test_neighbours_do_not_matter() -> None:
    """Texts decoded together get the labels they get alone."""
    scores, chain = _random_scores(40, 3), _transitions(3)
    apart = [decode(scores, chain, windows(s, n))[s : s + n] for s, n in ((0, 11), (15, 25))]
    together = decode(scores, chain, windows(0, 11) + windows(15, 25))
    np.testing.assert_array_equal(together[:11], apart[0])
    np.testing.assert_array_equal(together[15:40], apart[1])
