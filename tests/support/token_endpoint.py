"""A token endpoint of the client credentials grant (RFC 6749, 4.4), on this machine.

Must never give a token to a client that does not know its secret.
"""

import base64
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

LIFE_S = 300


class TokenEndpoint:
    """Serves while its block runs.

    Attributes:
        asked: Forms that were posted with the right secret.
    """

    def __init__(self, client: str, secret: str, sign: Callable[[], str]) -> None:
        """Take the one client it knows, and what signs its tokens."""
        known = "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            """Answers one POST."""

            def do_POST(self) -> None:
                """Give a token, or refuse."""
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                if self.headers["Authorization"] != known:
                    self._answer(401, {"error": "invalid_client"})
                    return
                asked.append(form)
                self._answer(200, {"access_token": sign(), "expires_in": LIFE_S})

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def _answer(self, status: int, body: dict[str, object]) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/token"

    def __enter__(self) -> Self:
        """Start serving."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
