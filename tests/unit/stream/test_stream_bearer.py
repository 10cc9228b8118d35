"""Bearer tokens: one for most of its life, never in an error, and a refusal is told apart."""

from pathlib import Path

import pytest
from aiokafka import errors
from pydantic import ValidationError

from redactor.errors import ConfigError
from redactor.security import OAuth
from redactor.stream.bearer import token_provider
from tests.support.token_endpoint import TokenEndpoint

CLIENT, SECRET, TOKEN = "sidecar", "correct-horse", "eyJ.fictitious.token"


def written(folder: Path, text: str) -> Path:
    """Put a secret into a file."""
    path = folder / "secret"
    path.write_text(text, "utf-8")
    return path


def through(folder: Path, url: str, secret: str = SECRET) -> OAuth:
    """Say that tokens come from an endpoint."""
    return OAuth(token_url=url, client_id=CLIENT, client_secret_file=written(folder, secret))


async def test_a_file_is_read_anew_for_each_connection(tmp_path: Path) -> None:
    """Who renews the token writes it into the same file."""
    path = written(tmp_path, "first")
    provider = token_provider(OAuth(token_file=path))
    tokens = [await provider.token()]
    path.write_text("second\n", "utf-8")
    assert [*tokens, await provider.token()] == ["first", "second"]


async def test_a_token_is_asked_for_once_in_its_life(tmp_path: Path) -> None:
    """Twenty connections of one worker need one token, asked for with the grant of RFC 6749."""
    with TokenEndpoint(CLIENT, SECRET, lambda: TOKEN) as endpoint:
        provider = token_provider(through(tmp_path, endpoint.url))
        tokens = {await provider.token() for _ in range(20)}
    assert tokens == {TOKEN}
    assert endpoint.asked == ["grant_type=client_credentials"]


async def test_a_refusal_of_the_endpoint_is_no_outage(tmp_path: Path) -> None:
    """A wrong secret stops the worker; it is not asked again and again."""
    with TokenEndpoint(CLIENT, "another", lambda: TOKEN) as endpoint:
        provider = token_provider(through(tmp_path, endpoint.url))
        with pytest.raises(errors.SaslAuthenticationFailed) as caught:
            await provider.token()
    assert SECRET not in str(caught.value)


async def test_an_endpoint_that_is_away_may_come_back(tmp_path: Path) -> None:
    """No answer is an error of the connection, which is tried again."""
    provider = token_provider(through(tmp_path, "http://127.0.0.1:9/token"))
    with pytest.raises(errors.KafkaConnectionError) as caught:
        await provider.token()
    assert caught.value.__cause__ is None


def test_a_file_without_a_token_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """It is found at the start, and by `redactor check`."""
    with pytest.raises(ConfigError, match="token_file: cannot be read, or is empty"):
        token_provider(OAuth(token_file=written(tmp_path, " \n")))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "no source at all"),
        ({"token_file": "t", "token_url": "https://login.test"}, "two sources"),
        ({"token_url": "https://login.test", "client_id": "a"}, "half a source"),
        (
            {"token_url": "http://login.test", "client_id": "a", "client_secret_file": "s"},
            "the secret would travel in clear",
        ),
        (
            {"token_url": "https://a:b@login.test", "client_id": "a", "client_secret_file": "s"},
            "a secret in the address",
        ),
    ],
)
def test_half_a_source_is_refused(said: dict[str, str], why: str) -> None:
    """There is one source of tokens, whole and private."""
    with pytest.raises(ValidationError):
        OAuth.model_validate(said)
    assert why
