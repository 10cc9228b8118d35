"""A candidate policy tried in a process of its own, of the lowest priority.

Must never take a child from the records on their way, nor outlast a bound for its answer.
"""

import pickle
from collections.abc import Sequence
from contextlib import suppress

from redactor.diff.trial import Tried, tried_of
from redactor.errors import EmitError
from redactor.isolation.child import CANDIDATE, TRY
from redactor.isolation.hand import Hand, LostError, worn_in
from redactor.isolation.limits import cpu_s
from redactor.isolation.nursery import Nursery
from redactor.isolation.wire import columns_of, pieces_of
from redactor.pipeline import Pipeline
from redactor.record import Record


class Understudy(Hand):
    """A child that is told two policies and compares."""

    told: tuple[Pipeline, Pipeline] | None = None

    async def tried(
        self, live: Pipeline, candidate: Pipeline, records: Sequence[Record]
    ) -> tuple[Tried, bool]:
        """Have records tried; give the outcome, and whether the child is worn.

        Raises:
            LostError: The child hangs, or has ended.
        """
        message: tuple[bytes, ...] = pieces_of(TRY, columns_of(records))
        if self.told != (live, candidate):
            content = pickle.dumps((live.recipe[0], candidate.recipe))
            message = (*pieces_of(CANDIDATE, content), *message)
            self.told = (live, candidate)
        try:
            began = cpu_s(self.child.pid)
            answer = await self.bounded(message, self._deadline_s)
            return tried_of(answer["tried"], cpu_s(self.child.pid) - began), worn_in(answer)
        except (OSError, ValueError, TypeError, LookupError):
            raise LostError.crashed() from None


class Rehearsal:
    """Has candidates tried; implements `stream.shadow.Trials`."""

    def __init__(self, nursery: Nursery, deadline_s: float) -> None:
        """Take where children come from, and the CPU seconds that one attempt may take."""
        self._nursery = nursery
        self._deadline_s = deadline_s
        self._hand: Understudy | None = None

    @property
    def child(self) -> int | None:
        """Process id of the child, if there is one."""
        return self._hand.child.pid if self._hand else None

    async def tried(
        self, live: Pipeline, candidate: Pipeline, records: Sequence[Record]
    ) -> Tried | None:
        """Have records tried under a candidate; None if that broke its process.

        Raises:
            EmitError: No child can be made.
        """
        keep = False
        try:
            if self._hand is None:
                self._hand = Understudy(self._nursery.bear(), self._deadline_s)
            done, worn = await self._hand.tried(live, candidate, records)
            keep = not worn
        except LostError:
            return None
        else:
            return done
        finally:
            if not keep:
                self.close()

    def close(self) -> None:
        """End the child, if there is one."""
        hand, self._hand = self._hand, None
        if hand is not None:
            with suppress(EmitError):
                self._nursery.end(hand.child)
