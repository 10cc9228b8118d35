"""Fixtures that give a test a Kafka: the embedded one everywhere, a real one where there is one.

Must never pass a test by leaving it out where a real Kafka is promised: with `CI=true` a missing
one is a failure.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.kafka_cluster import Cluster
from tests.support.kafka_launch import find_launcher
from tests.support.kafka_servers import Servers


@pytest.fixture(scope="session")
def kafka_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One node of a real Kafka that we started ourselves."""
    yield from started_cluster(tmp_path_factory.mktemp("kafka"), nodes=1)


@pytest.fixture(scope="session")
def kafka(request: pytest.FixtureRequest) -> Servers:
    """A real Kafka: the one of KAFKA_BOOTSTRAP_SERVERS, else one of our own."""
    given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
    if given:
        return Servers(tuple(given.split(",")))
    cluster: Cluster = request.getfixturevalue("kafka_cluster")
    return Servers(tuple(cluster.bootstrap_servers), tuple(cluster.sasl_servers))


@pytest.fixture(scope="session")
def sasl_kafka(kafka: Servers) -> Servers:
    """A real Kafka with SASL listeners and access rules."""
    if not kafka.sasl:
        absent("the Kafka of KAFKA_BOOTSTRAP_SERVERS has no SASL listener of ours")
    return kafka


@pytest.fixture
def embedded_broker() -> Iterator[EmbeddedBroker]:
    """The embedded broker, fresh for each test; topics appear with 4 partitions when named."""
    with EmbeddedBroker({}) as broker:
        yield broker


def started_cluster(folder: Path, nodes: int) -> Iterator[Cluster]:
    """Start a cluster of our own and stop it afterwards."""
    launcher = find_launcher()
    if isinstance(launcher, str):
        absent(launcher)
    cluster = Cluster(launcher, folder, nodes)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def absent(reason: str) -> NoReturn:
    """Skip with the reason, or fail where CI promises a Kafka."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
