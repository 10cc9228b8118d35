"""The message sets of one batch, filled in order and confirmed together.

Must never leave a send unawaited. It fills aiokafka's message sets itself: that costs a third of
`send` a record, knows which records a refused set held, and takes a record whose key and value
are both null, on which `send` raises AssertionError.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import BatchBuilder

from redactor.errors import RedactorError
from redactor.stream.port import Delivery, Letter, TransientError, UnfitError
from redactor.stream.ready import ReadySet
from redactor.stream.verdict import emit_verdict

Builder: TypeAlias = BatchBuilder | ReadySet


class Full(NamedTuple):
    """A set that takes no more, where it goes, and the source offsets in it."""

    builder: Builder
    topic: str
    partition: int
    offsets: Collection[int]


class Failed(NamedTuple):
    """What went wrong, and the source offsets of the set; none where it is not about one."""

    error: BaseException
    offsets: Collection[int] = ()


class Carrier(Protocol):
    """Takes full sets to the broker."""

    async def carried(self, full: Sequence[Full]) -> list[Failed]:
        """Write sets, in order for each partition, until the broker has confirmed or refused them.

        Returns:
            What failed; of what stands behind a failed set in its partition nothing is written.

        Raises:
            KafkaError: None of them can be written.
        """


class SenderQueue:
    """Has aiokafka's own sender carry; see `Carrier`."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        """Take a started producer."""
        self._producer = producer

    async def carried(self, full: Sequence[Full]) -> list[Failed]:
        """Write sets; see `Carrier`."""
        sent: list[asyncio.Future[Any]] = []
        failed: list[Failed] = []
        try:
            for builder, topic, partition, _ in full:
                future = await self._producer.send_batch(builder, topic, partition=partition)
                future.add_done_callback(mark_read)
                sent.append(future)
        except (KafkaError, AssertionError) as error:  # often the echo of a set that failed before
            failed.append(Failed(error))
        # Every send is awaited, also when one failed: an unread failure would be lost.
        outcomes = await asyncio.gather(*sent, return_exceptions=True)
        for outcome, one in zip(outcomes, full, strict=False):
            if isinstance(outcome, BaseException):
                failed.append(Failed(outcome, one.offsets))
        return failed


class _MessageSet:
    """One message set and the source offsets in it."""

    def __init__(self, producer: AIOKafkaProducer, company: int | None) -> None:
        self.builder = producer.create_batch()
        self.company = company  # whom it is for; None: all that nobody suspects
        self.offsets: set[int] = set()

    def take(self, letter: Letter) -> bool:
        """Append a letter; False when the set is full. An empty set takes one of any size."""
        offset, _, _, timestamp_ms, key, value, headers = letter
        added = self.builder.append(
            timestamp=timestamp_ms,
            key=key,
            value=value,
            headers=list(headers),  # aiokafka takes no tuple
        )
        if added is None:
            return False
        self.offsets.add(offset)
        return True


class Outbox:
    """Fills sets with the letters of one batch, and has all of them written."""

    def __init__(self, producer: AIOKafkaProducer, carrier: Carrier, *, atomic: bool) -> None:
        """Take an open producer, who carries, and whether all goes into a transaction."""
        self._producer = producer
        self._carrier = carrier
        self._atomic = atomic
        self._suspects: Mapping[int, int] = {}
        self._filling: dict[tuple[str, int], _MessageSet] = {}
        self._full: list[Full] = []

    async def send(self, delivery: Delivery) -> None:
        """Send everything and wait until the broker has confirmed all of it.

        Raises:
            RedactorError: A verdict, the gravest of all that failed; see `Emitter.emit`.
        """
        self._suspects = delivery.suspects
        for partition, message_set, offsets in delivery.parcels:
            ready = ReadySet(message_set, atomic=self._atomic)
            self._full.append(Full(ready, message_set.target, partition, offsets))
        for letter in delivery.letters:
            filling = self._filling.get((letter.topic, letter.partition))
            if self._suspects or filling is None or not filling.take(letter):
                self._put(letter)
        for place in list(self._filling):
            self._ship(place)
        try:
            failed = await self._carrier.carried(self._full)
        except KafkaError as error:
            raise emit_verdict(error) from None
        if failed:
            raise _gravest([emit_verdict(error, frozenset(them)) for error, them in failed])

    def _put(self, letter: Letter) -> None:
        """Take a letter that may have to travel apart, or that no set has room for."""
        place = (letter.topic, letter.partition)
        company = self._suspects.get(letter.offset)
        filling = self._filling.get(place)
        if filling is not None and filling.company == company and filling.take(letter):
            return
        if filling is not None:
            self._ship(place)
        filling = self._filling[place] = _MessageSet(self._producer, company)
        filling.take(letter)

    def _ship(self, place: tuple[str, int]) -> None:
        """Take no more into a set: it is to be sent."""
        message_set = self._filling.pop(place)
        message_set.builder.close()
        self._full.append(Full(message_set.builder, *place, message_set.offsets))


def _gravest(verdicts: list[RedactorError]) -> RedactorError:
    """Choose what to act on: a record's own fault only when nothing worse happened.

    Sets behind a refused one fail as well (out of order), so an unfit record outranks what is
    merely transient; a stop or a fence outranks both.
    """
    unfit = [verdict for verdict in verdicts if isinstance(verdict, UnfitError)]
    final = [
        verdict for verdict in verdicts if not isinstance(verdict, UnfitError | TransientError)
    ]
    if final:
        return final[0]
    if unfit:
        return UnfitError([refused for verdict in unfit for refused in verdict.refused])
    return verdicts[0]


def mark_read(future: "asyncio.Future[Any]") -> None:
    """Mark a failure as seen, for a batch cancelled before it could await its sends."""
    if not future.cancelled():
        future.exception()
