"""A worker's handle on the nursery: a process that loads the recognizers and forks children.

Must never be opened once there are threads, connections or secrets: what is forked has them too.
"""

import asyncio
import os
import signal
import socket
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from redactor.errors import ConfigError, EmitError, Problem
from redactor.isolation.child import leave
from redactor.isolation.nurse import BEAR, LOADED, NOTICE_BYTES, WORD_BYTES, nurse

if TYPE_CHECKING:
    from collections.abc import Callable

    from redactor.stages.detect import Detector

Load: TypeAlias = "Callable[[], Detector]"

_GONE: Final = "the process that redacts cannot be started anew"
_NEVER: Final = "the process that holds the recognizers ended while it loaded them"


class Newborn(NamedTuple):
    """A child: its process id, and our end of its socket."""

    pid: int
    line: socket.socket


class Nursery:
    """One worker's handle. Calls block for milliseconds, but for `loaded`, which is awaited.

    Attributes:
        pid: Process id of the nursery.
    """

    def __init__(self, pid: int, control: socket.socket) -> None:
        """Take the nursery's process id and our end of our socket; see `open_nursery`."""
        self.pid = pid
        self._owner = os.getpid()
        self._control = control

    async def loaded(self) -> str:
        """Wait until the recognizers are loaded: await it once, and before the first child.

        Returns:
            What reads names and addresses; see `recognizers.native.kernel_name`.

        Raises:
            ConfigError: A recognizer cannot be used.
            EmitError: The nursery is gone.
        """
        self._control.setblocking(False)  # noqa: FBT003 -- the standard library's own signature
        try:
            notice = await asyncio.get_running_loop().sock_recv(self._control, NOTICE_BYTES)
        except OSError:
            notice = b""
        self._control.setblocking(True)  # noqa: FBT003 -- see above
        if not notice:
            raise EmitError(_NEVER)
        kind, told = notice[:1], notice[1:].decode("utf-8", "replace")
        if kind != LOADED:
            raise ConfigError([Problem("recognizers", told)])
        return told

    def bear(self) -> Newborn:
        """Fork a child.

        Raises:
            EmitError: The nursery is gone, or cannot fork.
        """
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self._control, [BEAR], [theirs.fileno()])
            pid = int(self._control.recv(WORD_BYTES) or 0)
        except (OSError, ValueError):
            pid = 0
        finally:
            theirs.close()
        if not pid:
            ours.close()
            raise EmitError(_GONE)
        ours.setblocking(False)  # noqa: FBT003 -- see above
        return Newborn(pid, ours)

    def end(self, child: Newborn) -> None:
        """Kill a child and wait until it is gone; one that ended by itself is taken leave of.

        Raises:
            EmitError: The nursery is gone.
        """
        child.line.close()
        try:
            self._control.sendall(b"%d" % child.pid)
            answer = self._control.recv(WORD_BYTES)
        except OSError:
            answer = b""
        if not answer:
            raise EmitError(_GONE)

    def let_go(self) -> None:
        """Close our end: this process has no use for the handle, or none any more."""
        self._control.close()

    def close(self) -> None:
        """End our children; the nursery too, unless it is there for other workers."""
        self.let_go()
        if self._owner == os.getpid():
            os.kill(self.pid, signal.SIGKILL)  # it may still be loading; children end with it
            os.waitpid(self.pid, 0)


def open_nursery(load: Load, memory_bytes: int, workers: int = 1) -> tuple[Nursery, ...]:
    """Fork the nursery, which then loads while we go on.

    Args:
        load: Loads the recognizers, in the nursery alone; children share their memory.
        memory_bytes: Memory that a child may take beyond them.
        workers: How many workers it is for: all of one pod share it.

    Returns:
        A handle for each worker. A worker lets go of those of the others, so that the nursery
        notices its end.
    """
    pairs = [socket.socketpair() for _ in range(workers)]
    pid = os.fork()
    if pid == 0:
        for ours, _ in pairs:
            ours.close()
        try:
            nurse([theirs for _, theirs in pairs], load, memory_bytes)
        finally:
            leave()
    for _, theirs in pairs:
        theirs.close()
    return tuple(Nursery(pid, ours) for ours, _ in pairs)
