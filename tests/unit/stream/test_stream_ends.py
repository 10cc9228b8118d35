"""Where partitions end: what each answer is taken for, and what silence is."""

import asyncio
from typing import Any, ClassVar, Final

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from redactor.stream.ends import Ends

ONE, TWO = TopicPartition("raw", 0), TopicPartition("raw", 1)
TIMEOUT_S: Final = 0.05


class FakeClient:
    """Answers for the partitions that it is told of; all others hang."""

    def __init__(self, **_: Any) -> None:  # noqa: ANN401 -- aiokafka's own options
        """Count the clients, and know no partition."""
        type(self).made += 1
        self.stopped = False
        self._client = self  # it stands for aiokafka's own client as well

    made = 0
    told: ClassVar[list[frozenset[str]]] = []
    ends: ClassVar[dict[TopicPartition, int]] = {}
    up = True

    async def start(self) -> None:
        """Connect, if a broker is up."""
        if not self.up:
            raise KafkaConnectionError

    async def stop(self) -> None:
        """Disconnect."""
        self.stopped = True

    async def set_topics(self, topics: frozenset[str]) -> None:
        """Keep what it was told."""
        self.told.append(topics)

    async def end_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        """Answer, or hang."""
        if places[0] not in self.ends:
            await asyncio.sleep(60)
        return {place: self.ends[place] for place in places}


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Ends:
    """What asks a fake client that knows both partitions."""
    monkeypatch.setattr("redactor.stream.ends.AIOKafkaConsumer", FakeClient)
    monkeypatch.setattr(FakeClient, "made", 0)
    monkeypatch.setattr(FakeClient, "up", True)
    monkeypatch.setattr(FakeClient, "ends", {ONE: 7, TWO: 9})
    return Ends({}, TIMEOUT_S)


async def test_every_partition_has_its_answer(ends: Ends) -> None:
    """The end is kept, with the time from which on questions were answered."""
    await ends.look([ONE, TWO])
    first = ends.seen(ONE)
    await ends.look([ONE, TWO])
    again, other = ends.seen(ONE), ends.seen(TWO)
    assert first
    assert again
    assert other
    assert (again.end, other.end, again.since, again.at > first.at) == (7, 9, first.since, True)


async def test_a_partition_without_an_answer_has_none(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old answer is not kept in place of a new one, and the count of answers begins anew."""
    await ends.look([ONE, TWO])
    before = ends.seen(TWO)
    monkeypatch.setattr(FakeClient, "ends", {ONE: 8})
    await ends.look([ONE, TWO])
    assert (ends.seen(TWO), ends.silent_s) == (None, 0.0), "one partition is no silence of all"
    monkeypatch.setattr(FakeClient, "ends", {ONE: 8, TWO: 9})
    await ends.look([ONE, TWO])
    after = ends.seen(TWO)
    assert before
    assert after
    assert after.since > before.since


async def test_a_partition_that_went_elsewhere_is_forgotten(ends: Ends) -> None:
    """Nothing is known of partitions that were not asked about, nor do they stand."""
    await ends.look([ONE, TWO])
    ends.note(TWO, standing=True)
    await ends.look([ONE])
    assert (ends.seen(TWO), ends.standing) == (None, set())


async def test_silence_is_counted_until_an_answer_and_ends_the_client(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer at all: the time runs, and the next look connects anew."""
    monkeypatch.setattr(FakeClient, "up", False)
    await ends.look([ONE])
    await asyncio.sleep(0.01)
    assert ends.silent_s > 0
    monkeypatch.setattr(FakeClient, "up", True)
    await ends.look([ONE])
    assert (ends.silent_s, FakeClient.made) == (0.0, 2)


async def test_nothing_to_ask_is_no_silence(ends: Ends) -> None:
    """A worker that the group left nothing stands by."""
    await ends.look([])
    assert ends.silent_s == 0.0


async def test_what_was_closed_connects_no_more(ends: Ends) -> None:
    """A look under way while the worker stops leaves no client behind."""
    await ends.look([ONE])
    await ends.close()
    await ends.look([ONE])
    assert (ends.seen(ONE), FakeClient.made) == (None, 1)


async def test_a_client_knows_the_topics_before_it_is_asked(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else aiokafka rests at the first question about each; who names none, tells none."""
    monkeypatch.setattr(FakeClient, "told", [])
    await ends.look([ONE])
    named = Ends({}, TIMEOUT_S, lambda: frozenset({"raw", "masked"}))
    await named.look([ONE])
    await named.look([ONE])
    assert FakeClient.told == [{"raw", "masked"}], "once for each connection"
