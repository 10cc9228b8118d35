"""Starting on a cluster that is not ready, not ours or not safe: wait, or stop with the reason."""

import asyncio
import uuid
from pathlib import Path

import pytest

from redactor.demo.broker import EmbeddedBroker
from redactor.errors import ConfigError, EmitError
from redactor.settings import Settings
from redactor.stream.preflight import preflight
from tests.support.kafka_cluster import PASSWORD, SCRAM, USER, Cluster
from tests.support.kafka_fixtures import absent
from tests.support.kafka_launch import find_launcher
from tests.support.kafka_servers import Message, Servers
from tests.support.plane import PATIENCE_S, carry, failure, pipeline_for, running, until
from tests.support.sidecar import Job

NOWHERE = ("127.0.0.1:1",)
REACHED_S = 8  # in which a broker that is there answers


def new_job(folder: Path, servers: tuple[str, ...], **kafka: object) -> Job:
    """Make a job with settings of the cluster."""
    return Job(folder, servers, f"start-{uuid.uuid4().hex[:8]}", more={"kafka": kafka})


def sasl(folder: Path, mechanism: str, password: str) -> dict[str, str]:
    """Give the security settings of the test user."""
    file = folder / "password"
    file.write_text(password + "\n", "utf-8")
    return {
        "protocol": "SASL_PLAINTEXT",
        "mechanism": mechanism,
        "username": USER,
        "password_file": str(file),
    }


async def test_no_broker_stops_after_the_start_timeout(tmp_path: Path) -> None:
    """With no broker the worker gives up after `start_timeout_s` and says so."""
    error = await failure(new_job(tmp_path, NOWHERE, start_timeout_s=1.5))
    assert isinstance(error, EmitError)
    assert "no broker" in str(error)


@pytest.mark.embedded
async def test_a_broker_that_comes_up_late_is_waited_for(
    tmp_path: Path, embedded_broker: EmbeddedBroker
) -> None:
    """A broker that is down at start and comes up in time is used."""
    job = new_job(tmp_path, (embedded_broker.bootstrap_servers,), start_timeout_s=30)
    embedded_broker.down()
    async with running(job) as (plane, _):
        await asyncio.sleep(1.5)
        assert not plane.joined
        embedded_broker.up()
        await until("the plane is ready", lambda: plane.ready)


@pytest.mark.kafka
async def test_a_real_cluster_that_comes_up_late_is_waited_for(tmp_path: Path) -> None:
    """A worker that is there before its cluster waits, makes its topics, and carries records."""
    launcher = find_launcher()
    if isinstance(launcher, str):
        absent(launcher)
    cluster = Cluster(launcher, tmp_path)
    servers = Servers(tuple(cluster.bootstrap_servers))
    job = new_job(tmp_path, servers.bootstrap, start_timeout_s=200, create_topics=True)
    try:
        async with running(job) as (plane, tally):
            await asyncio.sleep(2)
            assert (plane.joined, plane.failure) == (False, None)
            await asyncio.to_thread(cluster.start)
            await asyncio.to_thread(servers.create, {job.source: 1})
            await asyncio.to_thread(servers.write, job.source, [Message(b"k", b'"x"')])
            await until("one record", lambda: tally.total == 1 or plane.failure)
            assert plane.failure is None
    finally:
        cluster.stop()


@pytest.mark.kafka
async def test_a_missing_source_is_named(tmp_path: Path, kafka: Servers) -> None:
    """A source that does not exist is a configuration error with the place that names it."""
    job = new_job(tmp_path, kafka.bootstrap, start_timeout_s=REACHED_S, create_topics=True)
    error = await failure(job)
    assert isinstance(error, ConfigError)
    assert [problem.path for problem in error.problems] == [f"routes.source: {job.source}"]


@pytest.mark.kafka
async def test_a_source_that_appears_late_is_waited_for(tmp_path: Path, kafka: Servers) -> None:
    """A source created while the worker waits is carried; its own topics it creates itself."""
    job = new_job(tmp_path, kafka.bootstrap, start_timeout_s=30, create_topics=True)
    async with running(job) as (plane, tally):
        await asyncio.sleep(1)
        await asyncio.to_thread(kafka.create, {job.source: 3})
        await asyncio.to_thread(kafka.write, job.source, [Message(b"k", b'"x"')])
        await until("one record", lambda: tally.total == 1 or plane.failure)
    assert len(kafka.ends(job.target)) == 3, "targets are as wide as their source"


@pytest.mark.kafka
async def test_topics_are_not_created_unasked(tmp_path: Path, kafka: Servers) -> None:
    """Without `create_topics` every missing topic is named, all at once."""
    job = new_job(tmp_path, kafka.bootstrap, start_timeout_s=REACHED_S)
    await asyncio.to_thread(kafka.create, {job.source: 1})
    error = await failure(job)
    assert isinstance(error, ConfigError)
    missing = {problem.path.rsplit(": ")[-1] for problem in error.problems}
    assert missing == set(job.topics(1)) - {job.source}


@pytest.mark.kafka
@pytest.mark.parametrize("mechanism", ["PLAIN", SCRAM])
async def test_wrong_credentials_stop_at_once(
    tmp_path: Path, sasl_kafka: Servers, mechanism: str
) -> None:
    """Rejected credentials are a configuration error, not tried again; no secret is told."""
    security = sasl(tmp_path, mechanism, "not-the-password")
    job = new_job(tmp_path, sasl_kafka.sasl, start_timeout_s=4 * PATIENCE_S, security=security)
    error = await failure(job)
    assert isinstance(error, ConfigError)
    assert [problem.path for problem in error.problems] == ["kafka.security"]
    assert "not-the-password" not in str(error)


@pytest.mark.kafka
@pytest.mark.parametrize("mechanism", ["PLAIN", SCRAM])
async def test_right_credentials_carry_records(
    tmp_path: Path, sasl_kafka: Servers, mechanism: str
) -> None:
    """With the right credentials records flow through the SASL listener."""
    security = sasl(tmp_path, mechanism, PASSWORD)
    job = new_job(tmp_path, sasl_kafka.sasl, security=security)
    await asyncio.to_thread(sasl_kafka.create, job.topics(1))
    await asyncio.to_thread(sasl_kafka.write, job.source, [Message(b"k", b'"x"')])
    tally = await carry(job, 1)
    assert tally.masked == 1


async def test_an_empty_password_file_is_a_configuration_error(tmp_path: Path) -> None:
    """A secret file without a secret is named, before any broker is asked."""
    job = new_job(tmp_path, NOWHERE, security=sasl(tmp_path, "PLAIN", ""))
    error = await failure(job)
    assert isinstance(error, ConfigError)
    assert [problem.path for problem in error.problems] == ["kafka.security.password_file"]


@pytest.mark.parametrize("topic", ["quarantine", "control", "alerts"])
async def test_a_source_is_never_written_to(tmp_path: Path, topic: str) -> None:
    """A topic of our own that is a source too is refused: the sidecar would feed on itself."""
    job = new_job(tmp_path, NOWHERE)
    settings = Settings(**{**job.settings(), "topics": {topic: job.source}})
    with pytest.raises(ConfigError, match=rf"topics\.{topic}"):
        await preflight(settings, pipeline_for(job))
