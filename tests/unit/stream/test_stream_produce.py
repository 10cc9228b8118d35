"""A set sent in pieces is, byte for byte, what aiokafka would send; and so it is sent as one."""

import random

import pytest
from aiokafka import TopicPartition
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.protocol.produce import ProduceRequest

from redactor.stream.produce import ALL, Sets

PLACES = [("masked", 3), ("masked", 0), ("遮罩", 3), ("second", 1), ("third", 9)]
AIOKAFKAS = range(8)  # versions


class Two:
    """A set of two pieces."""

    def __init__(self, *both: bytes) -> None:
        """Take them."""
        self.both = both

    def pieces(self) -> tuple[bytes, ...]:
        """Give them."""
        return self.both


def in_one(request: ProduceRequest, version: int) -> bytes:
    """Write what aiokafka's connection does."""
    told = request.prepare({ProduceRequest.API_KEY: (version, version)})
    message: bytes = told.build_request_header(7, "redactor-one").encode() + told.encode()
    return len(message).to_bytes(4) + message


@pytest.mark.parametrize("version", AIOKAFKAS)
def test_the_bytes_are_aiokafkas(version: int) -> None:
    """Of every version, with a transaction where there can be one, of sets empty and large."""
    drawn = random.Random(version)
    for size in (0, 1, 61, 100_000):
        places = [TopicPartition(*one) for one in drawn.sample(PLACES, drawn.randrange(1, 5))]
        builders = {
            place: Two(drawn.randbytes(size), drawn.randbytes(drawn.randrange(100)))
            for place in places
        }
        its_id = "group.raw.3" if version >= 3 else None
        due = in_one(ProduceRequest(its_id, ALL, 40_000, aiokafkas(builders)), version)
        one = Sets(its_id, 40_000, builders)
        made = one.in_pieces({ProduceRequest.API_KEY: (version, version)}, 7, "redactor-one")
        assert made is not None
        assert b"".join(made[1]) == due
        assert in_one(one, version) == due


def aiokafkas(builders: dict[TopicPartition, Two]) -> list[tuple[str, list[tuple[int, bytes]]]]:
    """Put sets as aiokafka's sender does."""
    of: dict[str, list[tuple[int, bytes]]] = {}
    for place, builder in builders.items():
        of.setdefault(place.topic, []).append((place.partition, b"".join(builder.both)))
    return list(of.items())


def test_a_set_of_aiokafkas_is_one_piece() -> None:
    """Letters are filled into those."""
    builder = BatchBuilder(1_000, 0, is_transactional=1)
    builder.append(timestamp=1, key=None, value=b"v")
    builder.close()
    made = Sets(None, 1, {TopicPartition(*PLACES[0]): builder}).in_pieces(
        {ProduceRequest.API_KEY: (7, 7)}, 7, "c"
    )
    assert made is not None
    assert made[1][-1] == bytes(builder._build())  # noqa: SLF001 -- as aiokafka's sender does


def test_more_behind_the_pieces_is_left_to_aiokafka(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a later version puts behind the set would be left out."""
    one = Sets("t", 1, {TopicPartition(*PLACES[0]): Two(b"a", b"b")})
    kind = type(one.prepare({ProduceRequest.API_KEY: (7, 7)}))
    monkeypatch.setattr(kind, "FLEXIBLE_VERSION", True)
    assert one.in_pieces({ProduceRequest.API_KEY: (7, 7)}, 7, "c") is None
