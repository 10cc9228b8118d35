"""Kafka 4's transactions over the embedded broker, which knows only the older ones.

Must never be kinder than Kafka: what it lets join is what stands in the sets, by the ids in them,
and an epoch ends with its transaction. What a real broker makes of it: `test_joining_kafka.py`.
"""

import struct
from types import SimpleNamespace
from typing import Any, Final

import pytest
from aiokafka import AIOKafkaClient
from aiokafka.client import ConnectionGroup
from aiokafka.errors import KafkaError
from aiokafka.protocol.transaction import (
    AddOffsetsToTxnRequest,
    AddPartitionsToTxnRequest,
    EndTxnRequest,
    InitProducerIdRequest,
    TxnOffsetCommitRequest,
)

from redactor.stream import wire
from redactor.stream.endings import End, Offsets
from redactor.stream.features import Features
from redactor.stream.produce import Joining, Sets

LATEST: Final = {0: 12, 18: 3, 26: 5, 28: 5}  # of the requests concerned
WHO: Final = struct.Struct(">qhi")  # of a set: the producer's id and epoch, and the first number
WHO_AT: Final = 43


class Kafka4:
    """Stands between a client and its broker.

    Attributes:
        level: Of `transaction.version`.
        latest: What each broker knows, by the request's number.
        asked: Names of the requests of transactions, in order.
        nodes: Of each request of sets where it went, and its topics' names.
        whos: Of each set its producer's id and epoch and its first number.
        ends: Of each end the producer's id and epoch, and whether it commits.
        goes_on_as: What the next ends answer; else the broker's own next epoch.
        lost: Of so many ends the answer is lost.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Put it before all clients of this test."""
        self.level = 2
        self.latest = dict(LATEST)
        self.asked: list[str] = []
        self.nodes: list[tuple[int, Any]] = []
        self.whos: list[tuple[int, int, int]] = []
        self.ends: list[tuple[int, int, bool]] = []
        self.goes_on_as: list[tuple[int, int]] = []
        self.lost = 0
        self._last: tuple[Any, Any] | None = None
        self._send = AIOKafkaClient.send
        looked_up = wire.Wire._do_version_lookup  # noqa: SLF001 -- aiokafka's
        pretence = self

        async def look_up(self: wire.Wire) -> None:
            await looked_up(self)
            for key, most in pretence.latest.items():
                self._versions[key] = (0, most)

        async def send(client: Any, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
            return await pretence.sent(client, node, request, **more)

        patch.setattr(wire.Wire, "_do_version_lookup", look_up)
        patch.setattr(AIOKafkaClient, "send", send)

    async def sent(self, client: Any, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- the same
        """Answer a request."""
        kind = type(request)
        if isinstance(request, Sets | Offsets | End) or "Txn" in kind.__name__:
            self.asked.append(kind.__name__)
        if kind is Features:
            return SimpleNamespace(features={"transaction.version": self.level})
        if kind is Joining:
            self.nodes.append((node, sorted(request._of)))  # noqa: SLF001 -- it tells no other way
            return await self._joined(client, node, request)
        if kind is Offsets:
            return await self._told(client, node, request._told)  # noqa: SLF001 -- the same
        if kind is End:
            return await self._ended(client, node, request._told)  # noqa: SLF001 -- the same
        return await self._send(client, node, request, **more)

    async def _joined(self, client: Any, node: int, request: Any) -> Any:  # noqa: ANN401 -- the same
        """Add the partitions of sets, then write the sets."""
        its_id = request._about[0]  # noqa: SLF001 -- the same
        first = next(iter(request._of.values()))[0][1]  # noqa: SLF001 -- the same
        who = WHO.unpack_from(b"".join(first), WHO_AT)
        self.whos.append(who)
        places = [(topic, [one for one, _ in sets]) for topic, sets in request._of.items()]  # noqa: SLF001 -- the same
        adding = AddPartitionsToTxnRequest(its_id, *who[:2], places)
        await self._of_transaction(client, its_id, adding)
        old = Sets.__new__(Sets)
        old.__dict__.update(request.__dict__)
        return await self._send(client, node, old)

    async def _told(self, client: Any, node: int, told: Any) -> Any:  # noqa: ANN401 -- the same
        """Add the group, then tell its offsets."""
        who = (told.transactional_id, told.producer_id, told.producer_epoch)
        await self._of_transaction(
            client, who[0], AddOffsetsToTxnRequest(*who, group_id=told.group_id)
        )
        topics = [
            (topic, [(number, offset, text) for number, offset, _, text, _ in partitions])
            for topic, partitions, _ in told.topics
        ]
        old = TxnOffsetCommitRequest(who[0], told.group_id, *who[1:], topics)
        return await self._send(client, node, old, group=ConnectionGroup.COORDINATION)

    async def _ended(self, client: Any, node: int, told: Any) -> Any:  # noqa: ANN401 -- the same
        """End it, and with it the epoch; asked the same again, answer the same."""
        who = (told.transactional_id, told.producer_id, told.producer_epoch)
        self.ends.append((*who[1:], told.transaction_result))
        asked = (*who, told.transaction_result)
        if self._last is None or self._last[0] != asked:
            self._last = (asked, await self._first_end(client, node, told))
        answer = self._last[1]
        if answer.error_code:
            self._last = None
        if self.lost:
            self.lost -= 1
            raise KafkaError
        return answer

    async def _first_end(self, client: Any, node: int, told: Any) -> Any:  # noqa: ANN401 -- the same
        """End it, and begin another epoch where that worked."""
        who = (told.transactional_id, told.producer_id, told.producer_epoch)
        group = ConnectionGroup.COORDINATION
        old = EndTxnRequest(*who, told.transaction_result)
        answer = await self._send(client, node, old, group=group)
        its_id, epoch = -1, -1
        if answer.error_code == 0:
            begun = InitProducerIdRequest(told.transactional_id, 10_000)
            begun = await self._send(client, node, begun, group=group)
            its_id, epoch = begun.producer_id, begun.producer_epoch
        if self.goes_on_as:
            its_id, epoch = self.goes_on_as.pop(0)
        return SimpleNamespace(
            error_code=answer.error_code, producer_id=its_id, producer_epoch=epoch
        )

    async def _of_transaction(self, client: Any, its_id: str, request: Any) -> None:  # noqa: ANN401 -- the same
        """Ask the coordinator what the client no longer asks."""
        node = await client.coordinator_lookup(1, its_id)
        await client.ready(node, group=ConnectionGroup.COORDINATION)
        await self._send(client, node, request, group=ConnectionGroup.COORDINATION)
