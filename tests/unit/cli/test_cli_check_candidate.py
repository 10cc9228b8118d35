"""`redactor check` looks at the candidate of `shadow.policy` as at the policy in force."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redactor.cli import app
from redactor.errors import ConfigError
from redactor.misfits import check

CONFIG = """
kafka: {bootstrap_servers: ["broker:9092"]}
policy: policy.yaml
shadow: {policy: candidates/next.yaml}
"""
POLICY = """
version: 1
name: test
routes:
  - {source: raw, target: masked}
"""
PSEUDONYM = "operators: {PERSON: {operator: pseudonym}}\n"
CANARY = "canary-7b1f"


@dataclass(frozen=True, slots=True)
class Case:
    """Files of which something is wrong, and all that is told of them."""

    reason: str
    told: tuple[str, ...]
    candidate: str | None = POLICY
    config: str = CONFIG
    policy: str = POLICY


CASES = (
    Case("nothing is wrong", ()),
    Case("there is none", ("shadow.policy",), candidate=None),
    Case("a faulty one", ("shadow.policy.name",), POLICY.replace("test", f"'{CANARY.upper()}!'")),
    Case("a key twice", ("shadow.policy",), f"{POLICY}name: {CANARY}\n"),
    Case("masks without a key", ("shadow.policy.operators",), POLICY + PSEUDONYM),
    Case(
        "a topic of ours is a source of it",
        ("shadow.policy",),
        POLICY.replace("source: raw", "source: redactor.control"),
    ),
    Case(
        "beside faults of all else",
        ("log_level", "policy.name", f"shadow.policy.{CANARY}"),
        f"{POLICY}{CANARY}: 1\n",
        f"{CONFIG}log_level: {CANARY}\n",
        POLICY.replace("test", "'!'"),
    ),
    Case(
        "what is wrong with both policies alike is told once",
        ("topics.alerts",),
        config=f"{CONFIG}topics: {{alerts: raw}}\n",
    ),
    Case(
        "a shadow whose settings are faulty",
        ("shadow.sample",),
        f"{POLICY}{CANARY}: 1\n",
        CONFIG.replace("next.yaml", "next.yaml, sample: 2"),
    ),
)


def written(folder: Path, case: Case) -> Path:
    """Write the files of a case."""
    (folder / "candidates").mkdir()
    files = {"policy.yaml": case.policy, "redactor.yaml": case.config}
    if case.candidate is not None:
        files["candidates/next.yaml"] = case.candidate
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "redactor.yaml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reason)
def test_a_candidates_faults_are_told_with_all_others(tmp_path: Path, case: Case) -> None:
    """As of the policy in force, under the name of the setting; no value is echoed."""
    words = ["check", "--config", str(written(tmp_path, case)), "--format", "json"]
    done = CliRunner().invoke(app, words)
    problems = json.loads(done.stdout).get("problems", [])
    assert tuple(one["path"] for one in problems) == case.told
    assert done.exit_code == (78 if case.told else 0)
    assert CANARY not in "".join(one["reason"] for one in problems).lower()


def test_a_start_goes_on_without_a_faulty_candidate(tmp_path: Path) -> None:
    """The worker refuses it, says so, and redacts."""
    config = written(tmp_path, CASES[1])
    settings, _ = check(config)
    assert settings.shadow.policy == tmp_path.resolve() / "candidates/next.yaml"
    with pytest.raises(ConfigError, match=r"shadow\.policy: next\.yaml: there is no such file"):
        check(config, candidate=True)
