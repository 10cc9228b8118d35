"""A transaction over a broker's errors: what passes by is asked again, what does not is told."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaClient, AIOKafkaProducer, TopicPartition, conn
from aiokafka.cluster import ClusterMetadata
from aiokafka.errors import IllegalOperation
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.protocol.transaction import (
    AddOffsetsToTxnRequest,
    AddPartitionsToTxnRequest,
    EndTxnRequest,
    TxnOffsetCommitRequest,
)

from redactor.demo.broker import EmbeddedBroker
from redactor.errors import EmitError, Reason
from redactor.stream import wire
from redactor.stream.emit import Binding, TransactionalEmitter
from redactor.stream.port import Delivery, FencedError, Letter, TransientError, UnfitError
from redactor.stream.produce import Sets
from redactor.stream.rounds import NOBODY
from redactor.stream.transaction import Transaction, open_producer
from tests.support.kafka_servers import Servers
from tests.support.plane import until

pytestmark = pytest.mark.embedded

# Numbers of the Kafka protocol (kafka.apache.org/protocol).
PRODUCE, ADD_PARTITIONS, ADD_OFFSETS, END, OFFSETS = 0, 24, 25, 26, 28
NOT_LEADER, TIMED_OUT, TOO_LARGE, LOADING, NOT_COORDINATOR = 6, 7, 10, 14, 16
NO_TOPIC_FOR_US, NO_GROUP_FOR_US, OUT_OF_ORDER, DUPLICATE, OLD_EPOCH = 29, 30, 45, 46, 47
BAD_STATE, CONCURRENT, FEW_REPLICAS = 48, 51, 19
SOURCE = TopicPartition("raw", 0)
SLOW_S = 0.2  # of a set, where all else takes a few milliseconds


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedBroker]:
    """A broker with a topic of two partitions, reached as the worker does."""
    monkeypatch.setattr(conn, "AIOKafkaConnection", wire.Wire)
    with EmbeddedBroker({"masked": 2, "raw": 1}) as made:
        yield made


@asynccontextmanager
async def opened(
    broker: EmbeddedBroker, request_timeout_ms: int = 5_000, batch_s: float = 10.0
) -> AsyncIterator[TransactionalEmitter]:
    """Open an emitter while the block runs."""
    options = {
        "bootstrap_servers": broker.bootstrap_servers,
        "request_timeout_ms": request_timeout_ms,
    }
    binding = Binding(options, f"g-{uuid.uuid4().hex}", SOURCE, batch_s, 10.0)
    one = TransactionalEmitter(binding, 10_000)
    await one.open()
    try:
        yield one
    finally:
        await one.close()


def letters(*offsets: int) -> Delivery:
    """One record for each offset, to both partitions in turn."""
    made = [Letter(at, "masked", at % 2, None, b"k", b"%d" % at, ()) for at in offsets]
    return Delivery(made, offsets[-1] + 1, {})


def written(broker: EmbeddedBroker) -> list[bytes | None]:
    """Read all values back."""
    servers = Servers((broker.bootstrap_servers,), committed_reads=False)
    return [one.value for one in servers.read("masked")]


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        (PRODUCE, (NOT_LEADER, NOT_LEADER, TIMED_OUT)),
        (ADD_PARTITIONS, (CONCURRENT, LOADING, NOT_COORDINATOR)),
        (ADD_OFFSETS, (CONCURRENT, LOADING, NOT_COORDINATOR)),
        (OFFSETS, (LOADING, NOT_COORDINATOR)),
        (END, (LOADING, NOT_COORDINATOR)),
    ],
)
async def test_what_passes_by_is_asked_again(
    broker: EmbeddedBroker, asked: int, errors: tuple[int, ...]
) -> None:
    """The batch is written once, and the next one behind it."""
    async with opened(broker) as emitter:
        broker.answer(asked, errors)
        await emitter.emit(letters(0, 1, 2))
        await emitter.emit(letters(3))
    assert sorted(filter(None, written(broker))) == [b"0", b"1", b"2", b"3"]


async def test_what_the_broker_has_is_not_sent_again(broker: EmbeddedBroker) -> None:
    """It says so of a set whose first confirmation was lost."""
    async with opened(broker) as emitter:
        broker.answer(PRODUCE, (DUPLICATE,))
        await emitter.emit(letters(0))
        await emitter.emit(letters(1))
    assert written(broker) == [b"1"]


async def test_what_a_set_waits_for_is_told(
    broker: EmbeddedBroker, caplog: pytest.LogCaptureFixture
) -> None:
    """Or a lane that tries to the end of its time would be silent till then."""
    async with opened(broker) as emitter:
        broker.answer(PRODUCE, (FEW_REPLICAS, FEW_REPLICAS))
        await emitter.emit(letters(0))
    told = [one for one in caplog.records if one.name == "redactor.stream.rounds"]
    assert [one.msg for one in told] == ["set_tried_again"]
    assert "NotEnoughReplicasError" in str(vars(told[0]))


@pytest.mark.parametrize(
    ("asked", "error", "verdict"),
    [
        (PRODUCE, OUT_OF_ORDER, TransientError),
        (PRODUCE, OLD_EPOCH, FencedError),
        (PRODUCE, NO_TOPIC_FOR_US, EmitError),
        (ADD_PARTITIONS, OLD_EPOCH, FencedError),
        (ADD_PARTITIONS, NO_TOPIC_FOR_US, EmitError),
        (ADD_PARTITIONS, BAD_STATE, TransientError),
        (ADD_OFFSETS, OLD_EPOCH, FencedError),
        (ADD_OFFSETS, NO_GROUP_FOR_US, EmitError),
        (OFFSETS, NO_GROUP_FOR_US, EmitError),
        (OFFSETS, OLD_EPOCH, FencedError),
        (END, OLD_EPOCH, FencedError),
        (END, BAD_STATE, TransientError),
    ],
)
async def test_what_does_not_pass_is_told(
    broker: EmbeddedBroker, asked: int, error: int, verdict: type[Exception]
) -> None:
    """In the emitter's own words."""
    async with opened(broker) as emitter:
        await emitter.emit(letters(0))
        broker.answer(asked, (error,))
        with pytest.raises(verdict):
            await emitter.emit(letters(1))


async def test_offsets_are_told_behind_the_sets(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Side by side, Kafka drops the check of one for that of the other, and refuses it for now."""
    order: list[str] = []
    send = AIOKafkaClient.send

    async def noted(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        name = type(request).__name__
        order.append(name)
        if isinstance(request, Sets):
            await asyncio.sleep(SLOW_S)
        answer = await send(client, node, request, **more)
        order.append(f"{name} answered")
        return answer

    async with opened(broker) as emitter:
        monkeypatch.setattr(AIOKafkaClient, "send", noted)
        await emitter.emit(letters(0, 1))
    told = order.index(TxnOffsetCommitRequest.__name__)
    assert order[:told].count(f"{Sets.__name__} answered") == order.count(Sets.__name__) == 1


async def test_a_refused_set_names_its_records(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of both partitions one is refused; it is that one's records that are told."""
    send = AIOKafkaClient.send

    async def refusing(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        if isinstance(request, Sets):
            return SimpleNamespace(topics=[("masked", [(1, TOO_LARGE, -1), (0, 0, 7)])])
        return await send(client, node, request, **more)

    async with opened(broker) as emitter:
        monkeypatch.setattr(AIOKafkaClient, "send", refusing)
        with pytest.raises(UnfitError) as told:
            await emitter.emit(letters(0, 1, 2))
    assert told.value.refused == ((frozenset({1}), Reason.GREW_TOO_LARGE),)


@pytest.mark.parametrize("named", [[], [("masked", [(0, 0)])], [("other", [(0, 0), (1, 0)])]])
async def test_what_an_answer_does_not_name_is_not_confirmed(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch, named: list[Any]
) -> None:
    """Of two partitions none, or one, or those of another topic."""
    send = AIOKafkaClient.send

    async def silent(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        if isinstance(request, Sets):
            return SimpleNamespace(topics=named)
        return await send(client, node, request, **more)

    async with opened(broker) as emitter:
        monkeypatch.setattr(AIOKafkaClient, "send", silent)
        with pytest.raises(TransientError):
            await emitter.emit(letters(0, 1))


async def test_of_two_sets_only_the_one_that_failed_is_sent_again(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other is there, and the next of its partition may go."""
    asked: list[set[int]] = []
    send = AIOKafkaClient.send

    async def halting(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        if not isinstance(request, Sets):
            return await send(client, node, request, **more)
        ((_, sets),) = request._topics  # noqa: SLF001 -- aiokafka tells it no other way
        asked.append({number for number, _ in sets})
        codes = [(number, NOT_LEADER if number and len(asked) == 1 else 0) for number, _ in sets]
        return SimpleNamespace(topics=[("masked", codes)])

    async with opened(broker) as emitter:
        monkeypatch.setattr(AIOKafkaClient, "send", halting)
        await emitter.emit(letters(0, 1))
    assert asked == [{0, 1}, {1}]


async def test_behind_a_refused_set_nothing_is_written(broker: EmbeddedBroker) -> None:
    """Its partition's later records would stand in the place of those refused."""
    async with opened(broker) as emitter:
        broker.answer(PRODUCE, (TOO_LARGE,))
        with pytest.raises(UnfitError) as told:
            await emitter.emit(letters(0, 2, 4)._replace(suspects={0: 0, 2: 1, 4: 2}))
    assert [offsets for offsets, _ in told.value.refused] == [{0}]
    assert written(broker) == []


async def test_those_that_may_travel_together_are_refused_together(broker: EmbeddedBroker) -> None:
    """And nobody else with them: neither those of another piece nor those that nobody suspects."""
    async with opened(broker) as emitter:
        broker.answer(PRODUCE, (TOO_LARGE,))
        pieces = {0: 0, 2: 0, 4: 1, 6: 1}
        with pytest.raises(UnfitError) as told:
            await emitter.emit(letters(0, 2, 4, 6, 8)._replace(suspects=pieces))
    assert [offsets for offsets, _ in told.value.refused] == [{0, 2}]
    async with opened(broker) as emitter:
        await emitter.emit(letters(0, 2, 4, 6, 8)._replace(suspects=pieces))
    assert written(broker) == [b"0", b"2", b"4", b"6", b"8"]


async def test_what_is_not_confirmed_is_not_committed(broker: EmbeddedBroker) -> None:
    """Neither before anything was written, nor behind a failure."""
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap_servers, transactional_id="t")
    way = await open_producer(producer, "g")
    try:
        transaction = Transaction(producer, way, {SOURCE: (1, "")}, "g")
        with pytest.raises(IllegalOperation):
            await transaction.commit()
        await transaction.abort()
    finally:
        await producer.stop()


async def test_behind_the_last_number_comes_nought(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sets are numbered by their first records, which a broker takes from 0 to 2^31 - 1."""
    numbers = []
    take = BatchBuilder._set_producer_state  # noqa: SLF001 -- aiokafka has no other place to see them

    def noted(self: BatchBuilder, producer: int, epoch: int, number: int) -> None:
        numbers.append(number)
        take(self, producer, epoch, number)

    monkeypatch.setattr(BatchBuilder, "_set_producer_state", noted)
    async with opened(broker) as emitter:
        manager = emitter._slot.producer()._txn_manager  # noqa: SLF001 -- nobody waits for 2^31 records
        manager.increment_sequence_number(TopicPartition("masked", 0), 2**31 - 3)
        monkeypatch.setattr(AIOKafkaClient, "send", confirming(AIOKafkaClient.send))
        for at in (0, 6, 8):
            await emitter.emit(letters(at, at + 2, at + 4))
    assert numbers == [2**31 - 3, 0, 3]


def confirming(send: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Confirm every set: the embedded broker wants its numbers to begin with 0."""

    async def sent(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        if isinstance(request, Sets):
            return SimpleNamespace(topics=[("masked", [(0, 0)])])
        return await send(client, node, request, **more)

    return sent


async def test_a_partition_without_a_leader_is_told_in_time(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its name, and not by the time-out of the whole batch."""
    monkeypatch.setattr(ClusterMetadata, "leader_for_partition", lambda *_: NOBODY)
    async with opened(broker, request_timeout_ms=2_000) as emitter:
        with pytest.raises(TransientError, match=r"^LeaderNotAvailableError$"):
            await emitter.emit(letters(0))


@pytest.mark.parametrize("sort", [Sets, AddOffsetsToTxnRequest, EndTxnRequest])
async def test_what_nobody_foresaw_may_pass_with_a_new_producer(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch, sort: type
) -> None:
    """An error within the client, as when it looks for a connection that is gone."""
    send = AIOKafkaClient.send

    async def stumbling(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        if isinstance(request, sort):
            raise KeyError(node)
        return await send(client, node, request, **more)

    async with opened(broker) as emitter:
        monkeypatch.setattr(AIOKafkaClient, "send", stumbling)
        with pytest.raises(TransientError):
            await emitter.emit(letters(0))
        monkeypatch.setattr(AIOKafkaClient, "send", send)
        await emitter.close()
        await emitter.open()
        await emitter.emit(letters(1))
    assert b"1" in written(broker)


@pytest.mark.parametrize("sort", [AddPartitionsToTxnRequest, TxnOffsetCommitRequest])
async def test_an_answer_that_names_nothing_is_rested_upon(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch, sort: type
) -> None:
    """It was asked for again at once, over and over; here the client rests for long."""
    send, asked = AIOKafkaClient.send, 0

    async def silent(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        nonlocal asked
        if not isinstance(request, sort):
            return await send(client, node, request, **more)
        asked += 1
        await asyncio.sleep(0)
        return SimpleNamespace(errors=[])

    async with opened(broker) as emitter:
        monkeypatch.setattr(emitter._slot.producer()._sender, "_retry_backoff", 3_600.0)  # noqa: SLF001 -- aiokafka's own
        monkeypatch.setattr(AIOKafkaClient, "send", silent)
        emitting = asyncio.ensure_future(emitter.emit(letters(0)))
        await until("the first question", lambda: asked)
        await asyncio.sleep(0.3)  # in which it was asked for by the hundred
        emitting.cancel()
        await asyncio.wait([emitting])
        monkeypatch.setattr(AIOKafkaClient, "send", send)
    assert asked == 1
