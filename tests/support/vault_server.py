"""A real HashiCorp Vault for one test module: dev mode, TLS, its transit engine.

Must never outlive the test process: see `process`.
"""

import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.support.ports import free_ports
from tests.support.process import Process

BINARY: Final = Path(__file__).parents[2] / ".cache" / "bin" / "vault"
ROOT_TOKEN: Final = "root-of-a-test"
START_S: Final = 60
RIGHTS: Final = """
path "transit/decrypt/redactor" { capabilities = ["update"] }
path "transit/datakey/wrapped/redactor" { capabilities = ["update"] }
"""


class VaultServer:
    """One server, its administrator's side."""

    def __init__(self, folder: Path, process: Process, port: int) -> None:
        """Take a server that was started."""
        self._process = process
        self.ca_file = folder / "vault-ca.pem"
        self.address = f"https://127.0.0.1:{port}"

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Ask with the root token; an answer without a body is empty."""
        request = urllib.request.Request(  # noqa: S310 -- an address of our own
            f"{self.address}/v1/{path}",
            json.dumps(body or {}).encode() if method != "GET" else None,
            {"X-Vault-Token": ROOT_TOKEN},
            method=method,
        )
        context = ssl.create_default_context(cafile=self.ca_file)
        with urllib.request.urlopen(request, timeout=10, context=context) as answer:  # noqa: S310 -- the same
            raw = answer.read()
        data: dict[str, Any] = json.loads(raw) if raw else {}
        return data

    def token(self, rights: str = RIGHTS) -> str:
        """Make a token that may do no more than what its policy says."""
        name = f"p{time.monotonic_ns()}"
        self.ask("PUT", f"sys/policies/acl/{name}", {"policy": rights})
        made = self.ask("POST", "auth/token/create", {"policies": [name], "no_parent": True})
        return str(made["auth"]["client_token"])

    def await_up(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + START_S
        while True:
            try:
                self.ask("GET", "sys/health")
            except (OSError, urllib.error.URLError):
                assert self._process.running, "vault ended"
                assert time.monotonic() < deadline, "vault did not start"
                time.sleep(0.2)
            else:
                return


@contextmanager
def vault_server(folder: Path) -> Iterator[VaultServer]:
    """Start a server with a transit key `redactor`."""
    (port,) = free_ports(1)
    options = [f"-dev-root-token-id={ROOT_TOKEN}", f"-dev-listen-address=127.0.0.1:{port}"]
    options += ["-dev-tls", f"-dev-tls-cert-dir={folder}", "-dev-no-store-token"]
    # One of its dependencies carries an old authority that Go no longer parses.
    command = ["/usr/bin/env", "GODEBUG=x509negativeserial=1", str(BINARY), "server", "-dev"]
    command += options
    process = Process(command, folder / "vault.pid", folder / "vault.log")
    try:
        server = VaultServer(folder, process, port)
        server.await_up()
        server.ask("POST", "sys/mounts/transit", {"type": "transit"})
        server.ask("POST", "transit/keys/redactor")
        yield server
    finally:
        process.end()
