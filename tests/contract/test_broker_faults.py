"""What the data plane makes of a broker's errors, injected one by one on the embedded broker.

The embedded broker forgets the offsets of transactions, so what must come back is shown with
`at_least_once`, and what must stop with both deliveries.
"""

import asyncio
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.demo.broker import EmbeddedBroker
from redactor.errors import EmitError
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import failure, running, until
from tests.support.sidecar import Job

pytestmark = pytest.mark.embedded

# Numbers of the Kafka protocol (kafka.apache.org/protocol).
PRODUCE, OFFSET_COMMIT, INIT_PRODUCER_ID, ADD_PARTITIONS, END_TXN = 0, 8, 22, 24, 26
REQUEST_TIMED_OUT, NOT_LEADER, COORDINATOR_LOADING, NOT_COORDINATOR = 7, 6, 14, 16
NOT_ENOUGH_REPLICAS, TOPIC_FORBIDDEN, GROUP_FORBIDDEN, POLICY_VIOLATION = 19, 29, 30, 44
OUT_OF_ORDER, CONCURRENT_TRANSACTIONS, UNKNOWN_SERVER_ERROR = 45, 51, -1
GOOD = [Message(b"k", b'{"note":"fine"}')] * 20


@pytest.fixture
def new_job(
    embedded_broker: EmbeddedBroker, tmp_path: Path
) -> Callable[[str], tuple[Servers, Job]]:
    """Make jobs with twenty records waiting."""

    def make(delivery: str) -> tuple[Servers, Job]:
        servers = Servers((embedded_broker.bootstrap_servers,), committed_reads=False)
        kafka = {"retry_timeout_s": 20}
        name = f"fault-{uuid.uuid4().hex[:8]}"
        job = Job(tmp_path, servers.bootstrap, name, more={"kafka": kafka}, delivery=delivery)
        servers.write(job.source, GOOD)
        return servers, job

    return make


@pytest.mark.parametrize(
    ("request_key", "errors", "why"),
    [
        (PRODUCE, (NOT_ENOUGH_REPLICAS,) * 3, "replicas are catching up"),
        (PRODUCE, (REQUEST_TIMED_OUT,), "the leader waited for its replicas in vain"),
        (PRODUCE, (NOT_LEADER,) * 2, "the leader moved"),
        (PRODUCE, (OUT_OF_ORDER,), "the sequence broke: a new producer is needed"),
        (PRODUCE, (UNKNOWN_SERVER_ERROR,) * 2, "the broker stumbled"),
        (OFFSET_COMMIT, (COORDINATOR_LOADING, NOT_COORDINATOR), "the coordinator moved"),
        (INIT_PRODUCER_ID, (COORDINATOR_LOADING,), "no producer id yet"),
    ],
)
async def test_what_passes_by_is_retried(
    embedded_broker: EmbeddedBroker,
    new_job: Callable[[str], tuple[Servers, Job]],
    request_key: int,
    errors: tuple[int, ...],
    why: str,
) -> None:
    """After a passing error every record is written and committed, and the worker goes on."""
    servers, job = new_job("at_least_once")
    embedded_broker.answer(request_key, errors)
    async with running(job) as (plane, tally):
        await until(f"all committed although {why}", lambda: tally.total == len(GOOD))
        assert plane.failure is None
    found = await asyncio.to_thread(servers.read, job.target)
    assert len(found) >= len(GOOD)
    assert servers.committed(job.name, job.source) == {0: len(GOOD)}


@pytest.mark.parametrize(
    ("request_key", "errors", "why"),
    [
        (ADD_PARTITIONS, (CONCURRENT_TRANSACTIONS,) * 2, "the last transaction is ending"),
        (END_TXN, (COORDINATOR_LOADING, NOT_COORDINATOR), "the transaction coordinator moved"),
    ],
)
async def test_a_transaction_outlives_a_passing_error(
    embedded_broker: EmbeddedBroker,
    new_job: Callable[[str], tuple[Servers, Job]],
    request_key: int,
    errors: tuple[int, ...],
    why: str,
) -> None:
    """A coordinator that is busy or moves costs time, not records."""
    _, job = new_job("exactly_once")
    embedded_broker.answer(request_key, errors)
    async with running(job) as (plane, tally):
        await until(f"all committed although {why}", lambda: tally.total == len(GOOD))
        assert plane.failure is None


@pytest.mark.parametrize("delivery", ["exactly_once", "at_least_once"])
@pytest.mark.parametrize("code", [TOPIC_FORBIDDEN, POLICY_VIOLATION])
async def test_what_will_not_pass_stops_the_worker(
    embedded_broker: EmbeddedBroker,
    new_job: Callable[[str], tuple[Servers, Job]],
    delivery: str,
    code: int,
) -> None:
    """A refusal that repeats itself stops the worker at once; nothing is committed."""
    servers, job = new_job(delivery)
    embedded_broker.answer(PRODUCE, (code,) * 3)
    assert isinstance(await failure(job), EmitError)
    assert servers.committed(job.name, job.source) == {}


async def test_a_broker_that_stays_away_stops_the_worker_in_time(
    embedded_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    """When writes fail for `retry_timeout_s` the worker stops and says for how long."""
    kafka = {"retry_timeout_s": 2}
    job = Job(tmp_path, (embedded_broker.bootstrap_servers,), "away", {"kafka": kafka})
    Servers(job.servers).write(job.source, GOOD)
    embedded_broker.answer(PRODUCE, (OUT_OF_ORDER,) * 500)
    error = await failure(job)
    assert isinstance(error, EmitError)
    assert "no batch was confirmed for" in str(error)


async def test_a_broker_that_goes_and_returns_costs_no_record(
    embedded_broker: EmbeddedBroker, new_job: Callable[[str], tuple[Servers, Job]]
) -> None:
    """While the broker is away nothing is lost; when it is back the rest follows."""
    servers, job = new_job("at_least_once")
    async with running(job) as (plane, tally):
        await until("the first records", lambda: tally.total == len(GOOD))
        await asyncio.to_thread(servers.write, job.source, GOOD)
        embedded_broker.down()
        await asyncio.sleep(3)
        embedded_broker.up()
        await until("the others", lambda: tally.total >= 2 * len(GOOD))
        assert plane.failure is None
    assert len(await asyncio.to_thread(servers.read, job.target)) >= 2 * len(GOOD)
