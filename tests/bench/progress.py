"""How far a carrier is, asked of the broker: nothing of the carrier is in the way.

Must never join the carrier's group: it only asks for its offsets.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from confluent_kafka import Consumer, KafkaException, TopicPartition

from tests.support.kafka_servers import QUIET, Servers
from tests.support.sidecar import Job

ANSWER_S: Final = 20
WAIT_S: Final = 60


class Progress:
    """Counts the records of a job that are done.

    With transactions on a real Kafka: the source offsets the group committed. Otherwise, where
    nothing is taken back, the records in the target topic.
    """

    def __init__(self, servers: Servers, job: Job, partitions: int, *, committed: bool) -> None:
        """Connect; `committed` says by which of both to count."""
        self._consumer = Consumer(
            {
                "bootstrap.servers": ",".join(servers.bootstrap),
                "group.id": job.name if committed else f"{job.name}-watch",
                **QUIET,
            }
        )
        topic = job.source if committed else job.target
        self._consumer.list_topics(topic, timeout=ANSWER_S)  # the embedded broker makes it now
        self._places = [TopicPartition(topic, number) for number in range(partitions)]
        self._committed = committed
        self._last = [0] * partitions

    def done(self) -> int:
        """Give the count as of now; the last one known while the broker cannot say."""
        return sum(self.each())

    def each(self) -> Sequence[int]:
        """Give the same of each partition."""
        with suppress(KafkaException):  # a coordinator not yet elected
            self._last = self._counts()
        return self._last

    def wait_for(self, count: int) -> None:
        """Wait until so many are done.

        Raises:
            TimeoutError: They were not in time.
        """
        deadline = time.monotonic() + WAIT_S
        while self.done() < count:
            if time.monotonic() > deadline:
                msg = "a carrier did not get so far in time"
                raise TimeoutError(msg)
            time.sleep(0.05)

    def _counts(self) -> list[int]:
        if self._committed:
            found = self._consumer.committed(self._places, timeout=ANSWER_S)
            return [max(0, one.offset) for one in found]
        return [self._end(place) for place in self._places]

    def __enter__(self) -> Self:
        """Use it in a `with` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Disconnect."""
        self._consumer.close()

    def _end(self, place: TopicPartition) -> int:
        marks = self._consumer.get_watermark_offsets(place, timeout=ANSWER_S)
        return int(marks[1]) if marks else 0
