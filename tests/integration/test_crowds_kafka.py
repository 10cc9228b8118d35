"""Addresses are shown by how many recipients share them, counted on a real stream."""

import json
from pathlib import Path

import pytest

from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.kafka

SHARED = "山东省济南市历下区泉城路180号3单元1202室"
COUNTY = "山东省济南市历下区"
ROUTE = "recipients: {person: $.receiver.mobile, address: $.receiver.address}"


def parcel(recipient: int) -> Message:
    """Write an event of one of many fictitious recipients at one address."""
    event = {"receiver": {"mobile": f"138001380{recipient:02d}", "address": SHARED}}
    return Message(None, json.dumps(event).encode())


def shown(kafka: Servers, job: Job) -> list[str]:
    """Read what is shown of each address."""
    read = [json.loads(message.value or b"") for message in kafka.read(job.target)]
    return [event["receiver"]["address"] for event in read]


def test_an_address_is_shown_once_five_recipients_share_it(kafka: Servers, tmp_path: Path) -> None:
    """Nothing for four people, however many parcels they get; the county from the fifth on.

    After a restart nobody is known, and nothing is shown again.
    """
    job = Job(tmp_path, kafka.bootstrap, "crowds", policy="profile: analytics-k5\n", route=ROUTE)
    kafka.create(job.topics(1))
    with Watched(job) as sidecar:
        kafka.write(job.source, [parcel(n % 4) for n in range(40)])
        wait_for("four", lambda: sidecar.samples("redactor_crowd_places").get(()) == 1)
        kafka.write(job.source, [parcel(4)])
        wait_for("masked", lambda: len(shown(kafka, job)) == 41)
        assert set(shown(kafka, job)) == {"****"}

        def now() -> str:
            kafka.write(job.source, [parcel(5)])
            return shown(kafka, job)[-1]

        wait_for("shown", lambda: now() == COUNTY)
    before = len(shown(kafka, job))
    with Watched(job):
        kafka.write(job.source, [parcel(6)])
        wait_for("masked again", lambda: len(shown(kafka, job)) > before)
        assert shown(kafka, job)[-1] == "****"
