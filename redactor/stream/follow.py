"""Carries the control topic's messages to the policy control, and tells what became of them.

Must never judge, nor lose a message: it replays the topic before the first record, follows it with
a Faust agent, and reads again at intervals what the agent may have missed.
"""

import asyncio
from typing import Any, Final

from mode import Service

from redactor.settings import Settings
from redactor.stream.alerts import Alerts
from redactor.stream.control import Outcome, PolicyControl, Verdict
from redactor.stream.replay import ControlUnknownError, replay
from redactor.telemetry.logs import event_logger
from redactor.telemetry.registry import Metrics

log = event_logger(__name__)

# Faust drops what it has buffered when its group rebalances, and reads it again from the committed
# offset, of which there is none: a message that arrives within a rebalance may not reach the agent.
RECHECK_S: Final = 15.0
RECHECK_LIMIT_S: Final = 10.0


class ControlFollower(Service):
    """A service that is started once the policy in force is known.

    Every sidecar reads the whole topic by itself: `replay` at the start, then a Faust agent in a
    consumer group of this process alone. Whoever reads a message first has it judged; the other
    skips it, so that messages are judged once and in the topic's order.
    """

    def __init__(
        self, settings: Settings, control: PolicyControl, alerts: Alerts, metrics: Metrics
    ) -> None:
        """Take where messages come from, who judges them and where to tell."""
        super().__init__()
        self._settings = settings
        self._control = control
        self._alerts = alerts
        self._metrics = metrics
        self._in_order = asyncio.Lock()
        self._ends: dict[int, int] = {}
        self.caught_up = False

    async def on_start(self) -> None:
        """Bring the newest policy into force before the data plane starts.

        Raises:
            ControlUnknownError: The topic could not be read to its end.
        """
        self._tell_standing(self._control.standing())
        count = await self._catch_up(self._settings.kafka.start_timeout_s)
        self.caught_up = True
        log.info("control_caught_up", count=count)

    @Service.timer(RECHECK_S)
    async def _recheck(self) -> None:
        """Take what the agent has missed; brokers that are away are asked again next time."""
        try:
            count = await self._catch_up(RECHECK_LIMIT_S)
        except ControlUnknownError as error:
            log.warning("control_unreadable", reason=str(error))
            return
        if count:
            log.info("control_caught_up", count=count)

    async def _catch_up(self, limit_s: float) -> int:
        """Have everything judged that was not yet; give the number of messages."""
        kafka, topic = self._settings.kafka, self._settings.topics.control
        async with self._in_order:
            replayed = await replay(kafka, topic, self._ends, limit_s)
            for raw_message in replayed.messages:
                await self._take(raw_message)
            self._ends = dict(replayed.ends)
        return len(replayed.messages)

    def attach(self, app: Any) -> None:  # noqa: ANN401 -- faust ships no types
        """Add the agent that follows the topic to a Faust app."""
        topic = app.topic(
            self._settings.topics.control,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            allow_empty=True,  # tombstones
            acks=False,  # nothing is committed: every start reads the topic from its beginning
        )
        group = self._settings.kafka.group.encode()

        async def follow_control(stream: Any) -> None:  # noqa: ANN401 -- faust's stream
            """Take policies live."""
            async for event in stream.events():
                async with self._in_order:
                    at, offset = event.message.partition, event.message.offset
                    if offset < self._ends.get(at, 0):
                        continue
                    if event.key == group:
                        await self._take(event.value)
                    self._ends[at] = offset + 1

        app.agent(topic, name="control")(follow_control)

    async def _take(self, raw_message: bytes | None) -> None:
        """Have one message judged, and tell log, metrics and, on a refusal, the alert topic."""
        verdict = await self._control.take(raw_message)
        self._metrics.control.labels(verdict.outcome.value, verdict.why.value).inc()
        self._tell_standing(verdict)
        if verdict.outcome is Outcome.REFUSED:
            log.warning(
                "live_policy_refused",
                reason=verdict.why.value,
                problems=[f"{p.path}: {p.reason}" for p in verdict.problems],
                policy=verdict.policy_hash,
                revision=verdict.revision,
            )
            await self._alerts.policy_refused(verdict)
            return
        log.info(
            "live_policy_judged",
            outcome=verdict.outcome.value,
            reason=verdict.why.value,
            policy=verdict.policy_hash,
            revision=verdict.revision,
        )

    def _tell_standing(self, verdict: Verdict) -> None:
        self._metrics.policy_in_force(verdict.policy_hash, verdict.revision, verdict.origin.value)
