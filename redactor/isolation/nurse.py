"""The nursery's own side: loads the recognizers, then forks children for the workers that ask.

Must never let a child outlive the worker it is for, nor read a record itself.
"""

import gc
import os
import signal
import socket
from collections.abc import Callable, Sequence
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Final, NoReturn

from redactor.errors import ConfigError
from redactor.isolation.child import leave, serve
from redactor.isolation.limits import die_with_parent, settle

if TYPE_CHECKING:
    from redactor.stages.detect import Detector

# The first message on every socket is how the loading ended; from then on each word is answered.
LOADED: Final = b"+"
REFUSED: Final = b"-"
NOTICE_BYTES: Final = 1_024
WORD_BYTES: Final = 32
BEAR: Final = b"bear"


def nurse(
    controls: Sequence[socket.socket], load: "Callable[[], Detector]", memory_bytes: int
) -> None:
    """Load, then serve until every worker has closed its socket.

    Args:
        controls: Our end of each worker's socket.
        load: Loads the recognizers.
        memory_bytes: Memory that a child may take beyond them.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    gc.disable()  # until the recognizers are there, see `settle`
    # What our parent left to its collector is never freed here: its threads, on which the end of a
    # client waits, are not with us.
    gc.freeze()
    try:
        detector = load()
    except ConfigError as error:
        for control in controls:
            control.sendall(REFUSED + _told(error).encode()[: NOTICE_BYTES - 1])
        return
    settle()
    for control in controls:
        control.sendall(LOADED + detector.kernel.encode())
    _Wards(controls, detector, memory_bytes).serve()


def _told(error: ConfigError) -> str:
    return "; ".join(problem.reason for problem in error.problems)


class _Wards:
    """The children of each worker."""

    def __init__(
        self, controls: Sequence[socket.socket], detector: "Detector", memory_bytes: int
    ) -> None:
        self._pid = os.getpid()
        self._detector = detector
        self._memory_bytes = memory_bytes
        self._children: dict[socket.socket, set[int]] = {control: set() for control in controls}
        self._selector = DefaultSelector()
        for control in controls:
            self._selector.register(control, EVENT_READ)

    def serve(self) -> None:
        """Answer words until no worker is left."""
        while self._children:
            for key, _ in self._selector.select():
                control = key.fileobj
                if isinstance(control, socket.socket) and not self._answered(control):
                    self._forget(control)

    def _answered(self, control: socket.socket) -> bool:
        """Take one word of a worker's; False when it has gone."""
        try:
            word, handles, _, _ = socket.recv_fds(control, WORD_BYTES, 1)
            if not word:
                return False
            if handles:
                control.sendall(b"%d" % self._borne(control, socket.socket(fileno=handles[0])))
            else:
                self._end(control, int(word))
                control.sendall(b"ended")
        except OSError:
            return False
        return True

    def _live(self, line: socket.socket) -> NoReturn:
        """Be a child, to the end of this process."""
        try:
            die_with_parent()
            if os.getppid() == self._pid:  # else it ended before we could ask that
                self._selector.close()
                for control in self._children:
                    control.close()
                serve(line, self._detector, self._memory_bytes)
        finally:
            leave()

    def _borne(self, control: socket.socket, line: socket.socket) -> int:
        """Fork a child that serves a line; give its process id, 0 if there can be none."""
        try:
            pid = os.fork()
        except OSError:
            pid = 0
        else:
            if pid == 0:
                self._live(line)
            self._children[control].add(pid)
        line.close()
        return pid

    def _end(self, control: socket.socket, pid: int) -> None:
        """Kill and take leave of a child: only we may, so its number cannot be another's yet."""
        self._children[control].remove(pid)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    def _forget(self, control: socket.socket) -> None:
        """End the children of a worker that has gone."""
        self._selector.unregister(control)
        for pid in tuple(self._children[control]):
            self._end(control, pid)
        del self._children[control]
        control.close()
