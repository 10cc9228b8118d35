"""The reference of the command line is what the commands say of themselves."""

from redactor.cli import app
from tests.support.cli_reference import COMMANDS, PAGE, render


def test_the_reference_is_current() -> None:
    """`docs/cli.md` equals the help; renew it with `python -m tests.support.cli_reference`."""
    assert PAGE.read_text(encoding="utf-8") == render()


def test_the_reference_holds_every_command() -> None:
    """No command is missing from the page."""
    callbacks = [command.callback for command in app.registered_commands]
    assert {callback.__name__ for callback in callbacks if callback} == set(COMMANDS)
