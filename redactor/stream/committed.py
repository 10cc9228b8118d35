"""Faust's Kafka transport, reading committed messages only.

Must never hand out a message of an aborted transaction: a policy withdrawn before its commit was
never published. Faust itself reads uncommitted unless its own transactions are on.
"""

from typing import Any

from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport


class _ConsumerThread(AIOKafkaConsumerThread):  # type: ignore[misc]  # faust ships no types
    def _create_worker_consumer(self, transport: Any) -> Any:  # noqa: ANN401 -- faust ships no types
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"  # noqa: SLF001 -- Faust offers no setting; read at start
        return consumer


class _Consumer(Consumer):  # type: ignore[misc]  # faust ships no types
    def _new_consumer_thread(self) -> _ConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)


class CommittedTransport(Transport):  # type: ignore[misc]  # faust ships no types
    """The aiokafka transport with a consumer that reads committed messages only."""

    Consumer = _Consumer
