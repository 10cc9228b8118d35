"""The data plane within the test's own process, on a pipeline whose recognizers are fakes.

Must never replace more than the recognizers: policy, pipeline and Kafka clients are the real ones.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.settings import Settings
from redactor.stages.detect import Detector
from redactor.stream.dataplane import DataPlane
from redactor.stream.live import LivePipeline
from redactor.stream.report import BatchReport
from tests.support.fakes import FakeAnalyzer
from tests.support.in_thread import InThreadPacked
from tests.support.sidecar import Job

PATIENCE_S: Final = 150.0


class Tally:
    """Counts what the data plane reports."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.masked = 0
        self.refused = 0
        self.reports: list[BatchReport] = []

    @property
    def total(self) -> int:
        """Results committed so far."""
        return self.masked + self.refused

    def batch_done(self, report: BatchReport) -> None:
        """See `BatchObserver`."""
        self.masked += report.told.masked
        self.refused += len(report.told.refused)
        self.reports.append(report)


def pipeline_for(job: Job) -> Pipeline:
    """Compile a job's policy onto fake recognizers."""
    policy = parse_policy(job.policy_text().encode(), "policy.yaml")
    return Pipeline(policy, Detector(FakeAnalyzer(), policy.thresholds))


def plane_for(job: Job, tally: Tally) -> DataPlane:
    """Build the data plane of a job."""
    live = LivePipeline(pipeline_for(job))
    return DataPlane(Settings(**job.settings()), live, tally, InThreadPacked())


@asynccontextmanager
async def running(job: Job) -> AsyncIterator[tuple[DataPlane, Tally]]:
    """Run the data plane of a job while the block runs."""
    tally = Tally()
    plane = plane_for(job, tally)
    await plane.start()
    try:
        yield plane, tally
    finally:
        await plane.stop()


async def until(what: str, holds: Callable[[], object], limit_s: float = PATIENCE_S) -> None:
    """Wait until something holds.

    Raises:
        AssertionError: It did not in time.
    """
    deadline = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < deadline, f"not in time: {what}"
        await asyncio.sleep(0.05)


async def carry(job: Job, count: int) -> Tally:
    """Run the data plane until a number of records is committed."""
    async with running(job) as (plane, tally):
        await until(f"{count} committed", lambda: tally.total >= count or plane.failure)
        assert plane.failure is None, f"the data plane failed: {plane.failure}"
    return tally


async def failure(job: Job) -> BaseException:
    """Run the data plane until it fails, and give the reason."""
    async with running(job) as (plane, _):
        with suppress(AssertionError):
            await until("a failure", lambda: plane.failure)
        assert plane.failure is not None, "the data plane did not stop"
    return plane.failure
