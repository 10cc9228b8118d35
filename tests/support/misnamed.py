"""Message sets in which one header's name is no UTF-8, as no Kafka client of today writes them.

Must never be written by a client of its own accord: the bytes are changed after it built the set.
"""

import struct
from typing import Final

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import for_code
from aiokafka.protocol.produce import ProduceRequest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

NAME: Final = "note-name"
CRC_AT: Final = 17  # of a set of format 2; what it covers begins behind it
NO_UTF8: Final = 0xFF


def misnamed_set(values: list[bytes], culprits: frozenset[int]) -> bytes:
    """Build a set whose records all have one header, that of some named by a byte no UTF-8 has.

    Args:
        values: Of the records, in order.
        culprits: Indices of records to spoil.
    """
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 20)
    for index, value in enumerate(values):
        builder.append(index, 1_700_000_000_000 + index, b"k", value, [(NAME, b"v")])
    raw = bytearray(builder.build())
    at = -1
    for index in range(len(values)):
        at = raw.find(NAME.encode(), at + 1)
        if index in culprits:
            raw[at] = NO_UTF8
    covered = CRC_AT + 4
    struct.pack_into(">I", raw, CRC_AT, calc_crc32c(bytes(raw[covered:])))
    return bytes(raw)


async def write_set(servers: tuple[str, ...], topic: str, raw: bytes) -> None:
    """Send a set to partition 0 of a topic, as it is.

    Raises:
        KafkaError: The broker did not take it.
    """
    client = AIOKafkaClient(bootstrap_servers=list(servers))
    await client.bootstrap()
    try:
        await client.add_topic(topic)
        leader = client.cluster.leader_for_partition(TopicPartition(topic, 0))
        request = ProduceRequest(None, -1, 10_000, [(topic, [(0, raw)])])
        response = await client.send(leader, request)
        ((_, ((_, code, *_),)),) = response.topics
        if code:
            raise for_code(code)
    finally:
        await client.close()
