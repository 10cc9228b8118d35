"""A process that holds the loaded recognizers and forks a child in milliseconds when one is needed.

Must never be started once there are threads, connections or secrets: what is forked has them too.
"""

import gc
import os
import signal
import socket
from typing import Final, NamedTuple

from redactor.errors import EmitError
from redactor.isolation.child import leave, serve
from redactor.isolation.limits import die_with_parent
from redactor.stages.detect import Detector

_WORD: Final = 32  # bytes of one message on the control socket
_BEAR: Final = b"bear"
_GONE: Final = "the process that redacts cannot be started anew"


class Newborn(NamedTuple):
    """A child: its process id, and our end of its socket."""

    pid: int
    line: socket.socket


class Nursery:
    """The worker's handle on the nursery. Calls block for milliseconds."""

    def __init__(self, detector: Detector, memory_bytes: int) -> None:
        """Fork the nursery: call it early, from the only thread, before secrets are read.

        Args:
            detector: Loaded recognizers; children share their memory.
            memory_bytes: Memory that a child may take beyond them.
        """
        self._control, theirs = socket.socketpair()
        gc.collect()
        gc.freeze()  # a collection in a child would touch, and so copy, every page
        self.pid = os.fork()
        if self.pid == 0:
            self._control.close()
            try:
                _nurse(theirs, detector, memory_bytes)
            finally:
                leave()
        theirs.close()

    def bear(self) -> Newborn:
        """Fork a child.

        Raises:
            EmitError: The nursery is gone, or cannot fork.
        """
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self._control, [_BEAR], [theirs.fileno()])
            pid = int(self._control.recv(_WORD) or 0)
        except (OSError, ValueError):
            pid = 0
        finally:
            theirs.close()
        if not pid:
            ours.close()
            raise EmitError(_GONE)
        ours.setblocking(False)  # noqa: FBT003 -- the standard library's own signature
        return Newborn(pid, ours)

    def end(self, child: Newborn) -> None:
        """Kill a child and wait until it is gone; one that ended by itself is taken leave of.

        Raises:
            EmitError: The nursery is gone.
        """
        child.line.close()
        try:
            self._control.sendall(b"%d" % child.pid)
            answer = self._control.recv(_WORD)
        except OSError:
            answer = b""
        if not answer:
            raise EmitError(_GONE)

    def close(self) -> None:
        """End the nursery; children end with it."""
        self._control.close()
        os.waitpid(self.pid, 0)


def _nurse(control: socket.socket, detector: Detector, memory_bytes: int) -> None:
    """Serve the worker until it closes the control socket."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    while True:
        word, handles, _, _ = socket.recv_fds(control, _WORD, 1)
        if not word:
            return
        if not handles:
            _end(int(word))
            control.sendall(b"ended")
            continue
        line = socket.socket(fileno=handles[0])
        try:
            pid = os.fork()
        except OSError:
            pid = -1
        if pid == 0:
            control.close()
            try:
                serve(line, detector, memory_bytes)
            finally:
                leave()
        line.close()
        control.sendall(b"%d" % max(pid, 0))


def _end(pid: int) -> None:
    """Kill and take leave of a child: only we may, so its number cannot be another's yet."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
