"""Writes `docs/cli.md` from the commands' own help: `python -m tests.support.cli_reference`.

Must never say anything that the help does not.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import typer
from rich.text import Text
from typer.testing import CliRunner

from redactor.cli import app

PAGE: Final = Path(__file__).parents[2] / "docs" / "cli.md"
# What would make the help depend on who asks.
PLAIN: Final = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "xterm"}
HEAD: Final = """# The command line

Generated from the commands' own help by `python -m tests.support.cli_reference`; a test sees to it
that it is current.

Errors stand on standard error and never quote a value. Exit codes: 0 success, 1 failure (a line
that could not be scanned or masked, a worker that stopped), 2 wrong usage, 78 a configuration
with faults.
"""


def render() -> str:
    """Give the page."""
    return HEAD + "".join(_section(command) for command in commands(app))


def commands(group: typer.Typer, *path: str) -> Iterator[tuple[str, ...]]:
    """Give every command as the words that call it, groups before what is in them."""
    yield path
    for command in group.registered_commands:
        if command.callback is not None:
            yield (*path, command.name or command.callback.__name__)
    for inner in group.registered_groups:
        if inner.typer_instance is not None and inner.name:
            yield from commands(inner.typer_instance, *path, inner.name)


def _section(command: tuple[str, ...]) -> str:
    result = CliRunner(env=PLAIN).invoke(app, [*command, "--help"], prog_name="redactor")
    text = Text.from_ansi(result.stdout).plain  # some environments force colour
    body = "\n".join(line.rstrip() for line in text.strip().splitlines())
    title = " ".join(("redactor", *command))
    return f"\n## `{title}`\n\n```text\n{body}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
