"""Bearer tokens for the brokers: read from a file, or asked for at a token endpoint.

Must never log or raise what a token, a secret or an endpoint's answer holds.
"""

import asyncio
import base64
import ssl
import time
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote_plus

import aiohttp
from aiokafka import errors
from aiokafka.abc import AbstractTokenProvider

from redactor.errors import ConfigError, Problem
from redactor.security import OAuth, read_secret

if TYPE_CHECKING:
    from pathlib import Path

PLACE: Final = "kafka.security.oauth"
ANSWER_S: Final = 10.0
MAX_ANSWER_BYTES: Final = 64 * 1024
DEFAULT_LIFE_S: Final = 60.0  # of a token whose endpoint does not say (RFC 6749, 5.1 recommends it)
RENEW: Final = 0.8  # share of its life after which a token is asked for anew
OK: Final = 200
REFUSALS: Final = frozenset({400, 401, 403})  # RFC 6749, 5.2
NO_TOKEN: Final = "no token"  # noqa: S105 -- a message
UNUSABLE_CA: Final = "cannot be read, or is no PEM file"


def token_provider(oauth: OAuth) -> AbstractTokenProvider:
    """Give what aiokafka asks for a token before each connection.

    Raises:
        ConfigError: A file cannot be read.
    """
    if oauth.token_file is not None:
        read_secret(oauth.token_file, f"{PLACE}.token_file")
        return FileToken(oauth)
    return EndpointToken(oauth)


class FileToken(AbstractTokenProvider):  # type: ignore[misc]  # aiokafka ships no types
    """The token that stands in a file now; who put it there renews it."""

    def __init__(self, oauth: OAuth) -> None:
        """Take the file's place."""
        self._oauth = oauth

    async def token(self) -> str:
        """Read the token.

        Raises:
            KafkaConnectionError: There is none at the moment.
        """
        try:
            return read_secret(cast("Path", self._oauth.token_file), PLACE).get_secret_value()
        except ConfigError:
            raise errors.KafkaConnectionError(NO_TOKEN) from None


class EndpointToken(AbstractTokenProvider):  # type: ignore[misc]  # aiokafka ships no types
    """A token of the client credentials grant, kept for most of its life."""

    def __init__(self, oauth: OAuth) -> None:
        """Take the endpoint; nothing is asked yet.

        Raises:
            ConfigError: The secret or the authorities cannot be read.
        """
        self._oauth = oauth
        self._secret()
        self._trust = _trust(oauth)
        self._token = ""
        self._renew_at = 0.0
        self._asking = asyncio.Lock()

    async def token(self) -> str:
        """Give the token, asking for another when this one grows old.

        Raises:
            KafkaConnectionError: The endpoint is away or does not answer as it should.
            SaslAuthenticationFailed: It refuses us.
        """
        async with self._asking:
            if time.monotonic() >= self._renew_at:
                await self._renew()
            return self._token

    async def _renew(self) -> None:
        asked = time.monotonic()
        try:
            answer = await self._ask()
            token, life_s = (
                answer["access_token"],
                float(str(answer.get("expires_in", DEFAULT_LIFE_S))),
            )
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, LookupError, TypeError):
            raise errors.KafkaConnectionError(NO_TOKEN) from None
        if not isinstance(token, str) or not token:
            raise errors.KafkaConnectionError(NO_TOKEN)
        self._token, self._renew_at = token, asked + RENEW * life_s

    async def _ask(self) -> dict[str, object]:
        form = {"grant_type": "client_credentials"}
        if self._oauth.scope:
            form["scope"] = self._oauth.scope
        limit = aiohttp.ClientTimeout(total=ANSWER_S)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(
                self._oauth.token_url or "",
                data=form,
                headers={"Authorization": self._who()},
                ssl=self._trust,
                allow_redirects=False,
            ) as answer,
        ):
            if answer.status in REFUSALS:
                raise errors.SaslAuthenticationFailed(NO_TOKEN)
            if answer.status != OK or (answer.content_length or 0) > MAX_ANSWER_BYTES:
                raise ValueError(NO_TOKEN)
            return cast("dict[str, object]", await answer.json(content_type=None))

    def _who(self) -> str:
        """Name us as RFC 6749, 2.3.1 asks: each part form-encoded, both base64-encoded."""
        pair = f"{quote_plus(self._oauth.client_id or '')}:{quote_plus(self._secret())}"
        return "Basic " + base64.b64encode(pair.encode()).decode()

    def _secret(self) -> str:
        place = f"{PLACE}.client_secret_file"
        path = cast("Path", self._oauth.client_secret_file)
        return read_secret(path, place).get_secret_value()


def _trust(oauth: OAuth) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=oauth.token_ca_file)
    except (OSError, ssl.SSLError):
        raise ConfigError([Problem(f"{PLACE}.token_ca_file", UNUSABLE_CA)]) from None
