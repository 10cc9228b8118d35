# ruff: noqa: INP001 -- one file, mounted into a pod; no package
"""Answers the API server's question what to add to a pod: the redactor, as a native sidecar.

Must never allow a pod that asked for the sidecar and could not be given it: on doubt it answers
with a refusal, and the webhook's failurePolicy refuses where no answer comes. Standard library
only; it runs on the redactor's own image.
"""

import base64
import json
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

PORT = 8443
_Request = Any  # what socketserver hands on: a socket, in its own typing a union
_Address = Any
MAX_REVIEW_BYTES = 8 * 1024 * 1024  # the API server's own limit on an object is below
RELOAD_S = 60.0  # how soon a renewed certificate is taken
SIDECAR = "redactor"


def patch_for(pod: dict[str, Any], injected: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the JSON patch (RFC 6902) that puts the sidecar into a pod.

    Args:
        pod: The pod as sent by the API server.
        injected: `initContainers` and `volumes` to add.

    Returns:
        No operation for a pod that has the sidecar already.
    """
    spec = pod["spec"]
    containers = spec.get("initContainers") or []
    if any(container["name"] == SIDECAR for container in containers):
        return []
    volumes = spec.get("volumes") or []
    taken = {volume["name"] for volume in volumes}
    if taken & {volume["name"] for volume in injected["volumes"]}:
        message = "a volume of the pod has the name of one of the redactor's"
        raise ValueError(message)
    return [
        # First of all: a native sidecar starts before the containers that follow it.
        {
            "op": "add",
            "path": "/spec/initContainers",
            "value": injected["initContainers"] + containers,
        },
        {"op": "add", "path": "/spec/volumes", "value": volumes + injected["volumes"]},
    ]


def answer(review: dict[str, Any], injected: dict[str, Any]) -> dict[str, Any]:
    """Answer one AdmissionReview; a pod that cannot be patched is refused."""
    request = review["request"]
    response: dict[str, Any] = {"uid": request["uid"], "allowed": True}
    try:
        operations = patch_for(request["object"], injected)
    except (KeyError, TypeError, ValueError) as error:
        response["allowed"] = False
        response["status"] = {"code": 422, "message": f"redactor: {type(error).__name__}: {error}"}
    else:
        if operations:
            response["patchType"] = "JSONPatch"
            response["patch"] = base64.b64encode(json.dumps(operations).encode()).decode()
    return {"apiVersion": review["apiVersion"], "kind": review["kind"], "response": response}


class Handler(BaseHTTPRequestHandler):
    """`POST /inject` for the API server, `GET /healthz` for the kubelet."""

    injected: ClassVar[dict[str, Any]] = {}
    timeout = 5

    def do_GET(self) -> None:
        """Answer the probe."""
        self._send(200 if urlsplit(self.path).path == "/healthz" else 404, b"ok\n")

    def do_POST(self) -> None:
        """Answer a review."""
        length = int(self.headers.get("Content-Length") or 0)
        path = urlsplit(self.path).path  # the API server adds `?timeout=5s`
        if not 0 < length <= MAX_REVIEW_BYTES:
            self._send(400, b"not a review\n")
            return
        raw_review = self.rfile.read(length)  # always: closing on unread bytes resets the client
        if path != "/inject":
            self._send(400, b"not a review\n")
            return
        try:
            body = json.dumps(answer(json.loads(raw_review), self.injected)).encode()
        except (KeyError, TypeError, ValueError):
            self._send(400, b"not a review\n")
            return
        self._send(200, body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: a pod's specification has no place in a log."""

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status == 200 else "text/plain")  # noqa: PLR2004 -- HTTP's OK
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Shakes hands in each request's own thread: a silent client must not hold up the others."""

    context: ssl.SSLContext

    def finish_request(self, request: _Request, client_address: _Address) -> None:
        """Speak TLS, then HTTP."""
        request.settimeout(5)
        with self.context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request: _Request, client_address: _Address) -> None:
        """Say nothing of a client that broke off."""


def serve(injected: Path, certificate: Path, port: int = PORT) -> Server:
    """Make the server, not yet running; renewed certificates are taken as they come."""
    Handler.injected = json.loads(injected.read_text(encoding="utf-8"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    chain = (certificate / "tls.crt", certificate / "tls.key")
    context.load_cert_chain(*chain)

    def renew() -> None:
        while True:
            time.sleep(RELOAD_S)
            context.load_cert_chain(*chain)

    threading.Thread(target=renew, daemon=True).start()
    server = Server(("", port), Handler)
    server.context = context
    return server


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2])).serve_forever()
