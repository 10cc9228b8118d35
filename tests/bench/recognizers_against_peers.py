"""Texts a second and core through the recognizers, beside argus-redact and plain Presidio.

Must never measure a peer on other texts than ours: each round draws new ones, and a peer reads
the first of them.
"""

import gc
import time
from collections.abc import Callable, Sequence
from typing import Final

from tests.bench.arithmetic import in_turns
from tests.bench.effort import Effort
from tests.bench.results import Figure, Group
from tests.bench.texts import KINDS, LENGTHS, texts
from tests.quality.peers import Detector, argus, ours, plain_presidio
from tests.quality.score import Line

CHARACTERS: Final = 20_000  # of one sample of ours
PEER_SHARE: Final = 4  # a peer reads one text in so many
PEERS: Final = ("argus-redact", "Presidio + jieba")
BATCH: Final = 500  # as the sidecar sends them


def measure(effort: Effort) -> list[Group]:
    """Measure every kind at every length."""
    detectors = detectors_here()
    figures = [_figure(detectors, kind, length, effort) for kind in KINDS for length in LENGTHS]
    title = "Texts a second and core through the recognizers"
    return [Group("recognizers", title, "texts/s", tuple(figures))]


def detectors_here() -> dict[str, Detector]:
    """Load ours and the peers, and let each read once, so that no figure holds a first time.

    Raises:
        RuntimeError: argus-redact is not installed.
    """
    peer = argus()
    if peer is None:
        msg = "argus-redact is not installed: make .venv/.peers"
        raise RuntimeError(msg)
    detectors = dict(zip(("ours", *PEERS), (ours(), peer, plain_presidio()), strict=True))
    warm = [text for kind in KINDS for length in (20, 300) for text in texts(kind, length, 10, -1)]
    for detect in detectors.values():
        detect(_lines(warm))
    gc.collect()
    gc.freeze()  # no way pays for a look through what another has loaded
    return detectors


def _figure(detectors: dict[str, Detector], kind: str, length: int, effort: Effort) -> Figure:
    def way(detect: Detector, share: int) -> Callable[[int], float]:
        count = max(2, effort.sized(CHARACTERS) // length // share)
        return lambda number: _rate(detect, _lines(texts(kind, length, count, number)))

    shares = {"ours": 1} | dict.fromkeys(PEERS, PEER_SHARE)
    ways = {name: way(detect, shares[name]) for name, detect in detectors.items()}
    measured = in_turns(effort.rounds, ways)
    mine = measured.pop("ours")
    return Figure(f"{kind}, {length:,} characters", mine, measured)


def _lines(found: Sequence[str]) -> list[Line]:
    return [Line("", text, ()) for text in found]


def _rate(detect: Detector, lines: Sequence[Line]) -> float:
    """Texts a second of this process's processor time."""
    start = time.process_time()
    for low in range(0, len(lines), BATCH):
        detect(lines[low : low + BATCH])
    return len(lines) / (time.process_time() - start)
