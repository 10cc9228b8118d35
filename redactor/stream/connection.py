"""How every Kafka client of the sidecar reaches the brokers.

Must never log or raise what a secret file holds.
"""

import logging
import ssl
from collections.abc import Mapping
from typing import Any, Final

from redactor.errors import ConfigError, Problem
from redactor.security import Mechanism, Protocol, Security
from redactor.settings import Kafka

# aiokafka, faust and mode print keys, values and offsets of records at DEBUG.
TALKATIVE: Final = ("aiokafka", "kafka", "faust", "mode", "aiohttp", "asyncio")
UNUSABLE: Final = "cannot be read, or is no PEM file that fits its key"


def quiet_dependencies(level: int = logging.WARNING) -> None:
    """Clamp the loggers of the dependencies to a level, whatever the root's is."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(level)


def client_options(kafka: Kafka) -> dict[str, Any]:
    """Give the keyword arguments shared by every aiokafka client.

    Args:
        kafka: The cluster; secret files are read now.

    Returns:
        Arguments for consumer, producer and admin client alike.

    Raises:
        ConfigError: A password or certificate file cannot be used.
    """
    return {
        "bootstrap_servers": list(kafka.bootstrap_servers),
        "client_id": f"redactor-{kafka.instance}",
        "request_timeout_ms": kafka.request_timeout_ms,
        **_security_options(kafka.security),
    }


def _security_options(security: Security) -> Mapping[str, Any]:
    options: dict[str, Any] = {"security_protocol": security.protocol.value}
    if security.protocol in {Protocol.SSL, Protocol.SASL_SSL}:
        options["ssl_context"] = _ssl_context(security)
    if security.protocol in {Protocol.SASL_PLAINTEXT, Protocol.SASL_SSL} and security.mechanism:
        options["sasl_mechanism"] = security.mechanism.value
        if security.mechanism is Mechanism.OAUTHBEARER and security.oauth:
            from redactor.stream.bearer import token_provider  # noqa: PLC0415 -- loads aiohttp

            options["sasl_oauth_token_provider"] = token_provider(security.oauth)
        else:
            options["sasl_plain_username"] = security.username
            options["sasl_plain_password"] = security.password().get_secret_value()
    return options


def _ssl_context(security: Security) -> ssl.SSLContext:
    """Trust the configured authorities alone, and show our certificate where there is one."""
    try:
        context = ssl.create_default_context(cafile=security.ca_file)
    except (OSError, ssl.SSLError):
        raise ConfigError([Problem("kafka.security.ca_file", UNUSABLE)]) from None
    if security.certificate_file:
        try:
            # An empty password: an encrypted key must fail here, not ask on the terminal.
            context.load_cert_chain(security.certificate_file, security.key_file, password="")
        except (OSError, ssl.SSLError):
            raise ConfigError([Problem("kafka.security.certificate_file", UNUSABLE)]) from None
    return context
