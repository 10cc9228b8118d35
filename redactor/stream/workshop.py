"""Builds a lane for a partition out of the configuration.

Must never give two lanes the same producer, nor one partition two different transactional ids.
"""

from aiokafka import TopicPartition

from redactor.settings import Delivery, Settings
from redactor.stream.addressing import Addressing
from redactor.stream.beginning import Evidence
from redactor.stream.connection import client_options
from redactor.stream.emit import Binding, IdempotentEmitter, TransactionalEmitter
from redactor.stream.ends import Ends
from redactor.stream.group_consumer import GroupConsumer
from redactor.stream.kafka_source import KafkaSource, Terms
from redactor.stream.lane import Lane, Place, Shop
from redactor.stream.live import LivePipeline
from redactor.stream.port import Emitter, Redactor
from redactor.stream.report import BatchObserver
from redactor.stream.tails import Tails
from redactor.stream.topics import Topics
from redactor.stream.turns import Turns


class Workshop:
    """What lanes are made of.

    Attributes:
        ends: Where their partitions end.
    """

    def __init__(
        self, settings: Settings, topics: Topics, redactor: Redactor, observer: BatchObserver
    ) -> None:
        """Take what all lanes share, and read the secret files once."""
        self._settings = settings
        self._topics = topics
        self._redactor = redactor
        self._turns = Turns(settings.isolation.processes)
        self._observer = observer
        self._options = client_options(settings.kafka)
        self._confirmed: dict[Place, int] = {}
        timeout_s = settings.kafka.request_timeout_ms / 1_000
        self.ends = Ends(self._options, timeout_s, topics.of_results)
        atomic = settings.delivery is Delivery.EXACTLY_ONCE
        beside = Evidence(Tails(self.ends, topics), atomic)
        self._terms = Terms(settings.batch.max_records, timeout_s, self.ends, beside)

    def lane(self, source: TopicPartition, consumer: GroupConsumer, live: LivePipeline) -> Lane:
        """Make the lane of one assigned partition."""
        kafka = self._settings.kafka
        shop = Shop(
            live=live,
            redactor=self._redactor,
            turns=self._turns,
            observer=self._observer,
            addressing=Addressing(self._settings.topics.quarantine, self._topics.partitions),
            refusals=self._settings.refusals,
            retry_s=kafka.retry_timeout_s,
            park_s=kafka.session_timeout_ms / 1_000,
            confirmed=self._confirmed,
        )
        return Lane(
            Place(source.topic, source.partition),
            KafkaSource(consumer, source, self._terms),
            self._emitter(source, consumer),
            shop,
        )

    def _emitter(self, source: TopicPartition, consumer: GroupConsumer) -> Emitter:
        kafka = self._settings.kafka
        timeout_ms = kafka.transaction_timeout_ms
        open_s = min(kafka.request_timeout_ms, timeout_ms) / 1_000
        binding = Binding(self._options, kafka.group, source, timeout_ms / 1_000, open_s)
        if self._settings.delivery is Delivery.EXACTLY_ONCE:
            return TransactionalEmitter(binding, timeout_ms)

        async def commit(source: TopicPartition, offset: int) -> None:
            await consumer.commit({source: offset})

        return IdempotentEmitter(binding, commit)
