"""The control topic on a real Kafka: transactions, SASL, and what is left behind."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient

from redactor.policy import parse_policy
from tests.support.kafka_cluster import PASSWORD, SCRAM, USER
from tests.support.kafka_servers import QUIET, Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.kafka


def policy(job: Job, revision: int) -> bytes:
    """Give a policy for a job."""
    routes = [{"source": job.source, "target": job.target}]
    whole: dict[str, Any] = {"version": 1, "name": "newer", "revision": revision, "routes": routes}
    return yaml.safe_dump(whole).encode()


def hash_of(raw: bytes) -> str:
    """Give the hash under which a policy is in force."""
    return parse_policy(raw, "test").digest


def prepared(kafka: Servers, folder: Path, name: str) -> Job:
    """Make a job's topics."""
    job = Job(folder, kafka.bootstrap, name)
    kafka.create(job.topics(2))
    return job


def publishing(kafka: Servers, job: Job, raw: bytes) -> Producer:
    """Write a policy in a transaction that is still open."""
    options = {"bootstrap.servers": ",".join(kafka.bootstrap), **QUIET}
    producer = Producer({**options, "transactional.id": f"{job.name}-publisher"})
    producer.init_transactions(30)
    producer.begin_transaction()
    producer.produce(f"{job.name}.control", raw, job.name)
    producer.flush(30)
    return producer


def test_a_policy_of_an_aborted_transaction_was_never_published(
    kafka: Servers, tmp_path: Path
) -> None:
    """Neither the replay nor the agent takes it; the next committed one is taken."""
    job = prepared(kafka, tmp_path, "aborted")
    publishing(kafka, job, policy(job, 5)).abort_transaction(30)
    with Watched(job) as sidecar:
        publishing(kafka, job, policy(job, 6)).abort_transaction(30)
        kafka.write(f"{job.name}.control", [Message(job.name.encode(), policy(job, 3))])
        wait_for("taken", lambda: sidecar.policy_hash() == hash_of(policy(job, 3)))
        assert sidecar.samples("redactor_control_messages_total") == {("newer", "taken"): 1}


def test_a_policy_is_taken_once_its_transaction_commits(kafka: Servers, tmp_path: Path) -> None:
    """An open transaction does not hold the start back, and its policy is not lost either."""
    job = prepared(kafka, tmp_path, "open")
    producer = publishing(kafka, job, policy(job, 5))
    with Watched(job) as sidecar:
        assert sidecar.policy_hash() != hash_of(policy(job, 5))
        producer.commit_transaction(30)
        wait_for("taken", lambda: sidecar.policy_hash() == hash_of(policy(job, 5)))


def test_without_its_control_topic_it_does_not_start(kafka: Servers, tmp_path: Path) -> None:
    """The topic is named, with its place in the configuration."""
    job = Job(tmp_path, kafka.bootstrap, "topicless", {"kafka": {"start_timeout_s": 10}})
    topics = job.topics(1)
    del topics["topicless.control"]
    kafka.create(topics)
    with Watched(job, ready=False) as sidecar:
        assert sidecar.process
        assert sidecar.process.wait(60) == 78
        (failed,) = sidecar.told("worker_failed")
        assert failed["problems"] == [
            "topics.control: topicless.control: this topic does not exist"
        ]


@pytest.mark.parametrize("mechanism", ["PLAIN", SCRAM])
def test_policies_are_followed_over_sasl(
    sasl_kafka: Servers, tmp_path: Path, mechanism: str
) -> None:
    """Faust speaks with the same credentials as the data plane."""
    job = prepared(sasl_kafka, tmp_path, f"sasl-{mechanism.lower()}")
    (tmp_path / "password").write_text(PASSWORD, "utf-8")
    security = {
        "protocol": "SASL_PLAINTEXT",
        "mechanism": mechanism,
        "username": USER,
        "password_file": str(tmp_path / "password"),
    }
    secured = replace(job, servers=sasl_kafka.sasl, more={"kafka": {"security": security}})
    with Watched(secured) as sidecar:
        sasl_kafka.write(f"{job.name}.control", [Message(job.name.encode(), policy(job, 2))])
        wait_for("taken", lambda: sidecar.policy_hash() == hash_of(policy(job, 2)))
        sasl_kafka.write(f"{job.name}.control", [Message(job.name.encode(), b"{")])
        wait_for("told", lambda: sum(sasl_kafka.ends(f"{job.name}.alerts").values()) == 1)


def test_nothing_is_left_behind(kafka: Servers, tmp_path: Path) -> None:
    """No topic beyond the configured ones, and no offset of the control group."""
    job = prepared(kafka, tmp_path, "tidy")
    admin = AdminClient({"bootstrap.servers": ",".join(kafka.bootstrap), **QUIET})
    before = set(admin.list_topics(timeout=20).topics)
    with Watched(job) as sidecar:
        kafka.write(f"{job.name}.control", [Message(job.name.encode(), policy(job, 2))])
        wait_for("taken", lambda: sidecar.policy_hash() == hash_of(policy(job, 2)))
        groups = [
            group.group_id
            for group in admin.list_consumer_groups().result(20).valid
            if group.group_id.startswith(f"{job.name}.control.")
        ]
    assert set(admin.list_topics(timeout=20).topics) - before <= {"__consumer_offsets"} | {
        "__transaction_state"
    }
    assert len(groups) == 1
    assert kafka.committed(groups[0], f"{job.name}.control") == {}
