"""Which partition of a target topic a masked record goes to.

Must never split the records of one source partition that share a key.
"""

from typing import Final

from aiokafka.partitioner import murmur2

_POSITIVE: Final = 0x7FFFFFFF  # Java's Utils.toPositive, so that we agree with its producers


def target_partition(
    masked_key: bytes | None, source_partition: int, counts: tuple[int, int]
) -> int:
    """Choose the partition.

    Where source and target have as many partitions, the number is kept, and with it the order of
    the whole partition. Elsewhere the masked key decides, as Kafka's default partitioner would
    (murmur2), which keeps the order of each key; a record without a key follows its source
    partition.

    Args:
        masked_key: Key as it will be written.
        source_partition: Where the record stood.
        counts: Partitions of the source topic and of the target topic, each at least 1.

    Returns:
        A partition of the target topic.
    """
    source_count, target_count = counts
    if source_count == target_count:
        return source_partition
    if masked_key is None:
        return source_partition % target_count
    hashed: int = murmur2(masked_key)
    return (hashed & _POSITIVE) % target_count
