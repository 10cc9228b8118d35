"""The proxy: every weather does to a connection what it says, and nothing else."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.chaos.proxy import HOST, Proxy

SILENT_S = 0.3  # until nothing is taken to come, where an answer takes a thousandth
PATIENCE_S = 30.0  # for what must come


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that sends back what it gets."""
    with socket.create_server((HOST, 0)) as server:

        def serve() -> None:
            while True:
                try:
                    peer, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=_echo, args=(peer,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield int(server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)


def _echo(peer: socket.socket) -> None:
    with peer:
        try:
            while data := peer.recv(1024):
                peer.sendall(data)
        except OSError:
            return


@pytest.fixture
def proxy(echo: int) -> Iterator[Proxy]:
    """A proxy before the echo."""
    made = Proxy(echo)
    yield made
    made.close()


@pytest.fixture
def caller(proxy: Proxy) -> Iterator[socket.socket]:
    """A connection through the proxy that has been used."""
    with called(proxy) as made:
        assert said(made, b"hello") == b"hello"
        yield made


def called(proxy: Proxy) -> socket.socket:
    """Connect to it."""
    return socket.create_connection((HOST, proxy.port), timeout=PATIENCE_S)


def said(caller: socket.socket, data: bytes) -> bytes:
    """Say something and give the answer."""
    caller.sendall(data)
    return caller.recv(1024)


def assert_unanswered(caller: socket.socket, data: bytes) -> None:
    """Say something to which nothing comes back for a while."""
    caller.settimeout(SILENT_S)
    with pytest.raises(TimeoutError):
        said(caller, data)
    caller.settimeout(PATIENCE_S)


@pytest.mark.parametrize("way", ["there", "back"])
def test_a_closed_way_withholds_and_an_open_one_delivers(
    proxy: Proxy, caller: socket.socket, way: str
) -> None:
    """What a one-way partition withholds arrives when it heals."""
    setattr(proxy.weather, way, False)
    assert_unanswered(caller, b"lost?")
    proxy.clear()
    assert caller.recv(1024) == b"lost?"


def test_delay_is_paid_each_way(proxy: Proxy, caller: socket.socket) -> None:
    """A tenth of a second each way is two tenths for an answer."""
    proxy.weather.delay_s = 0.1
    began = time.monotonic()
    assert said(caller, b"slow") == b"slow"
    assert time.monotonic() - began >= 0.2


def test_reset_cuts_what_is_open_and_serves_what_comes(proxy: Proxy, caller: socket.socket) -> None:
    """After a reset the old connection fails and a new one works."""
    proxy.reset()
    with pytest.raises(ConnectionError):
        said(caller, b"x")
    with called(proxy) as other:
        assert said(other, b"again") == b"again"


def test_a_half_open_connection_never_answers_again(proxy: Proxy, caller: socket.socket) -> None:
    """It stays dead when the weather clears, and says nothing; new connections are served."""
    proxy.forget()
    assert_unanswered(caller, b"x")
    proxy.clear()
    assert_unanswered(caller, b"x")
    with called(proxy) as other:
        assert said(other, b"again") == b"again"
