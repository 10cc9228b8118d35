"""What a cluster has agreed on, changed by a test that has a cluster of its own.

Must never change a cluster that others use at the time.
"""

from typing import Final

from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.api import RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    Int8,
    Int16,
    Int32,
    Schema,
)

from redactor.stream.flexible import TAGS, TEXT, UNTAGGED, Newer

TIMEOUT_MS: Final = 20_000
UPGRADE, SAFE_DOWNGRADE = 1, 2


class _UpdateFeatures1Answer(Response):  # type: ignore[misc]  # aiokafka is untyped
    API_KEY = 57
    API_VERSION = 1
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("error_code", Int16),
        ("error_message", TEXT),
        (
            "results",
            CompactArray(("feature", TEXT), ("error_code", Int16), ("text", TEXT), TAGS),
        ),
        TAGS,
    )


class _UpdateFeatures1(RequestStruct):  # type: ignore[misc]  # the same
    API_KEY = 57
    API_VERSION = 1
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = _UpdateFeatures1Answer
    SCHEMA = Schema(
        ("timeout_ms", Int32),
        (
            "updates",
            CompactArray(("feature", TEXT), ("level", Int16), ("sort", Int8), TAGS),
        ),
        ("validate_only", Boolean),
        TAGS,
    )


class _Update(Newer):
    """An `_UpdateFeatures1`."""


async def update_feature(servers: str, feature: str, level: int, *, sort: int = UPGRADE) -> None:
    """Raise a feature's level, or lower it."""
    client = AIOKafkaClient(bootstrap_servers=servers)
    await client.bootstrap()
    try:
        updates = [(feature, level, sort, UNTAGGED)]
        update = _UpdateFeatures1(
            timeout_ms=TIMEOUT_MS, updates=updates, validate_only=False, tags=UNTAGGED
        )
        answer = await client.send(client.get_random_node(), _Update(update))
        assert answer.error_code == 0, answer.error_message
        assert not any(code for _, code, *_ in answer.results), answer.results
    finally:
        await client.close()
