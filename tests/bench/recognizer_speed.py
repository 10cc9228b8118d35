"""How many texts a second the recognizers read, on one core.

    python -m tests.bench.recognizer_speed [FILE.jsonl ...]

Without files it reads its own generated lines. Measures processor time, so that other work on
the machine counts little; prints figures only, never a text.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from recognizers.analyzer import Analyzer
from recognizers.base import Recognizer
from recognizers.catalogue import recognizers
from recognizers.normalize import fold
from recognizers.scanner import shapes_of
from tests.support.waybill_lines import lines

_LEAST: Final = 2000  # texts of one round
_ROUNDS: Final = 5
_BATCH: Final = 500


def main(paths: Sequence[str]) -> None:
    """Print a block of figures for each set of texts."""
    everything = recognizers()
    whole = Analyzer(everything)
    patterns = Analyzer([r for r in everything if not _is_model(r)])
    parts: tuple[tuple[str, Callable[[list[str]], object]], ...] = (
        ("all recognizers", whole.analyze_batch),
        ("without models", patterns.analyze_batch),
        ("folding alone", lambda texts: [fold(text) for text in texts]),
        ("shape alone", shapes_of),
    )
    for name, texts in _sets(paths):
        length = sum(map(len, texts)) / len(texts)
        _print(f"{name}: {len(texts)} texts of {length:.0f} characters")
        for part, work in parts:
            seconds = _best(texts, work)
            each_us = seconds / len(texts) * 1e6
            _print(f"  {part:16} {each_us:8.1f} us a text {len(texts) / seconds:10.0f} texts/s")


def _sets(paths: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    if not paths:
        yield "generated", list(lines(_LEAST))
    for path in map(Path, paths):
        rows = path.read_text("utf-8").splitlines()
        texts = [json.loads(row)["text"] for row in rows]
        yield path.stem, texts * (1 + _LEAST // len(texts))


def _best(texts: list[str], work: Callable[[list[str]], object]) -> float:
    """Processor seconds of the fastest round, in batches as the sidecar sends them."""
    seconds = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        for low in range(0, len(texts), _BATCH):
            work(texts[low : low + _BATCH])
        seconds.append(time.process_time() - start)
    return min(seconds)


def _is_model(recognizer: Recognizer) -> bool:
    return type(recognizer).find_batch is not Recognizer.find_batch


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
