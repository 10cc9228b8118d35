"""The answers of the probes, and where they are served together with the metrics.

Must never show more than states and counts: no page of Faust's own, no configuration.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol

from faust.web.drivers.aiohttp import Web

from redactor.telemetry.registry import CONTENT_TYPE, Metrics

OK: Final = 200
UNAVAILABLE: Final = 503


class Plane(Protocol):
    """What the probes ask of the data plane."""

    @property
    def joined(self) -> bool:
        """It has been given its partitions once."""

    @property
    def ready(self) -> bool:
        """Its lanes run."""

    @property
    def lag(self) -> Mapping[tuple[str, int], int]:
        """Records not yet committed, by assigned topic and partition."""

    @property
    def failure(self) -> BaseException | None:
        """Why it stopped, if it failed."""


class Health:
    """Three questions, three answers; each can only be worse than the one before it."""

    def __init__(self, plane: Plane, policy_known: Callable[[], bool]) -> None:
        """Take what is asked.

        Args:
            plane: The data plane.
            policy_known: Whether the control topic has been read to its end.
        """
        self._plane = plane
        self._policy_known = policy_known

    def lag(self) -> Mapping[tuple[str, int], int]:
        """Give the lag of the partitions this worker has now."""
        return self._plane.lag

    def live(self) -> bool:
        """Answer `/livez`: the loop answers, and the data plane has not failed."""
        return self._plane.failure is None

    def started(self) -> bool:
        """Answer `/startupz`: the policy in force is known and the data plane has joined."""
        return self.live() and self._policy_known() and self._plane.joined

    def ready(self) -> bool:
        """Answer `/readyz`: records flow."""
        return self.started() and self._plane.ready


class ProbeWeb(Web):  # type: ignore[misc]  # faust ships no types
    """Faust's web server without Faust's pages: tables, routers and statistics stay closed."""

    def _enabled_blueprints(self) -> list[tuple[str, Any]]:
        return []


def serve(app: Any, health: Health, metrics: Metrics) -> None:  # noqa: ANN401 -- faust ships no types
    """Put probes and metrics onto the app's web server."""
    for path, ask in (
        ("/livez", health.live),
        ("/startupz", health.started),
        ("/readyz", health.ready),
    ):
        app.page(path, name=path.strip("/"))(_probe(ask))

    async def exposition(self: Any, request: Any) -> Any:  # noqa: ANN401 -- faust's view and request
        """Serve the metrics in Prometheus' text format."""
        del request
        metrics.lag_now(health.lag())
        return self.bytes(metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})

    app.page("/metrics", name="metrics")(exposition)


def _probe(ask: Callable[[], bool]) -> Callable[[Any, Any], Awaitable[Any]]:
    """Make a view that answers 200 or 503 with one word."""

    async def probe(self: Any, request: Any) -> Any:  # noqa: ANN401 -- faust's view and request
        """Answer a probe."""
        del request
        return self.text("ok\n") if ask() else self.text("not ok\n", status=UNAVAILABLE)

    return probe
