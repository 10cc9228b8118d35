"""What a test may do with a Kafka: make topics, write, read to the end, see what is committed.

Must never read with aiokafka: the client under test cannot vouch for itself.
"""

import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from confluent_kafka import (
    Consumer,
    KafkaError,
    KafkaException,
    Producer,
    TopicPartition,
)
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # it lists no __all__
    AclBinding,
    AdminClient,
    NewTopic,
)

from redactor.record import Headers

QUIET: Final = {"log_level": 0}
ANSWER_S: Final = 20
_NOT_YET: Final = (  # while brokers that were just started look for who keeps a group
    KafkaError.NOT_COORDINATOR,
    KafkaError.COORDINATOR_NOT_AVAILABLE,
    KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
)
READ_S: Final = 90
LARGEST: Final = 32 * 1024 * 1024
# One client for each Kafka, and those given up: librdkafka crashed when one went with an answer
# under way.
_admins: Final[dict[tuple[str, ...], AdminClient]] = {}
_given_up: Final[list[AdminClient]] = []


class Message(NamedTuple):
    """One record, to write or as read. Its `repr` shows no payload, nor do failing asserts."""

    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    partition: int = 0
    timestamp_ms: int = 0
    offset: int = -1

    def __repr__(self) -> str:
        """Name the place alone."""
        return f"Message({self.partition}/{self.offset})"


@dataclass(frozen=True, slots=True)
class Servers:
    """A running Kafka.

    Attributes:
        bootstrap: `host:port` of every broker.
        sasl: The same for the SASL listeners; empty where there are none.
        committed_reads: Whether it knows isolation levels (the embedded broker does not).
        pids: Processes of the brokers, where they are ours to look at.
    """

    bootstrap: tuple[str, ...]
    sasl: tuple[str, ...] = ()
    committed_reads: bool = True
    pids: tuple[int, ...] = ()

    def create(self, topics: Mapping[str, int], config: Mapping[str, str] | None = None) -> None:
        """Create topics with their partition counts, and wait for their leaders."""
        news = [NewTopic(name, count, config=dict(config or {})) for name, count in topics.items()]
        try:
            self._create(news)
        except TimeoutError:  # a client that no answer reaches any more: seen twice, never alone
            _given_up.append(_admins.pop(self.bootstrap))
            self._create(news, again=True)
        for name, count in topics.items():
            self._await_leaders(name, count)

    def _create(self, topics: list[NewTopic], *, again: bool = False) -> None:
        for future in self._admin().create_topics(topics).values():
            try:
                future.result(ANSWER_S)
            except KafkaException as error:
                made = error.args[0].code() == KafkaError.TOPIC_ALREADY_EXISTS
                if not (again and made):  # by the client that was given up
                    raise

    def delete(self, topic: str) -> None:
        """Delete a topic, and wait until it is gone."""
        admin = self._admin()
        for future in admin.delete_topics([topic]).values():
            future.result(ANSWER_S)
        deadline = time.monotonic() + ANSWER_S
        while topic in admin.list_topics(timeout=ANSWER_S).topics:
            assert time.monotonic() < deadline, "the topic is still there"
            time.sleep(0.05)

    def delete_before(self, topic: str, offsets: Mapping[int, int]) -> None:
        """Delete records before an offset, as retention does."""
        places = [TopicPartition(topic, p, offset) for p, offset in offsets.items()]
        admin = self._admin()
        for future in admin.delete_records(places).values():
            future.result(ANSWER_S)

    def grant(self, acl: AclBinding) -> None:
        """Add an access rule, and wait until the broker applies it."""
        admin = self._admin()
        for future in admin.create_acls([acl]).values():
            future.result(ANSWER_S)

    def write(self, topic: str, messages: Iterable[Message]) -> None:
        """Write messages, each to its partition, in order; returns when all are stored."""
        producer = Producer(
            self._options(
                {"enable.idempotence": True, "linger.ms": 5, "message.max.bytes": LARGEST}
            )
        )
        failed: list[str] = []

        def confirm(error: KafkaError | None, _: object) -> None:
            if error is not None:
                failed.append(error.name())

        for message in messages:
            while True:
                try:
                    producer.produce(
                        topic,
                        message.value,
                        message.key,
                        message.partition,
                        on_delivery=confirm,
                        timestamp=message.timestamp_ms or int(time.time() * 1000),
                        headers=list(message.headers),
                    )
                except BufferError:
                    producer.poll(0.1)
                else:
                    break
            producer.poll(0)
        assert producer.flush(60) == 0, "the test could not write its input"
        assert not failed, f"the test could not write its input: {set(failed)}"

    def write_transactions(
        self, topic: str, batches: Sequence[tuple[Sequence[Message], bool]]
    ) -> None:
        """Write batches, each in a transaction that is committed (True) or aborted (False)."""
        producer = Producer(self._options({"transactional.id": f"writer-{uuid.uuid4().hex}"}))
        producer.init_transactions(ANSWER_S)
        for messages, keep in batches:
            producer.begin_transaction()
            for one in messages:
                producer.produce(topic, one.value, one.key, one.partition)
            producer.flush(ANSWER_S)
            if keep:
                producer.commit_transaction(ANSWER_S)
            else:
                producer.abort_transaction(ANSWER_S)

    def read(self, topic: str, *, committed: bool = True) -> list[Message]:
        """Read a topic from its start to the end it has now, partition by partition.

        Transactions that are open there are waited for: a broker confirms a commit before its
        markers are in the log.
        """
        consumer = Consumer(
            self._options(
                {
                    "group.id": f"reader-{uuid.uuid4().hex}",
                    "enable.auto.commit": False,
                    "isolation.level": "read_committed" if committed else "read_uncommitted",
                    "enable.partition.eof": True,
                    "fetch.message.max.bytes": LARGEST,
                }
            )
        )
        try:
            return _read(consumer, topic, self.ends(topic, committed=False))
        finally:
            consumer.close()

    def committed(self, group: str, topic: str) -> dict[int, int]:
        """Give the group's committed offsets; partitions without one are absent.

        By a consumer that joins no group: librdkafka's admin client has crashed over this question
        on a busy machine. Uncommitted, for what an open transaction will commit is not waited for.
        """
        deadline = time.monotonic() + ANSWER_S
        with closing(self._asking(group, committed=False)) as consumer:
            places = _places(consumer, topic)
            while True:
                try:
                    found = consumer.committed(places, timeout=ANSWER_S)
                except KafkaException as error:
                    if error.args[0].code() not in _NOT_YET or time.monotonic() > deadline:
                        raise
                    time.sleep(0.2)
                else:
                    return {p.partition: p.offset for p in found if p.offset >= 0}

    def groups(self) -> set[str]:
        """Name every consumer group that the brokers know."""
        listed = self._admin().list_consumer_groups().result(ANSWER_S)
        return {group.group_id for group in listed.valid}

    def ends(self, topic: str, *, committed: bool = True) -> dict[int, int]:
        """Give the end offset of each partition, before or behind what is not yet committed."""
        with closing(self._asking(f"reader-{uuid.uuid4().hex}", committed=committed)) as consumer:
            return {
                place.partition: consumer.get_watermark_offsets(place, timeout=ANSWER_S)[1]
                for place in _places(consumer, topic)
            }

    def _asking(self, group: str, *, committed: bool) -> Consumer:
        level = "read_committed" if committed else "read_uncommitted"
        return Consumer(self._options({"group.id": group, "isolation.level": level}))

    def _admin(self) -> AdminClient:
        if self.bootstrap not in _admins:
            servers = ",".join(self.bootstrap)
            _admins[self.bootstrap] = AdminClient({"bootstrap.servers": servers, **QUIET})
        return _admins[self.bootstrap]

    def _options(self, more: Mapping[str, Any]) -> dict[str, Any]:
        return {"bootstrap.servers": ",".join(self.bootstrap), **QUIET, **more}

    def _await_leaders(self, topic: str, count: int) -> None:
        admin = self._admin()
        deadline = time.monotonic() + ANSWER_S
        while time.monotonic() < deadline:
            described = admin.list_topics(topic, timeout=ANSWER_S).topics[topic]
            leaders = [p.leader for p in described.partitions.values()]
            if len(leaders) == count and all(leader >= 0 for leader in leaders):
                return
            time.sleep(0.05)
        msg = f"topic {topic} got no leaders"
        raise TimeoutError(msg)


def _places(consumer: Consumer, topic: str) -> list[TopicPartition]:
    partitions = consumer.list_topics(topic, timeout=ANSWER_S).topics[topic].partitions
    return [TopicPartition(topic, partition) for partition in partitions]


def _read(consumer: Consumer, topic: str, ends: Mapping[int, int]) -> list[Message]:
    consumer.assign([TopicPartition(topic, partition, 0) for partition in ends])
    unread, found = set(ends), list[Message]()
    deadline = time.monotonic() + READ_S
    while unread:
        assert time.monotonic() < deadline, "the test did not reach the end of the topic"
        for raw in consumer.consume(1_000, timeout=0.2):
            error = raw.error()
            if error is None:
                found.append(_message(raw))
            elif error.code() != KafkaError._PARTITION_EOF:  # noqa: SLF001 -- the library's public name
                msg = f"the test cannot read back: {error.name()}"
                raise AssertionError(msg)
            elif (raw.offset() or 0) >= ends[partition := raw.partition() or 0]:
                unread.discard(partition)
    return sorted(found, key=lambda one: (one.partition, one.offset))


def _message(raw: Any) -> Message:  # noqa: ANN401 -- the library ships no useful type
    headers: Sequence[tuple[str, bytes | None]] = raw.headers() or ()
    return Message(
        raw.key(), raw.value(), tuple(headers), raw.partition(), raw.timestamp()[1], raw.offset()
    )
