"""The command is loaded with the collector off, and runs with it on."""

import gc

import pytest

from redactor import __main__, cli


def test_a_command_runs_with_the_collector_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever loading does without it, a command has it."""
    seen = []
    monkeypatch.setattr(cli, "main", lambda: seen.append(gc.isenabled()))
    __main__.main()
    assert seen == [True]
