"""How far back the outputs are looked through, and when that ends."""

from typing import TYPE_CHECKING, Any, cast

import pytest
from aiokafka import TopicPartition

from redactor.settings import Batch
from redactor.stages.codec import SOURCE_HEADER
from redactor.stream import tails
from redactor.stream.tails import DEPTHS, Tails

if TYPE_CHECKING:
    from redactor.stream.ends import Ends
    from redactor.stream.topics import Topics

SOURCE = TopicPartition("raw", 0)
EIGHT = 8 * Batch().max_records  # attempts that were aborted, and may stand behind what is ours


class Shown:
    """A record of an output."""

    def __init__(self, offset: int) -> None:
        """Take the offset of the source record that it is of."""
        self.headers = [(SOURCE_HEADER, f"raw/0/{offset}".encode())]


class Outputs:
    """One client and all topics: a log of so many offsets, with our records at some of them."""

    def __init__(self, begins: int, ends: int, ours: dict[int, int]) -> None:
        """Take the log's bounds, and by offset the source offset of each record of ours."""
        self._bounds = begins, ends
        self.ours = ours
        self.fetched: list[int] = []
        self.needed = self
        self.quarantine = "quarantine"

    async def client(self) -> "Outputs":
        """Be the client."""
        return self

    def partitions(self, topic: str) -> int:
        """One each."""
        del topic
        return 1

    def targets(self, source: str) -> tuple[str, ...]:
        """No copies: the quarantine alone is looked through."""
        del source
        return ()

    async def beginning_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the first offset."""
        return dict.fromkeys(places, self._bounds[0])

    async def end_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        """Give the end."""
        return dict.fromkeys(places, self._bounds[1])


@pytest.mark.parametrize(
    ("bounds", "ours", "carried", "fetched"),
    [
        ((0, 0), {}, 0, []),
        ((7, 7), {}, 0, []),
        ((0, DEPTHS[0]), {}, 0, [0]),
        ((0, DEPTHS[0] + 1), {}, 0, [1, 0]),
        ((0, DEPTHS[0] + 1), {0: 5}, 6, [1, 0]),
        ((40, 50), {41: 5, 45: 8}, 9, [40]),
        ((0, 80_000), {1: 5}, 0, [80_000 - depth for depth in DEPTHS]),
        ((0, 50_000), {50_000 - EIGHT - 1: 5}, 6, [50_000 - depth for depth in DEPTHS]),
    ],
)
async def test_a_log_is_looked_through_once_and_no_further_than_told(
    monkeypatch: pytest.MonkeyPatch,
    bounds: tuple[int, int],
    ours: dict[int, int],
    carried: int,
    fetched: list[int],
) -> None:
    """From its end back, until one of ours is found or there is no more of it."""
    outputs = Outputs(*bounds, ours)

    async def records_from(client: Any, place: TopicPartition, first: int) -> list[Shown]:  # noqa: ANN401 -- a stand-in
        """Give what stands from an offset on."""
        assert place == TopicPartition("quarantine", 0)
        client.fetched.append(first)
        return [Shown(offset) for at, offset in client.ours.items() if at >= first]

    monkeypatch.setattr(tails, "records_from", records_from)
    under_test = Tails(cast("Ends", outputs), cast("Topics", outputs))
    assert await under_test.carried(SOURCE) == carried
    assert outputs.fetched == fetched
