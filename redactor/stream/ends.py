"""Where the assigned partitions end, asked of the brokers again and again.

Must never rest on the consumer that reads them: what that one overlooks is what this is for.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaConnectionError, KafkaError

LOOK_S: Final = 5.0
FAILURES: Final = (KafkaError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer about a partition.

    Attributes:
        end: Offset after the last record that a `read_committed` reader may have.
        at: When it was given; seconds of the monotonic clock.
        since: From when on every question about the partition was answered.
    """

    end: int
    at: float
    since: float


class Ends:
    """The latest answers, from a client of their own: no group, nothing read.

    Attributes:
        standing: Partitions that stand still although they have records; see `note`.
    """

    def __init__(
        self,
        options: Mapping[str, Any],
        timeout_s: float,
        topics: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        """Take what the client needs; nothing is opened yet.

        Args:
            options: aiokafka's arguments common to all clients.
            timeout_s: Longest time for one question.
            topics: Names what will be asked about: aiokafka rests a tenth of a second at the first
                question about a topic that its client was not told of. Others may be asked about.
        """
        self._options = options
        self._timeout_s = timeout_s
        self._topics = topics
        self._client: AIOKafkaConsumer | None = None
        self._seen: dict[TopicPartition, Seen] = {}
        self._connecting = asyncio.Lock()
        self._closed = False
        self._answered = True
        self._answered_at = time.monotonic()
        self.standing: set[TopicPartition] = set()

    def seen(self, source: TopicPartition) -> Seen | None:
        """Give the latest answer; None when the latest question had none."""
        return self._seen.get(source)

    def note(self, source: TopicPartition, *, standing: bool) -> None:
        """Keep whether a partition stands still although it has records."""
        (self.standing.add if standing else self.standing.discard)(source)

    @property
    def silent_s(self) -> float:
        """Seconds since the last look that had an answer, or nothing to ask; 0 after such a one."""
        return 0.0 if self._answered else time.monotonic() - self._answered_at

    async def look(self, sources: Collection[TopicPartition]) -> None:
        """Ask about partitions, each by itself, and forget all others. Never raises."""
        self.standing.intersection_update(sources)
        ends = await asyncio.gather(*map(self._end, sources))
        answered = {s: end for s, end in zip(sources, ends, strict=True) if end is not None}
        now = time.monotonic()
        self._seen = {
            source: Seen(end, now, known.since if (known := self._seen.get(source)) else now)
            for source, end in answered.items()
        }
        self._answered = bool(answered) or not sources
        if self._answered:
            self._answered_at = now
        else:
            await self._drop()  # the next look connects anew

    async def client(self) -> AIOKafkaConsumer:
        """Give the client, connected; it reads nothing by itself.

        Raises:
            KafkaError: No broker can be reached, or it was closed.
            TimeoutError: None answered.
        """
        async with self._connecting:
            if self._closed:
                raise KafkaConnectionError
            if self._client is None:
                client = AIOKafkaConsumer(**self._options, isolation_level="read_committed")
                try:
                    async with asyncio.timeout(self._timeout_s):
                        await client.start()
                        if topics := self._topics():
                            await client._client.set_topics(topics)  # noqa: SLF001 -- only by reading them could they be told
                except BaseException:
                    await self._stop(client)
                    raise
                self._client = client
            return self._client

    async def close(self) -> None:
        """Close the client for good. Never raises."""
        self._closed = True
        await self._drop()

    async def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await self._stop(client)

    async def _stop(self, client: AIOKafkaConsumer) -> None:
        with suppress(*FAILURES):
            async with asyncio.timeout(self._timeout_s):
                await client.stop()

    async def _end(self, source: TopicPartition) -> int | None:
        try:
            async with asyncio.timeout(self._timeout_s):
                client = await self.client()
                return int((await client.end_offsets([source]))[source])
        except (*FAILURES, LookupError):  # it may have no such partition
            return None
