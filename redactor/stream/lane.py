"""One input partition on its way: wait for a turn, fetch, redact, write and commit, over and over.

Must never commit past a record that is neither written nor quarantined. Every failure has one
cure: close the producer, open a new one (which fences and aborts what went before), read the
committed offset anew and go on from there.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from redactor.errors import EmitError
from redactor.isolation.unopened import places_of
from redactor.record import Coordinates, Record
from redactor.settings import Refusals
from redactor.stream.addressing import Addressing
from redactor.stream.live import LivePipeline
from redactor.stream.port import (
    Emitter,
    FencedError,
    LaneState,
    Redactor,
    Source,
    TransientError,
    UnfitError,
)
from redactor.stream.refusals import RefusalWatch
from redactor.stream.report import BatchObserver, BatchReport
from redactor.stream.told import Redacted, told_of
from redactor.stream.turns import Turn, Turns
from redactor.stream.unfit import UnfitMemory
from redactor.telemetry.logs import event_logger

BACKOFF_S: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)

log = event_logger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """The partition a lane works on."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class Shop:
    """What all lanes of a worker share.

    Attributes:
        live: The pipeline in force.
        redactor: Redacts off the event loop, so that a slow text never delays a heartbeat.
        turns: Tell a lane when to fetch for it.
        observer: Told of every committed batch.
        addressing: Turns results into letters.
        refusals: Limits on refused records.
        retry_s: Seconds without progress after which a failing lane stops the worker.
        park_s: Seconds a fenced lane waits for the group's verdict.
        confirmed: What this worker has seen committed, by partition; outlives its lanes.
    """

    live: LivePipeline
    redactor: Redactor
    turns: Turns
    observer: BatchObserver
    addressing: Addressing
    refusals: Refusals
    retry_s: float
    park_s: float
    confirmed: dict[Place, int]


class Lane:
    """Carries one partition until it is closed or fails for good.

    Attributes:
        state: What it is doing.
    """

    def __init__(self, place: Place, source: Source, emitter: Emitter, shop: Shop) -> None:
        """Take both ports; nothing is opened yet."""
        self._place = place
        self._source = source
        self._emitter = emitter
        self._shop = shop
        self._turn = Turn(shop.turns)
        self._watch = RefusalWatch(shop.refusals)
        self._unfit = UnfitMemory()
        self._attempt = 0
        self._failing_since = 0.0
        self._closing = False
        self._waiting = True
        self._position = 0
        self.state = LaneState.OPENING

    @property
    def lag(self) -> int:
        """Records known to be not yet committed."""
        return self._source.lag(self._position)

    @property
    def may_cancel(self) -> bool:
        """Nothing is under way that is worth waiting for."""
        return self._waiting

    def finish(self) -> None:
        """Let the batch under way be the last."""
        self._closing = True

    async def run(self) -> None:
        """Work until `finish`, cancellation or an error that stops the worker.

        Raises:
            EmitError: The broker refuses writes, or did not confirm one for too long.
            SourceError: The partition cannot be read on.
            RefusalLimitError: Too many records were refused.
        """
        try:
            while not self._closing:
                await self._once()
        finally:
            self.state = LaneState.STOPPED
            await self._emitter.close()

    async def _once(self) -> None:
        """Open, flow until something fails, and take the failure's lesson."""
        try:
            await self._open()
            while not self._closing:
                await self._step()
        except FencedError:
            await self._park()
        except UnfitError as unfit:
            self._learn(unfit)
        except TransientError as error:
            await self._back_off(str(error))

    async def _open(self) -> None:
        """Fence the predecessor first; only then is the committed offset final.

        Not to be cancelled lightly: a request under way would fence the partition's next owner.
        """
        self._waiting = False
        await self._emitter.close()
        await self._emitter.open()
        floor = self._shop.confirmed.get(self._place, 0)
        self._position = await self._source.rewind(floor)
        self._unfit.forget_before(self._position)
        self.state = LaneState.RUNNING
        log.info("lane_running", **self._names(), offset=self._position)

    async def _step(self) -> None:
        self._waiting = True
        await self._turn.wait(self.lag)
        records = await self._source.fetch()
        self._waiting = False
        if records:
            await self._carry(records)

    async def _carry(self, records: Sequence[Record]) -> None:
        """Bring one batch to its commit."""
        redacted = await self._redacted(records)
        watch = self._watch.after(redacted.told)
        delivery = self._shop.addressing.delivery(redacted, self._unfit.suspects)
        await self._emitter.emit(delivery)
        self._watch = watch
        self._position = self._shop.confirmed[self._place] = delivery.next_offset
        self._attempt = 0
        self._report(redacted)
        if len(redacted.told.places) < len(records):  # the rest is read again
            await self._source.rewind(self._position)

    async def _redacted(self, records: Sequence[Record]) -> Redacted:
        pipeline = self._shop.live.current
        started = time.monotonic()
        with self._turn.at_work(len(records)):
            results = await self._shop.redactor.redact(pipeline, records)
        results = self._unfit.applied(results)
        told = told_of(results)
        _check(told.places, records)
        return Redacted(results, told, pipeline.policy_hash, started, time.monotonic())

    def _report(self, redacted: Redacted) -> None:
        now = time.monotonic()
        report = BatchReport(
            topic=self._place.topic,
            partition=self._place.partition,
            told=redacted.told,
            redact_s=redacted.redacted - redacted.started,
            emit_s=now - redacted.redacted,
            total_s=now - redacted.started,
            lag=self.lag,
        )
        self._shop.observer.batch_done(report)

    async def _park(self) -> None:
        """Wait for the group's verdict: a zombie's lane is closed here, by its rebalance.

        Opening again at once would fence the rightful owner. A lane still assigned after a whole
        session was no zombie (its transaction timed out, or an operator fenced it) and goes on.
        """
        self.state = LaneState.FENCED
        log.warning("lane_fenced", **self._names())
        await self._pause(self._shop.park_s)

    def _learn(self, unfit: UnfitError) -> None:
        """Remember the culprit, or have the members of the refused set sent in smaller ones."""
        self.state = LaneState.RETRYING
        self._unfit.learn(unfit)
        count = len(frozenset().union(*(offsets for offsets, _ in unfit.refused)))
        log.warning("records_unfit", **self._names(), count=count)

    async def _back_off(self, error: str) -> None:
        """Wait before the next attempt, or give up.

        Raises:
            EmitError: There has been no progress for too long.
        """
        self.state = LaneState.RETRYING
        now = time.monotonic()
        if not self._attempt:
            self._failing_since = now
        failing_s = now - self._failing_since
        if failing_s > self._shop.retry_s:
            msg = f"no batch was confirmed for {failing_s:.0f} s ({error})"
            raise EmitError(msg)
        log.warning("lane_retrying", **self._names(), attempt=self._attempt, error=error)
        await self._pause(BACKOFF_S[min(self._attempt, len(BACKOFF_S) - 1)])
        self._attempt += 1

    async def _pause(self, seconds: float) -> None:
        """Sleep, unless the lane is being closed: then it may end at once."""
        self._waiting = True
        if not self._closing:
            await asyncio.sleep(seconds)

    def _names(self) -> dict[str, str | int]:
        return {"topic": self._place.topic, "partition": self._place.partition}


def _check(answered: Sequence[Coordinates], records: Sequence[Record]) -> None:
    """Hold the pipeline to its promise: an answer for each record, up to where it stopped."""
    asked = places_of(records)
    if not answered or (answered is not asked and list(answered) != list(asked[: len(answered)])):
        msg = "the pipeline did not answer record by record"
        raise EmitError(msg)
