"""What a candidate policy costs: the live line for each record, and a trial for each of the sample.

Run `python -m tests.bench.shadow`. Must measure with the real recognizers, by CPU time.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from typing import Final

from redactor.diff.trial import Trial, Tried
from redactor.pipeline import Pipeline, build_pipeline
from redactor.policy import default_policy, parse_policy
from redactor.record import Record, Result
from redactor.settings import Shadow as ShadowSettings
from redactor.stages.detect import Detector
from redactor.stream.alerts import Alerts
from redactor.stream.shadow import Shadow
from redactor.stream.tallies import Tallies
from redactor.telemetry.registry import Metrics
from tests.bench.isolation import batch

ROUNDS: Final = 7
WEAKER: Final = b"""
version: 1
name: candidate
routes: [{source: raw, target: masked}]
operators: {PHONE_NUMBER: {operator: partial, phone: tail}}
"""


class _Ready:
    """A redactor whose results are there already: what is left is the shadow's own work."""

    def __init__(self, results: Sequence[Result]) -> None:
        self._results = results

    async def open(self) -> None:
        """Do nothing."""

    async def redact(self, pipeline: Pipeline, records: Sequence[Record]) -> Sequence[Result]:
        """Give the results."""
        del pipeline, records
        return self._results

    async def close(self) -> None:
        """Do nothing."""


class _Nothing:
    """Trials that never take a record: they are measured by themselves."""

    async def tried(
        self, live: Pipeline, candidate: Pipeline, records: Sequence[Record]
    ) -> Tried | None:
        """Wait."""
        del live, candidate, records
        await asyncio.Event().wait()
        return None

    def close(self) -> None:
        """Do nothing."""


async def _send(key: bytes, value: bytes) -> None:
    del key, value


def main() -> None:
    """Measure both, and print medians."""
    detector = Detector.default()
    live = build_pipeline(default_policy("raw", "masked"), detector)
    candidate = build_pipeline(parse_policy(WEAKER, "candidate"), detector)
    records = batch()
    results = live.redact(records)
    costs = asyncio.run(_live_line(live, candidate, records, results))
    for sample, micros in costs.items():
        _print(f"live line, sample {sample:g}", micros, "us CPU a record of the stream")
    trial = Trial(default_policy("raw", "masked"), candidate, detector)
    trials = []
    for at in range(ROUNDS):
        part = records[at * 100 : at * 100 + 100]
        began = time.process_time()
        trial.tried(part)
        trials.append((time.process_time() - began) / len(part) * 1e3)
    _print("a trial", trials, "ms CPU a record of the sample")


async def _live_line(
    live: Pipeline, candidate: Pipeline, records: list[Record], results: Sequence[Result]
) -> dict[float, list[float]]:
    """Give microseconds a record, by sample; 0 is without a candidate."""
    costs: dict[float, list[float]] = {}
    for sample in (0.0, 0.01, 0.1):
        metrics = Metrics()
        tallies = Tallies(metrics, Alerts("bench", _send, metrics))
        shadow = Shadow(_Ready(results), _Nothing(), ShadowSettings(sample=sample or 1), tallies)
        shadow.candidate = candidate if sample else None
        for _ in range(ROUNDS):
            began = time.process_time()
            await shadow.redact(live, records)
            costs.setdefault(sample, []).append((time.process_time() - began) / len(records) * 1e6)
        await shadow.close()
    return costs


def _print(what: str, costs: Sequence[float], unit: str) -> None:
    low, mid, high = min(costs), statistics.median(costs), max(costs)
    print(f"{what:24} {mid:8.3f} {unit} (from {low:.3f} to {high:.3f})")  # noqa: T201 -- a command's output


if __name__ == "__main__":
    main()
