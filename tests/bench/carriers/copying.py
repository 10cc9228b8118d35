"""Our own data plane with a pipeline that copies: what Kafka costs us, masking nothing.

    python -m tests.bench.carriers.copying SETTINGS.json

Must never be run against a cluster in use: it publishes raw records.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import uvloop

from redactor.pipeline import Pipeline
from redactor.policy import default_policy
from redactor.record import Masked, Output, Record, Result
from redactor.settings import Settings
from redactor.stages.detect import Detector
from redactor.stream.dataplane import DataPlane
from redactor.stream.live import LivePipeline
from redactor.stream.report import BatchReport
from tests.support.fakes import FakeAnalyzer
from tests.support.in_thread import InThreadPacked


class Copy(Pipeline):
    """A pipeline that only copies."""

    def __init__(self, source: str, target: str) -> None:
        """Take both topics."""
        policy = default_policy(source, target)
        super().__init__(policy, Detector(FakeAnalyzer(), policy.thresholds))
        self._target = target

    def redact(self, records: Sequence[Record]) -> list[Result]:
        """See `Pipeline.redact`."""
        return [
            Masked(
                one.at,
                one.timestamp_ms,
                (Output(self._target, one.raw_key, one.raw_value, one.raw_headers),),
            )
            for one in records
        ]


class Nobody:
    """Is told of batches and says nothing."""

    def batch_done(self, report: BatchReport) -> None:
        """See `BatchObserver`."""


async def carry(settings: Settings, source: str, target: str) -> None:
    """Carry records until the process is killed."""
    plane = DataPlane(settings, LivePipeline(Copy(source, target)), Nobody(), InThreadPacked())
    await plane.start()
    await plane.wait_until_stopped()  # it stops when it fails


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    uvloop.run(carry(Settings(**given["settings"]), given["source"], given["target"]))
