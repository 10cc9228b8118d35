"""A real kube-apiserver with etcd, on loopback, for the time of a test.

Must never outlive the test process: see `process`.
"""

import contextlib
import http.client
import json
import shutil
import ssl
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from deploy.chart import TOOLS, Manifest
from tests.support.certificates import make_certificate
from tests.support.ports import free_ports
from tests.support.process import Process

START_S: Final = 90
ANSWER_S: Final = 30
TOKEN: Final = "only-for-this-test"
OK: Final = range(200, 300)
PLURALS: Final = {
    "NetworkPolicy": "networkpolicies",
    "MutatingAdmissionPolicy": "mutatingadmissionpolicies",
    "ValidatingAdmissionPolicy": "validatingadmissionpolicies",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    body: dict[str, Any]
    warnings: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Tell whether it took the object."""
        return self.status in OK

    @property
    def message(self) -> str:
        """Give its complaint."""
        return str(self.body.get("message", ""))


class ApiServer:
    """`kube-apiserver` with Pod Security and admission policies on."""

    def __init__(self, folder: Path) -> None:
        """Choose ports; nothing runs yet."""
        self._folder = folder
        self._client_port, self._peer_port, self._port = free_ports(3)
        self._processes: list[Process] = []

    def __enter__(self) -> Self:
        """Start both and wait until the server is ready."""
        with contextlib.ExitStack() as on_failure:
            on_failure.push(self)
            self._start("etcd", self._etcd())
            self._start("kube-apiserver", self._server())
            deadline = time.monotonic() + START_S
            while not self._ready():
                assert time.monotonic() < deadline, f"see {self._folder}/kube-apiserver.log"
                time.sleep(0.5)
            on_failure.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Kill both."""
        for process in reversed(self._processes):
            process.end()
        shutil.rmtree(self._folder / "etcd-data", ignore_errors=True)

    def create(self, manifest: Manifest, namespace: str = "", *, dry: bool = False) -> Answer:
        """Create an object."""
        path = f"{_collection(manifest, namespace)}?fieldValidation=Strict"
        path += "&dryRun=All" if dry else ""
        return self._ask("POST", path, json.dumps(manifest))

    def apply(self, manifest: Manifest, namespace: str = "") -> Answer:
        """Apply an object on the server's side, as a dry run with strict fields."""
        path = f"{_collection(manifest, namespace)}/{manifest['metadata']['name']}"
        path += "?fieldManager=test&force=true&dryRun=All&fieldValidation=Strict"
        return self._ask("PATCH", path, json.dumps(manifest), "application/apply-patch+yaml")

    def _ask(
        self, method: str, path: str, body: str = "", kind: str = "application/json"
    ) -> Answer:
        context = ssl.create_default_context(cafile=self._folder / "tls.crt")
        connection = http.client.HTTPSConnection(
            "localhost", self._port, timeout=ANSWER_S, context=context
        )
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
        try:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            text = response.read().decode()
            warnings = tuple(response.headers.get_all("Warning") or ())
        finally:
            connection.close()
        parsed = json.loads(text) if text.startswith("{") else {"message": text}
        return Answer(response.status, parsed, warnings)

    def _ready(self) -> bool:
        try:
            return self._ask("GET", "/readyz").accepted
        except (OSError, http.client.HTTPException):
            return False

    def _start(self, name: str, arguments: list[str]) -> None:
        stem = self._folder / name
        command = [str(TOOLS / name), *arguments]
        self._processes.append(Process(command, stem.with_suffix(".pid"), stem.with_suffix(".log")))

    def _etcd(self) -> list[str]:
        client = f"http://127.0.0.1:{self._client_port}"
        peer = f"http://127.0.0.1:{self._peer_port}"
        return [
            f"--data-dir={self._folder / 'etcd-data'}",
            f"--listen-client-urls={client}",
            f"--advertise-client-urls={client}",
            f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=default={peer}",
            "--unsafe-no-fsync",
        ]

    def _server(self) -> list[str]:
        tokens, key = self._folder / "tokens.csv", self._folder / "accounts.key"
        tokens.write_text(f'{TOKEN},test,1,"system:masters"\n', encoding="utf-8")
        certificate, own_key = make_certificate(self._folder)
        subprocess.run(  # noqa: S603 -- fixed arguments
            ["openssl", "genrsa", "-out", str(key), "2048"],  # noqa: S607 -- the system's openssl
            check=True,
            capture_output=True,
            timeout=30,
        )
        return [
            f"--etcd-servers=http://127.0.0.1:{self._client_port}",
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            f"--secure-port={self._port}",
            f"--tls-cert-file={certificate}",
            f"--tls-private-key-file={own_key}",
            f"--token-auth-file={tokens}",
            "--authorization-mode=RBAC",
            "--service-cluster-ip-range=10.96.0.0/16",
            "--service-account-issuer=https://localhost",
            f"--service-account-key-file={key}",
            f"--service-account-signing-key-file={key}",
            "--disable-admission-plugins=ServiceAccount",  # its controller does not run here
            "--enable-admission-plugins=PodSecurity",
            "--endpoint-reconciler-type=none",
        ]


def _collection(manifest: Manifest, namespace: str) -> str:
    version, kind = manifest["apiVersion"], manifest["kind"]
    root = f"/apis/{version}" if "/" in version else f"/api/{version}"
    plural = PLURALS.get(kind, f"{kind.lower()}s")
    inside = namespace or manifest["metadata"].get("namespace", "")
    return f"{root}/namespaces/{inside}/{plural}" if inside else f"{root}/{plural}"
