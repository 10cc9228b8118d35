"""`redactor init` as a user meets it; the models are faked."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from redactor.app import check
from redactor.cli import app
from redactor.cli_init import masked_name
from redactor.demo.workplace import SOURCE, TARGET
from redactor.policy import default_policy
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
