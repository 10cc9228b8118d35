"""A variable of the environment that is faulty is a fault among others, told in words."""

from pathlib import Path

import pytest

from redactor.errors import ConfigError, Problem
from redactor.misfits import check
from redactor.settings import load_settings

CANARY = "canary-7b1f"
CONFIG = """
kafka: {bootstrap_servers: ["broker:9092"]}
policy: policy.yaml
topics: {quarantine: raw}
"""
POLICY = """
version: 1
name: test
routes:
  - {source: raw, target: masked}
operators: {PERSON: {operator: pseudonym}}
"""
MISFITS = ["topics.quarantine", "policy.operators"]


def written(folder: Path) -> Path:
    """Write a configuration, and a policy that does not fit it."""
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "redactor.yaml").write_text(CONFIG, encoding="utf-8")
    return folder / "redactor.yaml"


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("BATCH__MAX_RECORDS", CANARY, Problem("batch.max_records", "must be a whole number")),
        ("LOG_LEVEL", CANARY, Problem("log_level", "")),
        ("KAFKA__GROUP", "a b", Problem("kafka.group", "")),
        ("KAFKA__BOOTSTRAP_SERVERS", CANARY, Problem("kafka.bootstrap_servers", "must be a list")),
        ("KAFKA", f"{{{CANARY}", Problem("kafka", "must be a mapping of settings")),
        ("BATCH", "7", Problem("batch", "must be a mapping of settings")),
        ("DRIFT__COLOUR", CANARY, Problem("drift.colour", "")),
        ("KAFKA__SECURITY", f'["{CANARY}"]', Problem("kafka.security", "")),
    ],
)
def test_a_faulty_variable_holds_nothing_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: Problem
) -> None:
    """What does not fit the policy is told in the same round."""
    monkeypatch.setenv(f"REDACTOR_{variable}", value)
    with pytest.raises(ConfigError) as caught:
        check(written(tmp_path))
    first, *others = caught.value.problems
    assert first.path == told.path
    assert first.reason == told.reason or not told.reason
    assert [one.path for one in others] == MISFITS
    assert CANARY not in str(caught.value)


def test_what_a_faulty_variable_stands_for_is_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither that of the file, over which it would win."""
    monkeypatch.setenv("REDACTOR_TOPICS__CONTROL", "a b")
    monkeypatch.setenv("REDACTOR_PROTECTION__KEYZ", CANARY)
    with pytest.raises(ConfigError) as caught:
        check(written(tmp_path))
    assert {one.path for one in caught.value.problems} == {"topics.control", "protection.keyz"}


def test_mappings_and_lists_are_written_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With single settings beside them."""
    monkeypatch.setenv("REDACTOR_KAFKA", '{"bootstrap_servers": ["other:1"]}')
    monkeypatch.setenv("REDACTOR_KAFKA__GROUP", "one")
    kafka = load_settings(written(tmp_path)).kafka
    assert (kafka.bootstrap_servers, kafka.group) == (["other:1"], "one")


def test_a_missing_secret_is_told_beside_other_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else of the settings is faulty."""
    security = '{"protocol": "SSL", "ca_file": "/no/such/file"}'
    monkeypatch.setenv("REDACTOR_KAFKA__SECURITY", security)
    monkeypatch.setenv("REDACTOR_LOG_LEVEL", CANARY)
    with pytest.raises(ConfigError) as caught:
        check(written(tmp_path))
    paths = [one.path for one in caught.value.problems]
    assert paths == ["log_level", "kafka.security.ca_file", *MISFITS]
