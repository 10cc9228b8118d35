"""What is in memory stays there: no core file, no debugger, no talkative library."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.canaries import canaries, escaped_ones
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

PR_GET_DUMPABLE = 3
MAIN = """
import ctypes, resource, sys
from redactor.cli import main
try:
    main()
except SystemExit:
    print(ctypes.CDLL(None).prctl({get}), resource.getrlimit(resource.RLIMIT_CORE))
"""
ENDING = """
import sys, threading, asyncio
from redactor.telemetry.sink import configure, on_loop_error
configure("DEBUG")
raw_value = {text!r}
def fail():
    raise ValueError(raw_value)
if {where!r} == "thread":
    thread = threading.Thread(target=fail); thread.start(); thread.join()
elif {where!r} == "loop":
    loop = asyncio.new_event_loop(); loop.set_exception_handler(on_loop_error)
    loop.call_soon(fail); loop.call_later(0.1, loop.stop); loop.run_forever()
elif {where!r} == "finaliser":
    class Thing:
        def __del__(self): fail()
    Thing()
else:
    fail()
"""


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    """A job on an embedded broker."""
    with EmbeddedBroker(Job(Path(), (), "hard").topics(1)) as broker:
        yield Job(tmp_path, (broker.bootstrap_servers,), "hard")


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_every_command_forbids_core_files_and_debuggers() -> None:
    """Before a command reads anything its process is closed to others of the same user."""
    code = MAIN.format(get=PR_GET_DUMPABLE)
    assert run(code, "--version").stdout.splitlines()[-1] == b"0 (0, 0)"


@pytest.mark.embedded
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_all_processes_of_a_sidecar_leave_no_core_file(job: Job) -> None:
    """Worker, nursery and child alike; a worker that crashes takes the others with it."""
    with Watched(job) as sidecar:
        assert sidecar.process
        worker = sidecar.process.pid
        (nursery,) = children_of(worker)
        limits = [core_limit(pid) for pid in (worker, nursery)]
        sidecar.process.signal(signal.SIGSEGV)
        assert sidecar.process.wait() == 128 + signal.SIGSEGV
        wait_for("the nursery's end", lambda: not Path(f"/proc/{nursery}/cmdline").exists())
    assert limits == ["0", "0"]
    assert list(job.folder.glob("core*")) == []


@pytest.mark.parametrize("where", ["main", "thread", "loop", "finaliser"])
def test_an_uncaught_error_ends_without_its_words(where: str) -> None:
    """Whichever way an error gets out, its class is told and nothing it was given."""
    birds = canaries([where])
    code = ENDING.format(text=birds[where].text, where=where)
    done = run(code)
    assert escaped_ones(done.stdout + done.stderr, birds) == []
    assert b"ValueError" in done.stderr


def test_nobody_can_make_a_library_talk() -> None:
    """DEBUG is for our own events: a dependency's lines hold keys and values at that level."""
    code = (
        "import logging\n"
        "from redactor.telemetry.sink import configure\n"
        "configure('DEBUG')\n"
        "for name in ('aiokafka.consumer', 'faust', 'mode.services', 'presidio-analyzer', 'any'):\n"
        "    logging.getLogger(name).setLevel(logging.DEBUG)\n"
        "    logging.getLogger(name).debug('raw %s', 'canary')\n"
        "    logging.getLogger(name).warning('raw %s', 'canary')\n"
    )
    done = run(code)
    assert b"canary" not in done.stderr
    assert done.stderr.count(b"foreign_log") == 1  # five loggers, one place in the code


def run(code: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a few lines in a process of their own."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 -- our own lines


def children_of(pid: int) -> list[int]:
    """Give the process ids of a process's children."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def core_limit(pid: int) -> str:
    """Give the hard limit on a process's core file."""
    lines = Path(f"/proc/{pid}/limits").read_text("ascii").splitlines()
    return next(line.split()[5] for line in lines if line.startswith("Max core file size"))
