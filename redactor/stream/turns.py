"""When a lane fetches: so that its records are redacted as soon as they come.

A lane that waits for the redactor with records in hand has closed a batch that could have grown;
one that fetches late leaves the redactor idle. Must never keep lanes from fetching for the sake of
records that do not come, nor let one wait for batches that came later than it.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

SEVERAL: Final = 4  # records at once: more come while they are carried
LAPSE: Final = 2  # times what a fetch takes; whose records take longer is no longer counted on
SHARE: Final = 0.1  # of the last one in what is known of how long things take
# How far the last one is believed beyond twice what is known, and the shortest wait: a timer of
# uvloop's counts in milliseconds.
LEAST_S: Final = 0.001
LOOK_S: Final = 0.01  # how often the first in line looks whether somebody's records are late


class Turns:
    """The line of a worker's lanes, and what is ahead of it.

    The first in line may fetch when what is ahead will take no longer than a fetch does. Where
    fetching is slow beside redacting, several lanes fetch at a time. Nobody has to say that his
    records do not come: he is counted on for a while, and then no more.
    """

    def __init__(self, processes: int) -> None:
        """Begin with nothing ahead and nothing known, which keeps nobody waiting.

        Args:
            processes: How many batches are redacted at a time. Of several one may be done at any
                moment: as many as they are may be ahead.
        """
        self._free = processes if processes > 1 else 0
        self._line = asyncio.Lock()
        self._moved = asyncio.Event()
        self._fetching: list[float] = []  # since when each fetches whose records have not come
        self._lapsed = 0  # of those, how many were given up since records came last
        self._begun = self._ended = 0  # batches; those between are redacted, or wait for it
        self._redacting_since = 0.0  # when one of them was last done, or the first came
        self._fetch_s = 0.0  # what a fetch of several records takes
        self._redact_s = 0.0  # what a batch takes from when the one before is done

    async def come(self, *, full: bool) -> float:
        """Wait in line for the time to fetch.

        Args:
            full: Its batch is as large already as it will be: one more may be ahead of it, so that
                the redactor is never idle.

        Returns:
            When that was, for `came`.
        """
        async with self._line:
            last = self._begun + len(self._fetching)
            while (wait_s := self._wait_s(last, full=full)) > 0:
                self._moved.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(max(LEAST_S, min(wait_s, LOOK_S))):
                        await self._moved.wait()
            now = time.monotonic()
            self._fetching.append(now)
        return now

    def came(self, since: float, *, several: bool) -> None:
        """Hear that who was told to come has records.

        Args:
            since: What `come` gave.
            several: They may tell what a fetch takes; a record alone was waited for.
        """
        if several:
            self._fetch_s = _learnt(self._fetch_s, time.monotonic() - since)
        with suppress(ValueError):  # it was no longer counted on
            self._fetching.remove(since)

    def begin(self) -> None:
        """Hear that one more batch is in hand."""
        if self._begun == self._ended:
            self._redacting_since = time.monotonic()
        self._begun += 1
        self._lapsed = 0

    def end(self, *, done: bool) -> None:
        """Hear that one is no longer.

        Args:
            done: It has been redacted, and was not given up.
        """
        if done:
            now = time.monotonic()
            self._redact_s = _learnt(self._redact_s, now - self._redacting_since)
            self._redacting_since = now
        self._ended += 1
        self._moved.set()

    def _wait_s(self, last: int, *, full: bool) -> float:
        """Give up on records that are late; tell how much longer than a fetch the others take.

        Args:
            last: The batch behind which it is the turn of who asks; those since are not ahead.
            full: See `come`.
        """
        now = time.monotonic()
        oldest = now - LAPSE * self._fetch_s
        coming = [since for since in self._fetching if since > oldest]
        self._lapsed += len(self._fetching) - len(coming)
        self._fetching = coming
        in_hand = self._begun - self._ended
        ahead = min(in_hand + len(coming), last - self._ended)
        # Where traffic ends, all in line would find nothing, and one after the other.
        if ahead <= max(self._free, self._lapsed):
            return 0.0
        ahead_s = ahead * self._redact_s
        if in_hand:
            ahead_s -= min(now - self._redacting_since, self._redact_s)
        spare_s = max(self._fetch_s, self._redact_s) if full else 0.0
        return ahead_s - self._fetch_s - spare_s


class Turn:
    """One lane's. It stands in line while its records come several at a time."""

    def __init__(self, turns: Turns) -> None:
        """Take whose; a lane's first fetch waits for nobody."""
        self._turns = turns
        self._had = 0
        self._since: float | None = None

    async def wait(self, left: int) -> None:
        """Wait for the time to fetch.

        Args:
            left: Records known to be there. As many as the last batch had, and the next is full.
        """
        had, self._had = self._had, 0
        self._since = await self._turns.come(full=left >= had) if had >= SEVERAL else None

    @contextmanager
    def at_work(self, count: int) -> Iterator[None]:
        """Have so many records redacted in the block."""
        self._had = count
        if self._since is not None:
            self._turns.came(self._since, several=count >= SEVERAL)
        done = False
        self._turns.begin()
        try:
            yield
            done = True
        finally:
            self._turns.end(done=done)


def _learnt(known_s: float, seen_s: float) -> float:
    """Take one more into account; a hang says nothing of what things take."""
    return known_s + SHARE * (min(seen_s, 2 * known_s + LEAST_S) - known_s)
