"""Before the first record: brokers reachable, topics there, nothing read that is written.

Must never give up on what time may cure before `start_timeout_s`, nor wait for what it cannot.
"""

import asyncio
import time
from collections.abc import Mapping
from typing import Any, Final

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from redactor.errors import EmitError, RedactorError
from redactor.pipeline import Pipeline
from redactor.settings import Settings
from redactor.stream.brokers import reachable
from redactor.stream.connection import client_options
from redactor.stream.topics import Topics, needed_topics
from redactor.stream.waiting import Waiting
from redactor.telemetry.logs import event_logger

RETRY_S: Final = 1.0
_SILENT: Final = (KafkaError, OSError, TimeoutError)
UNREACHABLE: Final = "no broker of kafka.bootstrap_servers answered in time"

log = event_logger(__name__)


async def preflight(settings: Settings, pipeline: Pipeline) -> Topics:
    """Wait until the worker can start.

    Returns:
        The topics, with their partition counts.

    Raises:
        ConfigError: Credentials are rejected, a secret file is unusable, a topic is still missing
            after `start_timeout_s` or may not be looked at, or a source is written to.
        EmitError: No broker could be reached within `start_timeout_s`.
    """
    topics = Topics(needed_topics(settings, pipeline))
    options = client_options(settings.kafka)
    deadline = time.monotonic() + settings.kafka.start_timeout_s
    await _await_brokers(options, deadline)
    await _await_topics(settings, options, topics, deadline)
    return topics


async def _await_brokers(options: Mapping[str, Any], deadline: float) -> None:
    waiting = Waiting(log)
    while not await reachable(options):
        if time.monotonic() > deadline:
            raise EmitError(UNREACHABLE)
        waiting.still("waiting_for_brokers")
        await asyncio.sleep(RETRY_S)
    waiting.over("brokers_reached")


async def _await_topics(
    settings: Settings, options: Mapping[str, Any], topics: Topics, deadline: float
) -> None:
    waiting, allowed = Waiting(log), settings.kafka.create_topics
    while True:
        try:
            missing = await _look(options, topics, create=allowed, copies=allowed)
        except _SILENT as error:
            failure: RedactorError = EmitError(UNREACHABLE)
            waiting.still("brokers_silent", error=type(error).__name__)
        else:
            if not missing:
                break
            failure = topics.missing(missing)
            waiting.still("waiting_for_topics", topics=missing)
        if time.monotonic() > deadline:
            raise failure
        await asyncio.sleep(RETRY_S)
    waiting.over("topics_found")


async def look(
    options: Mapping[str, Any], topics: Topics, *, create: bool, copies: bool
) -> list[str] | None:
    """Refresh what is known of the topics, and create what is ours when told to.

    Args:
        options: What `client_options` gave.
        topics: Learns what the brokers say.
        create: Create what the configuration names and is missing.
        copies: Create the masked topics of topics that match a pattern.

    Returns:
        Topics that do not exist; None when no broker answered.

    Raises:
        ConfigError: A topic may not be looked at, or not be created.
    """
    try:
        return await _look(options, topics, create=create, copies=copies)
    except _SILENT as error:
        log.warning("brokers_silent", error=type(error).__name__)
        return None


async def _look(
    options: Mapping[str, Any], topics: Topics, *, create: bool, copies: bool
) -> list[str]:
    admin = AIOKafkaAdminClient(**options)
    try:
        await admin.start()
        missing = await topics.refresh(admin)
        if create and missing:
            missing = await topics.create(admin, missing)
        if copies and topics.waiting:
            await topics.create_copies(admin)
    finally:
        await admin.close()
    return missing
