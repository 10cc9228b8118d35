"""Carries the control topic's messages to the policy control, and tells what became of them.

Must never judge: it replays the topic before the first record, then follows it for ever.
"""

from typing import Any

from mode import Service

from redactor.settings import Settings
from redactor.stream.alerts import Alerts
from redactor.stream.control import Outcome, PolicyControl, Verdict
from redactor.stream.replay import replay
from redactor.telemetry.logs import event_logger
from redactor.telemetry.registry import Metrics

log = event_logger(__name__)


class ControlFollower(Service):
    """A service that is started once the policy in force is known.

    Every sidecar reads the whole topic by itself: `replay` at the start, then a Faust agent in a
    consumer group of this process alone. The agent skips what the replay has read.
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
        self._ends: dict[int, int] = {}
        self.caught_up = False

    async def on_start(self) -> None:
        """Bring the newest policy into force before the data plane starts.

        Raises:
            ControlUnknownError: The topic could not be read to its end.
        """
        replayed = await replay(self._settings.kafka, self._settings.topics.control)
        self._tell_standing(self._control.standing())
        for raw_message in replayed.messages:
            await self.take(raw_message)
        self._ends = dict(replayed.ends)
        self.caught_up = True
        log.info("control_caught_up", count=len(replayed.messages))

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
                message = event.message
                if event.key == group and message.offset >= self._ends.get(message.partition, 0):
                    await self.take(event.value)

        app.agent(topic, name="control")(follow_control)

    async def take(self, raw_message: bytes | None) -> None:
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
