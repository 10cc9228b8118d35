"""A temporary folder with the configuration that the demo's sidecar runs on.

Must never outlive the demo, nor hold a record.
"""

import socket
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import yaml

SOURCE: Final = "raw.parcels"
TARGET: Final = "masked.parcels"
QUARANTINE: Final = "redactor.quarantine"
CONTROL: Final = "redactor.control"
ALERTS: Final = "redactor.alerts"
PARTITIONS: Final = 4
TOPICS: Final = {SOURCE: PARTITIONS, TARGET: PARTITIONS, QUARANTINE: PARTITIONS} | {
    CONTROL: 1,
    ALERTS: 1,
}
HOST: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the sidecar's files are.

    Attributes:
        config: Its configuration.
        log: What it writes to standard output and error.
        web_port: Port of its probes and metrics.
    """

    config: Path
    log: Path
    web_port: int


def furnish(folder: Path, bootstrap_servers: str) -> Workplace:
    """Write configuration and policy into an empty folder."""
    policy = files("redactor.demo").joinpath("policy.yaml").read_text("utf-8")
    (folder / "policy.yaml").write_text(policy, "utf-8")
    web_port = _free_port()
    config = {
        "kafka": {
            "bootstrap_servers": bootstrap_servers.split(","),
            "group": "redactor-demo",
            "instance": "demo",
        },
        "policy": "policy.yaml",
        "delivery": "exactly_once",
        "topics": {"quarantine": QUARANTINE, "control": CONTROL, "alerts": ALERTS},
        "web": {"host": HOST, "port": web_port},
    }
    path = folder / "redactor.yaml"
    path.write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")
    return Workplace(path, folder / "sidecar.log", web_port)


def _free_port() -> int:
    """Ask the system for a port that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
