"""Settings come from one file and the environment, and complain about all faults at once."""

from pathlib import Path

import pytest

from redactor.errors import ConfigError, Problem
from redactor.settings import Delivery, load_settings, unknown_variables
from tests.support.settings_reference import PAGE, render

GOOD = "kafka: {bootstrap_servers: [localhost:9092]}\npolicy: policy.yaml\n"
SECRET = "s3cretvalue"


def written(folder: Path, text: str) -> Path:
    """Write a configuration."""
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def paths_of(folder: Path, text: str) -> list[str]:
    """Give the paths of everything wrong with a configuration."""
    with pytest.raises(ConfigError) as caught:
        load_settings(written(folder, text))
    assert SECRET not in str(caught.value)
    return [problem.path for problem in caught.value.problems]


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that begins like ours and is no setting changes nothing, and is told."""
    monkeypatch.setenv("REDACTOR_LOG_LEVL", "DEBUG")
    monkeypatch.setenv("REDACTOR_LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("REDACTOR_KAFKA__GROUP", "one")
    assert unknown_variables() == ("REDACTOR_LOG_LEVL",)


@pytest.mark.parametrize(
    "name",
    "SERVICE_HOST SERVICE_PORT SERVICE_PORT_METRICS PORT PORT_6066_TCP PORT_6066_TCP_ADDR".split(),
)
def test_what_kubernetes_sets_is_no_misspelling(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A Service called redactor puts variables of our prefix into every pod."""
    monkeypatch.setenv(f"REDACTOR_{name}", "tcp://10.0.0.1:6066")
    assert unknown_variables() == ()


def test_the_least_configuration_is_two_lines(tmp_path: Path) -> None:
    """Brokers and a policy are enough; the policy is looked for beside the configuration."""
    settings = load_settings(written(tmp_path, GOOD))
    assert settings.delivery is Delivery.EXACTLY_ONCE
    assert settings.policy == tmp_path.resolve() / "policy.yaml"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`REDACTOR_*` variables override the file, nested ones too."""
    monkeypatch.setenv("REDACTOR_DELIVERY", "at_least_once")
    monkeypatch.setenv("REDACTOR_KAFKA__GROUP", "other")
    settings = load_settings(written(tmp_path, GOOD))
    assert settings.delivery is Delivery.AT_LEAST_ONCE
    assert settings.kafka.group == "other"
    assert settings.kafka.bootstrap_servers == ["localhost:9092"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("policy: p.yaml\n", "kafka"),
        (GOOD + f"colour: {SECRET}\n", "colour"),
        (GOOD + f"delivery: {SECRET}\n", "delivery"),
        (GOOD + "web: {port: 70000}\n", "web.port"),
        (GOOD + "topics: {quarantine: 'a b'}\n", "topics.quarantine"),
        (GOOD + "refusals: {max_ratio: 2}\n", "refusals.max_ratio"),
        (GOOD + "policy: again.yaml\n", "config.yaml:3"),
        ("kafka: {bootstrap_servers: []}\npolicy: p\n", "kafka.bootstrap_servers"),
        (
            "kafka: {bootstrap_servers: [b], security: {protocol: SASL_SSL}}\npolicy: p\n",
            "kafka.security",
        ),
        (
            "kafka: {bootstrap_servers: [b], security: {certificate_file: c}}\npolicy: p\n",
            "kafka.security",
        ),
    ],
)
def test_each_fault_is_named_with_its_path(tmp_path: Path, text: str, path: str) -> None:
    """A fault names where it stands; the value does not appear."""
    assert path in paths_of(tmp_path, text)


@pytest.mark.parametrize(
    "server", ["kafka", "kafka:abc", "kafka:0", "kafka:99999", "", "my kafka:9092", "http://k:9092"]
)
def test_a_broker_is_a_host_and_a_port(tmp_path: Path, server: str) -> None:
    """What the client could not even parse is a fault of the configuration."""
    text = f"kafka: {{bootstrap_servers: ['{server}']}}\npolicy: policy.yaml\n"
    assert paths_of(tmp_path, text) == ["kafka.bootstrap_servers.0"]


@pytest.mark.parametrize(
    ("text", "path", "reason"),
    [
        (
            "kafka: {bootstrap_servers: [kafka]}\npolicy: p\n",
            "kafka.bootstrap_servers.0",
            "must be a broker's host:port",
        ),
        (
            GOOD + "topics: {quarantine: 'a b'}\n",
            "topics.quarantine",
            "must be 1 to 249 letters (a-z, A-Z), digits, '.', '_' or '-'",
        ),
        (GOOD + "web: 6066\n", "web", "must be a mapping of settings"),
        (GOOD + "web: {port: 80x}\n", "web.port", "must be a whole number"),
        (GOOD + "batch: {max_records: 0}\n", "batch.max_records", "must be at least 1"),
        (
            GOOD + "delivery: exactly-once\n",
            "delivery",
            "must be 'exactly_once' or 'at_least_once'",
        ),
        (
            "kafka: {bootstrap_servers: []}\npolicy: p\n",
            "kafka.bootstrap_servers",
            "needs at least 1",
        ),
    ],
)
def test_a_fault_is_told_in_words(tmp_path: Path, text: str, path: str, reason: str) -> None:
    """Neither a regular expression nor pydantic's own terms have to be read."""
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, text))
    assert caught.value.problems == (Problem(path, reason),)


@pytest.mark.parametrize("server", ["localhost:9092", "10.0.0.1:1", "[::1]:9092", "a-b.c_d:65535"])
def test_hosts_and_addresses_are_brokers(tmp_path: Path, server: str) -> None:
    """Names, IPv4 and bracketed IPv6 addresses with a port are taken as they are."""
    text = f"kafka: {{bootstrap_servers: ['{server}']}}\npolicy: policy.yaml\n"
    assert load_settings(written(tmp_path, text)).kafka.bootstrap_servers == [server]


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Every fault is named in one go."""
    text = GOOD + "colour: red\nweb: {port: 0}\nbatch: {max_records: 0}\n"
    assert set(paths_of(tmp_path, text)) == {"colour", "web.port", "batch.max_records"}


def test_a_missing_file_is_a_configuration_error(tmp_path: Path) -> None:
    """No file, no traceback."""
    with pytest.raises(ConfigError, match=r"nothing\.yaml: there is no such file"):
        load_settings(tmp_path / "nothing.yaml")


@pytest.mark.parametrize("content", [None, "", " \n", "\udcff"])
def test_an_unreadable_password_stops_the_start(tmp_path: Path, content: str | None) -> None:
    """A password file that is missing, empty or no text is an error, not an empty password."""
    secret = tmp_path / "password"
    if content is not None:
        secret.write_bytes(content.encode("utf-8", "surrogateescape"))
    settings = load_settings(written(tmp_path, secured(secret)))
    with pytest.raises(ConfigError) as caught:
        settings.kafka.security.password()
    assert caught.value.problems[0].path == "kafka.security.password_file"


def test_a_password_never_shows(tmp_path: Path) -> None:
    """The password is read from its file and does not print."""
    secret = tmp_path / "password"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    settings = load_settings(written(tmp_path, secured(secret)))
    password = settings.kafka.security.password()
    assert password.get_secret_value() == SECRET
    assert SECRET not in repr(password) + repr(settings)


def secured(password_file: Path) -> str:
    """Give a configuration with SASL."""
    return (
        "kafka:\n  bootstrap_servers: [localhost:9092]\n  security:\n"
        "    {protocol: SASL_PLAINTEXT, mechanism: PLAIN, username: me,"
        f" password_file: {password_file}}}\npolicy: policy.yaml\n"
    )


def test_the_reference_is_current() -> None:
    """`docs/settings.md` equals the models; renew: `python -m tests.support.settings_reference`."""
    assert PAGE.read_text(encoding="utf-8") == render()
