"""A candidate policy beside the live one, in a real sidecar: told, and nowhere in the output."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from redactor.policy import parse_policy
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.kafka

MOBILE = "13800138000"
WEAKER = {"PHONE_NUMBER": {"operator": "partial", "phone": "tail"}}
FAST = {"shadow": {"policy": "candidate.yaml", "sample": 1.0, "cpu_share": 1.0, "report_s": 1.0}}
RECORDS = [Message(b"k", f'{{"tel": "{MOBILE}", "n": {n}}}'.encode()) for n in range(200)]


def prepared(kafka: Servers, folder: Path, name: str, candidate: bytes | None = None) -> Job:
    """Make a job's topics, and the file of a candidate."""
    job = Job(folder, kafka.bootstrap, name, more=FAST)
    kafka.create(job.topics(2))
    (folder / "candidate.yaml").write_bytes(candidate or policy(job, operators=WEAKER))
    return job


def policy(job: Job, **changes: Any) -> bytes:  # noqa: ANN401 -- the raw form of a policy
    """Give a policy over the job's topics."""
    routes = [{"source": job.source, "target": job.target}]
    whole = {"version": 1, "name": "candidate", "routes": routes, **changes}
    return yaml.safe_dump(whole).encode()


def alerts(kafka: Servers, job: Job) -> list[dict[str, Any]]:
    """Read the alerts that were written."""
    return [json.loads(one.value or b"") for one in kafka.read(f"{job.name}.alerts")]


def values(kafka: Servers, job: Job) -> list[bytes | None]:
    """Read what was masked."""
    return [one.value for one in kafka.read(job.target)]


def test_a_candidate_is_told_and_never_written(kafka: Servers, tmp_path: Path) -> None:
    """Metrics, log and one alert say what it would change; the output is the live policy's."""
    job = prepared(kafka, tmp_path, "shadow-file")
    kafka.write(job.source, RECORDS)
    with Watched(job) as sidecar:
        (alert,) = wait_for("an alert", lambda: alerts(kafka, job))
        places = sidecar.samples("redactor_shadow_places_total")
        compared = sidecar.told("candidate_compared")
        wait_for("all masked", lambda: len(values(kafka, job)) >= len(RECORDS))
    assert alert["alert"] == "candidate_differs"
    assert alert["weaker"]
    (change,) = alert["changes"]
    assert change.pop("count") > 0
    assert change == {
        "target": job.target, "field": "tel", "entity": "PHONE_NUMBER", "change": "less masked"
    }  # fmt: skip
    assert set(places) == {("PHONE_NUMBER", "less masked")}
    assert compared[0]["candidate"] == parse_policy(policy(job, operators=WEAKER), "x").digest
    masked = values(kafka, job)
    assert len(masked) == 200
    assert all(b"138******00" in (one or b"") for one in masked)
    assert MOBILE not in sidecar.log.read_text("utf-8")
    assert MOBILE not in json.dumps(alert)


def test_a_candidate_can_be_published(kafka: Servers, tmp_path: Path) -> None:
    """Under the group's key of candidates it takes the file's place, and a tombstone ends it."""
    job = prepared(kafka, tmp_path, "shadow-published")
    key = f"{job.name}.candidate".encode()
    newer = policy(job, operators={"PHONE_NUMBER": {"operator": "replace"}})
    with Watched(job) as sidecar:
        in_force = sidecar.policy_hash()
        kafka.write(f"{job.name}.control", [Message(key, newer)])
        digest = parse_policy(newer, "x").digest

        def tried() -> list[str]:
            return [str(one["candidate"]) for one in sidecar.told("candidate_tried")]

        wait_for("tried", lambda: digest in tried())
        kafka.write(job.source, RECORDS)
        (alert,) = wait_for("an alert", lambda: alerts(kafka, job))
        kafka.write(f"{job.name}.control", [Message(key, None)])
        wait_for("the file's again", lambda: len(tried()) == 3)
        assert tried()[0] == tried()[2]
        assert sidecar.policy_hash() == in_force
    assert (alert["candidate"], alert["weaker"]) == (digest, False)
    assert {one["change"] for one in alert["changes"]} == {"more masked"}


@pytest.mark.parametrize(
    ("candidate", "why"),
    [(b"version: 1\nname: [", "invalid"), (b"version: 1\n", "invalid")],
)
def test_a_candidate_that_is_no_policy_disturbs_nothing(
    kafka: Servers, tmp_path: Path, candidate: bytes, why: str
) -> None:
    """It is told with its places; records are masked as without it."""
    job = prepared(kafka, tmp_path, f"shadow-bad-{len(candidate)}", candidate)
    kafka.write(job.source, RECORDS[:20])
    with Watched(job) as sidecar:
        wait_for("masked", lambda: len(values(kafka, job)) >= 20)
        (refused,) = sidecar.told("candidate_refused")
        (alert,) = wait_for("an alert", lambda: alerts(kafka, job))
    assert (alert["alert"], alert["reason"]) == ("candidate_refused", why)
    assert refused["reason"] == why
    assert len(values(kafka, job)) == 20
    assert sidecar.told("candidate_compared") == []


def test_a_candidate_that_needs_a_key_disturbs_nothing(kafka: Servers, tmp_path: Path) -> None:
    """What cannot be built here is refused with the place, and the live line goes on."""
    job = prepared(kafka, tmp_path, "shadow-key")
    needs_key = policy(job, operators={"PHONE_NUMBER": {"operator": "pseudonym"}})
    (tmp_path / "candidate.yaml").write_bytes(needs_key)
    kafka.write(job.source, RECORDS[:20])
    with Watched(job) as sidecar:
        wait_for("masked", lambda: len(values(kafka, job)) >= 20)
        (refused,) = sidecar.told("candidate_refused")
    assert refused["reason"] == "invalid"
    assert any("key" in one for one in refused["problems"])
