"""One child at work: asks it, watches the time it takes, and ends it when it takes too long.

Must never wait for an answer without a bound.
"""

import pickle
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from redactor.errors import Reason
from redactor.isolation.child import CENSUS, POLICY, RECORDS, UNOPENED
from redactor.isolation.exchange import Exchange
from redactor.isolation.limits import cpu_s
from redactor.isolation.nursery import Newborn
from redactor.isolation.packed import Packed
from redactor.isolation.unopened import Unopened, places_of
from redactor.isolation.wire import columns_of, pieces_of, results_of, unframed
from redactor.pipeline import Pipeline
from redactor.record import Record, Result

TICK_S: Final = 0.1  # how often a child under way is looked at
# The slowest text that is still honest: the recognizers read ten times as much on a slow core.
SLOWEST_BYTES_PER_S: Final = 100_000
# Wall clock for each second of CPU: a child that sleeps is as lost as one that spins, while one
# on a throttled core is not.
PATIENCE: Final = 10


class LostError(Exception):
    """The child did not answer. Carries the reason that a record ends with if it is to blame."""

    def __init__(self, reason: Reason) -> None:
        """Take the reason."""
        self.reason = reason
        super().__init__(reason.value)

    @classmethod
    def crashed(cls) -> Self:
        """Say that the child has ended."""
        return cls(Reason.CRASHED)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child says of a batch.

    Attributes:
        results: One for each record.
        worn: The child has grown, and another should take its place.
    """

    results: Sequence[Result]
    worn: bool


class Hand:
    """A child and the policy it was told last.

    Attributes:
        child: The child.
    """

    def __init__(self, child: Newborn, deadline_s: float) -> None:
        """Take a child that nobody has asked yet."""
        self.child = child
        self._deadline_s = deadline_s
        self._pipeline: Pipeline | None = None
        self._census: object = None

    async def ask(self, pipeline: Pipeline, records: Sequence[Record]) -> Answer:
        """Have records redacted.

        Raises:
            LostError: The child hangs, or has ended: end it for good, its answer never comes.
        """
        asked = _asked(records)
        limit_s = self._deadline_s + sum(map(len, asked)) / SLOWEST_BYTES_PER_S
        answer = await self.bounded((*self._news(pipeline), *asked), limit_s)
        try:
            results = results_in(answer, records, _targets(pipeline, records))
            answered = Answer(results, worn_in(answer))
            pipeline.saw(answer["seen"])
        except (ValueError, TypeError, LookupError):
            raise LostError.crashed() from None
        return answered

    def _news(self, pipeline: Pipeline) -> list[bytes]:
        """Tell a policy and a census that the child has not heard of."""
        news: list[bytes] = []
        if self._pipeline is not pipeline:
            news += pieces_of(POLICY, pickle.dumps(pipeline.recipe))
            self._pipeline, self._census = pipeline, None
        if self._census is not pipeline.census:
            news += pieces_of(CENSUS, pickle.dumps(pipeline.census))
            self._census = pipeline.census
        return news

    async def bounded(self, message: Sequence[bytes], cpu_limit_s: float) -> Any:  # noqa: ANN401 -- a message's content
        """Send a message's pieces and read, unless the child uses up its time."""
        exchange = Exchange(self.child.line, *message)
        try:
            began, wall = cpu_s(self.child.pid), time.monotonic()
            while not await exchange.within(TICK_S):
                late = time.monotonic() - wall > PATIENCE * cpu_limit_s
                if late or cpu_s(self.child.pid) - began > cpu_limit_s:
                    raise LostError(Reason.DETECT_DEADLINE)
            return unframed(exchange.answer)[1]
        except (OSError, EOFError, ValueError, TypeError, OverflowError, MemoryError):
            raise LostError.crashed() from None
        finally:
            exchange.close()


def worn_in(answer: Mapping[str, Any]) -> bool:
    """Read whether a child says that another should take its place.

    Raises:
        ValueError, TypeError, LookupError: It is no answer of ours.
    """
    worn = answer["worn"]
    if not isinstance(worn, bool):
        msg = "neither worn nor not"
        raise TypeError(msg)
    return worn


def _asked(records: Sequence[Record]) -> tuple[bytes, bytes]:
    """Write what is asked of a batch: as a broker gave it, where it is still that."""
    if isinstance(records, Unopened):
        return pieces_of(UNOPENED, records.content)
    return pieces_of(RECORDS, columns_of(records))


def _targets(pipeline: Pipeline, records: Sequence[Record]) -> tuple[str, ...]:
    """Give the topics to which the policy sends copies of a partition's records."""
    way = pipeline.routing.way(places_of(records)[0].topic)
    return way.targets if way else ()


def results_in(
    answer: Mapping[str, Any], records: Sequence[Record], targets: Sequence[str]
) -> Sequence[Result]:
    """Read the results of these records, as message sets or as columns.

    Args:
        answer: The child's.
        records: What it was asked for.
        targets: The topics of their copies, view by view; none where all are to be refused.

    Raises:
        ValueError, TypeError, LookupError: It is no answer of ours, or one for other records or
            with other copies.
    """
    if "sets" in answer:
        packed = Packed(records, answer["sets"])
        if packed.sets and packed.targets != [{target} for target in targets]:
            msg = "message sets of other views"
            raise ValueError(msg)
        return packed
    copied, *_, counts, _, _ = rows = answer["rows"]
    if not {*copied} <= {*targets} or not {*counts} <= {0, len(targets)}:
        msg = "copies of other views"
        raise ValueError(msg)
    return results_of(list(records), rows)
