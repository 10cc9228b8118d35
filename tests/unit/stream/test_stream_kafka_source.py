"""Reading one partition: never past what was not handed over, never a word of what was read."""

import asyncio
import struct
from typing import Any, Final

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import (
    CorruptRecordException,
    GroupAuthorizationFailedError,
    NodeNotReadyError,
    OffsetOutOfRangeError,
)

from redactor.errors import SourceError
from redactor.record import Coordinates, Record
from redactor.stream.beginning import Evidence
from redactor.stream.ends import Ends, Seen
from redactor.stream.group_consumer import IN_TRANSACTION, Committed
from redactor.stream.kafka_source import STANDING, KafkaSource, Terms
from redactor.stream.port import TransientError
from redactor.stream.turns import SEVERAL
from tests.support.tails import Carried

PLACE = TopicPartition("raw", 0)
CANARY = "canary-13800138000"


class FakeConsumer:
    """A consumer with one partition that holds offsets 5 to 9."""

    def __init__(self, committed: int | None = None, fault: Exception | None = None) -> None:
        """Take the group's offset, and what reading raises."""
        self._committed = committed
        self._fault = fault
        self.sought: int | None = None
        self.silent = False
        self.at = 5
        self.mark = IN_TRANSACTION
        self.count = 1
        self.assigned = {PLACE}
        self.paused: list[bool] = []

    async def committed(self, place: TopicPartition) -> Committed | None:
        """Give the group's offset; never answers for a group that is -1."""
        del place
        if self._committed == -1:
            await asyncio.sleep(60)
        return None if self._committed is None else Committed(self._committed, self.mark)

    async def beginning_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the first offset."""
        return dict.fromkeys(places, 5)

    async def end_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the end."""
        return dict.fromkeys(places, 10)

    def seek(self, place: TopicPartition, offset: int) -> None:
        """Remember where to."""
        del place
        self.sought = offset

    async def getmany(self, place: TopicPartition, **_: Any) -> dict[TopicPartition, list[Record]]:  # noqa: ANN401 -- aiokafka's own options
        """Fail, or give records; none of a partition that is paused."""
        assert self.paused[-1:] != [True], "nothing would ever come"
        if self._fault:
            raise self._fault
        if self.silent:
            return {}
        headers = (("h", b"1"), ("h", None))
        record = Record(Coordinates("raw", 0, 5), 77, b"k", None, headers)
        return {place: [record] * self.count}

    def pause(self, place: TopicPartition) -> None:
        """Remember it; aiokafka raises for a partition that is not assigned."""
        assert place in self.assigned
        self.paused.append(True)

    def resume(self, place: TopicPartition) -> None:
        """See `pause`."""
        assert place in self.assigned
        self.paused.append(False)

    async def position(self, place: TopicPartition) -> int:
        """Give the offset that would be read next."""
        del place
        return self.at

    def assignment(self) -> set[TopicPartition]:
        """Give what is assigned."""
        return self.assigned

    def highwater(self, place: TopicPartition) -> int:
        """Give the end."""
        del place
        return 10


TIMEOUT_S: Final = 0.05


class Told(Ends):
    """What the broker says of the partition's end, told by the test."""

    def __init__(self) -> None:
        """Nothing was answered yet."""
        super().__init__({}, TIMEOUT_S)
        self.latest: Seen | None = None

    def seen(self, source: TopicPartition) -> Seen | None:
        """See `Ends.seen`."""
        del source
        return self.latest


def source(consumer: Any, ends: Ends | None = None, carried: int = 0) -> KafkaSource:  # noqa: ANN401 -- a stand-in
    """Make the source under test; its outputs show that it was carried so far."""
    beside = Evidence(Carried(carried), atomic=True)
    return KafkaSource(consumer, PLACE, Terms(100, TIMEOUT_S, ends or Told(), beside))


async def _stand(reader: KafkaSource, ends: Told, end: int) -> None:
    """Let the reader get nothing through answers that span more than it may stand."""
    for at in (0.0, 1.0, 1.0 + STANDING * TIMEOUT_S + 0.01):
        ends.latest = Seen(end, at, 0.0)
        assert await reader.fetch() == []


@pytest.mark.parametrize(
    ("committed", "offset", "why"),
    [
        (None, 5, "a new group starts at the first record there is"),
        (5, 5, "the first record"),
        (7, 7, "within the log"),
        (10, 10, "all was read"),
    ],
)
async def test_rewinding_goes_to_the_committed_offset(
    committed: int | None, offset: int, why: str
) -> None:
    """The consumer seeks to the group's offset."""
    consumer = FakeConsumer(committed)
    assert await source(consumer).rewind(0) == offset, why
    assert consumer.sought == offset


@pytest.mark.parametrize("told", [None, 5, 6])
async def test_a_broker_that_forgot_is_not_followed_back(told: int | None) -> None:
    """What this worker saw committed stands, whatever the coordinator tells later."""
    consumer = FakeConsumer(told)
    assert await source(consumer).rewind(7) == 7
    assert consumer.sought == 7


async def test_a_floor_beyond_the_log_is_an_alarm() -> None:
    """A topic made anew is shorter than what was committed of the old one."""
    with pytest.raises(SourceError, match="no longer in the log"):
        await source(FakeConsumer(None)).rewind(11)


@pytest.mark.parametrize(
    ("committed", "why"),
    [(4, "retention passed it"), (11, "the topic was made anew and is shorter")],
)
async def test_an_offset_outside_the_log_is_an_alarm(committed: int, why: str) -> None:
    """A committed offset that is gone stops the worker; nothing is sought."""
    consumer = FakeConsumer(committed)
    with pytest.raises(SourceError, match="raw/0: the group's committed offset"):
        await source(consumer).rewind(0)
    assert consumer.sought is None, why


async def test_a_coordinator_that_does_not_answer_is_asked_again() -> None:
    """No answer in time is a passing fault."""
    with pytest.raises(TransientError, match="TimeoutError"):
        await source(FakeConsumer(-1)).rewind(0)


@pytest.mark.parametrize(
    ("fault", "verdict", "why"),
    [
        (OffsetOutOfRangeError({PLACE: 5}), SourceError, "retention passed the position"),
        (GroupAuthorizationFailedError("g"), SourceError, "rights were taken"),
        (CorruptRecordException(CANARY), SourceError, "a broken checksum"),
        (UnicodeDecodeError("utf-8", CANARY.encode(), 0, 1, CANARY), SourceError, "a header name"),
        (SystemError(CANARY), SourceError, "a negative length, in aiokafka's compiled code"),
        (struct.error(CANARY), SourceError, "a marker too short to be one"),
        (NodeNotReadyError(), TransientError, "the broker is away"),
    ],
)
async def test_what_reading_raises_has_its_verdict(
    fault: Exception, verdict: type[Exception], why: str
) -> None:
    """Each read error leads to its verdict, which holds nothing of what was read."""
    with pytest.raises(verdict) as caught:
        await source(FakeConsumer(5, fault)).fetch()
    assert type(caught.value) is verdict, why
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_a_record_is_handed_over_as_it_was_read() -> None:
    """Coordinates, time, key, tombstone and duplicate headers are kept."""
    (found,) = await source(FakeConsumer(5)).fetch()
    assert (str(found.at), found.timestamp_ms) == ("raw/0/5", 77)
    assert (found.raw_key, found.raw_value) == (b"k", None)
    assert found.raw_headers == (("h", b"1"), ("h", None))


def test_lag_counts_what_is_not_committed() -> None:
    """Lag is what stands at or after an offset, never less than nothing."""
    assert [source(FakeConsumer()).lag(offset) for offset in (5, 10, 12)] == [5, 0, 0]


async def test_a_partition_that_stands_still_is_sought_anew_then_given_up() -> None:
    """The broker has records and none comes: first a new try, then a stop with the reason."""
    ends, consumer = Told(), FakeConsumer()
    consumer.silent = True
    reader = source(consumer, ends)
    with pytest.raises(TransientError, match="PartitionStalled"):
        await _stand(reader, ends, end=9)
    assert ends.standing == {PLACE}
    await reader.rewind(0)
    with pytest.raises(SourceError, match="raw/0: nothing was read"):
        await _stand(reader, ends, end=9)


async def test_a_partition_that_moves_again_has_its_time_anew() -> None:
    """Records after a first standstill wipe it out."""
    ends, consumer = Told(), FakeConsumer()
    consumer.silent = True
    reader = source(consumer, ends)
    for _ in range(3):
        with pytest.raises(TransientError, match="PartitionStalled"):
            await _stand(reader, ends, end=9)
        consumer.silent = False
        await reader.fetch()
        consumer.silent = True
        consumer.at += 1
    consumer.silent, consumer.at = True, 9
    ends.latest = Seen(9, 99.0, 0.0)
    await reader.fetch()
    assert ends.standing == set()


async def test_a_partition_read_to_its_end_never_stands() -> None:
    """Nothing comes and nothing is there; markers behind the last record are no lag."""
    ends, consumer = Told(), FakeConsumer()
    consumer.silent, consumer.at = True, 10
    reader = source(consumer, ends)
    await _stand(reader, ends, end=10)
    assert (reader.lag(7), ends.standing) == (0, set())


def test_lag_is_what_the_broker_says_whatever_was_fetched() -> None:
    """A consumer that was never answered does not know of records; the lag counts them."""
    ends = Told()
    ends.latest = Seen(25, 0.0, 0.0)
    assert source(FakeConsumer(), ends).lag(5) == 20


async def test_a_busy_partition_does_not_read_ahead_while_its_batch_is_carried() -> None:
    """It would fetch one record as the next batch, and keep other partitions from being fetched."""
    consumer = FakeConsumer(5)
    consumer.count = SEVERAL
    reader = source(consumer)
    await reader.fetch()
    assert consumer.paused == [True]
    consumer.silent = True
    await reader.fetch()
    assert consumer.paused == [True, False], "whoever asks for records must get them"


async def test_a_quiet_partition_reads_ahead() -> None:
    """Records that come one by one would wait for the next question."""
    consumer = FakeConsumer(5)
    consumer.count = SEVERAL - 1
    await source(consumer).fetch()
    assert consumer.paused == []


async def test_a_partition_that_was_taken_away_while_held_is_let_be() -> None:
    """The client raises for a partition of another; the group's verdict comes another way."""
    consumer = FakeConsumer(5)
    consumer.count = SEVERAL
    reader = source(consumer)
    await reader.fetch()
    consumer.assigned, consumer.paused, consumer.silent = set(), [], True
    await reader.fetch()
    assert consumer.paused == []
