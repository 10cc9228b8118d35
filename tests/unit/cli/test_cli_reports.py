"""The reports refuse options that do not go together, before anything is read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from redactor.cli import app

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
        (["--profile", "nobody"], "no rules for a profile"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(words: list[str], said: str) -> None:
    """Code 2 and a sentence that says what to do."""
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "xterm"}).invoke(
        app, ["conform", *words]
    )
    assert done.exit_code == 2
    assert said in done.output
