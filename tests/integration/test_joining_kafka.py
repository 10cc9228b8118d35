"""Transactions of three requests on a real Kafka: what is sent, who is fenced, what is agreed."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest
from aiokafka import TopicPartition, conn

from redactor.stream import wire
from redactor.stream.emit import Binding, TransactionalEmitter
from redactor.stream.port import Delivery, FencedError, Letter
from redactor.stream.transaction import Transaction
from redactor.stream.ways import JOINING, STEPWISE
from tests.support.feature_update import SAFE_DOWNGRADE, update_feature
from tests.support.kafka_cluster import Cluster
from tests.support.kafka_servers import Servers

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(200)]

FEATURE: Final = "transaction.version"
THREE: Final = ["Produce12", "TxnOffsetCommit5", "EndTxn5"]
PARTITIONS: Final = 3
SETTLED_S: Final = 20.0


@pytest.fixture
def servers(kafka_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Servers:
    """A cluster of our own, whose features a test may change, reached as the worker does."""
    monkeypatch.setattr(conn, "AIOKafkaConnection", wire.Wire)
    return Servers(tuple(kafka_cluster.bootstrap_servers))


@pytest.fixture
def topic(servers: Servers) -> str:
    """A topic of three partitions, and a source with its name behind `raw.`."""
    name = f"joined-{uuid.uuid4().hex[:8]}"
    servers.create({name: PARTITIONS, f"raw.{name}": 1})
    return name


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of all requests as they are written to a connection."""
    names: list[str] = []
    encoded = wire.Wire._encoded  # noqa: SLF001 -- where all of them pass

    def noted(self: wire.Wire, request: Any, number: int) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        told, pieces = encoded(self, request, number)
        names.append(type(told).__name__)
        return told, pieces

    monkeypatch.setattr(wire.Wire, "_encoded", noted)
    return names


@asynccontextmanager
async def opened(
    servers: Servers, topic: str, timeout_ms: int = 60_000
) -> AsyncIterator[TransactionalEmitter]:
    """Open an emitter while the block runs."""
    options = {"bootstrap_servers": ",".join(servers.bootstrap), "request_timeout_ms": 20_000}
    binding = Binding(options, f"g.{topic}", TopicPartition(f"raw.{topic}", 0), 60.0, 60.0)
    one = TransactionalEmitter(binding, timeout_ms)
    await one.open()
    try:
        yield one
    finally:
        await one.close()


def letters(topic: str, begin: int, count: int = 6) -> Delivery:
    """So many records from an offset on, to all partitions."""
    offsets = range(begin, begin + count)
    made = [Letter(at, topic, at % PARTITIONS, None, b"k", b"%d" % at, ()) for at in offsets]
    return Delivery(made, begin + count, {})


async def held(servers: Servers, topic: str) -> tuple[list[int], dict[int, int]]:
    """Give what is committed: the records' numbers, and the group's offset."""
    found = await asyncio.to_thread(servers.read, topic)
    offset = await asyncio.to_thread(servers.committed, f"g.{topic}", f"raw.{topic}")
    return sorted(int(one.value or b"-1") for one in found), offset


async def test_three_sorts_of_requests_are_sent(
    servers: Servers, topic: str, asked: list[str]
) -> None:
    """Of a transaction, to one broker: sets, offsets, end; a set may be refused for the moment."""
    async with opened(servers, topic) as emitter:
        await emitter.emit(letters(topic, 0))
        asked.clear()
        for at in range(1, 10):
            await emitter.emit(letters(topic, 6 * at))
    told = [name for name in asked if name != "MetadataRequest_v5"]
    assert set(told) == set(THREE)
    assert [name for name in told if name == THREE[2]] == 9 * [THREE[2]]
    assert await held(servers, topic) == (list(range(60)), {0: 60})


async def test_a_zombie_is_fenced_within_its_transaction(servers: Servers, topic: str) -> None:
    """By who opens with its id: neither its sets nor its end count any more."""
    async with opened(servers, topic) as zombie:
        await zombie.emit(letters(topic, 0))
        producer = zombie._slot.producer()  # noqa: SLF001 -- a transaction half done
        source = TopicPartition(f"raw.{topic}", 0)
        half = Transaction(producer, zombie._way, {source: (12, "")}, f"g.{topic}")  # noqa: SLF001 -- the same
        assert await half.carried([]) == []
        async with opened(servers, topic) as heir:
            await heir.emit(letters(topic, 6))
            with pytest.raises(Exception, match=r"(?i)fenced|epoch"):
                await half.commit()
            await zombie.close()
            await zombie.open()
            with pytest.raises(FencedError):
                await heir.emit(letters(topic, 12))
            await zombie.emit(letters(topic, 12))
    assert await held(servers, topic) == (list(range(18)), {0: 18})


async def test_what_timed_out_is_not_committed(servers: Servers, topic: str) -> None:
    """The coordinator has aborted it, and its epoch is over."""
    async with opened(servers, topic, timeout_ms=1_000) as emitter:
        await emitter.emit(letters(topic, 0))
        producer = emitter._slot.producer()  # noqa: SLF001 -- a transaction half done
        source = TopicPartition(f"raw.{topic}", 0)
        late = Transaction(producer, emitter._way, {source: (99, "")}, f"g.{topic}")  # noqa: SLF001 -- the same
        assert await late.carried([]) == []
        await asyncio.sleep(SETTLED_S)
        with pytest.raises(Exception, match=r"(?i)fenced|epoch|state"):
            await late.commit()
        await emitter.close()
        await emitter.open()
        await emitter.emit(letters(topic, 6))
    assert await held(servers, topic) == (list(range(12)), {0: 12})


async def test_a_feature_lowered_and_raised_is_noticed(
    servers: Servers, topic: str, asked: list[str]
) -> None:
    """Under way it goes on as it began; a producer opened anew does as was agreed on."""
    address = ",".join(servers.bootstrap)
    batches = (letters(topic, 6 * at) for at in range(5))
    async with opened(servers, topic) as emitter:
        await emitter.emit(next(batches))
        try:
            await update_feature(address, FEATURE, 1, sort=SAFE_DOWNGRADE)
            await emitter.emit(next(batches))
            await reopened_as(emitter, STEPWISE)
            asked.clear()
            await emitter.emit(next(batches))
            assert not set(THREE) & set(asked)
        finally:
            await update_feature(address, FEATURE, 2)
        await emitter.emit(next(batches))
        await reopened_as(emitter, JOINING)
        await emitter.emit(next(batches))
    assert await held(servers, topic) == (list(range(30)), {0: 30})


async def reopened_as(emitter: TransactionalEmitter, way: object) -> None:
    """Open it anew until the broker has heard of what was agreed on."""
    async with asyncio.timeout(SETTLED_S):
        while True:
            await emitter.close()
            await emitter.open()
            if emitter._way is way:  # noqa: SLF001 -- what it will do
                return
            await asyncio.sleep(0.2)
