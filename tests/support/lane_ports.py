"""A source and an emitter in memory, and a pipeline of a few lines, for tests of the lane alone.

Must keep the ports' promises: what is committed is read from there on, what failed is not.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from redactor.errors import Reason
from redactor.isolation.native import NATIVE
from redactor.record import Coordinates, Masked, Output, Record, Refused, Result
from redactor.settings import Refusals
from redactor.stream.addressing import Addressing
from redactor.stream.lane import Lane, Place, Shop
from redactor.stream.live import LivePipeline
from redactor.stream.port import Delivery, Emitter, Letter, Parcel, Source
from redactor.stream.turns import Turns
from tests.support.in_thread import InThread
from tests.support.plane import Tally, until

RAW, MASKED, QUARANTINE = "raw", "masked", "quarantine"
POISON = b"poison"


def record(offset: int, value: bytes = b"fine") -> Record:
    """Make a record of partition 0."""
    return Record(Coordinates(RAW, 0, offset), 1_700_000_000_000 + offset, b"k", value)


class Log(Source):
    """A partition and the group's offset in it."""

    def __init__(self, records: Sequence[Record]) -> None:
        """Take all records."""
        self.records = list(records)
        self.committed = 0
        self.position = 0
        self.faults: list[Exception] = []
        self.told: list[int] = []  # wrong answers to the next rewinds
        self.at_once = 3

    async def rewind(self, floor: int) -> int:
        """See `Source.rewind`."""
        told = self.told.pop(0) if self.told else self.committed
        self.position = max(told, floor)
        return self.position

    async def fetch(self) -> list[Record]:
        """See `Source.fetch`; so many records at once."""
        if self.faults:
            raise self.faults.pop(0)
        batch = self.records[self.position : self.position + self.at_once]
        self.position += len(batch)
        await asyncio.sleep(0 if batch else 0.01)
        return batch

    def lag(self, next_offset: int) -> int:
        """See `Source.lag`."""
        return len(self.records) - next_offset


class Ledger(Emitter):
    """Keeps what was written; fails as told, before anything of the batch is kept."""

    def __init__(self, log: Log) -> None:
        """Commit into a log."""
        self._log = log
        self.letters: list[Letter] = []
        self.parcels = 0  # message sets that came, kept or not
        self.suspects: list[Mapping[int, int]] = []
        self.faults: list[Exception | None] = []  # of the next batches; None lets one pass
        self.open_faults: list[Exception] = []
        self.opened = 0
        self.is_open = False

    async def open(self) -> None:
        """See `Emitter.open`."""
        self.opened += 1
        if self.open_faults:
            raise self.open_faults.pop(0)
        self.is_open = True

    async def emit(self, delivery: Delivery) -> None:
        """See `Emitter.emit`."""
        assert self.is_open, "a lane must open before it emits"
        self.suspects.append(delivery.suspects)
        self.parcels += len(delivery.parcels)
        letters = [*chain.from_iterable(map(_unpacked, delivery.parcels)), *delivery.letters]
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        self.letters += letters
        self._log.committed = delivery.next_offset

    async def close(self) -> None:
        """See `Emitter.close`."""
        self.is_open = False


def _unpacked(parcel: Parcel) -> Iterator[Letter]:
    """Take a message set apart."""
    partition, one, offsets = parcel
    assert NATIVE is not None, "nobody else has packed it"
    for offset, copy in zip(sorted(offsets), NATIVE.opened(one.masked_records), strict=True):
        yield Letter(offset, one.target, partition, None, *copy)


class Gate(Turns):
    """Turns that can be kept from everybody."""

    def __init__(self) -> None:
        """Begin open."""
        super().__init__(processes=1)
        self.open = asyncio.Event()
        self.open.set()
        self.asked: list[bool] = []

    async def come(self, *, full: bool) -> float:
        """See `Turns.come`."""
        self.asked.append(full)
        await self.open.wait()
        return await super().come(full=full)


class Copies:
    """A pipeline that copies, refuses `POISON`, and can be told to answer wrongly."""

    policy_hash = "feed"
    sources = (RAW,)
    targets = (MASKED,)
    forgets = False

    def redact(self, records: Sequence[Record]) -> list[Result]:
        """See `Pipeline.redact`."""
        return [_copy(one) for one in records][int(self.forgets) :]


def _copy(one: Record) -> Result:
    if one.raw_value == POISON:
        return Refused(one.at, one.timestamp_ms, Reason.INVALID_JSON)
    return Masked(one.at, one.timestamp_ms, (Output(MASKED, one.raw_key, one.raw_value),))


class Bench:
    """One lane on a bench, with everything around it in reach."""

    def __init__(
        self, records: Sequence[Record], redactor: InThread, refusals: Refusals | None = None
    ) -> None:
        """Build the lane; nothing runs."""
        self.log = Log(records)
        self.ledger = Ledger(self.log)
        self.pipeline = Copies()
        self.tally = Tally()
        self.redactor = redactor
        self.turns = Gate()
        live = LivePipeline(self.pipeline)  # type: ignore[arg-type]  # the lane asks no more of it
        shop = Shop(
            live=live,
            redactor=self.redactor,
            turns=self.turns,
            observer=self.tally,
            addressing=Addressing(QUARANTINE, lambda _: 1),
            refusals=refusals or Refusals(),
            retry_s=0.3,
            park_s=0.05,
            confirmed={},
        )
        self.lane = Lane(Place(RAW, 0), self.log, self.ledger, shop)

    async def run(self, count: int) -> None:
        """Run the lane until a number of results is committed, or it fails."""
        task = asyncio.create_task(self.lane.run())
        waiting = asyncio.create_task(until("the lane's work", lambda: self.tally.total >= count))
        await asyncio.wait([task, waiting], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        self.lane.finish()
        await task

    def written(self, topic: str) -> list[int]:
        """Give the source offsets of what was written to a topic."""
        return [letter.offset for letter in self.ledger.letters if letter.topic == topic]
