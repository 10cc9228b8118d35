"""How the worker proves to the brokers who it is, and how they prove it to the worker.

Must never hold a secret in clear beyond a `SecretStr`: secrets are files, named here.
"""

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import SecretStr, model_validator

from redactor.configuration import Frozen
from redactor.errors import ConfigError, Problem


class Protocol(StrEnum):
    """Kafka's `security.protocol`."""

    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"


class Mechanism(StrEnum):
    """Kafka's `sasl.mechanism`, as far as aiokafka speaks it without a callback."""

    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"


class Security(Frozen):
    """How to reach the brokers. Secrets are files, read once at start."""

    protocol: Protocol = Protocol.PLAINTEXT
    """Kafka's `security.protocol`."""
    mechanism: Mechanism | None = None
    """Kafka's `sasl.mechanism`; required with a SASL protocol."""
    username: str | None = None
    """SASL user name; required with a SASL protocol."""
    password_file: Path | None = None
    """File that holds the SASL password; required with a SASL protocol."""
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
        if sasl and not (self.mechanism and self.username and self.password_file):
            msg = "a SASL protocol needs mechanism, username and password_file"
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
        try:
            text = (self.password_file or Path()).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            text = ""
        if not text:
            problem = Problem("kafka.security.password_file", "cannot be read, or is empty")
            raise ConfigError([problem])
        return SecretStr(text)
