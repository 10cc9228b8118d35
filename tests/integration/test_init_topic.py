"""`redactor init --topic`: a draft of what is committed in a topic, without a trace."""

import json
from pathlib import Path

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient
from typer.testing import CliRunner

from redactor.cli import app
from redactor.demo.broker import EmbeddedBroker
from redactor.policy import default_policy, load_policy
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer
from tests.support.kafka_servers import QUIET, Message, Servers

TOPIC = "raw.drafted"


@pytest.fixture(autouse=True)
def recognizers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fakes stand for the recognizers: Kafka is the subject here."""
    detector = Detector(FakeAnalyzer(), default_policy().thresholds)
    monkeypatch.setattr(Detector, "default", lambda *_: detector)


def orders(count: int, field: str = "tel") -> list[Message]:
    """Give records with a phone number in a field."""
    raws = [json.dumps({field: str(13_800_138_000 + n)}).encode() for n in range(count)]
    return [Message(b"k", raw, (), n % 2) for n, raw in enumerate(raws)]


def drafted(servers: Servers, output: Path, *more: str) -> str:
    """Draft a policy of the topic, and give its text."""
    brokers = [word for server in servers.bootstrap for word in ("-b", server)]
    words = ["init", "--topic", TOPIC, *brokers, "-o", str(output), *more]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    load_policy(output)
    return output.read_text("utf-8")


@pytest.mark.embedded
def test_a_draft_from_the_embedded_broker(tmp_path: Path) -> None:
    """What a newcomer tries first."""
    with EmbeddedBroker({TOPIC: 2}) as broker:
        servers = Servers((broker.bootstrap_servers,), committed_reads=False)
        servers.write(TOPIC, orders(40))
        text = drafted(servers, tmp_path / "policy.yaml")
    assert '{path: "$.tel", entity: PHONE_NUMBER}  # PHONE_NUMBER 100.0 % of 40 values' in text


@pytest.mark.kafka
def test_a_draft_reads_what_is_committed_and_leaves_nothing(kafka: Servers, tmp_path: Path) -> None:
    """Aborted records are not in it; no group, no offset and no topic is left behind."""
    kafka.create({TOPIC: 2})
    kafka.write(TOPIC, orders(60))
    options = {"bootstrap.servers": ",".join(kafka.bootstrap), **QUIET}
    producer = Producer({**options, "transactional.id": "aborting"})
    producer.init_transactions(30)
    producer.begin_transaction()
    producer.produce(TOPIC, b'{"aborted": "13800138000"}', partition=0)
    producer.flush(30)
    producer.abort_transaction(30)
    admin = AdminClient({"bootstrap.servers": ",".join(kafka.bootstrap), **QUIET})
    groups = {group.group_id for group in admin.list_consumer_groups().result(20).valid}
    topics = set(admin.list_topics(timeout=20).topics)
    text = drafted(kafka, tmp_path / "policy.yaml", "--records", "50")
    assert "Drafted from 50 records of raw.drafted" in text
    assert "entity: PHONE_NUMBER}  # PHONE_NUMBER 100.0 % of 50 values" in text
    assert "aborted" not in text
    assert {group.group_id for group in admin.list_consumer_groups().result(20).valid} == groups
    assert set(admin.list_topics(timeout=20).topics) == topics
