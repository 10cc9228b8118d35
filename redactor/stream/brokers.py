"""Can a broker be reached with these credentials at all? Asked before anything else.

Must never wait on what waiting cannot cure: rejected credentials and failed certificates stop the
start at once. aiokafka's own bootstrap reports them as a broker that is down.
"""

import ssl
from collections.abc import Mapping
from typing import Any, Final

from aiokafka import errors
from aiokafka.conn import AIOKafkaConnection, collect_hosts, create_conn
from aiokafka.protocol.metadata import MetadataRequest

from redactor.errors import ConfigError, Problem

REJECTED: Final = (
    errors.SaslAuthenticationFailed,
    errors.AuthenticationFailedError,
    errors.UnsupportedSaslMechanismError,
    errors.IllegalSaslStateError,
    errors.AuthenticationMethodNotSupported,
)
CREDENTIALS: Final = "the broker rejects the credentials"
HANDSHAKE: Final = "the TLS handshake failed"
# What OpenSSL found wrong with the broker's certificate (openssl-verification-options(1)).
CERTIFICATE: Final[Mapping[int, str]] = {
    7: "the broker's certificate is from an authority that is not trusted",
    9: "the broker's certificate is not valid yet",
    10: "the broker's certificate has expired",
    18: "the broker's certificate is from an authority that is not trusted",
    19: "the broker's certificate is from an authority that is not trusted",
    20: "the broker's certificate is from an authority that is not trusted",
    62: "the broker's certificate is for another host",
    64: "the broker's certificate is for another address",
}
# What a broker says of ours, after the handshake of TLS 1.3 (RFC 8446, 6.2).
OURS: Final[Mapping[str, str]] = {
    "CERTIFICATE_EXPIRED": "our certificate has expired",
    "CERTIFICATE_UNKNOWN": "the broker does not accept our certificate",
    "CERTIFICATE_REQUIRED": "the broker asks for a certificate of ours",
    "UNKNOWN_CA": "our certificate is from an authority that the broker does not trust",
    "BAD_CERTIFICATE": "the broker does not accept our certificate",
    "CERTIFICATE_REVOKED": "our certificate is revoked",
}
EXCHANGE: Final = "the SASL exchange failed"


async def reachable(options: Mapping[str, Any]) -> bool:
    """Try every bootstrap server until one lets us in.

    Args:
        options: What `client_options` gave.

    Returns:
        True when one did; False when all are down, which time may cure.

    Raises:
        ConfigError: One answered and turned us away.
    """
    rest = {key: value for key, value in options.items() if key != "bootstrap_servers"}
    for host, port, _ in collect_hosts(options["bootstrap_servers"]):
        try:
            connection = await create_conn(host, port, **rest)
            if "sasl_oauth_token_provider" in options:
                await _accepted(connection)
        except REJECTED as error:
            raise _turned_away(CREDENTIALS, error) from None
        except ssl.SSLError as error:
            raise _turned_away(_handshake(error), error) from None
        except ValueError as error:  # a SCRAM server that proves not to know the password
            raise _turned_away(EXCHANGE, error) from None
        except (OSError, errors.KafkaError, TimeoutError) as error:
            _ours_is_refused(error)
            continue
        connection.close()
        return True
    return False


async def _accepted(connection: AIOKafkaConnection) -> None:
    """Find out whether a token was accepted.

    A broker answers a token that it rejects with a challenge (RFC 7628, 3.2.2), which aiokafka
    takes for success; to the next request it gives an answer that names no broker, and hangs up.

    Raises:
        AuthenticationFailedError: It was not.
    """
    try:
        answer = await connection.send(MetadataRequest([]))
    except errors.KafkaConnectionError:
        raise errors.AuthenticationFailedError from None
    if not answer.brokers:
        raise errors.AuthenticationFailedError


def _ours_is_refused(error: BaseException) -> None:
    """Raise if the connection was broken off over our certificate, which TLS 1.3 tells late."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            raise _turned_away(_handshake(cause), cause) from None
        cause = cause.__cause__


def _handshake(error: ssl.SSLError) -> str:
    """Say what is wrong with which certificate, as far as OpenSSL tells."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATE.get(error.verify_code, HANDSHAKE)
    said = error.reason or ""
    return next((text for alert, text in OURS.items() if said.endswith(alert)), HANDSHAKE)


def _turned_away(what: str, error: BaseException) -> ConfigError:
    return ConfigError([Problem("kafka.security", f"{what} ({type(error).__name__})")])
