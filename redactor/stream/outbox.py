"""The message sets of one batch, filled in order and confirmed together.

Must never leave a send unawaited. It fills aiokafka's message sets itself: that costs a third of
`send` a record, knows which records a refused set held, and takes a record whose key and value
are both null, on which `send` raises AssertionError.
"""

import asyncio
from collections.abc import Collection
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import BatchBuilder

from redactor.errors import RedactorError
from redactor.stream.port import Delivery, Letter, TransientError, UnfitError
from redactor.stream.ready import ReadySet
from redactor.stream.verdict import emit_verdict


class _MessageSet:
    """One message set and the source offsets in it."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self.builder = producer.create_batch()
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
    """Sends the letters of one batch through an open producer."""

    def __init__(self, producer: AIOKafkaProducer, *, atomic: bool) -> None:
        """Take the producer, and whether all goes into a transaction."""
        self._producer = producer
        self._atomic = atomic
        self._suspects: frozenset[int] = frozenset()
        self._filling: dict[tuple[str, int], _MessageSet] = {}
        self._sent: list[tuple[asyncio.Future[Any], Collection[int]]] = []

    async def send(self, delivery: Delivery) -> None:
        """Send everything and wait until the broker has confirmed all of it.

        Raises:
            RedactorError: A verdict, the gravest of all that failed; see `Emitter.emit`.
        """
        verdicts: list[RedactorError] = []
        self._suspects = delivery.suspects
        try:
            for partition, message_set, offsets in delivery.parcels:
                ready = ReadySet(message_set, atomic=self._atomic)
                await self._hand_over(ready, (message_set.target, partition), offsets)
            for letter in delivery.letters:
                filling = self._filling.get((letter.topic, letter.partition))
                if self._suspects or filling is None or not filling.take(letter):
                    await self._put(letter)
            for place in list(self._filling):
                await self._ship(place)
        except KafkaError as error:
            verdicts.append(emit_verdict(error))  # often the echo of a set that failed before
        verdicts += await self._verdicts()
        if verdicts:
            raise _gravest(verdicts)

    async def _put(self, letter: Letter) -> None:
        """Take a letter that has to travel alone, or that no set has room for."""
        place = (letter.topic, letter.partition)
        alone = bool(self._suspects) and letter.offset in self._suspects
        if alone and place in self._filling:
            await self._ship(place)
        filling = self._filling.get(place)
        if filling is None or not filling.take(letter):
            if filling is not None:
                await self._ship(place)
            filling = self._filling[place] = _MessageSet(self._producer)
            filling.take(letter)
        if alone:
            await self._ship(place)

    async def _ship(self, place: tuple[str, int]) -> None:
        """Take no more into a set, and send it."""
        message_set = self._filling.pop(place)
        message_set.builder.close()
        await self._hand_over(message_set.builder, place, message_set.offsets)

    async def _hand_over(
        self, builder: BatchBuilder | ReadySet, place: tuple[str, int], offsets: Collection[int]
    ) -> None:
        """Hand a full set to the producer, which keeps the sets of one partition in order."""
        topic, partition = place
        future = await self._producer.send_batch(builder, topic, partition=partition)
        future.add_done_callback(_read)
        self._sent.append((future, offsets))

    async def _verdicts(self) -> list[RedactorError]:
        """Await every send, also when one failed: an unread failure would be lost."""
        outcomes = await asyncio.gather(
            *(future for future, _ in self._sent), return_exceptions=True
        )
        return [
            emit_verdict(outcome, frozenset(offsets))
            for outcome, (_, offsets) in zip(outcomes, self._sent, strict=True)
            if isinstance(outcome, BaseException)
        ]


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


def _read(future: "asyncio.Future[Any]") -> None:
    """Mark a failure as seen, for a batch cancelled before it could await its sends."""
    if not future.cancelled():
        future.exception()
