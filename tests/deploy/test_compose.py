"""The laptop's set-up: hardened like the pod, on the chart's alerts, with valid files."""

from itertools import islice
from typing import Any, Final

import pytest
import yaml

from deploy.chart import ROOT
from deploy.compose.producer import waybills
from redactor.misfits import check
from tests.deploy.test_alerts import promtool

COMPOSE: Final = ROOT / "deploy" / "compose"
SERVICES: Final[dict[str, dict[str, Any]]] = yaml.safe_load(
    (COMPOSE / "compose.yaml").read_text(encoding="utf-8")
)["services"]


def test_everything_promised_is_there() -> None:
    """Kafka, registry, sidecar, producer, Prometheus and Grafana."""
    assert set(SERVICES) == {
        "kafka",
        "topics",
        "registry",
        "redactor",
        "producer",
        "prometheus",
        "grafana",
    }


@pytest.mark.parametrize("name", ["redactor", "producer", "prometheus", "grafana"])
def test_the_service_is_hardened(name: str) -> None:
    """Read-only root, no capability, no new privileges."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_ports_are_the_laptops_own() -> None:
    """Nothing is published beyond loopback."""
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("name", SERVICES)
def test_images_have_a_version(name: str) -> None:
    """No image floats; our own is built here."""
    image = SERVICES[name]["image"]
    assert ":" in image
    assert not image.endswith(":latest")


def test_mounted_files_exist() -> None:
    """Every bind mount has its source."""
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    assert mounts
    assert all((COMPOSE / mount.split(":")[0]).exists() for mount in mounts)


def test_the_sidecar_accepts_the_configuration() -> None:
    """`redactor check` passes on the files of the folder."""
    settings, _ = check(COMPOSE / "config" / "redactor.yaml")
    assert settings.kafka.bootstrap_servers == ["kafka:9092"]


def test_prometheus_accepts_its_rules() -> None:
    """The derived rule file is valid."""
    done = promtool("check", "config", str(COMPOSE / "prometheus" / "prometheus.yml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_producer_repeats_itself() -> None:
    """One seed, one sequence of fictitious people."""
    assert list(islice(waybills(1), 5)) == list(islice(waybills(1), 5))
    assert list(islice(waybills(1), 5)) != list(islice(waybills(2), 5))
