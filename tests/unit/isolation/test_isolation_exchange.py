"""One message goes there and one comes back, in whatever pieces; what breaks is told."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from redactor.isolation.child import read
from redactor.isolation.exchange import FIRST, Exchange
from redactor.isolation.wire import LENGTH_BYTES, unframed
from tests.support.framing import framed

SOON_S = 5.0
AT_ONCE_S = 0.01


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of a pair; ours does not block."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
async def thread() -> AsyncIterator[ThreadPoolExecutor]:
    """A thread for the other end."""
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.mark.parametrize("size", [0, FIRST - LENGTH_BYTES - 1, FIRST, 3_000_000])
async def test_a_message_and_its_answer(
    ends: tuple[socket.socket, socket.socket], thread: ThreadPoolExecutor, size: int
) -> None:
    """Of any size, larger than what a socket holds too."""
    ours, theirs = ends

    def answer() -> None:
        content = unframed(read(theirs))[1]
        theirs.sendall(framed("back", content[::-1]))

    serving = asyncio.get_running_loop().run_in_executor(thread, answer)
    sent = bytes(size) + b"last"
    exchange = Exchange(ours, framed("there", sent))
    try:
        assert await exchange.within(SOON_S)
    finally:
        exchange.close()
    assert unframed(exchange.answer) == ("back", sent[::-1])
    await serving


async def test_an_answer_in_single_bytes(ends: tuple[socket.socket, socket.socket]) -> None:
    """Its length, too, may come in pieces; until the last there is no answer."""
    ours, theirs = ends
    exchange = Exchange(ours, b"?")
    for byte in framed("back", "all"):
        assert not await exchange.within(0)
        theirs.send(bytes([byte]))
    assert await exchange.within(SOON_S)
    exchange.close()
    assert unframed(exchange.answer) == ("back", "all")


async def test_an_end_that_closes(ends: tuple[socket.socket, socket.socket]) -> None:
    """Amid an answer, it is an error at once, and again when asked again."""
    ours, theirs = ends
    exchange = Exchange(ours, b"?")
    theirs.recv(1)  # what nobody has read makes it another error
    theirs.send(framed("back", "all")[:-1])
    theirs.close()
    for _ in range(2):
        with pytest.raises(EOFError):
            await exchange.within(SOON_S)
    exchange.close()


async def test_an_end_that_is_closed_already(ends: tuple[socket.socket, socket.socket]) -> None:
    """There is nobody to send to."""
    ours, theirs = ends
    theirs.close()
    exchange = Exchange(ours, b"?")
    with pytest.raises(OSError, match="Broken pipe"):
        await exchange.within(SOON_S)
    exchange.close()


async def test_a_length_that_nobody_wrote(ends: tuple[socket.socket, socket.socket]) -> None:
    """Nothing is as long, and nobody waits for it."""
    ours, theirs = ends
    exchange = Exchange(ours, b"?")
    theirs.send(b"\xff" * LENGTH_BYTES)
    with pytest.raises(OverflowError):
        await exchange.within(SOON_S)
    exchange.close()


async def test_the_socket_is_let_go(ends: tuple[socket.socket, socket.socket]) -> None:
    """What comes behind an exchange that was given up is read by nobody."""
    ours, theirs = ends
    exchange = Exchange(ours, b"?")
    assert not await exchange.within(AT_ONCE_S)
    exchange.close()
    theirs.send(b"late")
    await asyncio.sleep(AT_ONCE_S)
    assert ours.recv(LENGTH_BYTES) == b"late"


async def test_more_than_one_answer_is_none(ends: tuple[socket.socket, socket.socket]) -> None:
    """What stands behind an answer would be taken for the next one: neither is trusted."""
    ours, theirs = ends
    exchange = Exchange(ours, b"?")
    theirs.send(framed("back", "all") + b"m")
    assert await exchange.within(SOON_S)
    exchange.close()
    with pytest.raises(ValueError, match="not one answer"):
        _ = exchange.answer


async def test_an_answer_to_half_a_message_is_none(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    """Whatever it answers, it is not what was asked."""
    ours, theirs = ends
    exchange = Exchange(ours, bytes(3_000_000))
    theirs.send(framed("back", "all"))
    assert await exchange.within(SOON_S)
    exchange.close()
    with pytest.raises(ValueError, match="not one answer"):
        _ = exchange.answer
