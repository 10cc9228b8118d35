"""One POST to a key service: TLS, a deadline, a bounded answer, and no word of it in an error.

Must never follow a redirect, speak in clear to another machine, nor quote what was sent or came
back: a body holds keys, a header holds a token.
"""

import http.client
import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from redactor.configuration import Frozen
from redactor.errors import ConfigError, Problem

MAX_ANSWER_BYTES: Final = 64 * 1024
RETRY_S: Final = 1.0
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})  # an agent in the same pod
_OK: Final = 200
_BUSY: Final = frozenset({429, 500, 502, 503, 504})  # Vault: 503 is sealed or on standby
MEANINGS: Final[Mapping[int, str]] = {
    400: "refuses the request, as it does for a key wrapped by another",
    401: "does not accept the credentials",
    403: "does not permit it, or does not accept the credentials",
    404: "knows no such key or path",
}


def _safe(address: str) -> str:
    parts = urlsplit(address)
    try:
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        port_is_sound = False
    clear = parts.scheme == "http" and parts.hostname in _LOOPBACK
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    if not (port_is_sound and plain and parts.hostname and (clear or parts.scheme == "https")):
        msg = "must be https://host:port, or http:// on this machine, and no more"
        raise ValueError(msg)
    return address


Address = Annotated[str, Field(max_length=300), AfterValidator(_safe)]


class Reach(Frozen):
    """How a key service is reached."""

    ca_file: Path | None = None
    """PEM bundle of the certificate authorities to trust; the system's when absent."""
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 5.0
    """For one answer."""
    retry_s: Annotated[float, Field(ge=0, le=600)] = 30.0
    """How long to go on asking a service that is away or busy, before the start fails."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a service.

    Attributes:
        path: Of the request.
        headers: Of the request; made anew for every attempt, since signatures age.
        body: JSON.
    """

    path: str
    headers: Callable[[bytes], Mapping[str, str]]
    body: Mapping[str, object] = field(repr=False)


class Service:
    """A key service at an address."""

    def __init__(self, name: str, address: str, reach: Reach) -> None:
        """Take where it is; nothing is asked yet.

        Args:
            name: Place in the settings, for complaints: `protection.vault`.
            address: Checked by `Address`.
            reach: Trust and time.

        Raises:
            ConfigError: The bundle of authorities cannot be used.
        """
        self._name = name
        self._parts = urlsplit(address)
        self._reach = reach
        self._context = self._trust() if self._parts.scheme == "https" else None

    @property
    def host(self) -> str:
        """Host, and port where the address has one, as the `Host` header says it."""
        return self._parts.netloc

    def ask(self, question: Question) -> dict[str, Any]:
        """Put a question until it is answered, or the time to retry is over.

        Raises:
            ConfigError: The service refuses, is away for too long, or answers no JSON object.
        """
        deadline = time.monotonic() + self._reach.retry_s
        while True:
            why = self._once(question)
            if isinstance(why, dict):
                return why
            if time.monotonic() + RETRY_S > deadline:
                self.fail(why)
            time.sleep(RETRY_S)

    def fail(self, reason: str) -> NoReturn:
        """Complain, in fixed words."""
        raise ConfigError([Problem(self._name, f"the key service {reason}")]) from None

    def _once(self, question: Question) -> dict[str, Any] | str:
        """Ask once; a text says why it is worth asking again."""
        try:
            status, raw = self._exchange(question)
        except ssl.SSLCertVerificationError:
            self.fail("shows a certificate that is not trusted")
        except (OSError, http.client.HTTPException) as error:
            return f"cannot be reached ({type(error).__name__})"
        if status in _BUSY:
            return f"is not ready ({status})"
        return self._read(status, raw)

    def _read(self, status: int, raw: bytes) -> dict[str, Any]:
        try:
            data = json.loads(raw)
        except ValueError:
            data = None
        if status != _OK:
            self.fail(f"{MEANINGS.get(status, 'refuses')} ({status})")
        if not isinstance(data, dict):
            self.fail("answers no JSON object")
        return data

    def _exchange(self, question: Question) -> tuple[int, bytes]:
        body = json.dumps(question.body).encode()
        connection = self._connection()
        try:
            connection.request("POST", question.path, body, dict(question.headers(body)))
            answer = connection.getresponse()
            return answer.status, self._bounded(answer)
        finally:
            connection.close()

    def _bounded(self, answer: http.client.HTTPResponse) -> bytes:
        """Read an answer within the limits of time and size: the socket's time is for one read."""
        deadline = time.monotonic() + self._reach.timeout_s
        raw = b""
        while chunk := answer.read1(MAX_ANSWER_BYTES):
            raw += chunk
            if len(raw) > MAX_ANSWER_BYTES or time.monotonic() > deadline:
                raise TimeoutError
        return raw

    def _connection(self) -> http.client.HTTPConnection:
        host, port, timeout_s = self._parts.hostname or "", self._parts.port, self._reach.timeout_s
        if self._context is None:
            return http.client.HTTPConnection(host, port, timeout=timeout_s)
        return http.client.HTTPSConnection(host, port, timeout=timeout_s, context=self._context)

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._reach.ca_file)
        except (OSError, ssl.SSLError):
            problem = Problem(f"{self._name}.ca_file", "cannot be read, or is no PEM bundle")
            raise ConfigError([problem]) from None


def secret_text(path: Path, place: str) -> str:
    """Read a secret file; surrounding white space is not part of it.

    Raises:
        ConfigError: It cannot be read, is empty, or could not stand in a header.
    """
    try:
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not (text.isascii() and text.isprintable() and text):
        raise ConfigError([Problem(place, "cannot be read, or is no secret of one line")])
    return text
