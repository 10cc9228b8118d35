"""The real sidecar as a process on some broker, with its log, its probes and its metrics.

Must never leave a process behind: it is a context manager.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import yaml
from confluent_kafka import Consumer, Message, Producer
from prometheus_client.parser import text_string_to_metric_families

POLICY: dict[str, Any] = {
    "version": 1,
    "name": "test",
    "revision": 1,
    "routes": [{"source": "raw", "target": "masked"}],
}
WAIT_S = 45.0
QUIET: dict[str, Any] = {"log_level": 0}  # librdkafka writes to stderr by itself


def wait_for(what: str, happened: Callable[[], Any], limit_s: float = WAIT_S) -> Any:  # noqa: ANN401 -- whatever happened
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


def free_port() -> int:
    """Give a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def produce(servers: str, topic: str, records: Sequence[tuple[Any, ...]]) -> None:
    """Write `(key, value)` or `(key, value, headers)` and wait for the broker."""
    producer = Producer({"bootstrap.servers": servers, **QUIET})
    for key, value, *headers in records:
        producer.produce(topic, key=key, value=value, headers=headers[0] if headers else None)
        producer.poll(0)
    assert producer.flush(WAIT_S) == 0


def consume(servers: str, topic: str, at_least: int, limit_s: float = WAIT_S) -> list[Message]:
    """Read a topic from its beginning until it has given enough, or the time is over."""
    options = {"bootstrap.servers": servers, "group.id": f"reader-{time.monotonic_ns()}", **QUIET}
    consumer = Consumer({**options, "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    found: list[Message] = []
    deadline = time.monotonic() + limit_s
    try:
        while len(found) < at_least and time.monotonic() < deadline:
            found += [m for m in consumer.consume(500, timeout=0.5) if m.error() is None]
    finally:
        consumer.close()
    return found


@dataclass
class Sidecar:
    """One `redactor run`, from `with` to the end of the block."""

    folder: Path
    servers: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=lambda: POLICY)
    instance: str = "one"

    def __post_init__(self) -> None:
        """Write the configuration."""
        self.port = free_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        kafka = {"bootstrap_servers": self.servers.split(","), "instance": self.instance}
        kafka |= self.settings.get("kafka", {})
        config = {"policy": "policy.yaml", "web": {"host": "127.0.0.1", "port": self.port}}
        self.config = self.folder / "redactor.yaml"
        whole = {**config, **self.settings, "kafka": kafka}
        self.config.write_text(yaml.safe_dump(whole), encoding="utf-8")
        text = yaml.safe_dump(dict(self.policy), allow_unicode=True)
        (self.folder / "policy.yaml").write_text(text, encoding="utf-8")
        self.output = self.folder / "output.log"

    def __enter__(self) -> Self:
        """Start the process; it is ready later."""
        command = [sys.executable, "-m", "redactor", "run", "--config", str(self.config)]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603 -- our own command
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, gently at first."""
        if self.process.poll() is None:
            self.stop()

    def stop(self, limit_s: float = 25.0) -> int:
        """Ask it to stop, and give its exit code; killed after `limit_s`."""
        os.kill(self.process.pid, signal.SIGTERM)
        try:
            return self.process.wait(limit_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def ready(self) -> Self:
        """Wait until records flow.

        Raises:
            AssertionError: It ended, or took too long; the message holds its log.
        """

        def is_ready() -> bool:
            assert self.process.poll() is None, self.output.read_text(encoding="utf-8")
            return self.get("/readyz")[0] == http.client.OK

        wait_for("ready", is_ready)
        return self

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask the sidecar's web server; status 0 when nobody listens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
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
        families = text_string_to_metric_families(self.get("/metrics")[1].decode())
        return {
            tuple(sorted(sample.labels.values())): sample.value
            for family in families
            for sample in family.samples
            if sample.name == name
        }

    def policy_hash(self) -> str:
        """Give the hash of the policy in force."""
        families = text_string_to_metric_families(self.get("/metrics")[1].decode())
        hashes = [
            sample.labels["hash"]
            for family in families
            for sample in family.samples
            if sample.name == "redactor_policy_info"
        ]
        return hashes[0] if hashes else ""

    def events(self, name: str = "") -> list[dict[str, Any]]:
        """Give the log's events, all or those of one name."""
        return [line for line in self._lines() if not name or line["event"] == name]

    def _lines(self) -> Iterator[dict[str, Any]]:
        for line in self.output.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
