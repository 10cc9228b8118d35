"""Can a broker be reached with these credentials at all? Asked before anything else.

Must never wait on what waiting cannot cure: rejected credentials and failed certificates stop the
start at once. aiokafka's own bootstrap reports them as a broker that is down.
"""

import ssl
from collections.abc import Mapping
from typing import Any, Final

from aiokafka import errors
from aiokafka.conn import collect_hosts, create_conn

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
        except REJECTED as error:
            raise _turned_away(CREDENTIALS, error) from None
        except ssl.SSLError as error:
            raise _turned_away(HANDSHAKE, error) from None
        except ValueError as error:  # a SCRAM server that proves not to know the password
            raise _turned_away(EXCHANGE, error) from None
        except (OSError, errors.KafkaError, TimeoutError):
            continue
        connection.close()
        return True
    return False


def _turned_away(what: str, error: BaseException) -> ConfigError:
    return ConfigError([Problem("kafka.security", f"{what} ({type(error).__name__})")])
