"""The worker's way to the pipeline: batches go to a child, and a record that breaks it goes alone.

Must never hold back a batch for the sake of one record, nor name a culprit that was not alone.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Final

from redactor.compiled import PASSED_OVER
from redactor.errors import Reason
from redactor.forms.native import STATE as FORMS
from redactor.isolation.hand import Answer, Hand, LostError
from redactor.isolation.native import STATE as SETS
from redactor.isolation.nursery import Nursery
from redactor.isolation.unopened import Unopened, places_of, times_of
from redactor.pipeline import Pipeline
from redactor.recall.native import STATE as RECALL
from redactor.record import Record, Refused, Result
from redactor.telemetry.logs import event_logger

# A batch that broke a child is cut into so many pieces, each of them again. Every level costs one
# deadline, so they should be few: four thousand records have two levels.
PIECES: Final = 64
# After so long the results so far are given back, to be committed: a batch full of culprits must
# not take longer than the group waits for its next poll.
LONGEST_S: Final = 60.0

log = event_logger(__name__)


class Ward:
    """Redacts in children, one batch in each at a time; see `stream.port.Redactor`."""

    def __init__(self, nursery: Nursery, deadline_s: float, children: int = 1) -> None:
        """Take what children come from.

        Args:
            nursery: Forked before the event loop was made.
            deadline_s: CPU seconds that one record may take.
            children: How many batches are under way at a time.
        """
        self._nursery = nursery
        self._deadline_s = deadline_s
        self._free: asyncio.LifoQueue[Hand | None] = asyncio.LifoQueue()
        for _ in range(children):
            self._free.put_nowait(None)

    async def open(self) -> None:
        """Wait until the nursery has loaded the recognizers, and fork the first child.

        Raises:
            ConfigError: A recognizer cannot be used.
            EmitError: No child can be made.
        """
        kernel = await self._nursery.loaded()
        _tell_compiled({"kernel": kernel, "forms": FORMS, "sets": SETS, "recall": RECALL})
        self._free.get_nowait()
        self._free.put_nowait(Hand(self._nursery.bear(), self._deadline_s))

    async def redact(self, pipeline: Pipeline, records: Sequence[Record]) -> Sequence[Result]:
        """Redact a batch.

        Args:
            pipeline: The policy in force.
            records: Of one partition, in order.

        Returns:
            One result for each record in the same order; for the first of them only, when those
            took long.

        Raises:
            EmitError: No child can be made.
        """
        results: list[Result] = []
        waiting: list[Sequence[Record]] = [records]
        began = time.monotonic()
        while waiting and not (results and time.monotonic() - began > LONGEST_S):
            part = waiting.pop()
            try:
                answered = await self._tried(pipeline, part)
                if part is records:
                    return answered
                results += answered
            except LostError as lost:
                if len(part) == 1:
                    at, time_ms = places_of(part)[0], times_of(part)[0]
                    results.append(Refused(at, time_ms, lost.reason))
                else:
                    waiting += reversed(_pieces(part))
        return results

    async def close(self) -> None:
        """End every child; call it when no batch is under way any more."""
        while not self._free.empty():
            hand = self._free.get_nowait()
            if hand is not None:
                hand.child.line.close()
        self._nursery.close()

    async def _tried(self, pipeline: Pipeline, part: Sequence[Record]) -> Sequence[Result]:
        """Ask for a part; a record alone has a second try if the child ended by itself.

        It may have been ended from outside, by the kernel or an operator.
        """
        try:
            return await self._asked(pipeline, part)
        except LostError as lost:
            _tell(lost, part)
            if lost.reason is not Reason.CRASHED or len(part) > 1:
                raise
        return await self._asked(pipeline, part)

    async def _asked(self, pipeline: Pipeline, part: Sequence[Record]) -> Sequence[Result]:
        """Ask a free child; one that is lost, worn, or whose answer nobody waits for is ended."""
        hand = await self._free.get()
        keep = False
        try:
            if hand is None:
                hand = Hand(self._nursery.bear(), self._deadline_s)
            answer: Answer = await hand.ask(pipeline, part)
            keep = not answer.worn
            return answer.results
        finally:
            if hand is not None and not keep:
                self._nursery.end(hand.child)
                hand = None
            self._free.put_nowait(hand)


def _pieces(part: Sequence[Record]) -> list[Sequence[Record]]:
    """Cut a part of two records or more into pieces, each smaller than it."""
    size = max(1, -(-len(part) // PIECES))
    if isinstance(part, Unopened):  # what broke a child in opening it would break the worker
        return [*part.parted(size)]
    return [part[at : at + size] for at in range(0, len(part), size)]


def _tell_compiled(parts: Mapping[str, str]) -> None:
    """Log what the compiled parts are; one that is there for nothing makes all slower, no more."""
    log.info("recognizers_loaded", **parts)
    for name, state in parts.items():
        if state in PASSED_OVER:
            log.warning("library_passed_over", name=name, reason=state)


def _tell(lost: LostError, part: Sequence[Record]) -> None:
    """Log where it happened."""
    at, count = places_of(part)[0], len(part)
    place: dict[str, str | int] = {"topic": at.topic, "partition": at.partition}
    log.warning("child_lost", **place, offset=at.offset, count=count, reason=lost.reason.value)
