"""Raw events into the broker at a pace one can watch; records out of it.

Must never change an event on its way.
"""

import time
from collections.abc import Iterator
from typing import Final

from confluent_kafka import Consumer, KafkaError, Message, Producer, TopicPartition

from redactor.demo.day import Day
from redactor.demo.parcel import RawEvent
from redactor.demo.sidecar import DemoError
from redactor.demo.workplace import SOURCE, TOPICS
from redactor.record import Coordinates, Record

QUIET: Final = {"log_level": 0}  # librdkafka's log would tear the view
READ_S: Final = 20.0


class Upstream:
    """Produces a day evenly over some seconds, each event to its own partition."""

    def __init__(self, bootstrap_servers: str, day: Day, duration_s: float) -> None:
        """Take what to send; the clock starts with the first `send_due`."""
        self._producer = Producer({"bootstrap.servers": bootstrap_servers, "linger.ms": 5} | QUIET)
        self._events = day.events
        self._pace = len(day.events) / duration_s
        self._started_s: float | None = None
        self._placed: dict[str, RawEvent] = {}
        self.sent = 0

    def send_due(self) -> None:
        """Send what is due by now."""
        now_s = time.monotonic()
        self._started_s = self._started_s or now_s
        due = min(len(self._events), int((now_s - self._started_s) * self._pace) + 1)
        for event in self._events[self.sent : due]:
            self._send(event)
        self.sent = due
        self._producer.poll(0)

    def event_at(self, source: str) -> RawEvent | None:
        """Find an event by where it stands, `topic/partition/offset`."""
        return self._placed.get(source)

    def finish(self) -> None:
        """Wait until the broker has everything.

        Raises:
            DemoError: It did not take everything.
        """
        if self._producer.flush(READ_S):
            msg = "the embedded broker did not take every event"
            raise DemoError(msg)

    def _send(self, event: RawEvent) -> None:
        def placed(error: KafkaError | None, message: Message) -> None:
            if error is None:
                self._placed[f"{SOURCE}/{message.partition()}/{message.offset()}"] = event

        self._producer.produce(
            SOURCE,
            value=event.raw_value,
            key=event.raw_key,
            partition=event.partition,
            timestamp=event.timestamp_ms,
            headers=list(event.raw_headers),
            on_delivery=placed,
        )


class Downstream:
    """Reads one topic from its start, as any consumer of it would."""

    def __init__(self, bootstrap_servers: str, topic: str) -> None:
        """Take all partitions of a topic."""
        self._partitions = TOPICS[topic]
        self._consumer = Consumer(
            {
                "bootstrap.servers": bootstrap_servers,
                "group.id": f"demo-reader-{topic}",
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "isolation.level": "read_committed",
                "fetch.wait.max.ms": 50,
            }
            | QUIET
        )
        self._consumer.assign([TopicPartition(topic, n, 0) for n in range(self._partitions)])
        self._ended: set[int] = set()

    def take(self, wait_s: float) -> list[Record]:
        """Give what is there within `wait_s`."""
        return list(self._taken(wait_s))

    def take_all(self) -> list[Record]:
        """Read to the end and close; records by partition, then offset.

        Raises:
            DemoError: The end did not come in time.
        """
        records: list[Record] = []
        deadline = time.monotonic() + READ_S
        while len(self._ended) < self._partitions:
            records += self._taken(0.2)
            if time.monotonic() > deadline:
                msg = "a topic could not be read to its end"
                raise DemoError(msg)
        self.close()
        return sorted(records, key=lambda record: (record.at.partition, record.at.offset))

    def close(self) -> None:
        """Leave the broker."""
        self._consumer.close()

    def _taken(self, wait_s: float) -> Iterator[Record]:
        for message in self._consumer.consume(500, wait_s):
            error = message.error()
            if error is None:
                yield _record(message)
            elif error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 -- librdkafka's public name
                self._ended.add(message.partition() or 0)


def _record(message: Message) -> Record:
    headers = message.headers() or []
    pairs = headers.items() if isinstance(headers, dict) else headers
    return Record(
        Coordinates(message.topic() or "", message.partition() or 0, message.offset() or 0),
        message.timestamp()[1],
        message.key(),
        message.value(),
        tuple((name, _bytes(value)) for name, value in pairs),
    )


def _bytes(value: str | bytes | None) -> bytes | None:
    return value.encode() if isinstance(value, str) else value
