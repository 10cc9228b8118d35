"""A connection that was cut, or that fell silent: aiokafka's tasks survive it, and connect anew."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import pytest
import uvloop
from aiokafka.client import ConnectionGroup
from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.errors import (
    CorrelationIdError,
    KafkaConnectionError,
    NodeNotReadyError,
    RequestTimedOutError,
)
from aiokafka.protocol.admin import ApiVersionRequest
from aiokafka.protocol.metadata import MetadataRequest

from redactor.stream import wire
from redactor.stream.wire import Wire

TURNS: Final = 20_000  # a cut is noticed in a few, once it has come through the kernel
AT_ONCE: Final = struct.pack("ii", 1, 0)  # SO_LINGER: a reset in place of a farewell
TIMEOUT_MS: Final = 500
A_WHILE_S: Final = 2.5 * TIMEOUT_MS / 1_000
NO_VERSIONS: Final = struct.pack(">hi", 0, 0)  # no error, no API


async def _sent_into_a_cut(kind: type[AIOKafkaConnection]) -> BaseException:
    """Cut a connection from the far side, and give what sending raises as it is noticed."""
    peers: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peers.put_nowait(writer)
        await reader.read()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    connection = _without_lookup(kind)("127.0.0.1", server.sockets[0].getsockname()[1])
    try:
        await connection.connect()
        peer = await peers.get()
        peer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        peer.transport.abort()
        return await _error_of_sending(connection)
    finally:
        connection.close()
        server.close()


async def _error_of_sending(connection: Any) -> BaseException:  # noqa: ANN401 -- aiokafka is untyped
    answers = []
    for _ in range(TURNS):
        try:
            answers.append(asyncio.ensure_future(connection.send(MetadataRequest([]))))
        except (RuntimeError, KafkaConnectionError) as error:
            connection.close()
            await asyncio.gather(*answers, return_exceptions=True)
            return error
        await asyncio.sleep(0)
    msg = "the cut was never noticed"
    raise AssertionError(msg)


def _without_lookup(kind: type[AIOKafkaConnection]) -> type[AIOKafkaConnection]:
    """The far side is no broker: take its versions as known."""

    class Known(kind):  # type: ignore[misc]  # aiokafka is untyped
        async def _do_version_lookup(self) -> None:
            self._versions = {MetadataRequest.API_KEY: (0, 5), ApiVersionRequest.API_KEY: (0, 0)}

    return Known


async def _given_up_on(kind: type[AIOKafkaConnection]) -> bool:
    """Give up on a broker's answer early, and tell whether its connection is kept all the same."""
    async with _connected(kind, _silent) as connection:
        answer = asyncio.ensure_future(connection.send(MetadataRequest([])))
        await asyncio.sleep(0)
        answer.cancel()
        await asyncio.sleep(A_WHILE_S)
        return bool(connection.connected())


@asynccontextmanager
async def _connected(
    kind: type[AIOKafkaConnection], serve: Callable[..., Awaitable[None]]
) -> AsyncIterator[AIOKafkaConnection]:
    """Connect to a far side of the test's own."""
    over = asyncio.Event()

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(reader, writer)
        writer.close()
        await writer.wait_closed()
        over.set()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    connection = _without_lookup(kind)("127.0.0.1", port, request_timeout_ms=TIMEOUT_MS)
    try:
        await connection.connect()
        yield connection
    finally:
        await connection.close()
        await over.wait()
        server.close()


async def _silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def test_a_silent_connection_is_closed_although_nobody_waits_any_more() -> None:
    """Whoever asked gave up before the request was due: the next one connects anew."""
    assert not await _given_up_on(Wire)


async def test_without_it_a_silent_connection_is_kept() -> None:
    """Aiokafka leaves it to who waits: the day it does not, that part of `wire` can go."""
    assert await _given_up_on(AIOKafkaConnection)


async def test_a_connection_whose_broker_answers_is_kept() -> None:
    """Requests that are answered in time are forgotten, however many and however long ago."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                (size,) = struct.unpack(">i", await reader.readexactly(4))
                number = (await reader.readexactly(size))[4:8]
                frame = number + NO_VERSIONS
                writer.write(struct.pack(">i", len(frame)) + frame)

    async with _connected(Wire, serve) as connection:
        for _ in range(20):
            await connection.send(ApiVersionRequest())
            await asyncio.sleep(A_WHILE_S / 20)
        assert connection.connected()


async def test_requests_that_time_out_together_all_fail_in_the_client_s_own_words() -> None:
    """Aiokafka's client would look for the connection of each, and the first has closed it."""
    async with _connected(Wire, _silent) as connection:
        answers = [connection.send(MetadataRequest([])) for _ in range(3)]
        errors = await asyncio.gather(*answers, return_exceptions=True)
        assert {type(error) for error in errors} <= {RequestTimedOutError, KafkaConnectionError}
        assert not connection.connected()


def test_a_cut_connection_fails_with_the_client_s_own_error() -> None:
    """Sending on a transport that uvloop has closed is a broken connection, not a broken client."""
    error = uvloop.run(_sent_into_a_cut(Wire))
    assert type(error) is KafkaConnectionError


def test_without_it_the_client_s_tasks_would_end() -> None:
    """Uvloop's own error is none that aiokafka catches: the day it is, `wire` can go."""
    error = uvloop.run(_sent_into_a_cut(AIOKafkaConnection))
    assert type(error) is RuntimeError


async def test_every_client_of_the_process_connects_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once installed, aiokafka's own way to a connection makes ours."""
    made: list[AIOKafkaConnection] = []

    async def connect(connection: AIOKafkaConnection) -> None:
        made.append(connection)

    monkeypatch.setattr("aiokafka.conn.AIOKafkaConnection", AIOKafkaConnection)
    monkeypatch.setattr(AIOKafkaConnection, "connect", connect)
    wire.install()
    await create_conn("127.0.0.1", 1)
    assert [type(connection) for connection in made] == [Wire]


async def _mumbling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer every request with bytes that are no answer to it."""
    with suppress(asyncio.IncompleteReadError):
        while True:
            (size,) = struct.unpack(">i", await reader.readexactly(4))
            number = (await reader.readexactly(size))[4:8]
            writer.write(struct.pack(">i", 8) + number + b"\x7f" * 4)


async def test_an_answer_that_cannot_be_read_ends_the_connection(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever waits hears of it, and it is told; another one may come behind it."""
    async with _connected(Wire, _mumbling) as connection:
        with pytest.raises(KafkaConnectionError):
            await connection.send(MetadataRequest([]))
        assert not connection.connected()
    assert [one.msg for one in caplog.records if one.name == wire.__name__] == ["answer_unreadable"]


async def test_the_answer_to_another_request_ends_the_connection() -> None:
    """As with aiokafka: what follows would be taken for what it is not."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        (size,) = struct.unpack(">i", await reader.readexactly(4))
        await reader.readexactly(size)
        frame = struct.pack(">i", 1_000) + NO_VERSIONS
        writer.write(struct.pack(">i", len(frame)) + frame)
        await reader.read()

    async with _connected(Wire, serve) as connection:
        with pytest.raises(CorrelationIdError):
            await connection.send(ApiVersionRequest())
        assert not connection.connected()


async def _one_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the first request, and no other."""
    (size,) = struct.unpack(">i", await reader.readexactly(4))
    frame = (await reader.readexactly(size))[4:8] + NO_VERSIONS
    writer.write(struct.pack(">i", len(frame)) + frame)
    await reader.read()


@pytest.mark.parametrize("early", [b"", b"\x00\x00\x00\x04"])
async def test_a_connection_that_ends_at_once_is_not_waited_for(early: bytes) -> None:
    """As that of a balancer with no broker behind it: its end is read before we read along."""

    class Ended(Wire):
        def _create_reader_task(self) -> asyncio.Future[None]:
            self._reader.feed_data(early)
            self._reader.feed_eof()
            return super()._create_reader_task()

    async with _connected(Ended, _silent) as connection:
        with pytest.raises(KafkaConnectionError):
            await connection.send(MetadataRequest([]))
        assert not connection.connected()


async def test_what_broke_a_connection_at_once_is_told() -> None:
    """As a certificate that the broker does not take: whoever asks looks for it."""
    broken = ssl.SSLError("not yours")

    class Broken(Wire):
        def _create_reader_task(self) -> asyncio.Future[None]:
            self._reader.set_exception(broken)
            return super()._create_reader_task()

    async with _connected(Broken, _silent) as connection:
        with pytest.raises(KafkaConnectionError) as told:
            await connection.send(MetadataRequest([]))
        assert told.value.__cause__ is broken


class _Unready:
    """A client that is not ready for any node, but for connections that it is given."""

    def __init__(self) -> None:
        self._conns: dict[Any, Any] = {}

    async def ready(self, node: int, *, group: int) -> bool:
        """Say so, as `AIOKafkaClient.ready` does."""
        del node, group
        return False


async def test_a_client_sends_at_once_where_it_is_connected() -> None:
    """By the connection of the node and the group; all else is left to aiokafka."""
    client: Any = _Unready()
    async with _connected(Wire, _one_answer) as connection:
        client._conns[1, ConnectionGroup.DEFAULT] = connection  # noqa: SLF001 -- as aiokafka's client has it
        assert (await wire.sent(client, 1, ApiVersionRequest())).error_code == 0
        with pytest.raises(NodeNotReadyError):
            await wire.sent(client, 1, ApiVersionRequest(), group=ConnectionGroup.COORDINATION)
    with pytest.raises(NodeNotReadyError):
        await wire.sent(client, 1, ApiVersionRequest())


async def test_each_request_has_its_own_time() -> None:
    """One that is overdue is looked for by that, not by the time of those before it."""
    async with _connected(Wire, _one_answer) as connection:
        await connection.send(ApiVersionRequest())
        await asyncio.sleep(TIMEOUT_MS / 2_000)
        loop = asyncio.get_running_loop()
        began = loop.time()
        with pytest.raises(RequestTimedOutError):
            await connection.send(ApiVersionRequest())
        assert loop.time() - began > 0.99 * TIMEOUT_MS / 1_000  # when the first one's was over
        assert not connection.connected()
