"""Which paths of the policy in force match nothing: told once each, and counted.

Such a path protects nothing: it is misspelt, or the producer renamed its field. Must never be on a
record's way, nor show a field name that may be PII.
"""

from typing import Any, Final

from redactor.stages.fields import ENOUGH_RECORDS
from redactor.stream.live import LivePipeline
from redactor.telemetry.logs import event_logger
from redactor.telemetry.registry import Metrics

LOOK_S: Final = 5.0

log = event_logger(__name__)


class PathWatch:
    """Looks at the pipeline in force from time to time."""

    def __init__(self, live: LivePipeline, metrics: Metrics) -> None:
        """Take what to look at, and where to count."""
        self._live = live
        self._metrics = metrics
        self._told: tuple[str, set[int]] = ("", set())

    def look(self) -> None:
        """Count the idle paths, and tell of those not told of before under this policy."""
        pipeline = self._live.current
        idle = pipeline.idle
        paths = idle.paths if idle.records >= ENOUGH_RECORDS else ()
        self._metrics.idle_paths.set(len(paths))
        if self._told[0] != pipeline.policy_hash:
            self._told = (pipeline.policy_hash, set())
        told = self._told[1]
        for n, path in paths:
            if n not in told:
                told.add(n)
                place = {"at": f"policy.fields.{n}.path", "field": path}
                log.warning("path_matches_nothing", **place, count=idle.records)


def watch_paths(app: Any, live: LivePipeline, metrics: Metrics) -> None:  # noqa: ANN401 -- faust ships no types
    """Look every few seconds, for as long as a Faust app runs."""
    watch = PathWatch(live, metrics)

    async def look_at_paths() -> None:
        """Look at the paths of the policy."""
        watch.look()

    app.timer(LOOK_S)(look_at_paths)
