"""Three brokers with two proxies before each: one for the workers, one for the other brokers.

Must never let a worker or a broker around them; the suite's own readers and writers go straight.
"""

import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson

from tests.chaos.proxy import Proxy
from tests.support.kafka_cluster import Cluster, Node
from tests.support.kafka_launch import Launcher
from tests.support.ports import free_ports

NODES: Final = 3
HEAP_MB: Final = 256
DISK_MB: Final = 1_536


class ProxiedCluster(Cluster):
    """A cluster of three: replicated three times, two of them needed for a write."""

    def __init__(self, launcher: Launcher, folder: Path) -> None:
        """Choose ports and put up the proxies; no broker runs yet."""
        super().__init__(launcher, folder, NODES)
        ports = iter(free_ports(2 * NODES))
        self._ports = {node.number: (next(ports), next(ports)) for node in self.nodes}
        self.small_disk = False
        self.proxies = {number: Proxy(port) for number, (port, _) in self._ports.items()}
        self.between = {number: Proxy(port) for number, (_, port) in self._ports.items()}

    @property
    def proxied_servers(self) -> tuple[str, ...]:
        """Addresses as the workers see them."""
        return tuple(f"localhost:{proxy.port}" for proxy in self.proxies.values())

    def node(self, number: int) -> Node:
        """Give a broker by its number."""
        return next(node for node in self.nodes if node.number == number)

    def controller(self) -> int:
        """Give the leader of the controllers' quorum, as the nodes wrote it down themselves."""
        states = []
        for node in self.nodes:
            path = node.data / "__cluster_metadata-0" / "quorum-state"
            if path.exists() and (text := path.read_bytes().strip()):
                told = orjson.loads(text)
                states.append((told["leaderEpoch"], told["leaderId"]))
        return int(max(states)[1])

    def start(self) -> None:
        """Give the last broker a disk of its own where the machine lets us, and start all."""
        data = self.nodes[-1].data
        data.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(data)]
        self.small_disk = subprocess.run(mount, check=False, capture_output=True).returncode == 0  # noqa: S603 -- our own command line
        super().start()

    def stop_brokers(self) -> None:
        """Kill the brokers, all at once."""
        for node in self.nodes:
            node.signal(signal.SIGKILL)
        super().stop()

    def stop(self) -> None:
        """Kill the brokers, take the proxies down and give the disk back."""
        super().stop()
        for proxy in (*self.proxies.values(), *self.between.values()):
            proxy.close()
        if self.small_disk:
            subprocess.run(["umount", str(self.nodes[-1].data)], check=False)  # noqa: S603, S607 -- the system's own

    def _settings(self, node: Node) -> Mapping[str, str | int]:
        base = super()._settings(node)
        number = node.number
        workers, brokers = self._ports[number]
        inner = f"PROXIED://localhost:{workers},BETWEEN://localhost:{brokers}"
        fronts = self.proxies[number].port, self.between[number].port
        outer = f"PROXIED://localhost:{fronts[0]},BETWEEN://localhost:{fronts[1]}"
        return {
            **base,
            "listeners": f"{base['listeners']},{inner}",
            "advertised.listeners": f"{base['advertised.listeners']},{outer}",
            "listener.security.protocol.map": (
                f"{base['listener.security.protocol.map']},PROXIED:PLAINTEXT,BETWEEN:PLAINTEXT"
            ),
            "inter.broker.listener.name": "BETWEEN",
            "num.network.threads": 2,
            "num.io.threads": 4,
            "broker.session.timeout.ms": 6_000,  # a frozen broker is given up after this
            "replica.lag.time.max.ms": 10_000,
            "transaction.abort.timed.out.transaction.cleanup.interval.ms": 1_000,
            "log.segment.bytes": 64 * 1024 * 1024,
        }
