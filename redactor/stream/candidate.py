"""Which policy is tried on the live stream: that of the settings, or one published as a message.

Must never change the policy in force, hold a start back or stop a worker.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from mode import Service

from redactor.errors import ConfigError, Problem
from redactor.pipeline import Pipeline
from redactor.policy import Policy, load_policy, parse_policy
from redactor.settings import Settings
from redactor.stream.alerts import Alerts
from redactor.stream.control import MAX_MESSAGE_BYTES, NAME, Why, without_names
from redactor.stream.replay import ControlUnknownError, replay
from redactor.stream.shadow import Shadow
from redactor.telemetry.logs import event_logger

LOOK_S: Final = 15.0
LIMIT_S: Final = 10.0
SUFFIX: Final = ".candidate"
SETTING: Final = "shadow.policy"

log = event_logger(__name__)


class Candidates(Service):
    """Puts the newest candidate before the shadow; a faulty one leaves none.

    Attributes:
        shadow: Tries the candidate.
    """

    def __init__(
        self,
        settings: Settings,
        shadow: Shadow,
        build: Callable[[Policy], Pipeline],
        alerts: Alerts,
    ) -> None:
        """Take the configuration, the way from a policy to a pipeline, and whom to tell."""
        super().__init__()
        self._alerts = alerts
        self._settings = settings
        self._shadow = shadow
        self._build = build
        self._of_the_file: Pipeline | None = None
        self._ends: dict[int, int] = {}

    async def on_start(self) -> None:
        """Take the settings' candidate."""
        path = self._settings.shadow.policy
        if path is not None:
            self._of_the_file = await self._built(lambda: load_policy(path), SETTING)
            self._put(self._of_the_file)

    @Service.timer(LOOK_S)
    async def look(self) -> None:
        """Take what was published since the last look."""
        settings = self._settings
        key = f"{settings.kafka.group}{SUFFIX}"
        try:
            found = await replay(settings.kafka, settings.topics.control, self._ends, LIMIT_S, key)
        except ControlUnknownError as error:
            log.warning("control_unreadable", reason=str(error))
            return
        self._ends = dict(found.ends)
        if found.messages:  # only the newest counts
            await self._take(found.messages[-1])

    async def _take(self, raw_message: bytes | None) -> None:
        """Try a published policy; a tombstone brings the settings' one back."""
        if raw_message is None:
            self._put(self._of_the_file)
        elif len(raw_message) > MAX_MESSAGE_BYTES:
            await self._refuse(Why.TOO_LARGE)
            self._put(None)
        else:
            self._put(await self._built(lambda: parse_policy(raw_message, NAME), NAME))

    async def _built(self, read: Callable[[], Policy], name: str) -> Pipeline | None:
        """Compile a policy in a thread; None if it cannot be, which is told."""
        try:
            return await asyncio.to_thread(lambda: self._build(read()))
        except ConfigError as error:
            await self._refuse(Why.INVALID, [without_names(one) for one in error.problems])
        except Exception:  # noqa: BLE001 -- whatever a candidate breaks, records go on
            await self._refuse(Why.BUILD_FAILED, [Problem(name, "cannot be compiled")])
        return None

    def _put(self, pipeline: Pipeline | None) -> None:
        self._shadow.candidate = pipeline
        if pipeline is None:
            log.info("candidate_gone")
        else:
            log.info("candidate_tried", candidate=pipeline.policy_hash)

    async def _refuse(self, why: Why, problems: Sequence[Problem] = ()) -> None:
        told = [f"{one.path}: {one.reason}" for one in problems]
        log.warning("candidate_refused", reason=why.value, problems=told)
        await self._alerts.candidate_refused(why.value, problems)
