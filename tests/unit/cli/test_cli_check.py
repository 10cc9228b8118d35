"""`redactor check` on broken configurations: every fault named at once, no value echoed."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from redactor.cli import app

# Stands wherever a value of the file could be echoed.
CANARY = "canary-7b1f"

CONFIG = """
kafka:
  bootstrap_servers: ["broker:9092"]
policy: policy.yaml
"""
POLICY = """
version: 1
name: test
routes:
  - {source: raw, target: masked}
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A broken configuration and the places its faults are at."""

    reason: str
    paths: tuple[str, ...]
    config: str = CONFIG
    policy: str | None = POLICY


CASES = (
    Case(
        "unknown keys, in both files",
        (f"kafka.{CANARY}", f"policy.{CANARY}"),
        config=CONFIG.replace("policy:", f"  {CANARY}: 1\npolicy:"),
        policy=f"{POLICY}{CANARY}: 1\n",
    ),
    Case(
        "wrong types",
        ("batch.max_records", "web.port"),
        config=f"{CONFIG}batch: {{max_records: {CANARY}}}\nweb: {{port: [{CANARY}]}}\n",
    ),
    Case(
        "numbers out of range",
        ("kafka.session_timeout_ms", "refusals.max_ratio", "drift.window_s"),
        config=CONFIG.replace("policy:", "  session_timeout_ms: 1\npolicy:")
        + "refusals: {max_ratio: 1.5}\ndrift: {window_s: 0}\n",
    ),
    Case("no policy file", ("policy.yaml",), policy=None),
    Case("nothing at all", ("kafka", "policy"), config="", policy=None),
    Case(
        "a deny list that takes nothing",
        ("policy.deny.0.pattern",),
        policy=f"{POLICY}deny: [{{entity: PERSON, pattern: '(?={CANARY})'}}]\n",
    ),
    Case(
        "unknown entities",
        ("policy.operators.CANARY_7B1F", "policy.fields.0.entity"),
        policy=POLICY
        + "operators: {CANARY_7B1F: {operator: redact}}\n"
        + "fields: [{path: $.a, entity: CANARY_7B1F}]\n",
    ),
    Case(
        "an unknown operator",
        ("policy.operators.PERSON",),
        policy=f"{POLICY}operators: {{PERSON: {{operator: {CANARY}}}}}\n",
    ),
    Case(
        "two routes onto one topic",
        ("policy.routes.0.target", "policy.routes.1.target"),
        policy=f"{POLICY}  - {{source: {CANARY}, target: masked}}\n",
    ),
    Case(
        "a sink that is a source",
        ("policy.routes.1.target",),
        policy=f"{POLICY}  - {{source: {CANARY}, target: raw}}\n",
    ),
    Case(
        "quarantine on a source",
        ("topics.quarantine",),
        config=f"{CONFIG}topics: {{quarantine: raw}}\n",
    ),
    Case(
        "a key twice",
        ("policy.yaml:6",),
        policy=f"{POLICY}name: {CANARY}\n",
    ),
    Case(
        "a YAML bomb",
        ("policy.yaml",),
        policy=f"a: &a [{CANARY}]\n" + "".join(f"k{n}: [*a, *a, *a, *a]\n" for n in range(100)),
    ),
    Case(
        "YAML that is none",
        ("redactor.yaml",),
        config=f"kafka: [{CANARY}\n",
    ),
    Case(
        "bad path expressions",
        ("policy.fields.0.path", "policy.fields.1.path"),
        policy=POLICY
        + f"fields: [{{path: {CANARY}, entity: PERSON}}, {{path: '$.a[?({CANARY})]', "
        + "entity: PERSON}]\n",
    ),
    Case(
        "a field exempt without a reason",
        ("policy.fields.0.exempt",),
        policy=POLICY + "fields: [{path: $.a, exempt: no}]\n",
    ),
    Case(
        "keep without a reason, and by default",
        ("policy.default_operator",),
        policy=POLICY + "default_operator: {operator: keep}\n",
    ),
    Case(
        "half a SASL identity",
        ("kafka.security",),
        config=CONFIG.replace(
            "policy:", f"  security: {{protocol: SASL_SSL, username: {CANARY}}}\npolicy:"
        ),
    ),
    Case(
        "profiles that nobody knows, beside other faults",
        ("policy.profile", "policy.routes.0.views.0.profile", f"policy.{CANARY}"),
        policy=f"version: 1\nname: test\nprofile: {CANARY}\n{CANARY}: 1\n"
        f"routes: [{{source: raw, views: [{{target: masked, profile: {CANARY}}}]}}]\n",
    ),
    Case(
        "lists that are not there, beside other faults",
        ("policy.operators.CANARY_7B1F", "policy.deny.0", "policy.allow.0"),
        policy=POLICY
        + "operators: {CANARY_7B1F: {operator: redact}}\n"
        + f"deny: [{{entity: PERSON, file: {CANARY}, sha256: {'a' * 64}}}]\n"
        + f"allow: [{{because: they are no persons, file: {CANARY}, sha256: {'a' * 64}}}]\n",
    ),
    Case(
        "a policy that does not fit settings of which others are faulty",
        ("log_level", "kafka.bootstrap_servers", "topics.quarantine", "policy.operators"),
        config=f"kafka: {{}}\npolicy: policy.yaml\nlog_level: {CANARY}\n"
        "topics: {quarantine: raw}\n",
        policy=f"{POLICY}operators: {{PERSON: {{operator: pseudonym}}}}\n",
    ),
    Case(
        "faults in both files",
        ("log_level", "policy.name", "policy.routes"),
        config=f"{CONFIG}log_level: {CANARY}\n",
        policy=f"version: 1\nname: '{CANARY.upper()}!'\nroutes: []\n",
    ),
)


def check(folder: Path, case: Case, *args: str) -> Result:
    """Write the files of a case and check them."""
    (folder / "redactor.yaml").write_text(case.config, encoding="utf-8")
    if case.policy is not None:
        (folder / "policy.yaml").write_text(case.policy, encoding="utf-8")
    return CliRunner().invoke(app, ["check", "--config", str(folder / "redactor.yaml"), *args])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reason)
def test_every_fault_is_named_at_once(tmp_path: Path, case: Case) -> None:
    """Each fault has its place on standard error, and the code is 78."""
    result = check(tmp_path, case)
    assert result.exit_code == 78
    assert result.stdout == ""
    for path in case.paths:
        assert f"  {path}" in result.stderr


def test_a_name_commands_no_terminal(tmp_path: Path) -> None:
    """A key with control characters is named on one line, escaped: it cannot pose as another."""
    odd = Case("", (), policy=f'{POLICY}"\\e[2Jx\\n  all is well": 1\n')
    result = check(tmp_path, odd)
    assert result.exit_code == 78
    assert len(result.stderr.splitlines()) == 2
    assert "policy.\\x1b[2Jx\\n  all is well: is no setting" in result.stderr


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reason)
def test_no_value_is_echoed(tmp_path: Path, case: Case) -> None:
    """What the files say is not repeated; only the names of unknown keys are."""
    result = check(tmp_path, case, "--format", "json")
    values = [line.split(": ", 1)[-1] for line in result.stderr.splitlines()]
    assert CANARY not in "".join(values).lower()
    reasons = [problem["reason"] for problem in json.loads(result.stdout)["problems"]]
    assert CANARY not in "".join(reasons).lower()


def test_nothing_is_told_of_what_a_faulty_setting_stands_for(tmp_path: Path) -> None:
    """Whether keys are there is not known where their place is misspelt."""
    case = Case(
        "",
        (),
        config=f"{CONFIG}protection: {{keyz: keys}}\ntopics: {{quarantine: raw, control: '?'}}\n",
        policy=f"{POLICY}operators: {{PERSON: {{operator: pseudonym}}}}\n",
    )
    result = check(tmp_path, case, "--format", "json")
    found = [problem["path"] for problem in json.loads(result.stdout)["problems"]]
    assert found == ["protection.keyz", "topics.control"]


def test_the_problems_can_be_read_by_a_program(tmp_path: Path) -> None:
    """`--format json` gives the same problems on standard output."""
    result = check(tmp_path, CASES[1], "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 78
    assert found["valid"] is False
    assert [problem["path"] for problem in found["problems"]] == list(CASES[1].paths)


def test_a_good_configuration_is_printed_as_it_takes_effect(tmp_path: Path) -> None:
    """Defaults and the standard's masks are part of what is in effect."""
    result = check(tmp_path, Case("sound", ()), "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["valid"] is True
    assert found["settings"]["delivery"] == "exactly_once"
    assert found["policy"]["operators"]["PERSON"]["operator"] == "partial"
    assert len(found["policy_hash"]) == 16


def test_the_text_form_is_yaml(tmp_path: Path) -> None:
    """The default form is what one would write into the files."""
    result = check(tmp_path, Case("sound", ()))
    assert result.exit_code == 0
    assert "delivery: exactly_once" in result.stdout


def test_a_missing_password_file_is_a_fault(tmp_path: Path) -> None:
    """A secret that cannot be read is found before the first connection."""
    security = (
        "{protocol: SASL_SSL, mechanism: PLAIN, username: u, password_file: /no/such/canary-7b1f}"
    )
    config = CONFIG.replace("policy:", f"  security: {security}\npolicy:")
    result = check(tmp_path, Case("no password", (), config=config))
    assert result.exit_code == 78
    assert "kafka.security.password_file" in result.stderr
    assert CANARY not in result.stderr
