"""Workers of one pod start together, stop together, and are never silently fewer."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import fleet
from redactor.fleet import run_fleet


def until_told(_: int) -> int:
    """Run until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    while True:
        signal.pause()


def signalled_later(number: signal.Signals) -> None:
    """Send ourselves a signal once the fleet is up."""
    threading.Timer(0.3, os.kill, (os.getpid(), number)).start()


@pytest.fixture(autouse=True)
def quiet_threads() -> Iterator[None]:
    """Block what the fleet waits for in every thread: a signal goes to any that does not."""
    watched = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    yield
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_cleanly(number: signal.Signals) -> None:
    """Each worker is asked to end, and the fleet ends with 0."""
    signalled_later(number)
    assert run_fleet(3, until_told) == 0


@pytest.mark.parametrize(("code", "fleet_code"), [(78, 78), (1, 1), (0, 1)])
def test_one_that_ends_ends_all(code: int, fleet_code: int) -> None:
    """A worker that ends unasked, cleanly or not, is a failure of the fleet."""
    assert run_fleet(3, lambda number: code if number == 1 else until_told(number)) == fleet_code


def test_the_parent_is_told_once_all_run(tmp_path: Path) -> None:
    """What it holds for its workers it can let go of then; in a worker that is not done."""
    told = tmp_path / "told"

    def forked() -> None:
        with told.open("a") as file:
            file.write(f"{os.getpid()}\n")

    signalled_later(signal.SIGTERM)
    run_fleet(2, until_told, forked)
    assert told.read_text() == f"{os.getpid()}\n"


def test_one_that_is_killed_ends_all(tmp_path: Path) -> None:
    """The kernel's killing is told by its code, and nobody goes on."""
    pids = tmp_path / "pids"

    def work(number: int) -> int:
        with pids.open("a") as file:
            file.write(f"{os.getpid()}\n")
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return until_told(number)

    assert run_fleet(2, work) == 128 + signal.SIGKILL
    for pid in map(int, pids.read_text().split()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_one_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker deaf to its signal does not hold the pod."""
    monkeypatch.setattr(fleet, "GRACE_S", 0.5)

    def deaf(_: int) -> int:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
        return 0

    signalled_later(signal.SIGTERM)
    assert run_fleet(2, deaf) == 128 + signal.SIGKILL


def test_a_worker_that_raises_fails() -> None:
    """An error is an exit code, not a second copy of the parent."""

    def broken(_: int) -> int:
        raise ValueError

    assert run_fleet(1, broken) == 1


def test_workers_know_their_number(tmp_path: Path) -> None:
    """Numbers count from 0."""

    def work(number: int) -> int:
        (tmp_path / str(number)).touch()
        return until_told(number)

    signalled_later(signal.SIGTERM)
    run_fleet(3, work)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2"]
