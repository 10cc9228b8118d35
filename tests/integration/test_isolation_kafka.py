"""Texts that break the process that reads them, on a real Kafka: the group does not notice."""

import asyncio
import json
import logging
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from redactor.isolation.nursery import open_nursery
from redactor.isolation.ward import Ward
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.settings import Settings
from redactor.stream.dataplane import DataPlane
from redactor.stream.live import LivePipeline
from tests.support.breaking import breaking_detector
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import Tally, until
from tests.support.sidecar import Job

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]

RECORDS = 50
SESSION_MS = 6_000
OVER_A_SESSION_S = 8.0  # that the hanging record takes; the loop must live meanwhile
PATIENCE_S = 500.0  # that takes a minute where a processor is shared by four
TRIES = 2  # of it: in the batch, and alone
CULPRITS = {7: "regex", 19: "crash", 31: "eat"}
REASONS = {7: "detect_deadline", 19: "crashed", 31: "out_of_memory"}
MEBIBYTE = 1024 * 1024


class Assignments(logging.Handler):
    """Counts how often the group gave this worker its partitions."""

    def __init__(self) -> None:
        """Start at none."""
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler`."""
        self.count += record.msg == "partitions_assigned"


@pytest.fixture
def assignments() -> Iterator[Assignments]:
    """A count of assignments during the test."""
    handler, logger = Assignments(), logging.getLogger("redactor.stream.lanes")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    yield handler
    logger.setLevel(level)
    logger.removeHandler(handler)


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> Job:
    """A job with one partition and a short session."""
    session = {"session_timeout_ms": SESSION_MS}
    made = Job(tmp_path, kafka.bootstrap, f"poison-{uuid.uuid4().hex[:8]}", {"kafka": session})
    kafka.create(made.topics(1))
    return made


@pytest.fixture
async def carried(kafka: Servers, job: Job) -> AsyncIterator[Tally]:
    """A data plane with breakable recognizers in a process of their own, at work on a batch."""
    texts = {n: f"note {n}" for n in range(RECORDS)} | CULPRITS
    kafka.write(job.source, [Message(b"k", json.dumps(texts[n]).encode()) for n in sorted(texts)])
    (nursery,) = open_nursery(breaking_detector, 64 * MEBIBYTE)
    policy = parse_policy(job.policy_text().encode(), "policy.yaml")
    live = LivePipeline(Pipeline(policy, breaking_detector()))
    tally = Tally()
    plane = DataPlane(
        Settings(**job.settings()), live, tally, Ward(nursery, OVER_A_SESSION_S / TRIES)
    )
    await plane.start()
    yield tally
    await plane.stop()
    assert plane.failure is None


async def test_a_batch_longer_than_the_session_costs_no_partition(
    kafka: Servers, job: Job, carried: Tally, assignments: Assignments
) -> None:
    """One hanging, one crashing, one gluttonous record: pointers; the others masked; no rebalance.

    The hanging pattern holds the interpreter of its process for longer than the group's session
    lasts. In the worker's own process it would cost the partition, and the next worker's too.
    """
    await until("all committed", lambda: carried.total >= RECORDS, PATIENCE_S)
    masked = await asyncio.to_thread(kafka.read, job.target)
    pointers = [json.loads(one.value or b"") for one in kafka.read(job.quarantine)]
    assert {one["offset"]: one["reason"] for one in pointers} == REASONS
    assert len(masked) == RECORDS - len(CULPRITS)
    assert assignments.count == 1
    assert max(one.redact_s for one in carried.reports) > SESSION_MS / 1_000
