"""Policies taken live from the control topic."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from redactor.demo.broker import EmbeddedBroker
from redactor.policy import parse_policy
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

NAME = "live"
OUTAGE_S = 8  # the job's sessions last 6
SECRET = "王小明13800138000"


def policy(revision: int, **changes: Any) -> bytes:  # noqa: ANN401 -- the raw form of a policy
    """Give a policy for job `live`."""
    routes = [{"source": f"{NAME}.raw", "target": f"{NAME}.masked"}]
    whole = {"version": 1, "name": "newer", "revision": revision, "routes": routes, **changes}
    return yaml.safe_dump(whole, allow_unicode=True).encode()


def hash_of(raw: bytes) -> str:
    """Give the hash under which a policy is in force."""
    return parse_policy(raw, "test").digest


def publish(servers: Servers, *policies: bytes | None, group: str = NAME) -> None:
    """Write to the control topic."""
    servers.write(f"{NAME}.control", [Message(group.encode(), raw) for raw in policies])


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Give an embedded broker with the topics of job `live`."""
    with EmbeddedBroker(Job(Path(), (), NAME).topics(2)) as broker:
        yield Servers((broker.bootstrap_servers,), committed_reads=False)


@pytest.fixture
def job(servers: Servers, tmp_path: Path) -> Job:
    """Give the job whose policy file has revision 0."""
    return Job(tmp_path, servers.bootstrap, NAME)


@pytest.mark.embedded
def test_a_newer_policy_is_taken_and_a_tombstone_takes_it_back(servers: Servers, job: Job) -> None:
    """Live, without a restart; what is addressed to another group is not ours."""
    with Watched(job) as sidecar:
        of_the_file, newer = sidecar.policy_hash(), policy(5)
        publish(servers, policy(9), group="others")
        publish(servers, newer, policy(4))
        wait_for("taken", lambda: sidecar.policy_hash() == hash_of(newer))
        publish(servers, None)
        wait_for("restored", lambda: sidecar.policy_hash() == of_the_file)
        assert sidecar.samples("redactor_control_messages_total") == {
            ("newer", "taken"): 1,
            ("ignored", "not_newer"): 1,
            ("restored", "tombstone"): 1,
        }


@pytest.mark.embedded
def test_the_newest_policy_is_in_force_before_the_first_record(servers: Servers, job: Job) -> None:
    """Records that waited in the topic carry the live policy's hash; none the file's."""
    newest = policy(7)
    publish(servers, policy(3), newest, policy(6))
    servers.write(job.source, [Message(b"k", b'{"phone":"13800138000"}')] * 50)
    with Watched(job):
        wait_for("masked", lambda: sum(servers.ends(job.target).values()) >= 50)
        headers = [dict(message.headers) for message in servers.read(job.target)]
    assert {header["x-redactor-policy"] for header in headers} == {hash_of(newest).encode()}


@pytest.mark.embedded
def test_what_the_replay_took_is_not_taken_again(servers: Servers, job: Job) -> None:
    """The agent goes on where the replay ended: an overruled policy never comes back."""
    publish(servers, policy(9), None, policy(3))
    with Watched(job) as sidecar:
        newest = policy(4)
        publish(servers, newest)
        wait_for("taken", lambda: sidecar.policy_hash() == hash_of(newest))
        taken = [event["revision"] for event in sidecar.told("live_policy_judged")]
    assert taken == [9, 0, 3, 4]


@pytest.mark.embedded
def test_a_refused_policy_is_told_and_changes_nothing(servers: Servers, job: Job) -> None:
    """Metric, log and alert record; fixed reasons and paths, no value."""
    with Watched(job) as sidecar:
        before = sidecar.policy_hash()
        bad = json.dumps({SECRET: SECRET, "routes": SECRET, "revision": 9}).encode()
        publish(servers, bad, policy(9, thresholds={"default": 0.9}))
        wait_for("told", lambda: sum(servers.ends(f"{NAME}.alerts").values()) == 2)
        first, second = (json.loads(m.value or b"") for m in servers.read(f"{NAME}.alerts"))
        assert (first["alert"], first["reason"]) == ("policy_refused", "invalid")
        assert (second["alert"], second["reason"]) == ("policy_refused", "not_allowed")
        assert {problem["path"] for problem in first["problems"]} >= {"policy.*", "policy.routes"}
        assert first["policy"] == second["policy"] == before == sidecar.policy_hash()
        assert sidecar.samples("redactor_control_messages_total") == {
            ("invalid", "refused"): 1,
            ("not_allowed", "refused"): 1,
        }
        assert len(sidecar.told("live_policy_refused")) == 2
        assert SECRET not in sidecar.log.read_text("utf-8")


@pytest.mark.embedded
def test_a_newer_policy_masks_differently(servers: Servers, job: Job) -> None:
    """The next record carries the mask of the live policy."""
    with Watched(job) as sidecar:
        newer = policy(5, operators={"PHONE_NUMBER": {"operator": "replace"}})
        publish(servers, newer)
        wait_for("taken", lambda: sidecar.policy_hash() == hash_of(newer))
        servers.write(job.source, [Message(b"k", b'{"phone":"13800138000"}')])
        wait_for("masked", lambda: sum(servers.ends(job.target).values()) >= 1)
        (masked,) = servers.read(job.target)
    assert b"138" not in (masked.value or b"")


@pytest.mark.embedded
def test_policies_are_followed_after_an_outage(tmp_path: Path) -> None:
    """Brokers gone for longer than a session: alive all the while, in a log that stays short."""
    with EmbeddedBroker(Job(Path(), (), NAME).topics(2)) as broker:
        servers = Servers((broker.bootstrap_servers,), committed_reads=False)
        with Watched(Job(tmp_path, servers.bootstrap, NAME)) as sidecar:
            broker.down()
            time.sleep(OUTAGE_S)
            assert sidecar.get("/livez")[0] == 200
            broker.up()
            newer = policy(5)
            publish(servers, newer)
            wait_for("taken", lambda: sidecar.policy_hash() == hash_of(newer))
            assert len(sidecar.told("foreign_log")) < 60


@pytest.mark.kafka
def test_every_sidecar_of_a_group_takes_each_policy(kafka: Servers, tmp_path: Path) -> None:
    """Two members of one group both follow, though a group hands a message to one member."""
    job = Job(tmp_path, kafka.bootstrap, NAME)
    kafka.create(job.topics(2))
    with Watched(job, "one") as one, Watched(job, "two") as two:
        both, newer = [one, two], policy(5)
        of_the_file = one.policy_hash()
        publish(kafka, newer)
        wait_for("taken", lambda: {at.policy_hash() for at in both} == {hash_of(newer)})
        publish(kafka, None)
        wait_for("restored", lambda: {at.policy_hash() for at in both} == {of_the_file})
