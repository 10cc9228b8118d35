"""The reference of the command line is what the commands say of themselves."""

from redactor.cli import app
from tests.support.cli_reference import PAGE, commands, render


def test_the_reference_is_current() -> None:
    """`docs/cli.md` equals the help; renew it with `python -m tests.support.cli_reference`."""
    assert PAGE.read_text(encoding="utf-8") == render()


def test_the_reference_holds_every_command() -> None:
    """No command is missing from the page."""
    found, page = set(commands(app)), render()
    assert {("run",), ("check",), ("scan",), ("mask",), ("demo",)} < found
    for command in found:
        assert f"## `{' '.join(('redactor', *command))}`" in page
