"""The sets of one transaction on their way to the brokers, a round at a time.

Of each partition one set is under way, and what goes to one broker goes in one request. Must never
send a set before the one ahead of it in its partition is confirmed, nor take anything for a
confirmation but what the broker says of that very partition.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaProducer, TopicPartition, errors
from aiokafka.errors import KafkaError
from aiokafka.producer.sender import BACKOFF_OVERRIDE

from redactor.stream.outbox import Failed, Full
from redactor.stream.produce import Sets
from redactor.stream.verdict import in_kafkas_words, kind_of
from redactor.stream.waiting import Waiting
from redactor.telemetry.logs import event_logger

NOBODY: Final = -1  # leads a partition that has no leader now
WRITTEN: Final = (errors.NoError, errors.DuplicateSequenceNumber)  # the latter of an attempt before
# The transaction before is still ending, of which a broker tells who joins by a set (Kafka 4).
PASSING: Final = (errors.ConcurrentTransactions,)
SOON_S: Final = 1.0  # for that it is worth no word
NUMBERS: Final = 0x7FFFFFFF  # of sets; behind the last comes 0, where aiokafka goes below that
MOST_BYTES: Final = 16 * 1024 * 1024  # of the sets of one request; a broker takes 100 MiB

log = event_logger(__name__)


@dataclass(slots=True)
class _Queue:
    """What is yet to be written to a partition, and until when its first set may be tried."""

    sets: list[Full]  # the next one last
    due: float = 0.0  # 0: it has no number yet
    error: KafkaError | None = None  # of the last attempt


class Rounds:
    """Writes sets for as long as their errors pass, which is bounded by whoever waits."""

    def __init__(self, producer: AIOKafkaProducer, request: type[Sets] = Sets) -> None:
        """Take a producer in a transaction.

        Args:
            producer: It numbers the sets.
            request: What they are sent in: `Sets` to partitions that are part of the transaction.
        """
        self._client = producer.client
        self._sender = producer._sender  # noqa: SLF001 -- it has the client's own times
        self._manager = producer._txn_manager  # noqa: SLF001 -- it numbers the sets
        self._request = request
        self._waiting: dict[TopicPartition, Waiting] = {}

    async def written(self, full: Mapping[TopicPartition, Sequence[Full]]) -> list[Failed]:
        """Write the sets of each partition, up to the first that fails.

        Args:
            full: Of each partition the sets, in order.

        Returns:
            The first that failed, of each partition where one did.
        """
        queues = {place: _Queue(list(reversed(sets))) for place, sets in full.items()}
        failed: list[Failed] = []
        while queues:
            await self._round(queues)
            for place, queue in list(queues.items()):
                if queue.error is None:
                    queue.sets.pop()
                    queue.due = 0.0
                elif not self._passes(place, queue):
                    failed.append(Failed(queue.error, queue.sets[-1].offsets))
                    queue.sets.clear()
                if not queue.sets:
                    del queues[place]
            if any(queue.error is not None for queue in queues.values()):
                await asyncio.sleep(self._rest_s(queues))
                await self._client._maybe_wait_metadata()  # noqa: SLF001 -- as aiokafka's sender does
        return failed

    def _passes(self, place: TopicPartition, queue: _Queue) -> bool:
        """Tell whether a set is to be tried again, and say so."""
        error = queue.error
        late = isinstance(error, errors.LeaderNotAvailableError) and time.monotonic() > queue.due
        if error is None or late or not (error.retriable or isinstance(error, PASSING)):
            return False
        if not isinstance(error, PASSING) or self._tried_s(queue) > SOON_S:
            waiting = self._waiting.setdefault(place, Waiting(log))
            waiting.still("set_tried_again", **place._asdict(), error=type(error).__name__)
        if error.invalid_metadata:
            self._client.force_metadata_update()
        return True

    def _rest_s(self, queues: Mapping[TopicPartition, _Queue]) -> float:
        """Tell how long to rest before the next round."""
        errors_left = [queue.error for queue in queues.values() if queue.error is not None]
        if all(isinstance(error, PASSING) for error in errors_left):
            return float(BACKOFF_OVERRIDE)
        return float(self._sender._retry_backoff)  # noqa: SLF001 -- see above

    def _tried_s(self, queue: _Queue) -> float:
        """Tell for how long its first set has been tried."""
        timeout_s: float = self._sender._request_timeout_ms / 1000  # noqa: SLF001 -- see above
        return time.monotonic() - queue.due + timeout_s

    async def _round(self, queues: Mapping[TopicPartition, _Queue]) -> None:
        """Send the next set of each partition, and note what came of it."""
        by_leader: dict[int, dict[TopicPartition, _Queue]] = {}
        for place, queue in queues.items():
            leader = self._client.cluster.leader_for_partition(place)
            if queue.due == 0.0:
                queue.due = time.monotonic() + self._sender._request_timeout_ms / 1000  # noqa: SLF001 -- see above
                self._number(place, queue.sets[-1].builder)
            if leader is None or leader == NOBODY:
                queue.error = errors.LeaderNotAvailableError()
            else:
                by_leader.setdefault(leader, {})[place] = queue
        sending = [
            self._sent(leader, load) for leader, them in by_leader.items() for load in _loads(them)
        ]
        await asyncio.gather(*sending)  # none raises

    def _number(self, place: TopicPartition, builder: Any) -> None:  # noqa: ANN401 -- aiokafka's, or one like it
        """Number a set, the same for all attempts."""
        manager = self._manager
        first = manager.sequence_number(place) & NUMBERS
        manager.increment_sequence_number(place, builder.record_count())
        builder._set_producer_state(manager.producer_id, manager.producer_epoch, first)  # noqa: SLF001 -- as aiokafka's accumulator does

    async def _sent(self, leader: int, load: Mapping[TopicPartition, _Queue]) -> None:
        """Send one request, and note of each of its sets what came of it."""
        timeout_ms = self._sender._request_timeout_ms  # noqa: SLF001 -- see above
        builders = {place: queue.sets[-1].builder for place, queue in load.items()}
        try:
            request = self._request(self._manager.transactional_id, timeout_ms, builders)
            told = _told_in(await self._client.send(leader, request))
            outcomes = {place: _error_of(told.get(place)) for place in load}
        except Exception as error:  # noqa: BLE001 -- whatever it is, the others are waited for
            outcomes = dict.fromkeys(load, in_kafkas_words(error))
        for place, queue in load.items():
            queue.error = outcomes[place]


def _loads(queues: Mapping[TopicPartition, _Queue]) -> Iterator[Mapping[TopicPartition, _Queue]]:
    """Part what goes to one broker into requests."""
    load: dict[TopicPartition, _Queue] = {}
    size = 0
    for place, queue in queues.items():
        its_bytes = queue.sets[-1].builder.size()
        if load and size + its_bytes > MOST_BYTES:
            yield load
            load, size = {}, 0
        load[place] = queue
        size += its_bytes
    yield load


def _told_in(response: Any) -> dict[TopicPartition, int]:  # noqa: ANN401 -- aiokafka is untyped
    """Read the number that a broker says of each partition."""
    return {
        TopicPartition(topic, partition): code
        for topic, partitions in response.topics
        for partition, code, *_ in partitions
    }


def _error_of(code: int | None) -> KafkaError | None:
    """Read such a number; nothing is no confirmation."""
    if code is None:
        return KafkaError()
    kind = kind_of(code)
    return None if kind in WRITTEN else kind()
