"""Several workers in one pod, on a real Kafka: they share the work and end together."""

import os
import signal
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from redactor.stages.codec import SOURCE_HEADER
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import HOST, Job, Sidecar

pytestmark = pytest.mark.kafka

PARTITIONS = 4
DROP = 400  # records written at a time
WORKERS = 2
NOTE = '{"note":"请联系王小明13800138000"}'.encode()


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> Job:
    """A job with its topics and small batches."""
    batch = {"max_records": 100}
    made = Job(tmp_path, kafka.bootstrap, f"fleet-{uuid.uuid4().hex[:8]}", more={"batch": batch})
    kafka.create(made.topics(PARTITIONS))
    return made


@pytest.fixture
def sidecar(job: Job) -> Iterator[Sidecar]:
    """A sidecar of two workers, ready."""
    fleet = Sidecar(job, options=("--workers", str(WORKERS)))
    fleet.start()
    try:
        fleet.await_ready()
        yield fleet
    finally:
        fleet.end()


def test_workers_share_the_partitions_and_drain_on_a_signal(
    kafka: Servers, job: Job, sidecar: Sidecar
) -> None:
    """Both redact, each record arrives once, and SIGTERM ends both with 0."""
    ports = [sidecar.port + number for number in range(WORKERS)]
    written = write_until(kafka, job, lambda: all(redacted_by(port) for port in ports))
    wait_until(lambda: kafka.committed(job.name, job.source) == kafka.ends(job.source))
    # A rebalance may redact a batch again, but not commit it again. Kafka knows of a commit before
    # the worker does that counts it.
    wait_until(lambda: sum(redacted_by(port) for port in ports) >= written)
    assert sidecar.process
    sidecar.process.signal(signal.SIGTERM)
    assert sidecar.process.wait() == 0
    sources = [dict(one.headers)[SOURCE_HEADER] for one in kafka.read(job.target)]
    assert (len(sources), len(set(sources))) == (written, written)


def test_a_worker_that_dies_stops_the_pod(sidecar: Sidecar) -> None:
    """Never silently fewer: the other one ends too, the code and the log say why."""
    assert sidecar.process
    pid = sidecar.process.pid
    _, *workers = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    assert len(workers) == WORKERS  # beside the nursery that they share
    os.kill(int(workers[1]), signal.SIGKILL)
    assert sidecar.process.wait() == 128 + signal.SIGKILL
    (lost,) = [one for one in sidecar.events() if one.get("event") == "fleet_worker_lost"]
    assert (lost["worker"], lost["code"]) == (1, 128 + signal.SIGKILL)


def write_until(kafka: Servers, job: Job, holds: Callable[[], bool]) -> int:
    """Write drops of records until something is so; give how many were written."""
    written = 0

    def drop() -> bool:
        nonlocal written
        kafka.write(job.source, (Message(b"k", NOTE, (), n % PARTITIONS) for n in range(DROP)))
        written += DROP
        return holds()

    wait_until(drop)
    return written


def redacted_by(port: int) -> float:
    """Give how many records a worker has masked; 0 before it listens, or while it is too busy."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/metrics", timeout=5) as answer:
            families = list(text_string_to_metric_families(answer.read().decode()))
    except (OSError, HTTPException):
        return 0
    samples = (sample for family in families for sample in family.samples)
    return sum(one.value for one in samples if one.name == "redactor_records_total")


def wait_until(holds: Callable[[], bool], limit_s: float = 90) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.1)
