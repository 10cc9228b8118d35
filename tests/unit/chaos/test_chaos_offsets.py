"""Where Kafka keeps a group: as its brokers were seen to."""

import pytest

from tests.chaos.offsets import coordinating_partition


@pytest.mark.parametrize(
    ("name", "partition", "why"),
    [
        ("", 0, "the hash of nothing is 0"),
        ("a", 1, "97 modulo 4"),
        ("chaos-exactly-once-crew0", 3, "a negative hash: its absolute value, not its bits"),
        ("chaos-at-least-once-crew1", 1, "seen in the log of that partition"),
    ],
)
def test_the_partition_is_kafkas(name: str, partition: int, why: str) -> None:
    """The absolute value of Java's hash, modulo the partition count."""
    assert coordinating_partition(name) == partition, why
