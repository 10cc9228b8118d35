"""Hands batches on to be redacted, and a sample of them to be tried under a candidate policy.

Must never hold a batch back, change a result or raise for the candidate's sake: what it cannot keep
up with is left out and counted.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Protocol

from redactor.diff.trial import Tried
from redactor.errors import RedactorError
from redactor.isolation.unopened import offsets_of, places_of
from redactor.pipeline import Pipeline
from redactor.record import Record, Result
from redactor.settings import Shadow as ShadowSettings
from redactor.stream.port import Redactor
from redactor.stream.tallies import Tallies
from redactor.stream.told import refusals_of

MAX_WAITING: Final = 500  # records, and bytes of them, that wait for their turn
MAX_WAITING_BYTES: Final = 4 * 1024 * 1024
AT_ONCE: Final = 25
_SPREAD: Final = 2_654_435_761  # Knuth, The Art of Computer Programming 3, 6.4: 2^32 / golden ratio
_RANGE: Final = 1 << 32


class Trials(Protocol):
    """Where a candidate is tried: a process of its own."""

    async def tried(
        self, live: Pipeline, candidate: Pipeline, records: Sequence[Record]
    ) -> Tried | None:
        """Try records under a candidate; None if it broke down over them."""

    def close(self) -> None:
        """End what is under way. Never raises."""


class Shadow(Redactor):
    """A redactor that takes a sample aside.

    Attributes:
        candidate: The policy to try; None tries nothing and costs nothing.
    """

    def __init__(
        self, inner: Redactor, trials: Trials, settings: ShadowSettings, tallies: Tallies
    ) -> None:
        """Take who redacts, who tries, how much of it, and where it is counted."""
        self.candidate: Pipeline | None = None
        self._inner = inner
        self._trials = trials
        self._rest = 1 / settings.cpu_share - 1
        self._threshold = int(settings.sample * _RANGE)
        self._tallies = tallies
        self._waiting: deque[tuple[Pipeline, Record]] = deque()
        self._waiting_bytes = 0
        self._trying: asyncio.Task[None] | None = None

    @property
    def trying(self) -> bool:
        """Whether an attempt is under way, or rests."""
        return self._trying is not None and not self._trying.done()

    async def open(self) -> None:
        """Wait for who redacts; see `Redactor.open`."""
        await self._inner.open()

    async def redact(self, pipeline: Pipeline, records: Sequence[Record]) -> Sequence[Result]:
        """Redact a batch; see `Redactor.redact`. The sample is taken once it is redacted."""
        results = await self._inner.redact(pipeline, records)
        if self.candidate is not None:
            self._take_aside(pipeline, records, results)
        return results

    async def close(self) -> None:
        """End the trial under way, then the redactor."""
        if self._trying is not None:
            self._trying.cancel()
            with suppress(asyncio.CancelledError):
                await self._trying
        self._trials.close()
        await self._inner.close()

    def _take_aside(
        self, pipeline: Pipeline, records: Sequence[Record], results: Sequence[Result]
    ) -> None:
        """Keep the sample's records until it is their turn; what the live policy refuses is none.

        A record is chosen by its offset: the same by every worker and in every replay.
        """
        refused = refusals_of(results)
        offsets = offsets_of(places_of(records))[: len(results)]  # results may end early
        chosen = [
            place
            for place, offset in enumerate(offsets)
            if offset * _SPREAD % _RANGE < self._threshold and place not in refused
        ]
        opened = list(records) if chosen else []
        for place in chosen:
            self._wait(pipeline, opened[place])
        if self._waiting and not self.trying:
            self._trying = asyncio.create_task(self._try(), name="shadow")

    def _wait(self, pipeline: Pipeline, record: Record) -> None:
        size = len(record.raw_value or b"")
        full = self._waiting_bytes + size > MAX_WAITING_BYTES
        if full or len(self._waiting) >= MAX_WAITING:
            self._tallies.dropped(1)
            return
        self._waiting.append((pipeline, record))
        self._waiting_bytes += size

    async def _try(self) -> None:
        """Try what waits, then end; after each attempt rest as long as its CPU time asks for."""
        while self._waiting and (candidate := self.candidate):
            live, records = self._next()
            try:
                tried = await self._trials.tried(live, candidate, records)
            except RedactorError:  # no child can be made: the live line will say so itself
                tried = None
            if tried is None:
                self._tallies.lost(len(records))
                await asyncio.sleep(1)
                continue
            self._tallies.add(live.policy_hash, candidate.policy_hash, tried)
            await asyncio.sleep(tried.cpu_s * self._rest)
        self._waiting.clear()
        self._waiting_bytes = 0

    def _next(self) -> tuple[Pipeline, list[Record]]:
        """Take some records that one live policy has masked."""
        live = self._waiting[0][0]
        records: list[Record] = []
        while self._waiting and self._waiting[0][0] is live and len(records) < AT_ONCE:
            record = self._waiting.popleft()[1]
            self._waiting_bytes -= len(record.raw_value or b"")
            records.append(record)
        return live, records
