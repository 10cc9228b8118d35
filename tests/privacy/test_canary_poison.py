"""Records that break the process that reads them take none of their values anywhere with them."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.breaking import WAYS
from tests.support.breaking_plugin import ASK, install
from tests.support.canaries import canaries, escaped_ones
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.embedded

ROOT: Final = Path(__file__).parents[2]
NAME: Final = "canary"
NEIGHBOUR: Final = "neighbour"
TIGHT: Final = {"isolation": {"deadline_s": 1.0, "memory_mb": 128}, "refusals": {"max_ratio": 1.0}}
REASONS: Final = {
    "raise": "detect_failed",
    "spin": "detect_deadline",
    "regex": "detect_deadline",
    "sleep": "detect_deadline",
    "eat": "out_of_memory",
    "crash": "crashed",
    "exit": "crashed",
    "kill": "crashed",
}


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Give an embedded broker with the topics of job `canary`."""
    with EmbeddedBroker(Job(Path(), (), NAME).topics(1)) as broker:
        yield Servers((broker.bootstrap_servers,), committed_reads=False)


def everything(servers: Servers, *topics: str) -> bytes:
    """Give all that topics hold, one part after the other."""
    found = [message for topic in topics for message in servers.read(topic)]
    parts = [part for one in found for part in (one.key, one.value) if part]
    parts += [
        part for one in found for name, v in one.headers for part in (name.encode(), v or b"")
    ]
    return b"\n".join(parts)


def test_no_canary_leaves_a_process_that_broke(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a record ends its reader: a pointer with the reason, and nothing of it anywhere.

    Its neighbours are masked. Log at DEBUG, whatever the broken processes printed, metrics, topics,
    and every file beside the worker's are searched.
    """
    monkeypatch.setenv("REDACTOR_LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("PYTHONWARNINGS", "always")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(install(tmp_path)), str(ROOT))))
    birds = canaries([*WAYS, *(f"{NEIGHBOUR} {way}" for way in WAYS)])
    texts = [text for way in WAYS for text in (ASK + way + " ", "", "")]
    places = [place for way in WAYS for place in (way, f"{NEIGHBOUR} {way}", f"{NEIGHBOUR} {way}")]
    values = [
        json.dumps({"remark": ask + birds[place].text}, ensure_ascii=False).encode()
        for ask, place in zip(texts, places, strict=True)
    ]
    job = Job(tmp_path, servers.bootstrap, NAME, TIGHT)
    servers.write(job.source, [Message(None, value) for value in values])
    with Watched(job) as sidecar:
        counted = "redactor_records_total"
        wait_for("all done", lambda: sum(sidecar.samples(counted).values()) == len(values))
        metrics = sidecar.get("/metrics")[1]
        assert sidecar.process
        sidecar.process.signal(signal.SIGTERM)
        assert sidecar.process.wait() == 0
    pointers = [json.loads(one.value or b"{}") for one in servers.read(job.quarantine)]
    told = {one["offset"]: one["reason"] for one in pointers}
    assert told == {3 * n: REASONS[way] for n, way in enumerate(WAYS)}
    assert escaped_ones(everything(servers, job.target, job.quarantine), birds) == []
    assert escaped_ones(everything(servers, f"{NAME}.alerts"), birds) == []
    assert escaped_ones(metrics, birds) == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files if escaped_ones(path.read_bytes(), birds)] == []
