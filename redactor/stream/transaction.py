"""One transaction, its requests sent by whoever writes it and not by a task beside.

aiokafka has a sender for that, which looks anew for all it might do behind every answer: of the
time that a transaction takes the worker, that is more than half. Its handlers are called here, each
when it is due. Must never commit before every set is confirmed and the offset is, nor send a set
before the one ahead of it in its partition is confirmed, nor the offset before the sets are.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence, Sized
from typing import Any, TypeAlias

from aiokafka import AIOKafkaProducer, TopicPartition, errors
from aiokafka.client import CoordinationType
from aiokafka.errors import KafkaError
from aiokafka.producer.transaction_manager import TransactionState
from aiokafka.util import commit_structure_validate

from redactor.stream.outbox import Failed, Full, mark_read
from redactor.stream.rounds import Rounds
from redactor.stream.verdict import in_kafkas_words
from redactor.stream.ways import Way, known_way, way_of

Offsets: TypeAlias = Mapping[TopicPartition, tuple[int, str]]


async def open_producer(producer: AIOKafkaProducer, group: str) -> Way:
    """Connect and fence, as `start` does, without the task that sends.

    Args:
        producer: With a transactional id.
        group: Whose offsets its transactions will hold.

    Returns:
        The way that its transactions may go.

    Raises:
        KafkaError: A broker did not answer, or does not let us.
    """
    await producer.client.bootstrap()
    await producer._sender._maybe_wait_for_pid()  # noqa: SLF001 -- all else of `Sender.start` is the task
    return await way_of(producer, group)


class Transaction:
    """A transaction of a producer that was opened by `open_producer`; see `outbox.Carrier`."""

    def __init__(self, producer: AIOKafkaProducer, way: Way, offsets: Offsets, group: str) -> None:
        """Begin it: the broker hears of it with the first set.

        Args:
            producer: In no transaction.
            way: What `open_producer` gave; it is not gone where a leader does not know it.
            offsets: What is read by then, with a mark for each.
            group: Who has read it.
        """
        self._client = producer.client
        self._sender = producer._sender  # noqa: SLF001 -- what it sends is asked for one by one
        self._manager = producer._txn_manager  # noqa: SLF001 -- the same
        self._producer = producer
        self._way = way
        self._read = (commit_structure_validate(offsets), group)
        self._whole = False
        self._manager.begin_transaction()

    async def carried(self, full: Sequence[Full]) -> list[Failed]:
        """Write sets, then the offsets; see `outbox.Carrier`.

        Both are held by the broker to the transaction they name, which it asks its coordinator
        for. Of two such questions about one transaction the earlier is dropped unanswered (Kafka's
        `AddPartitionsToTxnManager`), and what it was about is refused for now: sent together, the
        sets or the offsets had to be sent again in every tenth batch, 100 ms later.

        Raises:
            KafkaError: They cannot be made part of the transaction.
        """
        queues: dict[TopicPartition, list[Full]] = {}
        for one in full:
            queues.setdefault(await self._place(one), []).append(one)
        self._way = await known_way(self._way, self._client, queues)
        self._way.join(self._manager, queues, self._read[1])
        await self._settled(self._asking)
        rounds = Rounds(self._producer, self._way.sets)
        # Both end before anything is raised: none may write on behind it.
        outcomes = await asyncio.gather(
            self._named_group(), rounds.written(queues), return_exceptions=True
        )
        failed: list[Failed] = []
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
            failed += outcome
        failed = failed or await self._told_offsets()
        self._whole = not failed
        return failed

    async def _named_group(self) -> list[Failed]:
        """Say whose offsets will be part of it."""
        try:
            await self._settled(self._naming_group)
        except KafkaError as error:
            return [Failed(error)]
        return []

    async def _told_offsets(self) -> list[Failed]:
        """Make the offsets part of it."""
        added = self._manager.add_offsets_to_txn(*self._read)
        added.add_done_callback(mark_read)
        try:
            await self._settled(self._asking)
            added.result()
        except KafkaError as error:
            return [Failed(error)]
        return []

    async def commit(self) -> None:
        """Have all of it appear.

        Raises:
            KafkaError: It does not, or that is not known.
        """
        if not self._whole:
            raise errors.IllegalOperation
        self._manager.committing_transaction()
        await self._settled(self._asking)

    async def abort(self) -> None:
        """Have nothing of it appear.

        Raises:
            KafkaError: The next `open_producer` has to see to that.
            AssertionError: The same.
        """
        self._manager.aborting_transaction()
        await self._settled(self._asking)

    async def _settled(self, next_asked: Callable[[], Awaitable[Any] | None]) -> None:
        """Ask the coordinator for one thing after another, until there is nothing to ask for.

        Raises:
            KafkaError: It refuses.
        """
        manager = self._manager
        try:
            while (asking := next_asked()) is not None:
                await asking
        except Exception as error:  # noqa: BLE001 -- the producer is of no more use, whatever it is
            told = in_kafkas_words(error)
            manager.fatal_error(told)
            raise told  # noqa: B904 -- it is that error, or has it for its cause
        if manager.state is TransactionState.ABORTABLE_ERROR:
            manager.wait_for_transaction_end().result()

    def _asking(self) -> Awaitable[Any] | None:
        """Give what is to be asked next, as `Sender._maybe_do_transactional_request` does."""
        manager, sender = self._manager, self._sender
        if places := manager.partitions_to_add():
            return self._asked(sender._do_add_partitions_to_txn(places), places)  # noqa: SLF001 -- see above
        if group := manager.consumer_group_to_add():
            return sender._do_add_offsets_to_txn(group)  # type: ignore[no-any-return]  # noqa: SLF001 -- the same
        if told := manager.offsets_to_commit():
            return self._asked(self._way.told(sender, *told), told[0])
        end = manager.needs_transaction_commit()
        return None if end is None else self._ended(end)

    async def _asked(self, asking: Awaitable[Any], left: Sized) -> None:
        """Ask; where the answer tells nothing of what is left to be told, rest before the next.

        Behind an answer that refuses, aiokafka has rested already.
        """
        before, began = len(left), time.monotonic()
        refused = await asking is False
        if len(left) == before and not refused:
            rest_s = self._sender._retry_backoff  # noqa: SLF001 -- the client's own
            await asyncio.sleep(rest_s - (time.monotonic() - began))

    def _naming_group(self) -> Awaitable[Any] | None:
        """Give what names the group, until that is done or can no longer be."""
        manager = self._manager
        named = manager._txn_consumer_group is not None  # noqa: SLF001 -- it tells no other way
        if named or not manager.is_in_transaction():
            return None
        return self._sender._do_add_offsets_to_txn(self._read[1])  # type: ignore[no-any-return]  # noqa: SLF001 -- as in `_asking`

    async def _ended(self, end: Any) -> None:  # noqa: ANN401 -- aiokafka is untyped
        """Tell the coordinator how it ends, unless it knows of nothing."""
        manager, sender = self._manager, self._sender
        if manager.is_empty_transaction():
            manager.complete_transaction()
            return
        its_id = manager.transactional_id
        node = await sender._find_coordinator(CoordinationType.TRANSACTION, its_id)  # noqa: SLF001 -- see above
        await self._way.end(sender, end).do(node)

    async def _place(self, one: Full) -> TopicPartition:
        """Name a set's partition, which the client has to know.

        Raises:
            KafkaError: There is no such topic.
            AssertionError: There is no such partition.
        """
        partitions = await self._client._wait_on_metadata(one.topic)  # noqa: SLF001 -- as `send_batch` does
        assert one.partition in partitions, "no such partition"  # noqa: S101 -- as `send_batch` says it
        return TopicPartition(one.topic, one.partition)
