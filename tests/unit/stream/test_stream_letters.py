"""Where results go: partitions, pointers, and letters that show no payload."""

import json

import pytest
from aiokafka.partitioner import DefaultPartitioner

from redactor.errors import Reason
from redactor.record import Coordinates, Masked, Output, Refused
from redactor.stream.addressing import Addressing
from redactor.stream.placement import target_partition
from redactor.stream.port import Letter

CANARY = b"canary-13800138000"
SIZES = {"raw": 6, "masked": 6, "narrow": 2, "quarantine": 4}


def test_equal_counts_keep_the_partition() -> None:
    """With as many partitions on both sides the number is kept, whatever the key."""
    assert [target_partition(b"k", p, (6, 6)) for p in range(6)] == list(range(6))


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_other_counts_follow_kafkas_own_partitioner(count: int) -> None:
    """With other counts a key goes where Kafka's default partitioner would put it."""
    partitioner = DefaultPartitioner()
    everything = list(range(count))
    for number in range(50):
        key = f"k{number}".encode()
        expected = partitioner(key, everything, everything)
        assert target_partition(key, number % 6, (6, count)) == expected


def test_no_key_follows_the_source_partition() -> None:
    """A record without a key stays with its source partition's other ones."""
    assert [target_partition(None, p, (6, 4)) for p in range(6)] == [0, 1, 2, 3, 0, 1]


def test_every_output_of_a_record_becomes_a_letter() -> None:
    """A record with two views gives two letters, each in its target's partition."""
    at = Coordinates("raw", 5, 9)
    outputs = (Output("masked", b"k", b"v"), Output("narrow", None, None))
    letters = list(
        Addressing("quarantine", SIZES.__getitem__).letters([Masked(at, 7, outputs)], "p")
    )
    assert [(one.topic, one.partition, one.timestamp_ms) for one in letters] == [
        ("masked", 5, 7),
        ("narrow", 1, 7),
    ]


def test_a_pointer_says_where_and_why_and_nothing_else() -> None:
    """A pointer holds coordinates, source time, reason and policy; the same bytes every time."""
    refused = Refused(Coordinates("raw", 5, 9), 1_700_000_000_000, Reason.TOO_DEEP)
    addressing = Addressing("quarantine", SIZES.__getitem__)
    (pointer,) = addressing.letters([refused], "feed")
    assert (pointer.topic, pointer.partition, pointer.timestamp_ms) == ("quarantine", 1, None)
    assert json.loads(pointer.masked_value or b"") == {
        "topic": "raw",
        "partition": 5,
        "offset": 9,
        "timestamp": 1_700_000_000_000,
        "reason": "too_deep",
        "policy": "feed",
    }
    assert [pointer] == list(addressing.letters([refused], "feed"))


def test_a_letter_shows_no_payload() -> None:
    """The `repr` of a letter names its place alone."""
    letter = Letter(9, "masked", 5, 7, CANARY, CANARY, (("h", CANARY),))
    assert "canary" not in repr(letter)
    assert "canary" not in f"{letter}"
