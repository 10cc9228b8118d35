"""What aiokafka's clients see of a connection that has ended, or that has fallen silent.

Must never let uvloop's word for a broken one through: uvloop raises a RuntimeError where asyncio
would drop what is written, aiokafka expects an OSError, and each of its background tasks that sends
(the fetcher, the refresh of the metadata) then ends without a word: nothing is read any more. Nor
keep a connection that does not answer: aiokafka drops it only if whoever asked waits to the end of
the time-out; where they give up a moment before, the next one asks in vain as well.
"""

import weakref
from collections import deque
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from aiokafka import conn
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import KafkaConnectionError

if TYPE_CHECKING:
    from asyncio import TimerHandle


class Wire(AIOKafkaConnection):  # type: ignore[misc]  # aiokafka is untyped
    """A connection to one broker that says it is broken in aiokafka's own words."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 -- aiokafka's own arguments
        """Take what aiokafka gives a connection; nothing is sent yet."""
        super().__init__(*arguments, **options)
        # When each request is due, by its number, in the order of sending; answered ones are
        # forgotten late.
        self._due: deque[tuple[int, float]] = deque()
        self._clock: TimerHandle | None = None

    def send(self, request: Any, expect_response: bool = True) -> Awaitable[Any]:  # noqa: ANN401, FBT001, FBT002 -- aiokafka's own signature
        """Send a request; unless it is answered in time, the connection is closed.

        Raises:
            KafkaConnectionError: There is no connection any more.
        """
        try:
            answer: Awaitable[Any] = super().send(request, expect_response)
        except RuntimeError:
            raise self._broken() from None
        if expect_response:
            self._due.append((self._correlation_id, self._loop.time() + self._request_timeout))
            self._forget_answered()
            self._watch()
        return answer

    def close(self, reason: Any = None, exc: BaseException | None = None) -> Any:  # noqa: ANN401 -- aiokafka's own signature
        """Close at once, and look no more."""
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
        return super().close(reason, exc)

    def _send_sasl_token(self, payload: bytes, expect_response: bool = True) -> Awaitable[Any]:  # noqa: FBT001, FBT002 -- aiokafka's own signature
        try:
            answer: Awaitable[Any] = super()._send_sasl_token(payload, expect_response)
        except RuntimeError:
            raise self._broken() from None
        return answer

    def _broken(self) -> KafkaConnectionError:
        self.close(reason=conn.CloseReason.CONNECTION_BROKEN)
        return KafkaConnectionError("the transport was closed")

    def _forget_answered(self) -> None:
        """Forget what stands before the oldest request: brokers answer in the order of asking."""
        oldest = self._requests[0][0] if self._requests else None
        while self._due and self._due[0][0] != oldest:
            self._due.popleft()

    def _watch(self) -> None:
        """Set the clock to when the oldest request is due, unless it is set."""
        if self._due and self._clock is None:
            self._clock = self._loop.call_at(self._due[0][1], _struck, weakref.ref(self))

    def _look(self) -> None:
        """Close the connection if its oldest request is overdue, else look again when it is."""
        self._clock = None
        self._forget_answered()
        if self._due and self._due[0][1] <= self._loop.time():
            self.close(reason=conn.CloseReason.CONNECTION_TIMEOUT)
        else:
            self._watch()


def install() -> None:
    """Use `Wire` for every connection of every aiokafka client of this process. Idempotent."""
    conn.AIOKafkaConnection = Wire


def _struck(wire: weakref.ref[Wire]) -> None:
    """Look after a connection, if there still is one: the clock must not keep it alive."""
    known = wire()
    if known is not None:
        known._look()  # noqa: SLF001 -- of the class above
