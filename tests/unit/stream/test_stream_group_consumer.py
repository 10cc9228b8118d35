"""What the group committed: an offset, none, or no answer; never one taken for the other."""

import asyncio
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, Final

import pytest
from aiokafka import TopicPartition, errors

from redactor.errors import SourceError
from redactor.stream.group_consumer import Committed, GroupConsumer, offset_of

PLACE = TopicPartition("raw", 1)
CANARY: Final = "canary-13800138000"
MARK: Final = "set by hand"


def answer(offset: int, code: int = 0, **whole: int) -> SimpleNamespace:
    """Make a response with one partition of ours and one of another topic."""
    topics = [("other", [(1, 99, "", 0)]), ("raw", [(0, 98, "", 0), (1, offset, MARK, code)])]
    return SimpleNamespace(topics=topics, **whole)


@pytest.mark.parametrize(
    ("response", "offset", "why"),
    [
        (answer(7), 7, "version 1 has no code for the whole"),
        (answer(7, error_code=0), 7, "all is well"),
        (answer(0, error_code=0), 0, "the first offset is an offset"),
        (answer(-1, error_code=0), None, "the coordinator says there is none"),
    ],
)
def test_an_answer_is_read(response: SimpleNamespace, offset: int | None, why: str) -> None:
    """The partition's own offset is given, and none only where the coordinator says so."""
    told = offset_of(response, PLACE)
    assert told == (None if offset is None else Committed(offset, MARK)), why


@pytest.mark.parametrize(
    ("response", "error", "why"),
    [
        (SimpleNamespace(topics=[], error_code=14), errors.GroupLoadInProgressError, "it loads"),
        (SimpleNamespace(topics=[], error_code=16), errors.NotCoordinatorForGroupError, "moved"),
        (answer(-1, 3, error_code=0), errors.UnknownTopicOrPartitionError, "metadata are young"),
        (SimpleNamespace(topics=[], error_code=0), errors.KafkaError, "our partition is missing"),
    ],
)
def test_no_answer_is_an_error(response: Any, error: type[Exception], why: str) -> None:  # noqa: ANN401 -- a stand-in
    """A coordinator that cannot answer never looks like a group without an offset."""
    with pytest.raises(error) as caught:
        offset_of(response, PLACE)
    assert type(caught.value) is error, why


async def _failing() -> None:
    raise RuntimeError(CANARY)


async def _working() -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("ended", ["fetcher", "metadata"])
async def test_a_task_of_the_client_that_ended_is_told(ended: str) -> None:
    """Aiokafka tells nobody when a background task of its own dies: then nothing is read."""
    tasks = {name: asyncio.ensure_future(_working()) for name in ("fetcher", "metadata")}
    consumer_of(tasks).check()
    failed = asyncio.ensure_future(_failing())
    await asyncio.wait([failed])
    with pytest.raises(SourceError, match=rf"{ended} task ended \(RuntimeError\)") as caught:
        consumer_of({**tasks, ended: failed}).check()
    assert CANARY not in str(caught.value)
    for task in tasks.values():
        task.cancel()


def consumer_of(tasks: Mapping[str, asyncio.Future[None]]) -> GroupConsumer:
    """Make a consumer that has nothing but its background tasks."""
    consumer = GroupConsumer.__new__(GroupConsumer)
    parts = {
        "_fetcher": SimpleNamespace(_fetch_task=tasks["fetcher"]),
        "_client": SimpleNamespace(_sync_task=tasks["metadata"]),
        "_closed": True,  # for its finaliser
    }
    for name, part in parts.items():
        setattr(consumer, name, part)
    return consumer
