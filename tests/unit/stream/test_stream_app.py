"""The Faust app is set by our settings alone, and makes no topic, file or page of its own."""

from pathlib import Path
from typing import Any

import pytest
from faust.transport.drivers.aiokafka import credentials_to_aiokafka_auth

from redactor.errors import ConfigError
from redactor.settings import Settings
from redactor.stream.app import new_app
from redactor.stream.connection import client_options
from redactor.stream.health import ProbeWeb


def settings(**kafka: Any) -> Settings:  # noqa: ANN401 -- the raw form of the settings
    """Give settings with a cluster."""
    cluster = {"bootstrap_servers": ["one:9092", "[::1]:9093"], "instance": "pod-1", **kafka}
    return Settings(kafka=cluster, policy=Path("policy.yaml"))


def test_each_process_has_a_consumer_group_of_its_own() -> None:
    """Else only one sidecar would hear of a policy; the prefix is what access rules name."""
    one, two = new_app(settings()), new_app(settings())
    assert one.conf.id != two.conf.id
    assert one.conf.id.startswith("redactor.control.pod-1.")
    assert len(one.conf.id) <= 249


def test_faust_makes_no_topic_and_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Topics are the start-up check's business, and the file system may be read-only."""
    monkeypatch.chdir(tmp_path)
    app = new_app(settings())
    app._create_directories()  # noqa: SLF001 -- what Faust calls at its first start
    assert not app.conf.topic_allow_declare
    assert app.conf.topic_disable_leader
    assert not app.conf.reply_create_topic
    assert list(tmp_path.iterdir()) == []


def test_faust_reads_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own variables would override settings behind our back."""
    for name, value in (
        ("BROKER_URL", "kafka://elsewhere:1"),
        ("APP_DEBUG", "1"),
        ("WEB_PORT", "1"),
        ("TOPIC_ALLOW_DECLARE", "1"),
        ("PROCESSING_GUARANTEE", "exactly_once"),
    ):
        monkeypatch.setenv(name, value)
    conf = new_app(settings()).conf
    assert [f"{url.host}:{url.port}" for url in conf.broker] == ["one:9092", "::1:9093"]
    assert (conf.debug, conf.web_port, conf.topic_allow_declare) == (False, 6066, False)
    assert conf.processing_guarantee.value == "at_least_once"


def test_times_follow_the_settings() -> None:
    """Faust refuses a session longer than a request; ours may be, so the request grows."""
    conf = new_app(settings(session_timeout_ms=30_000, request_timeout_ms=5_000)).conf
    assert conf.broker_session_timeout == 30
    assert conf.broker_request_timeout == 30
    assert conf.producer_request_timeout == 5


async def test_its_start_takes_no_rest_before_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faust sleeps a second there, for tables still to be made; records would wait behind it."""
    tables = new_app(settings()).tables
    done: list[str] = []

    async def noted(what: str) -> None:
        done.append(what)

    monkeypatch.setattr(tables, "sleep", lambda _seconds: noted("rest"))
    monkeypatch.setattr(tables, "_update_channels", lambda: noted("channels"))
    monkeypatch.setattr(tables.recovery, "start", lambda: noted("recovery"))
    await tables.on_start()
    assert done == ["channels", "recovery"]


def test_it_serves_no_page_of_fausts() -> None:
    """The web server is ours and has no blueprint."""
    web = new_app(settings()).web
    assert isinstance(web, ProbeWeb)
    assert web.blueprints._enabled == []  # noqa: SLF001 -- Faust offers no other sight of it


@pytest.mark.parametrize(
    ("security", "reason"),
    [
        ({}, "nothing to say"),
        ({"protocol": "SSL"}, "TLS alone"),
        ({"protocol": "SASL_PLAINTEXT", "mechanism": "PLAIN"}, "PLAIN"),
        ({"protocol": "SASL_SSL", "mechanism": "SCRAM-SHA-256"}, "SCRAM over TLS"),
        ({"protocol": "SASL_SSL", "mechanism": "SCRAM-SHA-512"}, "the longer SCRAM"),
    ],
)
def test_faust_and_the_data_plane_use_the_same_credentials(
    tmp_path: Path, security: dict[str, str], reason: str
) -> None:
    """What Faust tells its client equals what ours is told."""
    if "mechanism" in security:
        (tmp_path / "password").write_text("correct-horse\n", "utf-8")
        file = str(tmp_path / "password")
        security = {**security, "username": "sidecar", "password_file": file}
    given = settings(security=security)
    told = dict(credentials_to_aiokafka_auth(new_app(given).conf.broker_credentials, None))
    ours = {key: value for key, value in client_options(given.kafka).items() if key in told}
    assert bool(told.pop("ssl_context", None)) == bool(ours.pop("ssl_context", None)), reason
    assert told == ours, reason


def test_a_secret_that_cannot_be_read_is_a_configuration_error(tmp_path: Path) -> None:
    """It names the setting, not the file."""
    security = {
        "protocol": "SASL_PLAINTEXT",
        "mechanism": "PLAIN",
        "username": "sidecar",
        "password_file": str(tmp_path / "absent"),
    }
    with pytest.raises(ConfigError) as caught:
        new_app(settings(security=security))
    assert [p.path for p in caught.value.problems] == ["kafka.security.password_file"]
