"""The outermost floor: whatever happens, one line and the right code."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redactor.cli import app, main
from redactor.errors import EmitError
from redactor.stages.detect import Detector

SECRET = "13912345678"


@pytest.fixture
def scan_that_raises(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Give `redactor scan` as the command line; tests say what loading the models raises."""
    monkeypatch.setattr(sys, "argv", ["redactor", "scan"])
    return monkeypatch


def _raise(error: Exception) -> object:
    def default() -> Detector:
        raise error

    return default


def test_a_foreign_error_is_named_and_not_quoted(
    scan_that_raises: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text of an error we did not make may hold raw data: its type must do."""
    scan_that_raises.setattr(Detector, "default", _raise(ValueError(SECRET)))
    with pytest.raises(SystemExit) as stop:
        main()
    shown = capsys.readouterr()
    assert stop.value.code == 1
    assert "ValueError" in shown.err
    assert SECRET not in shown.err + shown.out
    assert "Traceback" not in shown.err


def test_an_output_that_cannot_hold_a_character_is_told_so(
    scan_that_raises: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal may be set to ASCII: what helps is said, the character is not."""
    error = UnicodeEncodeError("ascii", f"王{SECRET}", 0, 1, "ordinal not in range(128)")
    scan_that_raises.setattr(Detector, "default", _raise(error))
    with pytest.raises(SystemExit) as stop:
        main()
    shown = capsys.readouterr()
    assert stop.value.code == 1
    assert "PYTHONUTF8=1" in shown.err
    assert SECRET not in shown.err + shown.out


def test_our_own_error_says_what_it_says(
    scan_that_raises: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Our errors are fixed texts and end with code 1."""
    scan_that_raises.setattr(Detector, "default", _raise(EmitError("the broker refused")))
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert "the broker refused" in capsys.readouterr().err


def test_a_faulty_policy_of_mask_ends_with_code_78(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Configuration errors have their own code in every command."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(f"version: {SECRET}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["redactor", "mask", "--policy", str(policy)])
    with pytest.raises(SystemExit) as stop:
        main()
    shown = capsys.readouterr().err
    assert stop.value.code == 78
    assert "policy.version" in shown
    assert "policy.routes" in shown
    assert SECRET not in shown


def test_the_version_is_that_of_the_distribution(monkeypatch: pytest.MonkeyPatch) -> None:
    """`redactor --version` asks what is installed, and nothing else is loaded."""
    monkeypatch.setattr("redactor.cli.version", lambda name: f"9.8.7 of {name}")
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, "redactor 9.8.7 of redactor\n")


@pytest.mark.parametrize("code", [0, 1, 78])
def test_run_ends_with_the_workers_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int
) -> None:
    """A supervisor sees the worker's own exit code."""
    asked: list[tuple[Path, int]] = []

    def run_worker(config: Path, workers: int) -> int:
        asked.append((config, workers))
        return code

    monkeypatch.setattr("redactor.app.run_worker", run_worker)
    file = tmp_path / "redactor.yaml"
    result = CliRunner().invoke(app, ["run", "--config", str(file), "--workers", "3"])
    assert (result.exit_code, asked) == (code, [(file, 3)])
