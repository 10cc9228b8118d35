"""What aiokafka's clients see of a connection that has ended, or that has fallen silent.

Must never let uvloop's word for a broken one through: uvloop raises a RuntimeError where asyncio
would drop what is written, aiokafka expects an OSError, and each of its background tasks that sends
(the fetcher, the refresh of the metadata) then ends without a word: nothing is read any more. Nor
keep a connection that does not answer: aiokafka drops it only if whoever asked waits to the end of
the time-out; where they give up a moment before, the next one asks in vain as well. Nor let two
requests time out on one connection: aiokafka looks for the second one's where the first one's was,
and its tasks end with a KeyError.
"""

import asyncio
import time
import weakref
from collections.abc import Awaitable, Sequence
from typing import Any, Final

from aiokafka import conn
from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError, RequestTimedOutError

from redactor.stream.intake import Intake
from redactor.stream.produce import Sets
from redactor.stream.schemas import NUMBER_BYTES, Buffer, reader_of, written
from redactor.telemetry.logs import event_logger

LENGTH_BYTES: Final = 4

log = event_logger(__name__)


class Wire(AIOKafkaConnection):  # type: ignore[misc]  # aiokafka is untyped
    """A connection to one broker that says it is broken in aiokafka's own words."""

    def send(self, request: Any, expect_response: bool = True) -> Awaitable[Any]:  # noqa: ANN401, FBT001, FBT002 -- aiokafka's own signature
        """Send a request; one that is not answered in time closes the connection.

        Raises:
            KafkaConnectionError: There is no connection any more.
            RequestTimedOutError: While waiting: there was no answer in time.
        """
        if self._writer is None or not expect_response:
            return self._sent_by_aiokafka(request, expect_response=expect_response)
        number = self._next_correlation_id()
        told, pieces = self._encoded(request, number)
        try:
            self._writer.writelines(pieces)
        except (RuntimeError, OSError):
            raise self._broken() from None
        answer: asyncio.Future[Any] = self._loop.create_future()
        self._requests.append((number, told, answer))
        return self._answered(answer, number)

    def _sent_by_aiokafka(self, request: Any, *, expect_response: bool) -> Awaitable[Any]:  # noqa: ANN401 -- aiokafka is untyped
        """Send what has no answer; or nothing, where there is no connection any more."""
        try:
            answer: Awaitable[Any] = super().send(request, expect_response)
        except RuntimeError:
            raise self._broken() from None
        return answer

    def _encoded(self, request: Any, number: int) -> tuple[Any, Sequence[bytes]]:  # noqa: ANN401 -- aiokafka is untyped
        """Give what an answer is read by, and the bytes of a request."""
        if isinstance(request, Sets):
            made = request.in_pieces(self._versions, number, self._client_id)
            if made is not None:
                return made
        told = request.prepare(self._versions)
        message = written(told, number, self._client_id)
        return told, (len(message).to_bytes(LENGTH_BYTES) + message,)

    async def _answered(self, answer: asyncio.Future[Any], number: int) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        """Wait for the answer to the request of a number."""
        due = self._loop.time() + self._request_timeout
        timer = self._loop.call_at(due, _give_up, answer)
        try:
            return await answer
        except TimeoutError:
            self.close(reason=CloseReason.CONNECTION_TIMEOUT)
            raise RequestTimedOutError from None
        except asyncio.CancelledError:  # the answer may still come, or never
            self._loop.call_at(due, _see_to, weakref.ref(self), number)
            raise
        finally:
            timer.cancel()

    def _create_reader_task(self) -> asyncio.Future[None]:
        """Have answers come to `_handle_frame` as they are received, without a task for that."""
        itself = weakref.ref(self)

        def take(frame: Buffer) -> None:
            known = itself()
            if known is not None and known.connected():
                known._handle_frame(frame)  # noqa: SLF001 -- of this class

        def end(error: Exception) -> None:
            known = itself()
            if known is not None and known.connected():
                known._ended(error)  # noqa: SLF001 -- of this class

        intake = Intake(take, end, self._closed_fut)
        self._writer.transport.set_protocol(intake)
        self._reader = intake
        over: asyncio.Future[None] = self._loop.create_future()
        over.set_result(None)  # there is no task to be ended
        return over

    def _handle_frame(self, resp: Buffer) -> None:
        """Give an answer to who waits for it."""
        number, told, answer = self._requests[0]
        read = None if number is None else reader_of(told.RESPONSE_TYPE)
        if read is None or told.FLEXIBLE_VERSION or _number_of(resp) != number:
            super()._handle_frame(bytes(resp))
            return
        if not answer.done():
            answer.set_result(read(resp))
        self._last_action = time.monotonic()
        self._requests.popleft()

    def _ended(self, error: Exception) -> None:
        """Close: the broker has, or an answer cannot be read."""
        if not isinstance(error, OSError | EOFError):
            log.error("answer_unreadable", error=type(error).__name__)
        self.close(reason=CloseReason.CONNECTION_BROKEN, exc=error)

    def _send_sasl_token(self, payload: bytes, expect_response: bool = True) -> Awaitable[Any]:  # noqa: FBT001, FBT002 -- aiokafka's own signature
        try:
            answer: Awaitable[Any] = super()._send_sasl_token(payload, expect_response)
        except RuntimeError:
            raise self._broken() from None
        return answer

    def _broken(self) -> KafkaConnectionError:
        self.close(reason=CloseReason.CONNECTION_BROKEN)
        return KafkaConnectionError("the transport was closed")

    def _waits_for(self, number: int) -> bool:
        """Tell whether the request of a number has had no answer yet."""
        return any(waiting == number for waiting, *_ in self._requests)


def install() -> None:
    """Use `Wire` for every connection of every aiokafka client of this process. Idempotent."""
    conn.AIOKafkaConnection = Wire


def _number_of(frame: Buffer) -> int:
    """Tell to which request an answer is."""
    return int.from_bytes(frame[:NUMBER_BYTES], signed=True)


def _give_up(answer: asyncio.Future[Any]) -> None:
    """Let nobody wait any longer."""
    if not answer.done():
        answer.set_exception(TimeoutError())


def _see_to(wire: weakref.ref[Wire], number: int) -> None:
    """Close a connection on which a request is overdue for which nobody waits any more."""
    known = wire()
    if known is not None and known._waits_for(number):  # noqa: SLF001 -- of the class above
        known.close(reason=CloseReason.CONNECTION_TIMEOUT)
