"""How the worker proves to the brokers who it is, and how they prove it to the worker.

Must never hold a secret in clear beyond a `SecretStr`: secrets are files, named here.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from redactor.configuration import Frozen
from redactor.errors import ConfigError, Problem


class Protocol(StrEnum):
    """Kafka's `security.protocol`."""

    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"


class Mechanism(StrEnum):
    """Kafka's `sasl.mechanism`; Kerberos needs a library of the system and is left out."""

    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"
    OAUTHBEARER = "OAUTHBEARER"


_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def _in_private(url: str) -> str:
    """Refuse an endpoint that the client's secret would travel to in clear."""
    parts = urlsplit(url)
    private = parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in _LOOPBACK  # an agent in the same pod
    )
    if not private or not parts.hostname or "@" in parts.netloc:
        msg = "must be an https:// address without credentials, or http:// on this machine"
        raise ValueError(msg)
    return url


class OAuth(Frozen):
    """Where the bearer token comes from: a file that someone renews, or a token endpoint."""

    token_file: Path | None = None
    """File that holds the token, read anew for each connection: a projected service account's."""
    token_url: Annotated[str, Field(max_length=500), AfterValidator(_in_private)] | None = None
    """Token endpoint, asked with the client credentials grant (RFC 6749, 4.4)."""
    client_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """Client id at the endpoint."""
    client_secret_file: Path | None = None
    """File that holds the client's secret, read anew for each token."""
    scope: Annotated[str, Field(max_length=500)] | None = None
    """Scope to ask for; none when absent."""
    token_ca_file: Path | None = None
    """PEM bundle of the authorities to trust at the endpoint; the system's when absent."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        """Refuse no source, two sources and half a source."""
        endpoint = (self.token_url, self.client_id, self.client_secret_file)
        if bool(self.token_file) == any(endpoint) or (any(endpoint) and not all(endpoint)):
            msg = "needs token_file, or token_url with client_id and client_secret_file"
            raise ValueError(msg)
        return self


class Security(Frozen):
    """How to reach the brokers. Secrets are files."""

    protocol: Protocol = Protocol.PLAINTEXT
    """Kafka's `security.protocol`."""
    mechanism: Mechanism | None = None
    """Kafka's `sasl.mechanism`; required with a SASL protocol."""
    username: str | None = None
    """SASL user name; required with PLAIN and SCRAM."""
    password_file: Path | None = None
    """File that holds the SASL password, read at start; required with PLAIN and SCRAM."""
    oauth: OAuth | None = None
    """Source of the bearer token; required with OAUTHBEARER."""
    ca_file: Path | None = None
    """PEM bundle of the certificate authorities to trust; the system's when absent."""
    certificate_file: Path | None = None
    """PEM client certificate, for mutual TLS."""
    key_file: Path | None = None
    """PEM private key of the client certificate."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Refuse half a SASL or half a TLS identity."""
        sasl = self.protocol in {Protocol.SASL_PLAINTEXT, Protocol.SASL_SSL}
        bearer = self.mechanism is Mechanism.OAUTHBEARER
        if sasl and not (self.mechanism and (bearer or (self.username and self.password_file))):
            msg = "a SASL protocol needs mechanism, username and password_file"
            raise ValueError(msg)
        if sasl and bearer and self.oauth is None:
            msg = "OAUTHBEARER needs oauth"
            raise ValueError(msg)
        if bool(self.certificate_file) != bool(self.key_file):
            msg = "certificate_file and key_file go together"
            raise ValueError(msg)
        return self

    def password(self) -> SecretStr:
        """Read the SASL password; surrounding white space is not part of it.

        Raises:
            ConfigError: The file cannot be read or is empty.
        """
        return read_secret(self.password_file or Path(), "kafka.security.password_file")


def read_secret(path: Path, place: str) -> SecretStr:
    """Read a secret file; surrounding white space is not part of it.

    Args:
        path: The file.
        place: The setting that names it, for the complaint.

    Raises:
        ConfigError: The file cannot be read or is empty.
    """
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not text:
        raise ConfigError([Problem(place, "cannot be read, or is empty")])
    return SecretStr(text)
