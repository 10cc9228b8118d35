"""A closed emitter is closed: nothing of it lives on, whatever the broker was doing."""

import asyncio
from collections.abc import Iterator

import pytest
from aiokafka import TopicPartition

from redactor.demo.broker import EmbeddedBroker
from redactor.stream.emit import Binding, IdempotentEmitter
from redactor.stream.port import Delivery, Letter, TransientError

pytestmark = pytest.mark.embedded

PATIENCE_S = 60.0
LETTER = Letter(0, "masked", 0, None, b"k", b"v", ())
DELIVERY = Delivery([LETTER], 1, {})


@pytest.fixture
def broker() -> Iterator[EmbeddedBroker]:
    """A broker with the one topic."""
    with EmbeddedBroker({"masked": 1}) as made:
        yield made


def emitter(broker: EmbeddedBroker, batch_s: float = 2 * PATIENCE_S) -> IdempotentEmitter:
    """Make an emitter."""

    async def commit(_: TopicPartition, __: int) -> None:
        """Commit nothing."""

    options = {"bootstrap_servers": broker.bootstrap_servers, "request_timeout_ms": 20_000}
    return IdempotentEmitter(Binding(options, "g", TopicPartition("raw", 0), batch_s, 5.0), commit)


def of_aiokafka() -> list[str]:
    """Name the coroutines of the running tasks that are aiokafka's."""
    coroutines = [task.get_coro() for task in asyncio.all_tasks()]
    return [text for text in map(str, coroutines) if "aiokafka" in text or "Sender" in text]


async def test_what_was_given_up_is_sent_no_more(broker: EmbeddedBroker) -> None:
    """A batch that was not confirmed in time leaves no sender that could write it later."""
    one = emitter(broker, batch_s=5.0)
    await one.open()
    await one.emit(DELIVERY)
    broker.down()
    with pytest.raises(TransientError):
        await one.emit(DELIVERY)
    await one.close()
    assert not of_aiokafka()


async def test_after_a_success_nothing_is_left_either(broker: EmbeddedBroker) -> None:
    """The ordinary way leaves as little behind, and waits for nothing."""
    one = emitter(broker)
    await one.open()
    await one.emit(DELIVERY)
    async with asyncio.timeout(PATIENCE_S):
        await one.close()
    assert not of_aiokafka()


async def test_every_send_is_awaited_though_a_later_one_has_no_partition(
    broker: EmbeddedBroker,
) -> None:
    """What was sent before the client refused the next set is confirmed, or it would run on."""
    one = emitter(broker)
    await one.open()
    waiting = one._slot.producer()._message_accumulator  # noqa: SLF001 -- where aiokafka keeps what is not confirmed
    with pytest.raises(TransientError):
        await one.emit(Delivery([LETTER, LETTER._replace(partition=7)], 1, {}))
    assert not waiting._batches  # noqa: SLF001 -- the same
    assert not waiting._pending_batches  # noqa: SLF001 -- the same
    await one.close()
