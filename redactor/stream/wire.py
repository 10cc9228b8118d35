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
from aiokafka.client import AIOKafkaClient, ConnectionGroup
from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError, RequestTimedOutError

from redactor.stream.intake import LENGTH_BYTES, Intake
from redactor.stream.produce import ALL, Sets
from redactor.stream.schemas import NUMBER_BYTES, Buffer, reader_of, written
from redactor.telemetry.logs import event_logger

_aiokafkas: Final = AIOKafkaClient.send

log = event_logger(__name__)


class Wire(AIOKafkaConnection):  # type: ignore[misc]  # aiokafka is untyped
    """A connection to one broker that says it is broken in aiokafka's own words."""

    _reader: Any

    def __init__(self, host: str, port: int, **more: Any) -> None:  # noqa: ANN401 -- aiokafka's own signature
        """Take what aiokafka's own takes."""
        super().__init__(host, port, **more)
        self._dues: dict[int, float] = {}  # of the requests that wait for an answer, by number
        self._alarm: asyncio.TimerHandle | None = None
        self._kinds: dict[type[Any], Any] = {}  # what this broker knows of aiokafka's requests

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
        self._dues[number] = due = self._loop.time() + self._request_timeout
        if self._alarm is None:
            self._alarm = self._loop.call_at(due, _look_at, weakref.ref(self))
        return answer

    def _mind_dues(self) -> None:
        """Close the connection if a request is overdue, whether or not somebody waits for it."""
        self._alarm = None
        due = next(iter(self._dues.values()), None)
        if due is None or not self.connected():
            return
        now = self._loop.time()
        if due > now:
            self._alarm = self._loop.call_at(due, _look_at, weakref.ref(self))
            return
        for number, _, answer in self._requests:
            if self._dues.get(number, due) <= now and not answer.done():
                answer.set_exception(RequestTimedOutError())
        self.close(reason=CloseReason.CONNECTION_TIMEOUT)

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
        told = self._prepared(request)
        message = written(told, number, self._client_id)
        return told, (len(message).to_bytes(LENGTH_BYTES) + message,)

    def _prepared(self, request: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        """Give a request in the latest version that the broker knows: looked for once."""
        kind = self._kinds.get(type(request))
        if kind is not None:
            return request.build(kind)
        told = request.prepare(self._versions)
        if self._versions:
            self._kinds[type(request)] = type(told)
        return told

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

        before = self._reader
        intake = Intake(take, end, self._closed_fut)
        self._writer.transport.set_protocol(intake)
        self._reader = intake
        # The end, which nobody tells a second time; or what nobody has asked for.
        if (error := before.exception()) is not None:
            self._loop.call_soon(intake.connection_lost, error)
        elif before.at_eof() or before._buffer:  # noqa: SLF001 -- it tells no other way
            self._loop.call_soon(intake.eof_received)
        over: asyncio.Future[None] = self._loop.create_future()
        over.set_result(None)  # there is no task to be ended
        return over

    def _handle_frame(self, resp: Buffer) -> None:
        """Give an answer to who waits for it."""
        number, told, answer = self._requests[0]
        self._dues.pop(number, None)
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


def install() -> None:
    """Use `Wire` for every connection of every aiokafka client of this process. Idempotent."""
    conn.AIOKafkaConnection = Wire
    AIOKafkaClient.send = sent


async def sent(
    client: AIOKafkaClient,
    node: int,
    request: Any,  # noqa: ANN401 -- aiokafka is untyped
    *,
    group: int = ConnectionGroup.DEFAULT,
) -> Any:  # noqa: ANN401 -- the same
    """Send as `AIOKafkaClient.send` does, at once where there is a connection of ours.

    Raises:
        KafkaError: As there.
    """
    wire = client._conns.get((node, group))  # noqa: SLF001 -- what it would look for itself
    if isinstance(wire, Wire) and wire.connected() and getattr(request, "required_acks", ALL):
        return await wire.send(request)
    return await _aiokafkas(client, node, request, group=group)


def _number_of(frame: Buffer) -> int:
    """Tell to which request an answer is."""
    return int.from_bytes(frame[:NUMBER_BYTES], signed=True)


def _look_at(wire: weakref.ref[Wire]) -> None:
    """Have a connection see whether a request is overdue, unless it is gone."""
    known = wire()
    if known is not None:
        known._mind_dues()  # noqa: SLF001 -- of the class above
