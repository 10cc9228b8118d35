"""What an event and a text cost beside `jieba.cut` of the same texts, in turns.

The guard's second instrument, where instructions cannot be counted. Must never be compared but as
a ratio: both sides share the machine's mood.
"""

import time
import warnings
from collections.abc import Callable
from typing import Final

from recognizers.analyzer import Analyzer
from tests.bench.arithmetic import in_turns
from tests.bench.effort import Effort
from tests.bench.redaction import cpu_us, day, pipeline
from tests.bench.results import Figure, Group
from tests.bench.texts import KINDS, texts

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's own, see recognizers.segmentation
    import jieba

GROUP: Final = "pairs"
PEER: Final = "jieba.cut of a text"
ROUNDS: Final = 3  # of each round of the effort: the guard looks for tenths
EVENTS: Final = 400
TEXTS: Final = 60  # of each kind
LENGTH: Final = 70


def measure(effort: Effort) -> list[Group]:
    """Measure the pipeline and the recognizers against the segmenter."""
    analyzer = Analyzer.default()
    ways: dict[str, Callable[[int], float]] = {
        # A new pipeline each time: one that has seen other days remembers their sentences.
        "pipeline, an event": lambda number: cpu_us(pipeline(), day(EVENTS, number)),
        "recognizers, a text": lambda number: _each_us(analyzer.analyze_batch, number),
        PEER: lambda number: _each_us(_cut, number),
    }
    _each_us(_cut, -1)  # it loads its dictionary at the first call
    measured = in_turns(ROUNDS * effort.rounds, ways)
    peer = {PEER: measured.pop(PEER)}
    figures = tuple(Figure(name, samples, peer) for name, samples in measured.items())
    return [Group(GROUP, "Cost of an event and a text beside the segmenter", "µs", figures)]


def _cut(lines: list[str]) -> None:
    for line in lines:
        jieba.lcut(line)


def _each_us(work: Callable[[list[str]], object], number: int) -> float:
    lines = [text for kind in KINDS for text in texts(kind, LENGTH, TEXTS, number)]
    start = time.process_time()
    work(lines)
    return (time.process_time() - start) / len(lines) * 1e6
