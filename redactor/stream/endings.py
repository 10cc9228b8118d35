"""The offsets and the end of a transaction, as Kafka 4 takes them.

Must never give an answer another shape than aiokafka's handlers read.
"""

import struct
from io import BytesIO
from typing import Final, Self

from aiokafka.protocol.api import RequestStruct, Response
from aiokafka.protocol.types import Boolean, Int16, Int32, Int64, Schema

from redactor.stream import compact
from redactor.stream.flexible import TAGS, TEXT, THROTTLE_BYTES, Newer, rest_of, table_of

# Of github.com/apache/kafka: clients/src/main/resources/common/message/*.json
_TOLD: Final = struct.Struct(">ih")  # partition, error
_OF_GROUP: Final = struct.Struct(">qhi")  # the producer's id and epoch, the group's generation
_OFFSET: Final = struct.Struct(">iqi")  # partition, offset, leader's epoch
_END: Final = struct.Struct(">qh?")


class TxnOffsetCommit5Answer(Response):  # type: ignore[misc]  # aiokafka is untyped
    """What a group's coordinator says of offsets; its `errors` are as in version 0."""

    API_KEY = 28
    API_VERSION = 5
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("errors", table_of(("partition", Int32), ("error_code", Int16))),
        TAGS,
    )

    @classmethod
    def decode(cls, data: BytesIO | bytes) -> Self:
        """Read it, less its tags."""
        raw = rest_of(data)
        plain = compact.plain_table(raw, THROTTLE_BYTES, _TOLD, compact.NO_TAGS)
        if plain is not None and raw[plain[1] :] == compact.NO_TAGS:
            answer = cls()
            answer.errors = plain[0]
            return answer
        answer = super().decode(raw)
        answer.errors = [
            (topic, [(partition, code) for partition, code, _ in partitions])
            for topic, partitions, _ in answer.errors
        ]
        return answer


class TxnOffsetCommit5(RequestStruct):  # type: ignore[misc]  # the same
    """Offsets that make their group part of the transaction, where it is not yet."""

    API_KEY = 28
    API_VERSION = 5
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = TxnOffsetCommit5Answer
    SCHEMA = Schema(
        ("transactional_id", TEXT),
        ("group_id", TEXT),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        ("generation_id", Int32),
        ("member_id", TEXT),
        ("group_instance_id", TEXT),
        (
            "topics",
            table_of(
                ("partition", Int32),
                ("offset", Int64),
                ("leader_epoch", Int32),
                ("metadata", TEXT),
            ),
        ),
        TAGS,
    )

    def encode(self) -> bytes:
        """Write it, as by the schema."""
        who = _OF_GROUP.pack(self.producer_id, self.producer_epoch, self.generation_id)
        made = [compact.text(self.transactional_id), compact.text(self.group_id), who]
        made += [compact.text(self.member_id), compact.text(self.group_instance_id)]
        made.append(compact.count(len(self.topics)))
        for topic, partitions, _ in self.topics:
            made.append(compact.text(topic) + compact.count(len(partitions)))
            for number, offset, epoch, metadata, _ in partitions:
                made.append(_OFFSET.pack(number, offset, epoch))
                made.append(compact.text(metadata) + compact.NO_TAGS)
            made.append(compact.NO_TAGS)
        return b"".join((*made, compact.NO_TAGS))


class EndTxn5Answer(Response):  # type: ignore[misc]  # the same
    """How a transaction ended, and as who the producer goes on."""

    API_KEY = 26
    API_VERSION = 5
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("error_code", Int16),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        TAGS,
    )


class EndTxn5(RequestStruct):  # type: ignore[misc]  # the same
    """The end of a transaction, and of the producer's epoch."""

    API_KEY = 26
    API_VERSION = 5
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = EndTxn5Answer
    SCHEMA = Schema(
        ("transactional_id", TEXT),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        ("transaction_result", Boolean),
        TAGS,
    )

    def encode(self) -> bytes:
        """Write it, as by the schema."""
        told = (self.producer_id, self.producer_epoch, self.transaction_result)
        return compact.text(self.transactional_id) + _END.pack(*told) + compact.NO_TAGS


class Offsets(Newer):
    """A `TxnOffsetCommit5`."""


class End(Newer):
    """An `EndTxn5`."""
