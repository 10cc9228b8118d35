"""Where the time of a record goes: `python -m tests.bench.profile`, or `make profile`.

A day that no memory has seen, in this process, without Kafka. Every stage and every recognizer is
timed from outside, which adds some tenths of a microsecond a call. Must never print a value.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from types import MethodType
from typing import Final, ParamSpec, TypeVar
from unittest.mock import patch

from recognizers import analyzer as reading
from recognizers.analyzer import Analyzer
from recognizers.base import Find, Recognizer, readers_of
from recognizers.catalogue import recognizers
from recognizers.finding import Finding
from recognizers.native import kernel_name
from redactor import pipeline as stages
from redactor.forms.cells import Marks
from redactor.forms.short import Batch, ShortWay
from redactor.stages.fields import Fields
from tests.bench.redaction import cpu_us, day, pipeline

P = ParamSpec("P")
R = TypeVar("R")

EVENTS: Final = 4_000
SEED: Final = 71
# What `redactor.pipeline` calls, and the stage it is. What is left over is the pipeline's own.
STAGES: Final = {
    "open_record": "decode",
    "find": "find",
    "echo": "echo",
    "mask_envelope": "mask",
    "close_envelope": "encode",
}


class Stopwatch:
    """Adds up the time of calls by name."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.spent_s: defaultdict[str, float] = defaultdict(float)
        self.calls: defaultdict[str, int] = defaultdict(int)

    def timed(self, name: str, call: Callable[P, R]) -> Callable[P, R]:
        """Give a call that is counted."""

        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            start = time.thread_time()
            try:
                return call(*args, **kwargs)
            finally:
                self.spent_s[name] += time.thread_time() - start
                self.calls[name] += 1

        return counted


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Time the stages and recognizers of pipelines made meanwhile."""
    with ExitStack() as patches:
        for call, stage in STAGES.items():
            timed = watch.timed(stage, getattr(stages, call))
            patches.enter_context(patch.object(stages, call, timed))
        select = watch.timed("select", Fields.select)
        patches.enter_context(patch.object(Fields, "select", select))
        by_form = watch.timed("read by form", ShortWay.read)
        patches.enter_context(patch.object(ShortWay, "read", by_form))
        made = watch.timed("made", Batch.made)
        patches.enter_context(patch.object(Batch, "made", made))
        taken = watch.timed("mask by form", Marks.take)
        patches.enter_context(patch.object(Marks, "take", taken))
        read = watch.timed("read", Analyzer.analyze_batch)
        patches.enter_context(patch.object(Analyzer, "analyze_batch", read))
        every = partial(_timed_recognizers, watch)
        patches.enter_context(patch.object(reading, "recognizers", every))
        yield


def _timed_recognizers(watch: Stopwatch) -> tuple[Recognizer, ...]:
    """Give the whole catalogue, each of them timed by itself."""
    every = recognizers()
    for one in every:
        name = type(one).__name__
        if type(one).find_batch is not Recognizer.find_batch:
            setattr(one, "find_batch", watch.timed(name, one.find_batch))  # noqa: B010 -- a method
        else:
            for _, find in readers_of(one):
                setattr(one, find.__name__, MethodType(_Timed(watch.timed(name, find)), one))
    return every


class _Timed:
    """What a timed reader is as a method: one is spared of texts of which its own finds all."""

    def __init__(self, find: Find) -> None:
        """Take the reader."""
        self._find = find

    def __call__(self, _: Recognizer, text: str, hint: str) -> list[Finding]:
        """Find what it finds."""
        return self._find(text, hint)


def main(name: str = "table") -> None:
    """Print the table, or run what a sampling profiler looks at."""
    if name == "run":
        made = pipeline()
        for round_number in range(4):
            cpu_us(made, day(EVENTS, SEED + round_number))
        return
    plain_us = cpu_us(pipeline(), day(EVENTS, SEED))
    watch = Stopwatch()
    with watched(watch):
        made = pipeline()
        watch.spent_s.clear()
        watch.calls.clear()
        whole_us = cpu_us(made, day(EVENTS, SEED))
    _print(watch, plain_us, whole_us)


def _print(watch: Stopwatch, plain_us: float, whole_us: float) -> None:
    """Write both tables: stages a record, recognizers a record and a call."""
    each = {name: spent / EVENTS * 1e6 for name, spent in watch.spent_s.items()}
    each["remember, resolve"] = each["find"] - each["read"]
    each["write by form"] = each["made"] - each["mask by form"]
    by_form = ["read by form", "mask by form", "write by form"]
    order = [*by_form, "decode", "select", "read", "remember, resolve", "echo", "mask", "encode"]
    _line(f"{plain_us:.0f} us CPU a record, {whole_us:.0f} timed; kernel: {kernel_name()}")
    for name in order:
        _line(f"  {name:28} {each[name]:7.1f} us a record {each[name] / whole_us:6.0%}")
    _line("recognizers, within `read`")
    known = {*order, "find", "made"}
    for name in sorted(each.keys() - known, key=each.__getitem__, reverse=True):
        calls = watch.calls[name]
        per_call = watch.spent_s[name] / calls * 1e6
        _line(f"  {name:28} {each[name]:7.1f} us a record, {calls:6} calls of {per_call:.1f} us")


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
