"""Puts the parts of the stream floor together into one Faust app.

Must never start the data plane before the policy in force is known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mode import Service

from redactor.pipeline import Pipeline
from redactor.policy import Policy
from redactor.settings import Settings
from redactor.stream.alerts import Alerts, Send
from redactor.stream.app import Sidecar, new_app
from redactor.stream.candidate import Candidates
from redactor.stream.control import PolicyControl
from redactor.stream.counts import BatchCounts
from redactor.stream.crowds import Sightings, watch_crowds
from redactor.stream.dataplane import DataPlane
from redactor.stream.follow import ControlFollower
from redactor.stream.health import Health, serve
from redactor.stream.idle import watch_paths
from redactor.stream.live import LivePipeline
from redactor.stream.port import Redactor
from redactor.stream.preflight import preflight
from redactor.stream.report import Observers
from redactor.stream.shadow import Shadow, Trials
from redactor.stream.tallies import Tallies, report_on
from redactor.stream.watch import watch_drift
from redactor.telemetry.registry import Metrics


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sidecar is made of.

    Attributes:
        settings: The whole configuration.
        policy: The file's policy, checked against the settings.
        build: Compiles a policy onto loaded recognizers.
        redactor: Where the pipeline runs.
        trials: Where a candidate policy is tried.
    """

    settings: Settings
    policy: Policy
    build: Callable[[Policy], Pipeline]
    redactor: Redactor
    trials: Trials


class StartCheck(Service):
    """Waits for the brokers, and checks or makes the topics."""

    def __init__(self, settings: Settings, pipeline: Pipeline) -> None:
        """Take what the check asks for."""
        super().__init__()
        self._settings = settings
        self._pipeline = pipeline

    async def on_start(self) -> None:
        """Hold the start back until the cluster is fit, or fail with the reason."""
        await preflight(self._settings, self._pipeline)


def assemble(parts: Parts) -> Sidecar:
    """Build the complete app of one sidecar.

    Args:
        parts: Settings, policy and the way from a policy to a pipeline.

    Returns:
        An app that `worker.run` can run.

    Raises:
        ConfigError: A secret file cannot be used.
    """
    settings = parts.settings
    app = new_app(settings)
    metrics = Metrics()
    counts = BatchCounts(metrics)
    live = LivePipeline(parts.build(parts.policy))
    alerts = Alerts(settings.kafka.instance, _sender(app, settings.topics.alerts), metrics)
    control = PolicyControl(parts.policy, live, parts.build)
    follower = ControlFollower(settings, control, alerts, metrics)
    follower.attach(app)
    sightings = Sightings()
    tables = (
        watch_drift(app, settings.drift, counts, alerts),
        watch_crowds(app, live, sightings, metrics),
    )
    watch_paths(app, live, metrics)
    tallies = Tallies(metrics, alerts)
    shadow = Shadow(parts.redactor, parts.trials, settings.shadow, tallies)
    report_on(app, tallies, settings.shadow.report_s)
    plane = DataPlane(settings, live, Observers(counts, sightings), shadow)
    health = Health(plane, lambda: follower.caught_up)
    metrics.topics_waiting.set_function(lambda: plane.waiting)
    metrics.partitions_stalled.set_function(lambda: plane.standing)
    metrics.watch_state(settings.delivery.value, health.live, health.ready)
    serve(app, health, metrics)
    app.before_kafka = (StartCheck(settings, live.current),)
    app.before_agents = (follower, *tables)
    app.at_last = (plane, Candidates(settings, shadow, parts.build, alerts))
    return app


def _sender(app: Any, topic: str) -> Send:  # noqa: ANN401 -- faust ships no types
    """Write to a topic through Faust's producer, and wait for the broker."""
    channel = app.topic(topic, key_type=bytes, value_type=bytes)

    async def send(key: bytes, value: bytes) -> None:
        await (await channel.send(key=key, value=value))

    return send
