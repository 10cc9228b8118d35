"""Answers come whole and in order, in whatever pieces a socket gives them; then nothing more."""

import asyncio
import random
import tracemalloc

import pytest

from redactor.stream.intake import EXPECTED, GROWTH, LANDING, LENGTH_BYTES, Intake
from redactor.stream.schemas import Buffer


class Taken:
    """Who takes answers: keeps them, and why there were no more."""

    def __init__(self) -> None:
        """Take nothing yet."""
        self.frames: list[bytes] = []
        self.ends: list[str] = []
        self.fails = False
        self.intake = Intake(self.take, self.end, asyncio.get_running_loop().create_future())

    def take(self, frame: Buffer) -> None:
        """Keep one."""
        if self.fails:
            raise LookupError
        self.frames.append(bytes(frame))

    def end(self, error: Exception) -> None:
        """Keep why."""
        self.ends.append(type(error).__name__)

    def give(self, raw: bytes, most: int) -> None:
        """Give bytes as a transport does, so many at once."""
        while raw:
            room = self.intake.get_buffer(-1)
            some = raw[: min(most, len(room))]
            room[: len(some)] = some
            self.intake.buffer_updated(len(some))
            raw = raw[len(some) :]


def framed(*frames: bytes) -> bytes:
    """Put the length before each."""
    return b"".join(len(one).to_bytes(LENGTH_BYTES) + one for one in frames)


@pytest.mark.parametrize("most", [1, 3, 4, 5, 1_000, LANDING, 10 * LANDING])
async def test_answers_come_whole_and_in_order(most: int) -> None:
    """Of any size: nothing, all that lands, a byte more, and much more."""
    draw = random.Random(most)
    sizes = [0, 1, LANDING - LENGTH_BYTES, LANDING - LENGTH_BYTES + 1, LANDING, 3 * LANDING + 5]
    frames = [draw.randbytes(size) for size in sizes + draw.sample(sizes, 6) + [7, 8, 9]]
    taken = Taken()
    taken.give(framed(*frames), most)
    assert taken.frames == frames
    assert not taken.ends
    assert not taken.intake.at_eof()


async def test_behind_one_that_cannot_be_taken_comes_none() -> None:
    """Which request a later one answers is not known."""
    taken = Taken()
    taken.fails = True
    taken.give(framed(b"a", b"b"), 100)
    taken.fails = False
    taken.give(framed(b"c"), 100)
    assert (taken.frames, taken.ends) == ([], ["LookupError"])
    assert taken.intake.at_eof()


async def test_a_length_below_nothing_ends_it() -> None:
    """It is no broker that says so."""
    taken = Taken()
    taken.give(framed(b"a") + b"\xff" * 100, 1_000)
    assert (taken.frames, taken.ends) == ([b"a"], ["ValueError"])


@pytest.mark.parametrize("size", [EXPECTED + 1, 1 << 26, 2**31 - 1])
async def test_an_answer_that_is_not_sent_takes_no_memory(size: int) -> None:
    """Who is no broker may say anything: room comes with what is sent."""
    taken = Taken()
    tracemalloc.start()
    try:
        taken.give(size.to_bytes(LENGTH_BYTES) + b"begun", 1_000)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 1 << 23
    assert not taken.ends


@pytest.mark.parametrize("size", [EXPECTED, EXPECTED + 1, GROWTH * EXPECTED + 1])
async def test_an_answer_larger_than_its_room_comes_whole(size: int) -> None:
    """Its room grows as it comes; what is before and behind it is as it was."""
    frames = [b"before", random.Random(size).randbytes(size), b"behind"]
    taken = Taken()
    taken.give(framed(*frames), EXPECTED - 5)
    assert taken.frames == frames


@pytest.mark.parametrize("error", [None, ConnectionResetError()])
async def test_the_end_of_a_connection_is_told(error: Exception | None) -> None:
    """Whoever waits for the connection to be gone no longer does."""
    taken = Taken()
    taken.give(framed(b"a")[:-1], 100)
    taken.intake.eof_received()
    assert taken.ends == ["EOFError"]
    taken.intake.connection_lost(error)
    taken.intake.connection_lost(error)
    assert taken.ends[1] == ("EOFError" if error is None else "ConnectionResetError")
    assert taken.intake._gone.done()  # noqa: SLF001 -- it was given there
    taken.give(b"a", 1)
    assert taken.frames == []
