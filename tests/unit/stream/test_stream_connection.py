"""How clients reach the brokers: options, secrets, certificates, quiet loggers."""

import logging
from pathlib import Path

import pytest

from redactor.errors import ConfigError
from redactor.settings import Kafka
from redactor.stream.connection import TALKATIVE, client_options, quiet_dependencies

SECRET = "canary-secret"


def kafka(**security: object) -> Kafka:
    """Make cluster settings."""
    return Kafka(bootstrap_servers=["b:1"], instance="one", security=security)


def test_plain_options_hold_no_credentials() -> None:
    """Without security only addresses, name and time-out are given."""
    assert client_options(kafka()) == {
        "bootstrap_servers": ["b:1"],
        "client_id": "redactor-one",
        "request_timeout_ms": 20_000,
        "security_protocol": "PLAINTEXT",
    }


def test_sasl_options_read_the_password_file(tmp_path: Path) -> None:
    """The password comes from its file, without the trailing newline."""
    file = tmp_path / "password"
    file.write_text(SECRET + "\n", "utf-8")
    options = client_options(
        kafka(
            protocol="SASL_PLAINTEXT", mechanism="SCRAM-SHA-512", username="u", password_file=file
        )
    )
    assert options["sasl_mechanism"] == "SCRAM-SHA-512"
    assert options["sasl_plain_username"] == "u"
    assert (options["sasl_plain_password"] == SECRET) is True


@pytest.mark.parametrize("name", ["ca_file", "certificate_file"])
def test_a_faulty_certificate_is_named_and_not_quoted(tmp_path: Path, name: str) -> None:
    """A file that is no PEM is a configuration error with its path in the settings."""
    file = tmp_path / "file.pem"
    file.write_text(SECRET, "utf-8")
    files = {name: file, "key_file": file} if name == "certificate_file" else {name: file}
    with pytest.raises(ConfigError) as caught:
        client_options(kafka(protocol="SSL", **files))
    assert [problem.path for problem in caught.value.problems] == [f"kafka.security.{name}"]
    assert SECRET not in str(caught.value)


def test_dependencies_stay_quiet_below_a_root_at_debug() -> None:
    """Loggers that print records at DEBUG are clamped, whatever the root's level is."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    try:
        quiet_dependencies()
        levels = {logging.getLogger(f"{name}.child").getEffectiveLevel() for name in TALKATIVE}
    finally:
        root.setLevel(before)
    assert levels == {logging.WARNING}
