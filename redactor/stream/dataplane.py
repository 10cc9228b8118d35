"""The data plane: one consumer, one lane for each assigned partition, as a service of the app.

Must never hide why it stopped, nor go on after a lane has failed for good.
"""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import mode
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from redactor.errors import EmitError, RedactorError
from redactor.settings import Settings
from redactor.stream import expansion, polling, reading
from redactor.stream.connection import client_options, quiet_dependencies
from redactor.stream.ends import LOOK_S, Ends
from redactor.stream.group_consumer import GroupConsumer
from redactor.stream.lanes import REVOKE_GRACE_S, Lanes
from redactor.stream.live import LivePipeline
from redactor.stream.port import Redactor
from redactor.stream.preflight import look, preflight
from redactor.stream.report import BatchObserver
from redactor.stream.topics import Topics
from redactor.stream.workshop import Workshop
from redactor.telemetry.logs import error_fields, event_logger

STOP_GRACE_S: Final = 10.0  # a batch under way at SIGTERM; Kubernetes grants 30 s by default
LEAVE_S: Final = 5.0
REFRESH_S: Final = 15.0  # how soon a grown topic is noticed
HEARTBEATS: Final = 3  # within one session time-out, as Kafka's documentation advises
LEAST_SHARE: Final = 16 * 1024  # of one partition; a larger message set still comes, alone
UNASSIGNED: Final = "the group assigned nothing for too long: no coordinator, or it does not answer"
SILENT: Final = "no broker answered for too long"
MIN_REBALANCE_MS: Final = 20_000  # a rebalance waits for batches under way, see REVOKE_GRACE_S

log = event_logger(__name__)


class DataPlane(mode.Service):
    """Moves records until it is stopped or fails; `failure` then says why."""

    abstract = False

    def __init__(
        self,
        settings: Settings,
        live: LivePipeline,
        observer: BatchObserver,
        redactor: Redactor,
    ) -> None:
        """Take the configuration, the pipeline in force, whom to tell of batches, who redacts."""
        super().__init__()
        self._settings = settings
        self._live = live
        self._observer = observer
        self._consumer: GroupConsumer | None = None
        self._lanes: Lanes | None = None
        self._ends: Ends | None = None
        self._topics: Topics | None = None
        self._reading: frozenset[str] | None = None
        self._redactor = redactor
        self.joined = False
        self.failure: BaseException | None = None

    @property
    def ready(self) -> bool:
        """Every assigned partition is carried, or the group left us none; brokers answer."""
        if self.failure is not None or not self.joined or self._lanes is None:
            return False
        return self._lanes.ready and not (self._ends and self._ends.silent_s)

    @property
    def waiting(self) -> int:
        """How many topics match a pattern of the policy and lack a masked topic."""
        return len(self._topics.waiting) if self._topics else 0

    @property
    def standing(self) -> int:
        """How many partitions have records of which none comes."""
        return len(self._ends.standing) if self._ends else 0

    @property
    def lag(self) -> Mapping[TopicPartition, int]:
        """Records not yet committed, by assigned partition."""
        return self._lanes.lag if self._lanes else {}

    async def on_stop(self) -> None:
        """Finish the batches under way, leave the group, end whoever redacts."""
        self.joined = False
        if self._lanes is not None:
            await self._lanes.shut(STOP_GRACE_S)
        if self._ends is not None:
            await self._ends.close()
        if self._consumer is not None:
            with suppress(TimeoutError, KafkaError):
                async with asyncio.timeout(LEAVE_S):
                    await self._consumer.stop()
        await self._redactor.close()
        log.info("data_plane_stopped")

    @mode.Service.task
    async def _serve(self) -> None:
        """Run until a lane fails; the error crashes the service, and with it the worker."""
        try:
            await self._run()
        except RedactorError as error:
            self.failure = error
        except Exception as error:  # noqa: BLE001 -- a foreign error may quote a record
            self.failure = EmitError(f"the data plane broke down ({type(error).__name__})")
        if self.failure is not None:
            log.error("data_plane_failed", **error_fields(self.failure))
            raise self.failure from None

    async def _run(self) -> None:
        quiet_dependencies()
        expansion.install()
        reading.install()
        polling.install()
        self._topics = topics = await preflight(self._settings, self._live.current)
        await self._redactor.open()  # whoever joins takes partitions away from those who can work
        lanes = await self._join(topics)
        works = (self._keep_fresh(topics), self._keep_watch(lanes), _first_failure(lanes))
        tasks = [asyncio.create_task(work) for work in works]
        try:
            await asyncio.gather(*tasks)  # none returns: the first to raise ends the plane
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _join(self, topics: Topics) -> Lanes:
        """Start the consumer and wait for the first assignment."""
        kafka = self._settings.kafka
        self._consumer = consumer = self._new_consumer(topics)
        workshop = Workshop(self._settings, topics, self._redactor, self._observer)
        self._ends = workshop.ends
        self._lanes = lanes = Lanes(lambda source: workshop.lane(source, consumer, self._live))
        await self._read(topics, consumer, lanes)
        try:
            async with asyncio.timeout(kafka.start_timeout_s):
                await consumer.start()
        except (KafkaError, TimeoutError) as error:
            msg = f"the consumer group cannot be joined ({type(error).__name__})"
            raise EmitError(msg) from None
        self.joined = True
        log.info("group_joined", group=kafka.group, delivery=self._settings.delivery)
        return lanes

    async def _keep_fresh(self, topics: Topics) -> None:
        """Notice topics that grow, and those that match a pattern and come or go."""
        options = client_options(self._settings.kafka)
        while True:
            await asyncio.sleep(REFRESH_S)
            with suppress(RedactorError):
                copies = self._settings.kafka.create_topics
                await look(options, topics, create=False, copies=copies)
            if self._consumer is not None and self._lanes is not None:
                await self._read(topics, self._consumer, self._lanes)

    async def _keep_watch(self, lanes: Lanes) -> None:
        """See that reading goes on: that the client works, the group assigns, partitions move."""
        ends, consumer = self._ends, self._consumer
        assigned_at = time.monotonic()
        while ends is not None and consumer is not None:
            await asyncio.sleep(LOOK_S)
            if not self.joined:  # it is being stopped
                continue
            consumer.check()
            assigned_at = time.monotonic() if lanes.assigned else assigned_at
            limit_s = self._settings.kafka.retry_timeout_s
            if time.monotonic() - assigned_at > limit_s:
                raise EmitError(UNASSIGNED)
            if ends.silent_s > limit_s:
                raise EmitError(SILENT)
            await ends.look(lanes.sources)

    async def _read(self, topics: Topics, consumer: GroupConsumer, lanes: Lanes) -> None:
        """Read the topics there are now; the lanes of those read before finish their batches."""
        if topics.waiting:
            log.warning("topics_without_copy", topics=sorted(topics.waiting))
        if topics.sources == self._reading:
            return
        self._reading = topics.sources
        log.info("topics_read", topics=sorted(topics.sources))
        await lanes.close(REVOKE_GRACE_S)
        if topics.sources:
            consumer.subscribe(topics=sorted(topics.sources), listener=lanes)
        else:  # a pattern that nothing matches; aiokafka's unsubscribe leaves a task unawaited
            await lanes.on_partitions_assigned(())

    def _new_consumer(self, topics: Topics) -> GroupConsumer:
        kafka, batch = self._settings.kafka, self._settings.batch
        partitions = sum(topics.partitions(source) for source in topics.sources)
        share = batch.max_buffered_bytes // max(1, partitions)
        return GroupConsumer(
            **client_options(kafka),
            group_id=kafka.group,
            value_deserializer=reading.as_records,
            isolation_level="read_committed",
            enable_auto_commit=False,
            auto_offset_reset="none",
            max_partition_fetch_bytes=max(LEAST_SHARE, min(batch.max_bytes, share)),
            fetch_max_bytes=batch.max_buffered_bytes,
            fetch_max_wait_ms=batch.max_wait_ms,
            session_timeout_ms=kafka.session_timeout_ms,
            heartbeat_interval_ms=kafka.session_timeout_ms // HEARTBEATS,
            rebalance_timeout_ms=max(kafka.session_timeout_ms, MIN_REBALANCE_MS),
        )


async def _first_failure(lanes: Lanes) -> None:
    raise await lanes.failure()
