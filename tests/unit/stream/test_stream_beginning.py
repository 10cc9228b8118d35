"""Where a lane begins, when coordinator, memory and outputs do not agree."""

from typing import Any

import pytest
from aiokafka import TopicPartition

from redactor.stream import beginning
from redactor.stream.beginning import Beginning, Evidence
from redactor.stream.group_consumer import IN_TRANSACTION, Committed
from redactor.stream.port import TransientError
from tests.support.tails import Carried

PLACE = TopicPartition("raw", 0)
FIRST, END = 2, 10


class FakeConsumer:
    """A coordinator that gives one answer after the other, and then the last again and again."""

    def __init__(self, *answers: Committed | None) -> None:
        """Take the answers."""
        self._answers = list(answers)

    async def committed(self, place: TopicPartition) -> Committed | None:
        """Give the next answer."""
        del place
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    async def beginning_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the first offset."""
        return dict.fromkeys(places, FIRST)

    async def end_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the end."""
        return dict.fromkeys(places, END)


def found(consumer: Any, carried: int = 8, *, atomic: bool = True) -> Beginning:  # noqa: ANN401 -- a stand-in
    """Make what is under test."""
    return Beginning(consumer, PLACE, Evidence(Carried(carried), atomic))


@pytest.mark.parametrize(
    ("told", "floor", "offset", "why"),
    [
        (Committed(6, IN_TRANSACTION), 0, 8, "what is written was carried: the coordinator forgot"),
        (Committed(8, IN_TRANSACTION), 0, 8, "both agree"),
        (Committed(9, IN_TRANSACTION), 0, 9, "a tail too short takes nothing back"),
        (Committed(6, IN_TRANSACTION), 7, 8, "another worker had the partition since"),
        (Committed(6, IN_TRANSACTION), 9, 9, "we know better than the tail"),
        (None, 7, 8, "it forgot all, but we saw a commit: it is no new group"),
        (Committed(6, ""), 0, 6, "a person set the offset, to read again"),
    ],
)
async def test_the_outputs_are_asked_whether_the_coordinator_forgot(
    told: Committed | None, floor: int, offset: int, why: str
) -> None:
    """A lane goes on behind what is written, whatever coordinator and memory know."""
    assert await found(FakeConsumer(told)).offset(floor) == offset, why


async def test_outputs_that_are_no_transaction_raise_nothing() -> None:
    """With `at_least_once` a later record may be written and an earlier one not."""
    told = Committed(6, IN_TRANSACTION)
    assert await found(FakeConsumer(told), atomic=False).offset(0) == 6


async def test_a_coordinator_that_knows_of_nothing_is_asked_again() -> None:
    """Where there are outputs, "no offset" may be said by one that still catches up."""
    begins = found(FakeConsumer(None, None, Committed(8, IN_TRANSACTION)))
    for _ in range(2):
        with pytest.raises(TransientError, match="OffsetDoubted"):
            await begins.offset(0)
    assert await begins.offset(0) == 8


async def test_a_coordinator_that_stands_by_it_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new group on old topics begins at the first record, after the doubt has had its time."""
    begins = found(FakeConsumer(None))
    with pytest.raises(TransientError):
        await begins.offset(0)
    monkeypatch.setattr(beginning, "DOUBT_S", 0.0)
    assert await begins.offset(0) == FIRST


async def test_a_new_group_without_outputs_begins_at_once() -> None:
    """There is nothing to doubt."""
    assert await found(FakeConsumer(None), carried=0).offset(0) == FIRST
