"""Exactly once on a real Kafka whose answers are lost, with two producers that fence each other."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest
from aiokafka import conn
from aiokafka.conn import CloseReason

from redactor.stream import wire
from redactor.stream.emit import TransactionalEmitter
from redactor.stream.port import FencedError, TransientError
from tests.integration.test_joining_kafka import FEATURE, PARTITIONS, held, letters, opened
from tests.support.feature_update import SAFE_DOWNGRADE, update_feature
from tests.support.kafka_cluster import Cluster
from tests.support.kafka_servers import Servers

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

TOTAL: Final = 6 * 60  # records, six a transaction
LOST: Final = 0.1  # of the answers
CUT: Final = 0.05  # of the requests, behind their last byte: they may arrive when all else is over
AWAY_S: Final = 0.5  # at most, of who was fenced
TURN_S: Final = 1.5  # between two changes of what the cluster has agreed on
OF_TRANSACTIONS: Final = ("Produce", "Txn")  # in the names of requests

Seeds = pytest.mark.parametrize(("seed", "turned"), [(1, False), (2, True)])


@pytest.fixture
def servers(kafka_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Servers:
    """A cluster of our own, reached as the worker does."""
    monkeypatch.setattr(conn, "AIOKafkaConnection", wire.Wire)
    return Servers(tuple(kafka_cluster.bootstrap_servers))


def lose(patch: pytest.MonkeyPatch, drawn: random.Random) -> Counter[str]:
    """Have connections break, and count what each had asked last."""
    lost: Counter[str] = Counter()
    answered, encoded = wire.Wire._handle_frame, wire.Wire._encoded  # noqa: SLF001 -- where all of them pass

    def breaks(told: Any, share: float) -> bool:  # noqa: ANN401 -- aiokafka is untyped
        name = type(told).__name__
        broken = any(some in name for some in OF_TRANSACTIONS) and drawn.random() < share
        lost[name] += broken
        return broken

    def frame(self: wire.Wire, raw: Any) -> None:  # noqa: ANN401 -- the same
        if breaks(self._requests[0][1], LOST):
            self.close(reason=CloseReason.CONNECTION_BROKEN)
        else:
            answered(self, raw)

    def sending(self: wire.Wire, request: Any, number: int) -> Any:  # noqa: ANN401 -- the same
        told, pieces = encoded(self, request, number)
        if breaks(told, CUT):
            self._writer.writelines(pieces)
            raise self._broken()
        return told, pieces

    patch.setattr(wire.Wire, "_handle_frame", frame)
    patch.setattr(wire.Wire, "_encoded", sending)
    return lost


async def carry(
    emitter: TransactionalEmitter, topic: str, at: Callable[[], Any], drawn: random.Random
) -> None:
    """Write batch behind batch from the committed offset on, with the one cure for what fails."""
    begin = await at()
    while begin < TOTAL:
        try:
            await emitter.emit(letters(topic, begin))
            begin += 6
        except (TransientError, FencedError) as error:
            await asyncio.sleep(drawn.random() * AWAY_S * isinstance(error, FencedError))
            await reopen(emitter)
            begin = await at()


async def reopen(emitter: TransactionalEmitter) -> None:
    """Open it anew, as often as that takes."""
    while True:
        try:
            await emitter.close()
            await emitter.open()
        except (TransientError, FencedError):
            continue
        return


async def turn(address: str) -> None:
    """Have the cluster agree on the old way and the new in turn."""
    while True:
        await asyncio.sleep(TURN_S)
        await update_feature(address, FEATURE, 1, sort=SAFE_DOWNGRADE)
        await asyncio.sleep(TURN_S)
        await update_feature(address, FEATURE, 2)


@Seeds
async def test_every_record_appears_once(
    servers: Servers, monkeypatch: pytest.MonkeyPatch, seed: int, *, turned: bool
) -> None:
    """Whatever answer is lost, whoever fences whom, and whichever way transactions go."""
    drawn = random.Random(seed)
    topic = f"lost-{seed}-{drawn.randrange(1 << 30):x}"
    source, address = f"raw.{topic}", ",".join(servers.bootstrap)
    servers.create({topic: PARTITIONS, source: 1})

    async def committed() -> int:
        told = await asyncio.to_thread(servers.committed, f"g.{topic}", source)
        return max(0, told.get(0, 0))

    async with opened(servers, topic) as one, opened(servers, topic) as other:
        with monkeypatch.context() as patch:
            lost = lose(patch, drawn)
            turning = asyncio.create_task(turn(address)) if turned else None
            try:
                await asyncio.gather(*(carry(who, topic, committed, drawn) for who in (one, other)))
            finally:
                if turning:
                    turning.cancel()
                    await asyncio.gather(turning, return_exceptions=True)
                    await update_feature(address, FEATURE, 2)
    assert all(any(some in name for name in +lost) for some in OF_TRANSACTIONS)
    assert await held(servers, topic) == (list(range(TOTAL)), {0: TOTAL})
