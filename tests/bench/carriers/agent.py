"""A Faust agent as its guide shows it, copying records, or masking them with plain Presidio.

    python -m tests.bench.carriers.agent copy|presidio SERVERS GROUP SOURCE TARGET

At least once at best, which is in its favour. Must never be run against a cluster in use.
"""

import sys
from collections.abc import AsyncIterator, Sequence
from typing import Any

import faust

from tests.bench.carriers.leaves import Mask, masked, presidio


def app(arguments: Sequence[str]) -> faust.App:
    """Build the app of a command line."""
    change, servers, group, source, target = arguments
    mask: Mask | None = presidio() if change == "presidio" else None
    worker = faust.App(
        group,
        broker=[f"kafka://{server}" for server in servers.split(",")],
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        topic_allow_declare=False,
        topic_disable_leader=True,
        consumer_auto_offset_reset="earliest",
        web_enabled=False,
        datadir=f"/tmp/{group}",  # noqa: S108 -- Faust makes one; it stays empty
    )
    masked_topic = worker.topic(target)

    @worker.agent(worker.topic(source))  # type: ignore[untyped-decorator]  # faust ships no types
    async def carry(stream: Any) -> AsyncIterator[None]:  # noqa: ANN401 -- faust ships no types
        async for event in stream.events():
            raw = event.message.value
            await masked_topic.send(
                key=event.message.key,
                value=masked(raw, mask) if mask else raw,
                partition=event.message.partition,
                timestamp=event.message.timestamp,
                headers=event.message.headers,
            )
            yield

    return worker


if __name__ == "__main__":
    faust.Worker(app(sys.argv[1:]), loglevel="ERROR", quiet=True).execute_from_commandline()
