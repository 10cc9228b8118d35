"""The answers of a broker, received where they will stand and handed on one by one.

aiokafka copies each three times before it reads it, and wakes a task twice. Must never hand on part
of an answer, nor anything behind one that could not be taken.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from redactor.stream.schemas import Buffer

LENGTH_BYTES: Final = 4  # before each request, and each answer
LANDING: Final = 1 << 14  # bytes; an answer that is larger gets room of its own
# That much at first, then only as more comes: who is no broker says anything.
EXPECTED: Final = 1 << 22
GROWTH: Final = 4  # times what has come


class Intake(asyncio.BufferedProtocol):
    """Takes apart what comes from one broker, until that ends or an answer cannot be taken."""

    def __init__(
        self,
        take: Callable[[Buffer], None],
        end: Callable[[Exception], None],
        gone: "asyncio.Future[None]",
    ) -> None:
        """Take who is given what.

        Args:
            take: Given each answer less its length. If it raises, there will be no other.
            end: Told why no more will come; perhaps more than once.
            gone: Done when the connection is gone.
        """
        self._take = take
        self._tell_end = end
        self._gone = gone
        self._landing = memoryview(bytearray(LANDING))
        self._landed = 0
        self._large: memoryview | None = None
        self._size = 0
        self._got = 0
        self._over = False

    def at_eof(self) -> bool:
        """Tell whether no more will come."""
        return self._over

    def get_buffer(self, sizehint: int) -> memoryview:
        """Give room for what comes next; never none."""
        del sizehint
        if self._large is not None:
            return self._large[self._got :]
        return self._landing[self._landed :]

    def buffer_updated(self, nbytes: int) -> None:
        """Hand on what is whole by now."""
        if self._over:
            return
        try:
            if self._large is None:
                self._landed += nbytes
                self._part()
            else:
                self._fill(nbytes)
        except Exception as error:  # noqa: BLE001 -- whatever it is, no answer behind it is to be trusted
            self._end(error)

    def eof_received(self) -> None:
        """Hear that the broker has closed its side; the transport closes ours."""
        self._end(EOFError())

    def connection_lost(self, exc: Exception | None) -> None:
        """Hear that the connection is gone."""
        self._end(exc or EOFError())
        if not self._gone.done():
            self._gone.set_result(None)

    def _fill(self, count: int) -> None:
        """Take so much more of a large answer."""
        self._got += count
        room = self._large
        if room is None or self._got < len(room):
            return
        if self._got < self._size:
            self._make_room(room)
            return
        self._large = None
        self._take(room)

    def _part(self) -> None:
        """Hand on each answer that has landed whole; keep what has come of the next.

        Raises:
            ValueError: There is no such length.
        """
        landing, landed, at = self._landing, self._landed, 0
        while landed - at >= LENGTH_BYTES and not self._over:
            begin = at + LENGTH_BYTES
            size = int.from_bytes(landing[at:begin], signed=True)
            if size < 0:
                msg = "an answer of less than nothing"
                raise ValueError(msg)
            if begin + size > landed:
                if LENGTH_BYTES + size > LANDING:
                    self._size = size
                    self._make_room(landing[begin:landed])
                    at = landed
                break
            at = begin + size
            self._take(bytes(landing[begin:at]))
        self._landed = landed - at
        if at:
            landing[: self._landed] = bytes(landing[at:landed])

    def _make_room(self, begun: memoryview) -> None:
        """Have more of a large answer received behind what has come of it."""
        self._got = len(begun)
        room = min(self._size, max(EXPECTED, GROWTH * self._got))
        self._large = memoryview(bytearray(room))
        self._large[: self._got] = begun

    def _end(self, error: Exception) -> None:
        self._tell_end(error)
        self._over = True
        self._large = None
