"""Writing with aiokafka: in transactions, or at least once.

Must never end a batch before every send of it is confirmed: aiokafka commits a transaction
although a produce request in it failed, unless the send futures were awaited first. After any
failure the producer is of no more use, for its sequence numbers are not rolled back: `close` it
and `open` again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import ProducerClosed

from redactor.errors import RedactorError
from redactor.isolation.packed import SET_BYTES
from redactor.stream.group_consumer import IN_TRANSACTION
from redactor.stream.outbox import Outbox, SenderQueue
from redactor.stream.port import Delivery, Emitter, TransientError
from redactor.stream.transaction import Transaction, open_producer
from redactor.stream.verdict import emit_verdict
from redactor.stream.ways import STEPWISE
from redactor.telemetry.logs import event_logger

CLOSE_S: Final = 5.0

log = event_logger(__name__)


@dataclass(frozen=True, slots=True)
class Binding:
    """How the emitters of one lane reach the broker.

    Attributes:
        options: aiokafka's arguments common to all clients.
        group: Consumer group whose offsets are committed.
        source: The lane's partition.
        timeout_s: Longest time for one batch.
        open_s: Longest time for opening, short enough that a lane in vain says so.
    """

    options: Mapping[str, Any] = field(repr=False)  # the password is in it
    group: str
    source: TopicPartition
    timeout_s: float
    open_s: float


class _ProducerSlot:
    """One producer at a time: opened, used, thrown away."""

    def __init__(
        self,
        binding: Binding,
        start: Callable[[AIOKafkaProducer], Awaitable[None]],
        **producer_options: Any,  # noqa: ANN401 -- aiokafka's keyword arguments
    ) -> None:
        self._binding = binding
        self._start = start
        self._options = {
            **binding.options,
            **producer_options,
            "acks": "all",
            "max_batch_size": SET_BYTES,
            "linger_ms": 0,
        }
        self._producer: AIOKafkaProducer | None = None

    async def open(self) -> None:
        """Connect, and initialise the producer id: with a transactional id this fences."""
        self._producer = AIOKafkaProducer(**self._options)
        try:
            async with asyncio.timeout(self._binding.open_s):
                await self._start(self._producer)
        except Exception as error:  # noqa: BLE001 -- every client error must become a verdict
            raise emit_verdict(error) from None

    def producer(self) -> AIOKafkaProducer:
        """Give the open producer.

        Raises:
            TransientError: There is none.
        """
        if self._producer is None:
            msg = "not open"
            raise TransientError(msg)
        return self._producer

    async def close(self) -> None:
        """Stop the producer; when it does not stop in time, drop it.

        What it still holds was given up: aiokafka would wait for it, and go on sending it.
        """
        producer, self._producer = self._producer, None
        if producer is None:
            return
        try:
            producer._message_accumulator.fail_all(ProducerClosed())  # noqa: SLF001 -- aiokafka only flushes
            async with asyncio.timeout(CLOSE_S):
                await producer.stop()
        except asyncio.CancelledError:
            await _drop(producer)
            raise
        except Exception as error:  # noqa: BLE001 -- a dead producer must not stop its successor
            log.warning("producer_dropped", error=type(error).__name__)
            await _drop(producer)
        finally:
            _read_outcome(producer)

    async def bounded(self, work: Awaitable[None]) -> None:
        """Await a batch's work within its time.

        Raises:
            RedactorError: A verdict; see `Emitter.emit`.
        """
        try:
            async with asyncio.timeout(self._binding.timeout_s):
                await work
        except RedactorError:
            raise
        except Exception as error:  # noqa: BLE001 -- every client error must become a verdict
            raise emit_verdict(error) from None


class TransactionalEmitter(Emitter):
    """One transaction a batch: letters and source offset appear together or not at all."""

    def __init__(self, binding: Binding, transaction_timeout_ms: int) -> None:
        """Derive the transactional id from group and partition: a successor must share it."""
        source = binding.source
        self._binding = binding
        self._way = STEPWISE
        self._slot = _ProducerSlot(
            binding,
            self._start,
            transactional_id=f"{binding.group}.{source.topic}.{source.partition}",
            transaction_timeout_ms=transaction_timeout_ms,
        )

    async def open(self) -> None:
        """Fence every predecessor; what it left open is aborted before this returns."""
        await self._slot.open()

    async def emit(self, delivery: Delivery) -> None:
        """Write letters and offset in one transaction; see `Emitter.emit`."""
        await self._slot.bounded(self._transact(delivery))

    async def close(self) -> None:
        """Close; a transaction left open is aborted by the next `open`, or by its time-out."""
        await self._slot.close()

    async def _start(self, producer: AIOKafkaProducer) -> None:
        """Open it, and see anew which way its transactions go."""
        self._way = await open_producer(producer, self._binding.group)

    async def _transact(self, delivery: Delivery) -> None:
        producer = self._slot.producer()
        offsets = {self._binding.source: (delivery.next_offset, IN_TRANSACTION)}
        transaction = Transaction(producer, self._way, offsets, self._binding.group)
        try:
            await Outbox(producer, transaction, atomic=True).send(delivery)
        except Exception:
            with suppress(Exception):
                await transaction.abort()
            raise
        await transaction.commit()


class IdempotentEmitter(Emitter):
    """At least once: letters first, then the offset; a failure between repeats the letters."""

    def __init__(
        self, binding: Binding, commit: Callable[[TopicPartition, int], Awaitable[None]]
    ) -> None:
        """Take the consumer's way to commit: it is checked against the group's generation."""
        self._binding = binding
        self._commit = commit
        self._slot = _ProducerSlot(binding, AIOKafkaProducer.start, enable_idempotence=True)

    async def open(self) -> None:
        """Connect."""
        await self._slot.open()

    async def emit(self, delivery: Delivery) -> None:
        """Write letters, then commit; see `Emitter.emit`."""
        await self._slot.bounded(self._write(delivery))

    async def close(self) -> None:
        """Close."""
        await self._slot.close()

    async def _write(self, delivery: Delivery) -> None:
        producer = self._slot.producer()
        await Outbox(producer, SenderQueue(producer), atomic=False).send(delivery)
        await self._commit(self._binding.source, delivery.next_offset)


async def _drop(producer: AIOKafkaProducer) -> None:
    """End what a producer that does not stop leaves running: its sender, then its connections.

    Requests under way end with the first closing; the sender may have connected anew meanwhile.
    """
    sender = producer._sender  # noqa: SLF001 -- `stop` never came to it
    task = sender.sender_task if sender is not None else None
    if task is not None:
        task.cancel()
    with suppress(Exception):
        await producer.client.close()
    if task is not None:
        done, _ = await asyncio.wait([task], timeout=CLOSE_S)
        for ended in done:
            _ = ended.cancelled() or ended.exception()  # asyncio would report it as unread
    with suppress(Exception):
        await producer.client.close()


def _read_outcome(producer: AIOKafkaProducer) -> None:
    """Mark a failed transaction as seen: its error has become a verdict already."""
    manager = producer._txn_manager  # noqa: SLF001 -- asyncio would report the future as unread
    waiter = manager and manager.wait_for_transaction_end()
    if waiter is not None and waiter.done() and not waiter.cancelled():
        waiter.exception()
