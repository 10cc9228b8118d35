"""A key service of the test's own: it records what it is asked and answers what it is told.

Must never answer by itself what a real one would: the answers are the recorded contract.
"""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        status: HTTP's.
        body: Sent as it is.
        wait_s: Seconds between its bytes.
        headers: Beside the length.
    """

    status: int
    body: bytes
    wait_s: float = 0
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: object, status: int = 200) -> "Answer":
        """Give JSON."""
        return cls(status, json.dumps(data).encode())


@dataclass(slots=True)
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class KeyService:
    """Answers in order, the last answer for ever."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        """Take the answers."""
        self._answers = list(answers)
        self.asked: list[Asked] = []
        self.address = ""

    def next(self) -> Answer:
        """Give the answer to the next request."""
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


@contextmanager
def key_service(*answers: Answer) -> Iterator[KeyService]:
    """Run a service on this machine."""
    service = KeyService(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.asked.append(Asked(self.path, headers, json.loads(raw)))
            answer = service.next()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            for at in range(0, len(answer.body), 1 if answer.wait_s else len(answer.body) or 1):
                self.wfile.write(answer.body[at : at + 1] if answer.wait_s else answer.body)
                time.sleep(answer.wait_s)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a client that hung up
    service.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
