"""A real Kafka cluster for tests: KRaft, combined roles, free ports, one folder.

Must never outlive the test process, even one that was SIGKILLed: see `process`.
"""

import contextlib
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from tests.support.kafka_launch import Launcher
from tests.support.ports import free_ports
from tests.support.process import Process

CLUSTER_ID: Final = "cmVkYWN0b3ItdGVzdHMtMQ"
START_S: Final = 120
STORAGE_TOOL: Final = "kafka.tools.StorageTool"
BROKER: Final = "kafka.Kafka"
USER: Final = "sidecar"
PASSWORD: Final = "correct-horse"
SCRAM: Final = "SCRAM-SHA-512"


@dataclass(slots=True)
class Node:
    """One broker, which is a controller as well."""

    number: int
    folder: Path
    launcher: Launcher
    client_port: int
    sasl_port: int
    controller_port: int
    process: Process | None = None

    @property
    def properties(self) -> Path:
        """Its configuration file."""
        return self.folder / f"node-{self.number}.properties"

    @property
    def data(self) -> Path:
        """Where it keeps its logs."""
        return self.folder / f"node-{self.number}"

    def start(self) -> None:
        """Start the broker; does not wait for it."""
        command = self.launcher.command(BROKER, [str(self.properties)], self.folder)
        stem = self.folder / f"node-{self.number}"
        self.process = Process(command, stem.with_suffix(".pid"), stem.with_suffix(".log"))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the broker."""
        assert self.process, "the broker does not run"
        self.process.signal(number)

    def stop(self) -> None:
        """Kill the broker."""
        if self.process is not None:
            self.process.end()
            self.process = None


class Cluster:
    """Brokers that know each other."""

    def __init__(self, launcher: Launcher, folder: Path, nodes: int = 1) -> None:
        """Choose ports; nothing runs yet."""
        ports = iter(free_ports(3 * nodes))
        self._folder = folder
        self._launcher = launcher
        self._admin: AdminClient | None = None
        self.nodes = [
            Node(number, folder, launcher, next(ports), next(ports), next(ports))
            for number in range(1, nodes + 1)
        ]

    @property
    def bootstrap_servers(self) -> list[str]:
        """Addresses of the plain listeners."""
        return [f"localhost:{node.client_port}" for node in self.nodes]

    @property
    def sasl_servers(self) -> list[str]:
        """Addresses of the SASL listeners (PLAIN and SCRAM-SHA-512)."""
        return [f"localhost:{node.sasl_port}" for node in self.nodes]

    def start(self) -> None:
        """Format the storage, start every broker, wait until all answer."""
        for node in self.nodes:
            node.properties.write_text(_lines(self._settings(node)), "utf-8")
            node.data.mkdir(exist_ok=True)
            scram = f"{SCRAM}=[name={USER},password={PASSWORD}]"
            arguments = ["format", "-t", CLUSTER_ID, "-c", str(node.properties), "-S", scram]
            command = self._launcher.command(STORAGE_TOOL, arguments, self._folder)
            subprocess.run(command, check=True, capture_output=True, timeout=START_S)  # noqa: S603 -- our own command line
        for node in self.nodes:
            node.start()
        self.await_ready()

    def stop(self) -> None:
        """Kill every broker."""
        for node in self.nodes:
            node.stop()

    def await_ready(self) -> None:
        """Wait until every broker is in the metadata."""
        deadline = time.monotonic() + START_S
        if self._admin is None:  # kept: librdkafka crashed when one went with an answer under way
            servers = ",".join(self.bootstrap_servers)
            self._admin = AdminClient({"bootstrap.servers": servers, "log_level": 0})
        while time.monotonic() < deadline:
            with contextlib.suppress(KafkaException):
                if len(self._admin.list_topics(timeout=2).brokers) == len(self.nodes):
                    return
            time.sleep(0.2)
        msg = f"Kafka did not start within {START_S} s, see the logs in {self._folder}"
        raise TimeoutError(msg)

    def _settings(self, node: Node) -> Mapping[str, str | int]:
        voters = ",".join(f"{n.number}@localhost:{n.controller_port}" for n in self.nodes)
        copies = min(3, len(self.nodes))
        listeners = f"PLAIN://localhost:{node.client_port},SASL://localhost:{node.sasl_port}"
        jaas = "org.apache.kafka.common.security"
        return {
            "process.roles": "broker,controller",
            "node.id": node.number,
            "controller.quorum.voters": voters,
            "listeners": f"{listeners},CONTROLLER://localhost:{node.controller_port}",
            "advertised.listeners": listeners,
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAIN",
            "listener.security.protocol.map": (
                "PLAIN:PLAINTEXT,SASL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT"
            ),
            "sasl.enabled.mechanisms": f"PLAIN,{SCRAM}",
            "listener.name.sasl.plain.sasl.jaas.config": (
                f'{jaas}.plain.PlainLoginModule required user_{USER}="{PASSWORD}";'
            ),
            "listener.name.sasl.scram-sha-512.sasl.jaas.config": (
                f"{jaas}.scram.ScramLoginModule required;"
            ),
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS",  # of the plain listeners
            "allow.everyone.if.no.acl.found": "true",
            "log.dirs": str(node.data),
            "auto.create.topics.enable": "false",
            "default.replication.factor": copies,
            "offsets.topic.replication.factor": copies,
            "offsets.topic.num.partitions": 4,
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": min(2, copies),
            "transaction.state.log.num.partitions": 4,
            "min.insync.replicas": min(2, copies),
            "share.coordinator.state.topic.replication.factor": copies,
            "share.coordinator.state.topic.min.isr": 1,
            "group.initial.rebalance.delay.ms": 0,
            "group.min.session.timeout.ms": 1_000,
            "log.retention.ms": -1,  # tests write old timestamps
        }


def _lines(settings: Mapping[str, str | int]) -> str:
    return "".join(f"{key}={value}\n" for key, value in settings.items())
