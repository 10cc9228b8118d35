"""Workers of one pod start together, stop together, and are never silently fewer."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from redactor import fleet
from redactor.fleet import run_fleet

PATIENCE_S = 60.0
READY = b"."


class Fleet:
    """A fleet whose parent is a process of its own, with one thread, as the sidecar's.

    What a test before this one left running would be given the signals that the parent waits for.
    """

    def __init__(self, told: socket.socket, tell: socket.socket) -> None:
        """Take the line on which workers say that they are ready; nothing runs yet."""
        self._told, self._tell = told, tell

    def until_told(self, _: int) -> int:
        """Run until SIGTERM, once ready for it."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        self._tell.send(READY)
        signal.sigwait({signal.SIGTERM})
        return 0

    def deaf(self, _: int) -> int:
        """Run for ever, once SIGTERM is not heard."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self._tell.send(READY)
        while True:
            signal.pause()

    def code(
        self,
        count: int,
        work: Callable[[int], int],
        number: signal.Signals | None = None,
        forked: Callable[[], None] = lambda: None,
    ) -> int:
        """Run it to its end, and give its code; a signal comes once all workers are ready."""
        pid = os.fork()
        if pid == 0:
            code = -1
            try:
                code = run_fleet(count, work, forked)
            finally:
                os._exit(code)
        if number is not None:
            for _ in range(count):
                self._told.recv(len(READY))
            os.kill(pid, number)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.fixture
def workers() -> Iterator[Fleet]:
    """A fleet, not started."""
    told, tell = socket.socketpair()
    told.settimeout(PATIENCE_S)
    with told, tell:
        yield Fleet(told, tell)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_cleanly(workers: Fleet, number: signal.Signals) -> None:
    """Each worker is asked to end, and the fleet ends with 0."""
    assert workers.code(3, workers.until_told, number) == 0


@pytest.mark.parametrize(("code", "fleet_code"), [(78, 78), (1, 1), (0, 1)])
def test_one_that_ends_ends_all(workers: Fleet, code: int, fleet_code: int) -> None:
    """A worker that ends unasked, cleanly or not, is a failure of the fleet."""

    def work(number: int) -> int:
        return code if number == 1 else workers.until_told(number)

    assert workers.code(3, work) == fleet_code


def test_the_parent_is_told_once_all_run(workers: Fleet, tmp_path: Path) -> None:
    """What it holds for its workers it can let go of then; in a worker that is not done."""
    told, parents = tmp_path / "told", tmp_path / "parents"

    def forked() -> None:
        with told.open("a") as file:
            file.write(f"{os.getpid()}\n")

    def work(number: int) -> int:
        with parents.open("a") as file:
            file.write(f"{os.getppid()}\n")
        return workers.until_told(number)

    workers.code(2, work, signal.SIGTERM, forked)
    assert told.read_text() * 2 == parents.read_text()


def test_one_that_is_killed_ends_all(workers: Fleet, tmp_path: Path) -> None:
    """The kernel's killing is told by its code, and nobody goes on."""
    pids = tmp_path / "pids"

    def work(number: int) -> int:
        with pids.open("a") as file:
            file.write(f"{os.getpid()}\n")
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return workers.until_told(number)

    assert workers.code(2, work) == 128 + signal.SIGKILL
    for pid in map(int, pids.read_text().split()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_one_that_does_not_end_is_ended(workers: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker deaf to its signal does not hold the pod."""
    monkeypatch.setattr(fleet, "GRACE_S", 0.5)
    assert workers.code(2, workers.deaf, signal.SIGTERM) == 128 + signal.SIGKILL


def test_a_worker_that_raises_fails(workers: Fleet) -> None:
    """An error is an exit code, not a second copy of the parent."""

    def broken(_: int) -> int:
        raise ValueError

    assert workers.code(1, broken) == 1


def test_workers_know_their_number(workers: Fleet, tmp_path: Path) -> None:
    """Numbers count from 0."""

    def work(number: int) -> int:
        (tmp_path / str(number)).touch()
        return workers.until_told(number)

    workers.code(3, work, signal.SIGTERM)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2"]
