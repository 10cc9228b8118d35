"""A connection that was cut an instant ago: an error that aiokafka's background tasks survive."""

import asyncio
import socket
import struct
from typing import Any, Final

import pytest
import uvloop
from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.errors import KafkaConnectionError
from aiokafka.protocol.metadata import MetadataRequest

from redactor.stream import wire
from redactor.stream.wire import Wire

TURNS: Final = 200
AT_ONCE: Final = struct.pack("ii", 1, 0)  # SO_LINGER: a reset in place of a farewell


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
            self._versions = {MetadataRequest.API_KEY: (0, 5)}

    return Known


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
