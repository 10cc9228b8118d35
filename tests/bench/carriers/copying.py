"""Our own data plane with a pipeline that copies: what Kafka costs us, masking nothing.

    python -m tests.bench.carriers.copying SETTINGS.json

Must never be run against a cluster in use: it publishes raw records.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import uvloop

from redactor.record import Masked, Output, Record, Result
from redactor.settings import Settings
from redactor.stream.dataplane import DataPlane
from redactor.stream.live import LivePipeline
from redactor.stream.report import BatchReport
from tests.support.in_thread import InThread


class Copy:
    """A pipeline that only copies."""

    policy_hash = "0" * 16

    def __init__(self, source: str, target: str) -> None:
        """Take both topics."""
        self.sources = (source,)
        self.targets = (target,)

    def redact(self, records: Sequence[Record]) -> list[Result]:
        """See `Pipeline.redact`."""
        target = self.targets[0]
        return [
            Masked(
                one.at,
                one.timestamp_ms,
                (Output(target, one.raw_key, one.raw_value, one.raw_headers),),
            )
            for one in records
        ]


class Nobody:
    """Is told of batches and says nothing."""

    def batch_done(self, report: BatchReport) -> None:
        """See `BatchObserver`."""


async def carry(settings: Settings, source: str, target: str) -> None:
    """Carry records until the process is killed."""
    live = LivePipeline(Copy(source, target))  # type: ignore[arg-type]  # the data plane asks no more of it
    plane = DataPlane(settings, live, Nobody(), InThread())
    await plane.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    uvloop.run(carry(Settings(**given["settings"]), given["source"], given["target"]))
