"""What a transaction is made of: five requests, or three where the cluster lets it.

Where Kafka 4 has agreed on `transaction.version` 2 (KIP-890), a set makes its partition part of the
transaction, the offsets their group, and the end gives the producer the epoch to go on with: what
is still on its way from the transaction before belongs to none. Must never mix both in one
transaction, nor send the new to a broker that has not said that it knows it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaProducer, TopicPartition, errors
from aiokafka.client import AIOKafkaClient, ConnectionGroup, CoordinationType
from aiokafka.producer.sender import BACKOFF_OVERRIDE, EndTxnHandler, TxnOffsetCommitHandler
from aiokafka.producer.transaction_manager import PidAndEpoch

from redactor.stream.endings import End, EndTxn5, Offsets, TxnOffsetCommit5
from redactor.stream.features import all_know, level_of
from redactor.stream.flexible import UNKNOWN, UNTAGGED, Produce12
from redactor.stream.produce import Joining, Sets
from redactor.stream.verdict import TransactionAbortableError, kind_of

FEATURE: Final = "transaction.version"
JOINS_SINCE: Final = 2  # level of the feature


class OffsetsHandler(TxnOffsetCommitHandler):  # type: ignore[misc]  # aiokafka is untyped
    """Tells offsets that make their group part of the transaction."""

    def create_request(self) -> Offsets:
        """Write what they are; as before, without the group's generation."""
        manager = self._sender._txn_manager  # noqa: SLF001 -- as aiokafka's own does
        of: dict[str, list[Any]] = defaultdict(list)
        for place, told in sorted(self._offsets.items()):
            of[place.topic].append((place.partition, told.offset, UNKNOWN, told.metadata, UNTAGGED))
        topics = [(topic, told, UNTAGGED) for topic, told in of.items()]
        who = (manager.transactional_id, self._group_id)
        epoch = (manager.producer_id, manager.producer_epoch)
        return Offsets(TxnOffsetCommit5(*who, *epoch, UNKNOWN, "", None, topics, UNTAGGED))

    def handle_response(self, resp: Any) -> float | None:  # noqa: ANN401 -- aiokafka is untyped
        """Read what is new; the rest is as before."""
        codes = {code for _, partitions in resp.errors for _, code in partitions}
        rest: float | None = _rest(codes) or super().handle_response(resp)
        return rest


class EndHandler(EndTxnHandler):  # type: ignore[misc]  # the same
    """Ends a transaction and the producer's epoch: sent twice, it is still the same end."""

    def create_request(self) -> End:
        """Write what it is."""
        manager = self._sender._txn_manager  # noqa: SLF001 -- as aiokafka's own does
        epoch = (manager.producer_id, manager.producer_epoch)
        return End(EndTxn5(manager.transactional_id, *epoch, bool(self._commit_result), UNTAGGED))

    def handle_response(self, resp: Any) -> float | None:  # noqa: ANN401 -- the same
        """Read what is new; go on as who the coordinator says, with sets numbered from 0."""
        rest: float | None = _rest({resp.error_code}) or super().handle_response(resp)
        if rest is None and resp.error_code == 0 and resp.producer_id != UNKNOWN:
            manager = self._sender._txn_manager  # noqa: SLF001 -- as above
            manager._pid_and_epoch = PidAndEpoch(resp.producer_id, resp.producer_epoch)  # noqa: SLF001 -- it is set but once otherwise
            manager._sequence_numbers.clear()  # noqa: SLF001 -- the same
        return rest


@dataclass(frozen=True, slots=True)
class Way:
    """Which requests a transaction is made of.

    Attributes:
        sets: What sets are sent in.
        offsets: What tells the offsets.
        end: What ends it.
        joins: Partitions and the group become part of it by these, and are not named before.
    """

    sets: type[Sets]
    offsets: type[TxnOffsetCommitHandler]
    end: type[EndTxnHandler]
    joins: bool

    def join(self, manager: Any, places: Collection[TopicPartition], group: str) -> None:  # noqa: ANN401 -- aiokafka is untyped
        """Note what will be part of a transaction, or what has to be asked for that."""
        for place in places:
            manager.maybe_add_partition_to_txn(place)
            if self.joins:
                manager.partition_added(place)
        if self.joins:
            manager.consumer_group_added(group)

    async def told(self, sender: Any, offsets: Mapping[TopicPartition, Any], group: str) -> Any:  # noqa: ANN401 -- the same
        """Tell offsets, as aiokafka's `Sender._do_txn_offset_commit` does."""
        try:
            node = await sender._find_coordinator(CoordinationType.GROUP, group)  # noqa: SLF001 -- as there
        except errors.GroupAuthorizationFailedError as error:
            sender._txn_manager.error_transaction(error)  # noqa: SLF001 -- as there
            return None
        return await self.offsets(sender, offsets, group).do(node)


STEPWISE: Final = Way(Sets, TxnOffsetCommitHandler, EndTxnHandler, joins=False)
JOINING: Final = Way(Joining, OffsetsHandler, EndHandler, joins=True)


async def way_of(producer: AIOKafkaProducer, group: str) -> Way:
    """Ask which way a producer's transactions may go.

    Raises:
        KafkaError: Who keeps the group is not to be found out.
    """
    client, sender = producer.client, producer._sender  # noqa: SLF001 -- it looks for coordinators
    its_id = producer._txn_manager.transactional_id  # noqa: SLF001 -- the same
    node = await sender._find_coordinator(CoordinationType.TRANSACTION, its_id)  # noqa: SLF001 -- the same
    if not await all_know(client, {node: EndTxn5}, ConnectionGroup.COORDINATION):
        return STEPWISE
    if await level_of(FEATURE, client, node) < JOINS_SINCE:
        return STEPWISE
    node = await sender._find_coordinator(CoordinationType.GROUP, group)  # noqa: SLF001 -- the same
    known = await all_know(client, {node: TxnOffsetCommit5}, ConnectionGroup.COORDINATION)
    return JOINING if known else STEPWISE


async def known_way(way: Way, client: AIOKafkaClient, places: Collection[TopicPartition]) -> Way:
    """Give a way, or the old one where the leader of a partition does not know it.

    Raises:
        KafkaError: The connection to one is refused.
    """
    if not way.joins:
        return way
    leaders = {client.cluster.leader_for_partition(place) for place in places}
    asked = {leader: Produce12 for leader in leaders if leader is not None and leader >= 0}
    return way if await all_know(client, asked, ConnectionGroup.DEFAULT) else STEPWISE


def _rest(codes: Collection[int]) -> float | None:
    """Rest before the same is asked again, where one is the answer to that.

    Raises:
        KafkaError: One is new, and does not pass.
    """
    kinds = {kind_of(code) for code in codes}
    for new in (errors.ProducerFenced, TransactionAbortableError):
        if new in kinds:
            raise new
    return BACKOFF_OVERRIDE if errors.ConcurrentTransactions in kinds else None
