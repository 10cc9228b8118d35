"""The rendered access rules on a real Kafka, tried by the sidecar and by real clients."""

import json
import time
from collections.abc import Iterator
from typing import Final

import pytest

from deploy.chart import manifests
from tests.support.acls import of_commands
from tests.support.guarded_kafka import DENIED, AsUser, Guarded, GuardedCluster
from tests.support.kafka_cluster import PASSWORD, SCRAM
from tests.support.kafka_fixtures import absent
from tests.support.kafka_launch import find_launcher
from tests.support.kafka_servers import Message
from tests.support.rendered import write_values
from tests.support.sidecar import Job, Sidecar

pytestmark = pytest.mark.kafka

USERS: Final = ("redactor", "redactor-scaler", "waybill-producer", "analytics", "privacy-officer")
PHONE: Final = "13812345678"  # fictitious
READ_S: Final = 30
VALUES: Final = """
settings:
  kafka: {group: flow}
  topics: {quarantine: flow.quarantine, control: flow.control, alerts: flow.alerts}
policy:
  routes: [{source: flow.raw, target: flow.masked}]
access: {enabled: true, maskedPrefix: flow.masked}
"""
SECRET_TOPICS: Final = ("flow.raw", "flow.quarantine", "flow.control", "flow.alerts")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """A Kafka with the chart's topics, users and rules, the latter from the shipped commands."""
    launcher = find_launcher()
    if isinstance(launcher, str):
        absent(launcher)
    folder = tmp_path_factory.mktemp("guarded")
    cluster = GuardedCluster(launcher, folder)
    try:
        cluster.start()
        servers = Guarded(tuple(cluster.bootstrap_servers), tuple(cluster.sasl_servers))
        objects = manifests([write_values(folder, VALUES)], 33)
        for topic in (m["spec"] for m in objects if m["kind"] == "KafkaTopic"):
            servers.create({topic["topicName"]: 1})
        servers.add_users(USERS)
        script = next(m for m in objects if m["metadata"]["name"].endswith("-acls"))["data"]
        servers.apply(of_commands(script["kafka-acls.sh"]))
        yield servers
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def flowing(guarded: Guarded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sidecar]:
    """The real sidecar under its own user, with one record written by the producer's."""
    folder = tmp_path_factory.mktemp("sidecar")
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    security = {
        "protocol": "SASL_PLAINTEXT",
        "mechanism": SCRAM,
        "username": "redactor",
        "password_file": str(folder / "password"),
    }
    job = Job(folder, guarded.sasl, "flow", more={"kafka": {"security": security}})
    value = json.dumps({"phone": PHONE, "remark": f"请打{PHONE}"}).encode()
    as_user(guarded, "waybill-producer").write("flow.raw", [Message(None, value)])
    sidecar = Sidecar(job)
    sidecar.start()
    try:
        sidecar.await_ready()
        yield sidecar
    finally:
        sidecar.end()


def as_user(servers: Guarded, name: str) -> AsUser:
    """Look at the cluster as a user."""
    return AsUser(servers.bootstrap, servers.sasl, user=name)


@pytest.mark.usefixtures("flowing")
def test_the_redactor_needs_no_more_than_its_rules(guarded: Guarded) -> None:
    """Under its own rules the sidecar masks, and an analyst reads the masked record."""
    analyst = as_user(guarded, "analytics")
    deadline = time.monotonic() + READ_S
    while not guarded.ends("flow.masked")[0]:
        assert time.monotonic() < deadline, "nothing was masked"
        time.sleep(0.2)
    assert analyst.why_unreadable("flow.masked", "analytics.report") is None
    (masked, *_) = guarded.read("flow.masked")
    assert masked.value
    assert PHONE.encode() not in masked.value


@pytest.mark.parametrize("topic", SECRET_TOPICS)
def test_analysts_cannot_read_what_is_not_masked(guarded: Guarded, topic: str) -> None:
    """The broker turns the analytics user away."""
    analyst = as_user(guarded, "analytics")
    assert analyst.why_unreadable(topic, "analytics.report") in DENIED


def test_analysts_see_masked_topics_alone(guarded: Guarded) -> None:
    """The metadata shows them no other topic's name."""
    assert as_user(guarded, "analytics").topics() == {"flow.masked"}


def test_the_scaler_sees_lag_and_reads_nothing(guarded: Guarded) -> None:
    """KEDA's user may see the raw topic's offsets, not its records."""
    scaler = as_user(guarded, "redactor-scaler")
    assert scaler.topics() == {"flow.raw"}
    assert scaler.why_unreadable("flow.raw", "flow") in DENIED


def test_producers_cannot_read_back(guarded: Guarded) -> None:
    """Who writes raw records need not read those of others."""
    producer = as_user(guarded, "waybill-producer")
    assert producer.topics() == {"flow.raw"}
    assert producer.why_unreadable("flow.raw", "any") in DENIED


def test_a_running_sidecar_was_never_denied(flowing: Sidecar) -> None:
    """Its log holds no refusal by the broker."""
    assert "Authorization" not in flowing.log.read_text(encoding="utf-8")
