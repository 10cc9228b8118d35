"""What all brokers of a cluster have agreed on, which aiokafka does not ask for.

Must never raise over an answer: who says it otherwise has agreed on nothing.
"""

import struct
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final, Self

from aiokafka import errors
from aiokafka.client import AIOKafkaClient, ConnectionGroup
from aiokafka.protocol.api import RequestStruct, Response, ResponseHeader_v0
from aiokafka.protocol.types import CompactArray, Int16, Int32, Schema

from redactor.stream.flexible import TAGS, TEXT, UNTAGGED, Newer, knows

# Of github.com/apache/kafka: clients/src/main/resources/common/message/ApiVersions*.json
FINALIZED: Final = 2  # tag of the features that all have agreed on
SOFTWARE: Final = ("redactor", "1")  # as a broker counts its clients
UNREADABLE: Final = (ValueError, TypeError, struct.error)  # what aiokafka's types raise
_FEATURES: Final = CompactArray(("name", TEXT), ("max", Int16), ("min", Int16), TAGS)


class ApiVersions3Answer(Response):  # type: ignore[misc]  # aiokafka is untyped
    """What a broker knows, of which only the features that the cluster has agreed on are kept."""

    API_KEY = 18
    API_VERSION = 3
    SCHEMA = Schema(
        ("error_code", Int16),
        ("api_versions", CompactArray(("key", Int16), ("min", Int16), ("max", Int16), TAGS)),
        ("throttle_time_ms", Int32),
        TAGS,
    )

    features: Mapping[str, int]

    @classmethod
    def decode(cls, data: BytesIO | bytes) -> Self:
        """Read it; who answers otherwise, as with an error, has agreed on nothing."""
        try:
            answer: Self = super().decode(data)
            told = answer.tags.get(FINALIZED) if answer.error_code == 0 else None
            rows = _FEATURES.decode(BytesIO(told)) if told else ()
            answer.features = {name: level for name, level, *_ in rows or ()}
        except UNREADABLE:
            answer = cls()
            answer.features = {}
        return answer


class ApiVersions3(RequestStruct):  # type: ignore[misc]  # the same
    """Ask a broker what it knows."""

    API_KEY = 18
    API_VERSION = 3
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = ApiVersions3Answer
    SCHEMA = Schema(("client_software_name", TEXT), ("client_software_version", TEXT), TAGS)

    def parse_response_header(self, read_buffer: BytesIO | bytes) -> ResponseHeader_v0:
        """Read the number: who asks cannot know yet whether the broker knows of tags."""
        return ResponseHeader_v0.decode(read_buffer)


class Features(Newer):
    """An `ApiVersions3`."""


async def level_of(feature: str, client: AIOKafkaClient, node: int) -> int:
    """Ask a coordinator for a feature's level; what cannot be asked for or read is 0."""
    group = ConnectionGroup.COORDINATION
    if not await all_know(client, {node: ApiVersions3}, group):
        return 0
    try:
        answer = await client.send(node, Features(ApiVersions3(*SOFTWARE, UNTAGGED)), group=group)
    except (errors.KafkaError, NotImplementedError):  # the latter of who was not there before
        return 0
    return int(answer.features.get(feature, 0))


async def all_know(client: AIOKafkaClient, asked: Mapping[int, Any], group: int) -> bool:
    """Tell whether brokers know a request; one that is not there says nothing against it."""
    for node, kind in asked.items():
        wire = await client._get_conn(node, group=group)  # noqa: SLF001 -- as `client.send` does
        if wire is not None and not knows(wire._versions, kind):  # noqa: SLF001 -- it tells no other way
            return False
    return True
