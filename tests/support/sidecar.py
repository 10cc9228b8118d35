"""The sidecar as a process of its own, as an operator would run it.

Must never start with anything a user does not have: a configuration, a policy, `redactor run`.
"""

import json
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from tests.support.ports import free_ports
from tests.support.process import Process

READY_S: Final = 150
HOST: Final = "127.0.0.1"
OK: Final = 200


@dataclass(frozen=True, slots=True)
class Job:
    """What a sidecar is to do.

    Attributes:
        folder: Empty folder for its files.
        servers: `host:port` of every broker.
        name: Group, and stem of every topic.
        more: Settings beyond those, merged one level deep.
        policy: Policy text beyond its route.
        route: What the route says beyond its topics, as YAML in one line.
        delivery: `exactly_once` or `at_least_once`.
    """

    folder: Path
    servers: tuple[str, ...]
    name: str
    more: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    policy: str = ""
    route: str = ""
    delivery: str = "exactly_once"

    @property
    def source(self) -> str:
        """The raw topic."""
        return f"{self.name}.raw"

    @property
    def target(self) -> str:
        """The masked topic."""
        return f"{self.name}.masked"

    @property
    def quarantine(self) -> str:
        """The topic of pointers."""
        return f"{self.name}.quarantine"

    def topics(self, partitions: int) -> dict[str, int]:
        """Give every topic it needs, with partition counts."""
        flow = dict.fromkeys((self.source, self.target, self.quarantine), partitions)
        return {**flow, f"{self.name}.control": 1, f"{self.name}.alerts": 1}

    def settings(self) -> dict[str, Any]:
        """Give the content of the configuration file, less the web port."""
        base: dict[str, dict[str, Any]] = {
            "kafka": {
                "bootstrap_servers": list(self.servers),
                "group": self.name,
                "session_timeout_ms": 6_000,
                "start_timeout_s": 30,
            },
            "topics": {
                "quarantine": self.quarantine,
                "control": f"{self.name}.control",
                "alerts": f"{self.name}.alerts",
            },
        }
        for name, values in self.more.items():
            base[name] = {**base.get(name, {}), **values}
        return {**base, "policy": "policy.yaml", "delivery": self.delivery}

    def policy_text(self) -> str:
        """Give the content of the policy file."""
        topics = f"source: {self.source}, target: {self.target}"
        route = f"[{{{', '.join(filter(None, (topics, self.route)))}}}]"
        return f"version: 1\nname: test\nroutes: {route}\n{self.policy}"


class Sidecar:
    """One `redactor run`, which can be started again after its end."""

    def __init__(self, job: Job, instance: str = "one", options: Sequence[str] = ()) -> None:
        """Write its files; the options are those of `redactor run`."""
        self._options = options
        self._port, _ = free_ports(2)  # the other one is a second worker's
        self._stem = job.folder / instance
        self._config = self._stem.with_suffix(".yaml")
        settings = job.settings()
        settings["kafka"]["instance"] = instance
        settings["web"] = {"host": HOST, "port": self._port}
        self._config.write_text(yaml.safe_dump(settings), "utf-8")
        (job.folder / "policy.yaml").write_text(job.policy_text(), "utf-8")
        self.process: Process | None = None

    @property
    def port(self) -> int:
        """Where it serves probes and metrics."""
        return self._port

    @property
    def log(self) -> Path:
        """Everything it wrote to standard output and error, over all starts."""
        return self._stem.with_suffix(".log")

    def start(self) -> Process:
        """Start it; does not wait."""
        command = [sys.executable, "-m", "redactor", "run", "--config", str(self._config)]
        command = [*self._before(), *command, *self._options]
        self.process = Process(command, self._stem.with_suffix(".pid"), self.log)
        return self.process

    def await_ready(self) -> None:
        """Wait until `/readyz` says so."""
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            assert self.process, "it was never started"
            assert self.process.running, f"it ended: {self.events()[-1:]}"
            if self._is_ready():
                return
            time.sleep(0.1)
        msg = "the sidecar did not become ready"
        raise TimeoutError(msg)

    def events(self) -> list[dict[str, Any]]:
        """Give its log events, in order; lines that are no events stand as `{"line": …}`."""
        return [_event(line) for line in self.log.read_text("utf-8").splitlines()]

    def end(self) -> None:
        """Kill it if it runs."""
        if self.process:
            self.process.end()

    def _before(self) -> Sequence[str]:
        """Give what its command line begins with; nothing, unless a subclass says otherwise."""
        return ()

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self._port}/readyz", timeout=2) as answer:
                return bool(answer.status == OK)
        except OSError:
            return False


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError:
        return {"line": line}
    return event if isinstance(event, dict) else {"line": line}
