"""Trains the linear chain on the very features the run time computes (AdaGrad, proximal L1).

Must never draw on anything but its arguments: the same examples and seed give the same weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.sequence.alphabet import Alphabet, encode
from recognizers.sequence.features import BITS, feature_ids
from recognizers.sequence.labels import ENDS, LABELS, STARTS, allowed
from recognizers.sequence.lookup import Dictionary
from tests.quality.train.step import gathered, scattered, updated

Floats: TypeAlias = npt.NDArray[np.float32]

_REMEMBER: Final = 5  # steps between two of the weights that are averaged


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the label of each character.

    Attributes:
        text: The text.
        labels: One `Label` per character.
        prose: News and the like, where a doubt does not count for a name: no margin.
    """

    text: str
    labels: bytes
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        epochs: Passes over the examples.
        batch: Texts per step.
        rate: AdaGrad's step size.
        sparsity: L1 penalty per step, in units of the mean gradient.
        settled: Share of the passes after which weights are averaged (Polyak and Juditsky 1992).
        margin: How far a name or an address must lead over "outside" in training, in log-odds
            (softmax-margin, Gimpel and Smith 2010): what is missed leaks, so doubt is for masking.
        minimum: Features seen fewer times than this in the whole set are left out.
        seed: Of the shuffle.
    """

    epochs: int = 4
    batch: int = 512
    rate: float = 0.25
    sparsity: float = 0.005
    settled: float = 0.5
    margin: float = 1.0
    minimum: int = 3
    seed: int = 20261124


@dataclass(frozen=True, slots=True)
class _Batch:
    """One step's texts: which distinct features, where they occur, and the answers."""

    features: npt.NDArray[np.uint32]  # distinct ids
    places: npt.NDArray[np.int32]  # [templates, characters] into `features`
    length: npt.NDArray[np.int64]
    gold: npt.NDArray[np.uint8]  # labels of all characters end to end
    lead: Floats  # what "outside" is given in advance at each character


def train(
    examples: Sequence[Example], alphabet: Alphabet, dictionary: Dictionary, plan: Plan
) -> tuple[Floats, Floats]:
    """Fits weights and transitions.

    Args:
        examples: Labelled texts.
        alphabet: Codes the texts.
        dictionary: Word table for the features.
        plan: How long and how fast.

    Returns:
        `float32[2**BITS, LABELS]` weights and `float32[LABELS, LABELS]` transitions.
    """
    draw = np.random.default_rng(plan.seed)
    batches = _batches(examples, alphabet, dictionary, plan)
    model = _Model(plan)
    for epoch in range(plan.epochs):
        for step, number in enumerate(draw.permutation(len(batches))):
            model.step(batches[number])
            if epoch >= plan.epochs * plan.settled and step % _REMEMBER == 0:
                model.remember()
    return model.finished()


def _batches(
    examples: Sequence[Example], alphabet: Alphabet, dictionary: Dictionary, plan: Plan
) -> list[_Batch]:
    """Computes every batch's features once; texts of like length stand together."""
    draw = np.random.default_rng(plan.seed + 1)
    noise = draw.random(len(examples)) * 12
    order = np.argsort([len(e.text) + n for e, n in zip(examples, noise, strict=True)])
    raw = []
    counts = np.zeros(1 << BITS, dtype=np.int64)
    rank = np.zeros(1 << BITS, dtype=np.int32)
    for low in range(0, len(order), plan.batch):
        chosen = [examples[i] for i in order[low : low + plan.batch]]
        coded = encode([e.text for e in chosen], alphabet)
        at = np.concatenate(
            [np.arange(s, s + n) for s, n in zip(coded.starts, coded.lengths, strict=True)]
        )
        ids = np.stack([f[at] for f in feature_ids(coded, alphabet, dictionary)])
        seen = np.bincount(ids.ravel(), minlength=1 << BITS)
        distinct = np.flatnonzero(seen)
        counts += seen
        rank[distinct] = np.arange(len(distinct), dtype=np.int32)
        gold = np.frombuffer(b"".join(e.labels for e in chosen), dtype=np.uint8)
        wary = np.repeat([not e.prose for e in chosen], coded.lengths)
        lead = np.where(wary & (gold > 0), plan.margin, 0).astype(np.float32)
        raw.append(_Batch(distinct.astype(np.uint32), rank[ids], coded.lengths, gold, lead))
    return [_kept(batch, counts[batch.features] >= plan.minimum) for batch in raw]


def _kept(batch: _Batch, keep: npt.NDArray[np.bool_]) -> _Batch:
    """Points rare features at the last row, which stays zero."""
    target = np.full(len(keep), keep.sum(), dtype=np.int32)
    target[keep] = np.arange(keep.sum(), dtype=np.int32)
    places = target[batch.places]
    return _Batch(batch.features[keep], places, batch.length, batch.gold, batch.lead)


class _Model:
    """Weights on their way to the optimum, with AdaGrad's sums of squares."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._weights = np.zeros((1 << BITS, LABELS), dtype=np.float32)
        self._squares = np.full((1 << BITS, LABELS), 1e-2, dtype=np.float32)
        self._transitions = np.zeros((LABELS, LABELS), dtype=np.float32)
        self._transition_squares = np.full((LABELS, LABELS), 1e-2, dtype=np.float32)
        self._allowed = allowed()
        self._sum = np.zeros_like(self._weights)
        self._transition_sum = np.zeros_like(self._transitions)
        self._steps = 0
        self.loss = 0.0

    def remember(self) -> None:
        """Adds the weights as they are now to the average."""
        self._sum += self._weights
        self._transition_sum += self._transitions
        self._steps += 1

    def step(self, batch: _Batch) -> None:
        """Moves the weights along one batch's gradient."""
        rows = np.vstack([self._weights[batch.features], np.zeros((1, LABELS), np.float32)])
        emissions = gathered(rows, batch.places)
        emissions[:, 0] += batch.lead
        gradient, pairs = self._gradient(emissions, batch)
        sums = scattered(gradient, batch.places, len(rows))[:-1]
        pace = self._plan.rate, self._plan.sparsity
        updated(self._weights, self._squares, batch.features, sums, pace)
        self._transition_squares += pairs**2
        self._transitions -= np.where(
            self._allowed, self._plan.rate * pairs / np.sqrt(self._transition_squares), 0
        )

    def _gradient(self, emissions: Floats, batch: _Batch) -> tuple[Floats, Floats]:
        """Expected minus observed counts, per character and per pair of labels."""
        length = batch.length
        rows, steps = len(length), int(length.max())
        step = np.arange(steps)
        live = step[None, :] < length[:, None]
        grid = np.zeros((rows, steps, LABELS), dtype=np.float32)
        grid[live] = emissions
        peak = grid.max(axis=2, keepdims=True)
        potential = np.exp(grid - peak)
        chain = np.where(self._allowed, np.exp(self._transitions), 0).astype(np.float32)
        alpha, beta = _sweep(potential, chain, length)
        marginal = alpha * beta
        marginal /= np.maximum(marginal.sum(axis=2, keepdims=True), 1e-30)
        both = np.zeros((LABELS, LABELS), dtype=np.float32)
        for t in range(1, steps):
            on = live[:, t]
            if not on.any():
                break
            right = potential[on, t] * beta[on, t]
            left = alpha[on, t - 1]
            total = np.einsum("bi,ij,bj->b", left, chain, right, optimize=True)
            both += (left / np.maximum(total, 1e-30)[:, None]).T @ right
        both *= chain
        gold = np.zeros((rows, steps), dtype=np.int64)
        gold[live] = batch.gold
        gradient = marginal[live]
        picked = gradient[np.arange(len(gradient)), batch.gold]
        self.loss = float(-np.log(np.maximum(picked, 1e-9)).sum() / rows)
        gradient[np.arange(len(gradient)), batch.gold] -= 1
        pair = live[:, 1:]
        np.subtract.at(both, (gold[:, :-1][pair], gold[:, 1:][pair]), 1)
        return gradient, both

    def finished(self) -> tuple[Floats, Floats]:
        """The weights; transitions that may not be are very unlikely instead of impossible."""
        count = np.float32(max(self._steps, 1))
        mean = self._sum / count if self._steps else self._weights
        chain = self._transition_sum / count if self._steps else self._transitions
        return mean, np.where(self._allowed, chain, np.float32(-1e4)).astype(np.float32)


def _sweep(
    potential: Floats, chain: Floats, length: npt.NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Forward and backward sums, scaled at every step."""
    _, steps, _ = potential.shape
    alpha, beta = np.zeros_like(potential), np.zeros_like(potential)
    begin = np.zeros(LABELS, dtype=np.float32)
    begin[list(STARTS)] = 1
    end = np.zeros(LABELS, dtype=np.float32)
    end[list(ENDS)] = 1
    alpha[:, 0] = potential[:, 0] * begin
    for t in range(1, steps):
        now = (alpha[:, t - 1] @ chain) * potential[:, t]
        alpha[:, t] = now / np.maximum(now.sum(axis=1, keepdims=True), 1e-30)
    last = length - 1
    beta[:, steps - 1] = np.where((last == steps - 1)[:, None], end, 0)
    for t in range(steps - 2, -1, -1):
        now = (potential[:, t + 1] * beta[:, t + 1]) @ chain.T
        now = now / np.maximum(now.sum(axis=1, keepdims=True), 1e-30)
        beta[:, t] = np.where((last == t)[:, None], end, now)
    return alpha, beta
