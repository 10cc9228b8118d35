"""How far a partition was carried, as its outputs show it: a coordinator may forget.

Must never count a record of an aborted transaction, nor of another source. One transaction holds a
whole batch and its offset, so that a record that is there proves every record before it.
"""

import asyncio
from collections.abc import Iterator
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition, errors
from aiokafka.consumer.fetcher import READ_COMMITTED, PartitionRecords
from aiokafka.protocol.fetch import FetchRequest

from redactor.stages.codec import SOURCE_HEADER
from redactor.stream.ends import Ends
from redactor.stream.expansion import BoundedRecords
from redactor.stream.topics import Topics
from redactor.telemetry.logs import event_logger

# Offsets looked at from the end, until one of ours is among them: transaction markers and aborted
# batches, of up to 3,000 records each, may stand behind the last record.
DEPTHS: Final = (16, 512, 8_192, 32_768)
MOST_BYTES: Final = 8 * 1024 * 1024
ANSWER_MS: Final = 500
# Version of Fetch's answer in which a replica to ask comes between what was aborted and the sets.
PREFERRED_REPLICA_FROM: Final = 11
FORBIDDEN: Final = (errors.TopicAuthorizationFailedError, errors.ClusterAuthorizationFailedError)

log = event_logger(__name__)


class Tails:
    """Looks at the last records of the topics that a source's results go to."""

    def __init__(self, ends: Ends, topics: Topics) -> None:
        """Take the client that looks, and what is known of the topics."""
        self._ends = ends
        self._topics = topics

    async def carried(self, source: TopicPartition) -> int:
        """Give the offset behind the last source record whose outcome is found; 0 for none.

        A topic that we may not read shows nothing, and that is told.

        Raises:
            KafkaError: A broker did not answer, or could not.
            TimeoutError: The same.
        """
        places = list(self._places(source))
        found = await asyncio.gather(*(self._carried(source, place) for place in places))
        return max(found, default=0)

    def _places(self, source: TopicPartition) -> Iterator[TopicPartition]:
        """Name the partitions that may hold the outcome of the last record."""
        quarantine = self._topics.needed.quarantine
        yield TopicPartition(quarantine, source.partition % self._topics.partitions(quarantine))
        width = self._topics.partitions(source.topic)
        for target in self._topics.targets(source.topic):
            count = self._topics.partitions(target)
            numbers = (source.partition,) if count == width else range(count)
            yield from (TopicPartition(target, number) for number in numbers)

    async def _carried(self, source: TopicPartition, place: TopicPartition) -> int:
        stem = f"{source.topic}/{source.partition}/".encode()
        try:
            client = await self._ends.client()
            begins, ends = await extent(client, place)
            for depth in DEPTHS:
                first = max(begins, ends - depth)
                records = await records_from(client, place, first) if first < ends else []
                offsets = [offset for record in records for offset in _offsets(record, stem)]
                if offsets:
                    return max(offsets) + 1
                if first == begins:  # there is no more
                    break
        except FORBIDDEN as error:
            log.info("tail_not_readable", topic=place.topic, error=type(error).__name__)
        return 0


async def extent(client: AIOKafkaConsumer, place: TopicPartition) -> tuple[int, int]:
    """Ask for a partition's first offset and its end, both at once.

    Raises:
        KafkaError: A broker did not answer, or could not.
    """
    asked = client.beginning_offsets([place]), client.end_offsets([place])
    begins, ends = await asyncio.gather(*asked)
    return begins[place], ends[place]


async def records_from(client: AIOKafkaConsumer, place: TopicPartition, first: int) -> list[Any]:
    """Read what a `read_committed` reader finds from an offset on.

    Args:
        client: A started consumer; its own reading is not touched.
        place: The partition.
        first: An offset before its end.

    Returns:
        aiokafka's records in order; of very large ones only the first, up to `MOST_BYTES`.

    Raises:
        KafkaError: A broker did not answer, or could not.
    """
    wanted = [(place.topic, [(place.partition, first, MOST_BYTES)])]
    request = FetchRequest(ANSWER_MS, 1, MOST_BYTES, READ_COMMITTED, wanted)
    kafka = client._client  # noqa: SLF001 -- a fetch apart from the consumer's own has no public way
    response = await kafka.send(kafka.cluster.leader_for_partition(place), request)
    ((_, ((_, code, _, *told),)),) = response.topics
    if code:
        raise errors.for_code(code)
    aborted = told[2 if response.API_VERSION >= PREFERRED_REPLICA_FROM else -2]
    sets = BoundedRecords(told[-1])
    return list(PartitionRecords(place, sets, aborted, first, None, None, True, READ_COMMITTED))  # noqa: FBT003 -- aiokafka's own signature


def _offsets(record: Any, stem: bytes) -> Iterator[int]:  # noqa: ANN401 -- aiokafka's record
    """Give the source offset that a record of a source partition names."""
    for name, value in record.headers:
        if name == SOURCE_HEADER and value and value.startswith(stem):
            yield int(value[len(stem) :])
