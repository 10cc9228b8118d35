"""The sidecar's process: its end is noticed, its reason told, and nothing is left behind."""

from pathlib import Path

import pytest
import yaml

from redactor.configuration import load_mapping
from redactor.demo.sidecar import DemoError, SidecarProcess
from redactor.demo.workplace import ALERTS, CONTROL, QUARANTINE, SOURCE, TARGET, TOPICS, furnish
from redactor.policy import load_policy
from redactor.settings import load_settings


def test_the_configuration_is_sound(tmp_path: Path) -> None:
    """What the demo writes for its sidecar passes the sidecar's own checks."""
    workplace = furnish(tmp_path, "127.0.0.1:9092")
    settings = load_settings(workplace.config)
    policy = load_policy(settings.policy)
    used = {SOURCE, TARGET, QUARANTINE, CONTROL, ALERTS}
    named = {policy.routes[0].source, policy.routes[0].copies[0].target}
    named |= {settings.topics.quarantine, settings.topics.control, settings.topics.alerts}
    assert used == named == set(TOPICS)


def test_the_command_told_can_be_typed(tmp_path: Path) -> None:
    """What the demo says of its sidecar is a whole command."""
    workplace = furnish(tmp_path, "127.0.0.1:9092")
    told = SidecarProcess(workplace).told
    assert told == f"python -m redactor run --config {workplace.config}"


def test_a_sidecar_that_ends_is_noticed(tmp_path: Path) -> None:
    """A faulty configuration ends the wait with the sidecar's own words."""
    workplace = furnish(tmp_path, "127.0.0.1:9092")
    config = load_mapping(workplace.config) | {"delivery": "never"}
    workplace.config.write_text(yaml.safe_dump(config), encoding="utf-8")
    with (
        SidecarProcess(workplace) as sidecar,
        pytest.raises(DemoError, match=r"(?s)ended with code 78.*delivery"),
    ):
        sidecar.await_ready()


def test_a_sidecar_not_started_finds_nothing(tmp_path: Path) -> None:
    """Without a process nothing was found and there is nothing to stop."""
    sidecar = SidecarProcess(furnish(tmp_path, "127.0.0.1:9092"))
    assert sidecar.entities() == {}
    assert sidecar.stop() is None
