"""The reports refuse options that do not go together, before anything is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redactor.cli import app
from redactor.cli_reports import RAW
from redactor.policy import default_policy
from redactor.record import Coordinates, Record
from redactor.stages.detect import Detector
from redactor.stream import survey
from tests.support.fakes import FakeAnalyzer

HERE = str(Path(__file__))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--topic", "masked"], "name it"),
        (["--topic", "masked", "-c", HERE, HERE], "either a file or a topic"),
        (["--limit", "5"], "goes with --topic"),
        (["--since", "24h"], "goes with --topic"),
        (["--topic", "masked", "-c", HERE, "--since", "soon"], "neither a span"),
        (["--topic", "masked", "-c", HERE, "--limit", "0"], "--limit"),
        (["no-such-file.jsonl"], "no such file"),
        (["--profile", "nobody"], "but for analytics-k5"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(words: list[str], said: str) -> None:
    """Code 2 and a sentence that says what to do."""
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "xterm"}).invoke(
        app, ["conform", *words]
    )
    assert done.exit_code == 2
    assert said in done.output


POLICY = "{version: 1, name: test, routes: [{source: 'raw.*', target: 'masked.{rest}'}]}"


@pytest.mark.parametrize(
    ("topic", "policy", "told"),
    [
        ("raw.orders", POLICY, True),
        ("masked.orders", POLICY, False),
        ("raw.orders", "no policy", False),
    ],
)
def test_a_raw_topic_is_told_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, topic: str, policy: str, *, told: bool
) -> None:
    """Whoever checks the wrong one of two topics would look for a fault in the masks."""

    def one_record(*_: object) -> Iterator[list[Record]]:
        yield [Record(Coordinates(topic, 0, 0), 0, None, b'{"tel": "13800138000"}')]

    detector = Detector(FakeAnalyzer(), default_policy().thresholds)
    monkeypatch.setattr(Detector, "default", lambda *_: detector)
    monkeypatch.setattr(survey, "survey", one_record)
    (tmp_path / "policy.yaml").write_text(policy)
    config = tmp_path / "redactor.yaml"
    config.write_text("kafka: {bootstrap_servers: ['localhost:9092']}\npolicy: policy.yaml\n")
    done = CliRunner().invoke(app, ["conform", "--topic", topic, "-c", str(config)])
    assert done.exit_code == 1
    assert (f"{topic}: {RAW}" in done.stderr) is told
    assert done.stdout.endswith("does not conform: 1 record read\n")
