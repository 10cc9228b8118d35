"""`redactor init` as a user meets it; the models are faked."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from redactor.cli import app
from redactor.cli_init import masked_name
from redactor.demo.workplace import SOURCE, TARGET
from redactor.misfits import check
from redactor.policy import default_policy
from redactor.policy.reference import schema as policy_schema
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer

MOBILE = "13800138000"
LINES = "".join(json.dumps({"tel": str(int(MOBILE) + n)}) + "\n" for n in range(5))
CONFIG = "kafka: {bootstrap_servers: ['localhost:9092']}\npolicy: policy.yaml\n"


@pytest.fixture(autouse=True)
def recognizers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fakes stand for the recognizers."""
    detector = Detector(FakeAnalyzer(), default_policy().thresholds)
    monkeypatch.setattr(Detector, "default", lambda *_: detector)


def init(*words: str, given: str = LINES) -> Result:
    """Run the command."""
    env = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "xterm"}
    return CliRunner(env=env).invoke(app, ["init", *words], input=given)


def test_a_draft_is_written_and_check_accepts_it(tmp_path: Path) -> None:
    """From a file of records to a checked policy, in two commands."""
    records = tmp_path / "orders.jsonl"
    records.write_text(LINES)
    done = init(str(records), "-o", str(tmp_path / "policy.yaml"))
    assert done.exit_code == 0
    (tmp_path / "redactor.yaml").write_text(CONFIG)
    _, policy = check(tmp_path / "redactor.yaml")
    assert [rule.entity for rule in policy.fields] == ["PHONE_NUMBER"]
    assert (policy.routes[0].source, policy.routes[0].target) == ("raw.orders", "masked.orders")
    assert MOBILE not in (tmp_path / "policy.yaml").read_text()


def test_the_schema_that_a_draft_names_lies_beside_it(tmp_path: Path) -> None:
    """An editor finds it; one that is there stays as it is."""
    policy, schema = tmp_path / "policy.yaml", tmp_path / "policy.schema.json"
    done = init("-o", str(policy))
    first = policy.read_text().split("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
    assert named
    assert tmp_path / named[1] == schema
    assert json.loads(schema.read_text()) == policy_schema()
    assert "wrote policy.yaml and policy.schema.json" in done.stderr
    policy.unlink()
    schema.write_text("{}")
    assert "wrote policy.yaml;" in init("-o", str(policy)).stderr
    assert schema.read_text() == "{}"


def test_a_draft_that_is_printed_names_no_file() -> None:
    """There is no folder that a schema could lie in."""
    assert "$schema" not in init().stdout


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    """Not as an internal error, after a minute of reading."""
    done = init("-o", str(tmp_path / "none" / "policy.yaml"), given="")
    assert done.exit_code == 2
    assert "no such folder" in done.output


def test_a_folder_that_takes_no_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, a file system that is only read."""

    def full(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "write_text", full)
    done = init("-o", str(tmp_path / "policy.yaml"))
    assert done.exit_code == 2
    assert "cannot be written" in done.output


def test_a_reviewed_file_is_never_replaced(tmp_path: Path) -> None:
    """Somebody's work may stand in it."""
    (tmp_path / "policy.yaml").write_text("reviewed")
    done = init("-o", str(tmp_path / "policy.yaml"))
    assert done.exit_code == 2
    assert (tmp_path / "policy.yaml").read_text() == "reviewed"


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (["--topic", "t"], LINES, "name them"),
        (["--topic", "t", "-b", "x:1", str(Path(__file__))], LINES, "either a file or a topic"),
        (["--topic", "t", "-b", "localhost"], LINES, "host:port"),
        (["-b", "localhost:9092"], LINES, "goes with --topic"),
        (["-c", str(Path(__file__))], LINES, "goes with --topic"),
        (["--records", "0"], LINES, "--records"),
        (["no-such-file"], LINES, "no such file"),
        ([], "", "no record"),
    ],
)
def test_wrong_usage(words: list[str], given: str, said: str) -> None:
    """Code 2 and a sentence."""
    done = init(*words, given=given)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("raw.orders", "masked.orders"),
        ("cn.raw.orders.v1", "cn.masked.orders.v1"),
        ("drawers", "masked.drawers"),
        ("orders", "masked.orders"),
    ],
)
def test_the_masked_topic_is_named_after_the_source(source: str, target: str) -> None:
    """And is never the source itself."""
    assert masked_name(source) == target


def test_the_demo_the_readme_and_the_chart_name_topics_as_a_draft_does() -> None:
    """Whoever comes from one of them to the next finds the same names."""
    root = Path(__file__).parents[3]
    routed = re.compile(r"source: ([a-z.]+)(?:, |\s+)target: ([a-z.]+)")
    pages = ("README.md", "deploy/helm/redactor/values.yaml", "deploy/compose/config/policy.yaml")
    told = [pair for page in pages for pair in routed.findall((root / page).read_text("utf-8"))]
    assert len(told) == len(pages)
    for source, target in [*told, (SOURCE, TARGET)]:
        assert masked_name(source) == target
