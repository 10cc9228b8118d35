"""The pipeline in this process: what records cost without Kafka.

Must never give a cost of records that were refused: they cost less.
"""

import gc
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from redactor.isolation.limits import sweep
from redactor.pipeline import Pipeline
from redactor.policy import load_policy
from redactor.record import Record, Refused, Result
from redactor.stages.detect import Detector
from tests.bench.stream import events, policy, records

SOURCE: Final = "bench.raw"
TARGET: Final = "bench.masked"
WARM_SEED: Final = 1_000_003  # of a day that is not measured; Random takes -1 for 1
BATCH: Final = 500


class RefusedError(RuntimeError):
    """A record of the benchmark was refused; the message is the reason."""


def pipeline(**more: Any) -> Pipeline:  # noqa: ANN401 -- a policy's own keys
    """Compile the demo's policy, with more keys or other values of them, and warm it.

    Each has a detector of its own: what one has seen, the next has not.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "policy.yaml"
        route = {"source": SOURCE, "target": TARGET}
        whole = {"version": 1, "name": "bench", "routes": [route], **policy(), **more}
        place.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
        made = Pipeline(load_policy(place), Detector.default())
    cpu_us(made, day(200, WARM_SEED))
    _settle()
    return made


def _settle() -> None:
    """Set the collector as the process that redacts does."""
    gc.collect()
    gc.freeze()
    gc.disable()


def day(count: int, seed: int) -> list[Record]:
    """Give events of the standard mix."""
    return records(events(count, 1, seed), SOURCE)


def cpu_us(pipeline: Pipeline, given: Sequence[Record]) -> float:
    """Give the processor time of a record, in microseconds.

    Raises:
        RefusedError: A record was refused.
    """
    start = time.process_time()
    results: list[Result] = []
    for low in range(0, len(given), BATCH):
        results += pipeline.redact(given[low : low + BATCH])
        sweep()
    spent = time.process_time() - start
    for one in results:
        if isinstance(one, Refused):
            raise RefusedError(one.reason.value)
    return spent / len(given) * 1e6
