"""A sidecar under observation: its probes, its metrics, its log events.

Must never look where an operator could not.
"""

import http.client
import time
from collections.abc import Callable, Iterable
from typing import Any, Final, Self, TypeVar

from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from tests.support.sidecar import HOST, Job, Sidecar

T = TypeVar("T")
WAIT_S: Final = 150.0


def wait_for(what: str, happened: Callable[[], T], limit_s: float = WAIT_S) -> T:
    """Wait until something is truthy, and give it.

    Raises:
        AssertionError: It was not in time.
    """
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        if result := happened():
            return result
        time.sleep(0.1)
    msg = f"not in {limit_s} s: {what}"
    raise AssertionError(msg)


class Watched(Sidecar):
    """One `redactor run` for the length of a `with` block; ready when the block begins."""

    def __init__(self, job: Job, instance: str = "one", *, ready: bool = True) -> None:
        """Write its files.

        Args:
            job: What it is to do.
            instance: Its name in the group.
            ready: Whether the block waits until records flow.
        """
        super().__init__(job, instance)
        self._wait = ready

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        if self._wait:
            try:
                self.await_ready()
            except BaseException:
                self.end()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        """Kill it if it still runs."""
        self.end()

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask its web server; status 0 when nobody listens."""
        connection = http.client.HTTPConnection(HOST, self._port, timeout=5)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        except OSError:
            return 0, b""
        finally:
            connection.close()

    def samples(self, name: str) -> dict[tuple[str, ...], float]:
        """Give a metric's values by their labels' values, sorted."""
        return {
            tuple(sorted(sample.labels.values())): sample.value
            for family in self._families()
            for sample in family.samples
            if sample.name == name
        }

    def policy_hash(self) -> str:
        """Give the hash of the policy in force."""
        return next(
            sample.labels["hash"]
            for family in self._families()
            for sample in family.samples
            if sample.name == "redactor_policy_info"
        )

    def told(self, event: str) -> list[dict[str, Any]]:
        """Give its log events of one name, in order."""
        return [line for line in self.events() if line.get("event") == event]

    def _families(self) -> Iterable[Metric]:
        assert self.process, "it was never started"
        assert self.process.running, f"it ended: {self.events()[-1:]}"
        return text_string_to_metric_families(self.get("/metrics")[1].decode())
