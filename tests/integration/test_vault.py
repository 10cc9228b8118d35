"""Keys wrapped by a real HashiCorp Vault: drawn, rotated, unwrapped and refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from redactor.cli import app
from redactor.errors import EXIT_CONFIG, ConfigError
from redactor.keys.files import load_keyring
from redactor.keys.vault import Vault
from redactor.settings import load_settings
from tests.support.exits import started
from tests.support.vault_server import BINARY, VaultServer, vault_server

pytestmark = pytest.mark.skipif(
    not BINARY.exists(), reason="Vault is not built: run `make vault-check`"
)
POLICY = """
version: 1
name: test
routes: [{source: raw, target: masked}]
scope: {team: a, purpose: b, epoch: c}
operators: {PERSON: {operator: pseudonym}}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VaultServer]:
    """Give one server to all tests."""
    with vault_server(tmp_path_factory.mktemp("vault")) as started:
        yield started


class Desk:
    """A folder with configuration, policy, token and ring."""

    def __init__(self, folder: Path, server: VaultServer) -> None:
        """Write them; the ring is empty."""
        self.folder = folder
        self.config = folder / "redactor.yaml"
        self.write_token(server.token())
        (folder / "policy.yaml").write_text(POLICY)
        vault = {
            "address": server.address,
            "key": "redactor",
            "token_file": "token",
            "ca_file": str(server.ca_file),
            "retry_s": 0,
        }
        settings: dict[str, Any] = {
            "kafka": {"bootstrap_servers": ["127.0.0.1:1"]},
            "policy": "policy.yaml",
            "protection": {"keys": "ring", "vault": vault},
        }
        self.config.write_text(yaml.safe_dump(settings))

    def write_token(self, token: str) -> None:
        """Put a token where the worker looks for it."""
        (self.folder / "token").write_text(token)

    def rotate(self) -> Result:
        """Run `redactor keys rotate`, the new key active at once."""
        ring, config = str(self.folder / "ring"), str(self.config)
        return CliRunner().invoke(
            app, ["keys", "rotate", ring, "--config", config, "--lead-hours", "0"]
        )

    def version(self, kid: str) -> int:
        """Give the version of the transit key that wrapped a key."""
        held = json.loads((self.folder / "ring" / f"{kid}.json").read_text())
        return int(held["wrapped"].split(":")[1].removeprefix("v"))

    def secrets(self) -> list[bytes]:
        """Give the ring's keys as a worker has them."""
        return [key.secret for key in load_settings(self.config).protection.keyring()]


@pytest.fixture
def desk(server: VaultServer, tmp_path: Path) -> Desk:
    """Give a desk whose token may decrypt and draw, and no more."""
    return Desk(tmp_path, server)


def test_a_ring_is_drawn_and_read_with_the_least_rights(desk: Desk) -> None:
    """Two rights are enough, and what stands in the files is of no use without them."""
    assert desk.rotate().exit_code == 0
    assert desk.rotate().exit_code == 0
    first, second = desk.secrets()
    assert len(first) == len(second) == 32
    assert first != second
    assert desk.secrets() == [first, second]
    held = json.loads((desk.folder / "ring" / "k1.json").read_text())
    assert held["wrapped"].startswith("vault:v")
    listed = CliRunner().invoke(app, ["keys", "list", str(desk.folder / "ring")]).stdout
    assert [line.split("\t")[2:] for line in listed.splitlines()] == [
        ["overlap", "wrapped"],
        ["active", "wrapped"],
    ]


def test_a_rotation_of_the_wrapping_key_changes_no_key(server: VaultServer, desk: Desk) -> None:
    """Transit's own versions are its own affair: pseudonyms go on joining."""
    desk.rotate()
    before = desk.secrets()
    server.ask("POST", "transit/keys/redactor/rotate")
    assert desk.secrets() == before
    desk.rotate()
    assert desk.version("k2") == desk.version("k1") + 1
    assert len(desk.secrets()) == 2


def test_a_token_without_the_right_is_refused(server: VaultServer, desk: Desk) -> None:
    """And the refusal quotes neither the token nor Vault."""
    desk.rotate()
    token = server.token('path "secret/*" { capabilities = ["read"] }')
    desk.write_token(token)
    with pytest.raises(ConfigError) as caught:
        desk.secrets()
    assert str(caught.value) == (
        "protection.vault: the key service does not permit it, "
        "or does not accept the credentials (403)"
    )


def test_a_key_of_another_vault_is_refused(server: VaultServer, desk: Desk) -> None:
    """What this key did not wrap cannot be unwrapped by it."""
    server.ask("POST", "transit/keys/other")
    made = server.ask("POST", "transit/datakey/wrapped/other")["data"]["ciphertext"]
    ring = desk.folder / "ring"
    ring.mkdir()
    text = json.dumps({"wrapped": made, "active_from": "2026-01-01T00:00Z"})
    (ring / "k1.json").write_text(text)
    with pytest.raises(ConfigError, match=r"refuses the request.* \(400\)"):
        desk.secrets()


def test_an_authority_that_is_not_trusted_is_refused(desk: Desk) -> None:
    """TLS is checked against the configured bundle, or the system's."""
    desk.rotate()
    vault = load_settings(desk.config).protection.vault
    assert isinstance(vault, Vault)
    strange = vault.model_copy(update={"ca_file": None})
    with pytest.raises(ConfigError, match="shows a certificate that is not trusted"):
        load_keyring(desk.folder / "ring", strange.wrapping())


def test_a_worker_does_not_start_without_its_keys(desk: Desk) -> None:
    """The exit code is that of a faulty configuration, and the event names the place."""
    desk.rotate()
    desk.write_token("hvs.revoked-long-ago")
    code, event = started(desk.config)
    assert code == EXIT_CONFIG
    assert event["event"] == "configuration_refused"
    assert event["problems"][0].startswith("protection.vault: the key service does not permit it")
    assert "hvs." not in json.dumps(event)


def test_a_vault_that_is_gone_stops_the_start(tmp_path: Path) -> None:
    """After the time to retry; the reason says which service."""
    folder = tmp_path / "gone"
    folder.mkdir()
    with vault_server(folder) as server:
        desk = Desk(tmp_path, server)
        desk.rotate()
        assert len(desk.secrets()) == 1
    with pytest.raises(ConfigError, match="cannot be reached"):
        desk.secrets()
