"""One message there and one back over a socket, on the event loop and without a task of its own.

Must never look at the socket again once it is closed, nor wait without a bound.
"""

import asyncio
import socket
from typing import Final

from redactor.isolation.wire import LENGTH_BYTES

# Of an answer read at once before its length is known: all of it where records are few.
FIRST: Final = 1 << 14
# What a socket and the making of a buffer can raise: a callback hands it on to whoever waits.
_BROKEN: Final = (OSError, EOFError, MemoryError, OverflowError)


class Exchange:
    """Sends as the other end takes it, and reads as it comes."""

    def __init__(self, line: socket.socket, *message: bytes) -> None:
        """Begin to send.

        Args:
            line: A socket that does not block and that nobody else uses until `close`.
            *message: What to send, in pieces.
        """
        self._loop = asyncio.get_running_loop()
        self._line = line
        self._unsent = [memoryview(piece) for piece in message]
        self._buffer = memoryview(bytearray(FIRST))
        self._got, self._whole = 0, LENGTH_BYTES
        self._waiter: asyncio.Future[None] = self._loop.create_future()
        self._error: BaseException | None = None
        self._loop.add_reader(line, self._read)
        self._write()
        if self._unsent and self._error is None:
            self._loop.add_writer(line, self._write)

    @property
    def answer(self) -> memoryview:
        """The answer's body, once it is there.

        Raises:
            ValueError: It is not the answer to what was asked: that was not sent to its end, or
                more came than one answer.
        """
        if self._unsent or self._got > self._whole:
            msg = "not one answer to one message"
            raise ValueError(msg)
        return self._buffer[LENGTH_BYTES : self._whole]

    async def within(self, seconds: float) -> bool:
        """Wait for the answer so long; tell whether it is there.

        Raises:
            OSError: The socket broke.
            EOFError: The other end was closed.
            OverflowError: Nothing is as long as the answer was said to be.
            MemoryError: There is no memory for it.
        """
        if not self._waiter.done():
            timer = self._loop.call_later(seconds, self._wake)
            try:
                await self._waiter
            finally:
                timer.cancel()
        if self._error is not None:
            raise self._error
        there = self._got >= self._whole
        if not there:
            self._waiter = self._loop.create_future()
        return there

    def close(self) -> None:
        """Let go of the socket."""
        self._loop.remove_reader(self._line)
        self._loop.remove_writer(self._line)

    def _write(self) -> None:
        """Send what goes at once."""
        try:
            sent = self._line.sendmsg(self._unsent)
        except BlockingIOError:
            return
        except OSError as error:
            self._fail(error)
            return
        while self._unsent and sent >= len(self._unsent[0]):
            sent -= len(self._unsent.pop(0))
        if self._unsent:
            self._unsent[0] = self._unsent[0][sent:]
        else:
            self._loop.remove_writer(self._line)

    def _read(self) -> None:
        """Read what is there."""
        try:
            while self._got < self._whole:
                self._got += self._line.recv_into(self._buffer[self._got :]) or _ended()
                self._make_room()
        except BlockingIOError:
            return
        except _BROKEN as error:
            self._fail(error)
        else:
            self._wake()

    def _make_room(self) -> None:
        """Take a larger buffer where the answer's length, once known, asks for it."""
        if self._got < LENGTH_BYTES:
            return
        self._whole = LENGTH_BYTES + int.from_bytes(self._buffer[:LENGTH_BYTES])
        if self._whole > len(self._buffer):
            larger = memoryview(bytearray(self._whole))
            larger[: self._got] = self._buffer[: self._got]
            self._buffer = larger

    def _fail(self, error: BaseException) -> None:
        """Keep what broke for whoever waits, and look at the socket no more."""
        self._error = error
        self.close()
        self._wake()

    def _wake(self) -> None:
        if not self._waiter.done():
            self._waiter.set_result(None)


def _ended() -> int:
    """Raise what a read of nothing means."""
    raise EOFError
