"""What the brokers say of offsets and leaders, asked past the proxies.

Must never block a check for long: a cluster without answers gives None, and is asked again later.
It asks through a consumer that consumes nothing: the library's admin client, asked twice a second
while brokers die, crashed the process.
"""

import threading
from collections.abc import Iterable, Mapping
from typing import Any, Final

from confluent_kafka import Consumer, KafkaException, TopicPartition

from tests.support.kafka_servers import QUIET

ANSWER_S: Final = 5.0
COORDINATORS: Final = 4  # partitions of `__consumer_offsets` and of `__transaction_state` here
Where = tuple[str, int]


class Offsets:
    """Asks for one group, from any thread."""

    def __init__(self, bootstrap: tuple[str, ...], group: str) -> None:
        """Take the brokers and the group; it is never joined."""
        self._lock = threading.Lock()
        self._options: dict[str, Any] = {
            "bootstrap.servers": ",".join(bootstrap),
            "group.id": group,
            "enable.auto.commit": False,
            **QUIET,
        }
        self._consumer = Consumer(self._options)

    def ends(self, places: Iterable[Where]) -> dict[Where, int] | None:
        """Give the end of each partition, open transactions included."""
        with self._lock:
            try:
                return {place: self._end(place) for place in places}
            except KafkaException:
                self._begin_anew()
                return None

    def committed(self, places: Iterable[Where]) -> dict[int, int] | None:
        """Give the group's offsets by partition; those without one are absent."""
        with self._lock:
            try:
                found = self._consumer.committed([TopicPartition(*p) for p in places], ANSWER_S)
            except KafkaException:
                self._begin_anew()
                return None
            if any(one.error is not None for one in found):
                self._begin_anew()
                return None
        return {one.partition: one.offset for one in found if one.offset >= 0}

    def leader(self, topic: str, partition: int) -> int:
        """Give the broker that leads a partition.

        Raises:
            KafkaException: No broker answered.
            KeyError: There is no such partition.
        """
        with self._lock:
            topics = self._consumer.list_topics(topic, timeout=ANSWER_S).topics
            return int(topics[topic].partitions[partition].leader)

    def close(self) -> None:
        """Let go of the brokers."""
        with self._lock:
            self._consumer.close()

    def _begin_anew(self) -> None:
        """Forget who led what: the old client would ask a leader of old for a minute and more."""
        self._consumer.close()
        self._consumer = Consumer(self._options)

    def _end(self, place: Where) -> int:
        marks = self._consumer.get_watermark_offsets(TopicPartition(*place), timeout=ANSWER_S)
        if marks is None:
            raise KafkaException
        return int(marks[1])


def coordinating_partition(name: str) -> int:
    """Give the partition that keeps a group in `__consumer_offsets`, or a transactional id.

    As Kafka does: the absolute value of Java's `String.hashCode`, modulo the partition count.

    Args:
        name: Group or transactional id, ASCII.
    """
    code = 0
    for letter in name.encode("ascii"):
        code = (31 * code + letter) & 0xFFFF_FFFF
    signed = code - 2**32 if code >= 2**31 else code
    return abs(signed) % COORDINATORS


def by_partition(ends: Mapping[Where, int]) -> dict[int, int]:
    """Drop the topic of offsets that are all of one."""
    return {partition: end for (_, partition), end in ends.items()}
