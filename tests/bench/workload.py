"""A fixed piece of work whose instructions can be counted.

    python -m tests.bench.workload nothing|recognizers|pipeline

All three load and draw the same; they differ only in what is done with it. Must never depend on
a clock, a hash seed or the collector.
"""

import gc
import sys
from collections.abc import Callable
from typing import Final, TypeAlias

from recognizers.analyzer import Analyzer
from redactor.pipeline import Pipeline, build_pipeline
from redactor.policy import default_policy
from redactor.record import Record
from tests.bench.stream import events, records
from tests.bench.texts import KINDS, texts

Work: TypeAlias = Callable[[], object]

# So much that what loading takes, which differs by some millions from start to start (addresses
# are hashed), is lost in it.
EVENTS: Final = 6_000
TEXTS: Final = 800  # of each kind
BATCH: Final = 1_000
LENGTH: Final = 70
WARM: Final = 20
SEED: Final = 6


def main(name: str) -> None:
    """Do one piece of work."""
    gc.disable()
    pipeline, analyzer = build_pipeline(default_policy("raw", "masked")), Analyzer.default()
    day = records(events(EVENTS + WARM, 1, SEED), "raw")
    lines = [text for kind in KINDS for text in texts(kind, LENGTH, TEXTS, SEED)]
    pipeline.redact(day[:WARM])
    analyzer.analyze_batch(texts("remark", LENGTH, WARM, SEED + 1))
    work: dict[str, Work] = {
        "nothing": list,
        "recognizers": lambda: _detected(analyzer, lines),
        "pipeline": lambda: _redacted(pipeline, day[WARM:]),
    }
    work[name]()


def _detected(analyzer: Analyzer, lines: list[str]) -> None:
    for at in range(0, len(lines), BATCH):
        analyzer.analyze_batch(lines[at : at + BATCH])


def _redacted(pipeline: Pipeline, day: list[Record]) -> None:
    for at in range(0, len(day), BATCH):
        batch = day[at : at + BATCH]
        assert len(pipeline.redact(batch)) == len(batch)


COUNTS: Final = {"recognizers": TEXTS * len(KINDS), "pipeline": EVENTS}

if __name__ == "__main__":
    main(sys.argv[1])
