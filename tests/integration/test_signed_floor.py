"""A live policy below the signed floor, on a real Kafka: refused, and told in three places."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from redactor.errors import EXIT_CONFIG
from redactor.policy.signing import sign
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.kafka

FLOOR = """
version: 1
operators: {PHONE_NUMBER: {operator: partial}, PERSON: {operator: partial}}
default_operator: {operator: partial}
"""
STRONGER = {"PHONE_NUMBER": {"operator": "replace"}}
WEAKER = {"PHONE_NUMBER": {"operator": "partial", "phone": "tail"}}  # no clear value: other digits


@pytest.fixture
def job(kafka: Servers, tmp_path: Path) -> Job:
    """Give a job with a floor that its own policy file obeys."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "private.pem").write_bytes(private)
    (tmp_path / "public.pem").write_bytes(public)
    (tmp_path / "floor.yaml").write_text(FLOOR)
    sign(tmp_path / "floor.yaml", tmp_path / "private.pem")
    more = {"protection": {"floor": "floor.yaml", "floor_public_key": "public.pem"}}
    made = Job(tmp_path, kafka.bootstrap, f"floored-{uuid.uuid4().hex[:8]}", more=more)
    kafka.create(made.topics(1))
    return made


def live(job: Job, revision: int, operators: dict[str, Any]) -> Message:
    """Give a live policy for the job."""
    routes = [{"source": job.source, "target": job.target}]
    whole = {"version": 1, "name": "live", "revision": revision, "routes": routes}
    return Message(job.name.encode(), yaml.safe_dump(whole | {"operators": operators}).encode())


def test_a_change_below_the_floor_is_an_audit_event(kafka: Servers, job: Job) -> None:
    """Log, metric and alert record name place and reason; what was in force stays in force."""
    with Watched(job) as sidecar:
        kafka.write(f"{job.name}.control", [live(job, 1, STRONGER)])
        wait_for("taken", lambda: sidecar.told("live_policy_judged"))
        in_force = sidecar.policy_hash()
        kafka.write(f"{job.name}.control", [live(job, 2, WEAKER)])
        wait_for("told", lambda: sum(kafka.ends(f"{job.name}.alerts").values()) == 1)
        (alert,) = (json.loads(m.value or b"") for m in kafka.read(f"{job.name}.alerts"))
        assert alert["alert"] == "policy_refused"
        assert (alert["reason"], alert["policy"]) == ("not_allowed", in_force)
        assert alert["problems"] == [
            {
                "path": "policy.operators.PHONE_NUMBER",
                "reason": f"is below the floor in {job.target}",
            }
        ]
        (event,) = sidecar.told("live_policy_refused")
        assert (event["reason"], event["revision"]) == ("not_allowed", 1)
        assert event["problems"] == [
            f"policy.operators.PHONE_NUMBER: is below the floor in {job.target}"
        ]
        counted = sidecar.samples("redactor_control_messages_total")
        assert counted == {("newer", "taken"): 1, ("not_allowed", "refused"): 1}
        assert sidecar.policy_hash() == in_force
        kafka.write(job.source, [Message(b"k", b'{"phone":"13800138000"}')])
        wait_for("masked", lambda: sum(kafka.ends(job.target).values()) >= 1)
        assert b"8000" not in (kafka.read(job.target)[0].value or b"")


def test_a_floor_that_was_edited_stops_the_start(job: Job) -> None:
    """Without its signature a floor is none, and without its floor no worker starts."""
    (job.folder / "floor.yaml").write_text(FLOOR.replace("partial", "redact"))
    with Watched(job, ready=False) as sidecar:
        assert sidecar.process
        assert sidecar.process.wait(60) == EXIT_CONFIG
        (refused,) = sidecar.told("configuration_refused")
        assert refused["problems"] == ["floor.yaml: is not signed with the key of floors"]
