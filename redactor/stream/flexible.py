"""Kafka 4's requests, which aiokafka does not know, by its own types: what all share, and sets.

Must never give an answer another shape than aiokafka's handlers read.
"""

import struct
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final, Self

from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    CompactArray,
    CompactBytes,
    CompactString,
    Int16,
    Int32,
    Int64,
    Schema,
    TaggedFields,
)

from redactor.stream import compact

# Of github.com/apache/kafka: clients/src/main/resources/common/message/*.json
THROTTLE_BYTES: Final = 4
_WRITTEN: Final = struct.Struct(">ihqqq")  # partition, error, offset, timestamp, log's start
_NO_MORE: Final = b"\1\0\0"  # no record's error, no message, no tags
UNTAGGED: Final[Mapping[int, bytes]] = {}  # no tags, as aiokafka takes them
UNKNOWN: Final = -1  # leader's epoch, group's generation
TEXT: Final = CompactString("utf-8")
TAGS: Final = ("tags", TaggedFields)


def table_of(*row: tuple[str, Any]) -> CompactArray:
    """Give the type of topics and a row for each of their partitions, tags behind each of both."""
    return CompactArray(("topic", TEXT), ("partitions", CompactArray(*row, TAGS)), TAGS)


class Produce12Answer(Response):  # type: ignore[misc]  # aiokafka is untyped
    """What a broker says of sets; its `topics` are as in all versions that aiokafka knows."""

    API_KEY = 0
    API_VERSION = 12
    SCHEMA = Schema(
        (
            "topics",
            table_of(
                ("partition", Int32),
                ("error_code", Int16),
                ("offset", Int64),
                ("timestamp", Int64),
                ("log_start_offset", Int64),
                ("record_errors", CompactArray(("index", Int32), ("text", TEXT), TAGS)),
                ("error_message", TEXT),
            ),
        ),
        ("throttle_time_ms", Int32),
        TAGS,
    )

    @classmethod
    def decode(cls, data: BytesIO | bytes) -> Self:
        """Read it, less its tags."""
        raw = rest_of(data)
        plain = compact.plain_table(raw, 0, _WRITTEN, _NO_MORE)
        if plain is not None and raw[plain[1] + THROTTLE_BYTES :] == compact.NO_TAGS:
            answer = cls()
            answer.topics = plain[0]
            return answer
        answer = super().decode(raw)
        answer.topics = [(topic, partitions) for topic, partitions, _ in answer.topics]
        return answer


class Produce12(RequestStruct):  # type: ignore[misc]  # the same
    """Sets that make their partitions part of the transaction, where they are not yet."""

    API_KEY = 0
    API_VERSION = 12
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = Produce12Answer
    SCHEMA = Schema(
        ("transactional_id", TEXT),
        ("required_acks", Int16),
        ("timeout", Int32),
        ("topics", table_of(("partition", Int32), ("messages", CompactBytes))),
        TAGS,
    )


class Newer(Request[RequestStruct]):  # type: ignore[misc]  # the same
    """A request in one version, for a broker that knows it.

    Each has a class: what a broker knows is looked up by that.
    """

    API_KEY = UNKNOWN

    def __init__(self, told: RequestStruct) -> None:
        """Take it as it will be written."""
        self._told = told

    def build(self, request_struct_class: type[RequestStruct]) -> RequestStruct:
        """Give it."""
        del request_struct_class
        return self._told

    def prepare(self, versions: Mapping[int, tuple[int, int]]) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        """Give it; see `known`."""
        return known(self._told, versions)


def known(told: Any, versions: Mapping[int, tuple[int, int]]) -> Any:  # noqa: ANN401 -- aiokafka is untyped
    """Give a request if the broker knows its version.

    Raises:
        NotImplementedError: It does not, as aiokafka says it.
    """
    if not knows(versions, type(told)):
        raise NotImplementedError
    return told


def knows(versions: Mapping[int, tuple[int, int]], kind: Any) -> bool:  # noqa: ANN401 -- the same
    """Tell whether a broker knows a kind of request."""
    least, most = versions.get(kind.API_KEY, (0, UNKNOWN))
    return bool(least <= kind.API_VERSION <= most)


def rest_of(data: BytesIO | bytes) -> bytes:
    """Give what is left of an answer."""
    return data if isinstance(data, bytes) else data.read()
