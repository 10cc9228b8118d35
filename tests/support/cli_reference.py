"""Writes `docs/cli.md` from the commands' own help: `python -m tests.support.cli_reference`.

Must never say anything that the help does not.
"""

from pathlib import Path
from typing import Final

from rich.text import Text
from typer.testing import CliRunner

from redactor.cli import app

PAGE: Final = Path(__file__).parents[2] / "docs" / "cli.md"
COMMANDS: Final = ("run", "check", "scan", "mask", "demo")
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
    return HEAD + "".join(_section(command) for command in ("", *COMMANDS))


def _section(command: str) -> str:
    args = [command, "--help"] if command else ["--help"]
    result = CliRunner(env=PLAIN).invoke(app, args, prog_name="redactor")
    text = Text.from_ansi(result.stdout).plain  # some environments force colour
    body = "\n".join(line.rstrip() for line in text.strip().splitlines())
    title = f"redactor {command}".strip()
    return f"\n## `{title}`\n\n```text\n{body}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
