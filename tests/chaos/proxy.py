"""A TCP proxy between the workers and a broker, whose weather the suite makes.

Must never change a byte: it delays, withholds or cuts, as networks do.
"""

import asyncio
import socket
import struct
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

CHUNK: Final = 1 << 20
LOOK_S: Final = 0.02
HOST: Final = "localhost"
RESET: Final = struct.pack("ii", 1, 0)  # SO_LINGER of zero seconds: close sends RST


@dataclass(slots=True)
class Weather:
    """What the network does to every connection.

    Attributes:
        delay_s: Each way, before bytes are passed on.
        there: Bytes from the worker reach the broker.
        back: Bytes from the broker reach the worker.
        refuses: New connections are reset.
    """

    delay_s: float = 0.0
    there: bool = True
    back: bool = True
    refuses: bool = False


class _Link:
    """One connection through the proxy. A dead one takes bytes and passes none on for ever."""

    def __init__(self, weather: Weather, ends: tuple[asyncio.StreamWriter, ...]) -> None:
        self._weather = weather
        self._ends = ends
        self.dead = False

    async def pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, way: str
    ) -> None:
        """Pass on what one end says, as the weather allows."""
        while data := await source.read(CHUNK):
            if self._weather.delay_s:
                await asyncio.sleep(self._weather.delay_s)
            while self.dead or not getattr(self._weather, way):  # noqa: ASYNC110 -- set by another thread
                await asyncio.sleep(LOOK_S)
            sink.write(data)
            await sink.drain()

    def die(self) -> None:
        """Pass nothing on any more."""
        self.dead = True

    def cut(self) -> None:
        """Reset both ends."""
        for end in self._ends:
            raw = end.get_extra_info("socket")
            if raw is not None and raw.fileno() >= 0:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            end.transport.abort()


class Proxy:
    """Listens on a free port and connects each caller with one broker."""

    def __init__(self, target_port: int) -> None:
        """Start listening, on a thread of its own."""
        self._target = target_port
        self._links: set[_Link] = set()
        self.weather = Weather()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._run(self._listen())
        self.port = int(self._server.sockets[0].getsockname()[1])

    def reset(self) -> None:
        """Cut every connection; new ones are served."""
        self._each(_Link.cut)

    def forget(self) -> None:
        """Let every connection die without a word, as when a host loses power: half-open."""
        self._each(_Link.die)

    def clear(self) -> None:
        """Make the weather fine again: what was withheld arrives; what is dead stays dead."""
        self.weather.delay_s = 0.0
        self.weather.there = self.weather.back = True
        self.weather.refuses = False

    def close(self) -> None:
        """Cut everything and stop listening."""
        asyncio.run_coroutine_threadsafe(self._wind_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _wind_up(self) -> None:
        self._server.close()
        for link in list(self._links):
            link.cut()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, HOST, 0, family=socket.AF_INET)

    async def _serve(self, caller: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        link = _Link(self.weather, (answer,))
        if self.weather.refuses:
            link.cut()
            return
        try:
            broker, sink = await asyncio.open_connection(HOST, self._target)
        except OSError:
            link.cut()
            return
        link = _Link(self.weather, (answer, sink))
        self._links.add(link)
        ways = (link.pump(caller, sink, "there"), link.pump(broker, answer, "back"))
        await _first(ways)
        self._links.discard(link)
        link.cut()

    def _run(self, work: Awaitable[asyncio.Server]) -> asyncio.Server:
        async def done() -> asyncio.Server:
            return await work

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    def _each(self, act: Callable[[_Link], None]) -> None:
        def all_of_them() -> None:
            for link in list(self._links):
                act(link)

        self._call(all_of_them)

    def _call(self, act: Callable[[], object]) -> None:
        async def done() -> None:
            act()

        asyncio.run_coroutine_threadsafe(done(), self._loop).result()


async def _first(ways: tuple[Awaitable[None], ...]) -> None:
    """Pump until one end is done, whatever ended it, and let go of the other."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
