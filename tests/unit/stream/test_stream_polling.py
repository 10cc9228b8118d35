"""A broker waits for some of its partitions only briefly, and for all of them as long as it may."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import consumer, fetcher
from aiokafka.consumer.subscription_state import SubscriptionState

from redactor.stream import polling
from redactor.stream.polling import SHORT_MS, SOON_S, Polling

MAX_WAIT_MS = 50
PLACES = [TopicPartition("raw", number) for number in range(4)]
LEADERS = {place: place.partition % 2 for place in PLACES}  # two brokers


@contextmanager
def asking(max_wait_ms: int = MAX_WAIT_MS) -> Iterator[tuple[Polling, SubscriptionState]]:
    """Make a fetcher of partitions that have all been sought, with nothing asked for yet."""
    subscription = SubscriptionState()
    subscription.assign_from_user(PLACES)
    for place in PLACES:
        subscription.seek(place, 0)
    cluster = SimpleNamespace(leader_for_partition=LEADERS.get)
    client = SimpleNamespace(_loop=None, _metadata_max_age_ms=1_000, cluster=cluster)
    made = Polling.__new__(Polling)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetcher, "create_task", lambda routine: routine.close())
        made.__init__(client, subscription, fetch_max_wait_ms=max_wait_ms)  # type: ignore[misc]
    yield made, subscription


def waits(made: Polling, subscription: SubscriptionState) -> dict[int, int]:
    """Give how long each broker is asked to wait."""
    requests, *_ = made._get_actions_per_node(subscription.subscription.assignment)  # noqa: SLF001 -- aiokafka has no other
    return {node: request._max_wait_ms for node, request in requests}  # noqa: SLF001 -- the same


async def test_a_broker_of_which_all_partitions_are_asked_for_waits_as_long_as_it_may() -> None:
    """Nobody is held up by it."""
    with asking() as (made, subscription):
        assert waits(made, subscription) == {0: MAX_WAIT_MS, 1: MAX_WAIT_MS}


async def test_a_broker_waits_briefly_while_the_lane_of_another_partition_of_its_is_at_work() -> (
    None
):
    """The other broker's answer holds up nobody."""
    with asking() as (made, subscription):
        subscription.pause(PLACES[0])
        assert waits(made, subscription) == {0: SHORT_MS, 1: MAX_WAIT_MS}
        subscription.resume(PLACES[0])
        assert waits(made, subscription) == {0: MAX_WAIT_MS, 1: MAX_WAIT_MS}


async def test_a_lane_that_is_held_up_is_not_waited_for_with_hundreds_of_questions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As between two attempts to write; the next batch is awaited as ever."""
    now = [100.0]
    monkeypatch.setattr(polling, "time", SimpleNamespace(monotonic=lambda: now[0]))
    with asking() as (made, subscription):
        subscription.pause(PLACES[0])
        assert waits(made, subscription)[0] == SHORT_MS
        now[0] += SOON_S
        assert waits(made, subscription) == {0: MAX_WAIT_MS, 1: MAX_WAIT_MS}
        subscription.pause(PLACES[1])
        assert waits(made, subscription) == {0: MAX_WAIT_MS, 1: SHORT_MS}
        subscription.resume(PLACES[0])
        subscription.pause(PLACES[0])
        assert waits(made, subscription) == {0: SHORT_MS, 1: SHORT_MS}


async def test_a_wait_that_is_shorter_stays() -> None:
    """No setting is made longer."""
    with asking(1) as (made, subscription):
        subscription.pause(PLACES[0])
        assert waits(made, subscription) == {0: 1, 1: 1}


def test_every_consumer_asks_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed is what a consumer makes."""
    monkeypatch.setattr(consumer, "Fetcher", consumer.Fetcher)
    polling.install()
    assert consumer.Fetcher is Polling
