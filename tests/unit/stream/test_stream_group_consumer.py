"""What the group committed: an offset, none, or no answer; never one taken for the other."""

from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition, errors

from redactor.stream.group_consumer import offset_of

PLACE = TopicPartition("raw", 1)


def answer(offset: int, code: int = 0, **whole: int) -> SimpleNamespace:
    """Make a response with one partition of ours and one of another topic."""
    topics = [("other", [(1, 99, "", 0)]), ("raw", [(0, 98, "", 0), (1, offset, "", code)])]
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
    assert offset_of(response, PLACE) == offset, why


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
