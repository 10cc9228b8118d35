"""What the brokers say of offsets, asked past the proxies.

Must never block a check for long: a cluster without answers gives None, and is asked again later.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from confluent_kafka import ConsumerGroupTopicPartitions, KafkaException, TopicPartition
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # it lists no __all__
    AdminClient,
    OffsetSpec,
)

from tests.support.kafka_servers import QUIET

ANSWER_S: Final = 10.0
Where = tuple[str, int]


class Offsets:
    """One admin client for the length of a run."""

    def __init__(self, bootstrap: tuple[str, ...]) -> None:
        """Take the brokers."""
        self.admin = AdminClient({"bootstrap.servers": ",".join(bootstrap), **QUIET})

    def ends(self, places: Iterable[Where]) -> dict[Where, int] | None:
        """Give the end of each partition, open transactions included."""
        asked = {TopicPartition(*place): OffsetSpec.latest() for place in places}  # type: ignore[no-untyped-call]  # it ships no types
        try:
            futures = self.admin.list_offsets(asked, request_timeout=ANSWER_S)
            return {(p.topic, p.partition): f.result().offset for p, f in futures.items()}
        except KafkaException:
            return None

    def committed(self, group: str, places: Iterable[Where]) -> dict[int, int] | None:
        """Give a group's stable offsets by partition; those without one are absent."""
        partitions = [TopicPartition(*place) for place in places]
        asked = [ConsumerGroupTopicPartitions(group, partitions)]
        try:
            futures = self.admin.list_consumer_group_offsets(
                asked, require_stable=True, request_timeout=ANSWER_S
            )
            found = futures[group].result().topic_partitions
        except KafkaException:
            return None
        if any(p.error is not None for p in found):
            return None
        return {p.partition: p.offset for p in found if p.offset >= 0}

    def coordinator(self, group: str) -> int:
        """Give the broker that leads a group."""
        (future,) = self.admin.describe_consumer_groups([group], request_timeout=ANSWER_S).values()
        return int(future.result().coordinator.id)

    def leader(self, topic: str, partition: int) -> int:
        """Give the broker that leads a partition."""
        return int(
            self.admin.list_topics(topic, timeout=ANSWER_S)
            .topics[topic]
            .partitions[partition]
            .leader
        )


def transaction_partition(transactional_id: str, count: int) -> int:
    """Give the partition of `__transaction_state` that keeps a transactional id.

    As Kafka does: Java's `String.hashCode`, its sign bit cleared, modulo the count.
    """
    code = 0
    for letter in transactional_id.encode("utf-16-be")[1::2]:  # ids here are ASCII
        code = (31 * code + letter) & 0xFFFF_FFFF
    return (code & 0x7FFF_FFFF) % count


def by_partition(ends: Mapping[Where, int]) -> dict[int, int]:
    """Drop the topic of offsets that are all of one."""
    return {partition: end for (_, partition), end in ends.items()}
