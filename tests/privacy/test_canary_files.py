"""No seeded value is left in a file, a pipe's name or /proc: however the worker ends."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.canaries import Canary, canaries, escaped_ones
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = [
    pytest.mark.embedded,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

NAME = "nest"
PLACES = ["text", "key", "header", "broken", "password"]
# What the kernel tells every user of a process; memory itself is root's, see test_hardening.
TOLD = ("cmdline", "comm", "environ", "limits", "maps", "stat", "status", "mountinfo", "cgroup")
COPIES = 200


@pytest.fixture
def servers() -> Iterator[Servers]:
    """An embedded broker with the job's topics."""
    with EmbeddedBroker(Job(Path(), (), NAME).topics(1)) as broker:
        yield Servers((broker.bootstrap_servers,), committed_reads=False)


@pytest.fixture
def sidecar(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """A sidecar that logs all it can, with folders of its own for whatever it writes."""
    for name in ("tmp", "home", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("REDACTOR_LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("PYTHONFAULTHANDLER", "1")
    monkeypatch.chdir(tmp_path / "work")
    return Watched(Job(tmp_path, servers.bootstrap, NAME))


def records(bird: dict[str, Canary]) -> list[Message]:
    """Put a canary into every part of a record, many times over."""
    value = json.dumps({"text": bird["text"].text}, ensure_ascii=False).encode()
    broken = json.dumps({"text": bird["broken"].text}).encode()[:-3]
    headers = (("x-sender", bird["header"].text.encode()),)
    return [Message(bird["key"].text.encode(), value, headers), Message(None, broken)] * COPIES


def told_of(pid: int) -> Iterator[bytes]:
    """Give what /proc tells of a process and of all that descend from it."""
    for name in TOLD:
        yield Path(f"/proc/{pid}/{name}").read_bytes()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        if handle.is_symlink():
            yield os.fsencode(handle.readlink())
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
        yield from told_of(int(child))


def written(folder: Path) -> bytes:
    """Give the names and the content of every file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(os.fsencode(path) + b"\n" + path.read_bytes() for path in files)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV])
def test_nothing_is_left_behind(
    servers: Servers, sidecar: Watched, tmp_path: Path, ending: signal.Signals
) -> None:
    """Asked to stop, killed or crashed at work: no file and no name holds a value."""
    birds = canaries(PLACES)
    with sidecar:
        assert sidecar.process
        servers.write(f"{NAME}.raw", records(birds))
        counted = "redactor_records_total"
        wait_for("work", lambda: sum(sidecar.samples(counted).values()))
        told = b"\n".join(told_of(sidecar.process.pid))
        servers.write(f"{NAME}.raw", records(birds))
        sidecar.process.signal(ending)
        sidecar.process.wait()
    assert escaped_ones(told, birds) == []
    assert escaped_ones(written(tmp_path), birds) == []
    assert list((tmp_path / "work").iterdir()) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_search_reads_what_lies_in_folders(tmp_path: Path) -> None:
    """Else the tests above could not fail."""
    birds = canaries(PLACES)
    (tmp_path / "core").write_bytes(b"\x00" + birds["key"].text.encode() + b"\x00")
    (tmp_path / birds["text"].mobile).touch()
    assert escaped_ones(written(tmp_path), birds) == ["text", "key"]
