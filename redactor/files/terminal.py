"""What the file commands share with the terminal: input, progress and complaints.

Must never print a line of the input.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from redactor.entry import counted
from redactor.errors import ConfigError, SourceError
from redactor.files.lines import Readable
from redactor.stages.fields import IdlePaths
from redactor.wording import unreadable

if TYPE_CHECKING:
    from rich.console import Console

STDIN: Final = Path("-")
FROM_TERMINAL: Final = "reading standard input, until Ctrl-D; a file is named as an argument"


class _Complaints:
    """Standard error, in colours where it is a terminal; a command that says nothing loads none."""

    @cached_property
    def console(self) -> "Console":
        """Give what writes."""
        from rich.console import Console  # noqa: PLC0415 -- a worker's start goes without it

        return Console(stderr=True, highlight=False, soft_wrap=True)

    def print(self, text: str, *, style: str | None = None, markup: bool = True) -> None:
        """Write a line."""
        self.console.print(text, style=style, markup=markup)


complaints: Final = _Complaints()


@contextmanager
def reading(file: Path) -> Iterator[Readable]:
    """Open a file, or standard input for `-`; whoever sits at a terminal is told of that.

    Raises:
        SourceError: The file cannot be opened.
    """
    if file == STDIN:
        if sys.stdin.isatty():
            complaints.print(FROM_TERMINAL, markup=False)
        yield cast("Readable", sys.stdin.buffer)  # a BufferedReader, or a test's BytesIO
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        msg = f"{file.name}: {unreadable(error)}"
        raise SourceError(msg) from None
    with stream:
        yield stream


@contextmanager
def progress(file: Path) -> Iterator[Callable[[int], None]]:
    """Show how much of the file is done, where someone is watching."""
    from rich.progress import (  # noqa: PLC0415 -- see `_Complaints`
        BarColumn,
        DownloadColumn,
        Progress,
        SpinnerColumn,
        TimeElapsedColumn,
    )

    console = complaints.console
    size = None if file == STDIN else file.stat().st_size
    columns = (SpinnerColumn(), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("masking", total=size)
        yield lambda size_bytes: bar.advance(task, size_bytes)


def report(verdict: str, lines: Sequence[tuple[int, str]]) -> int:
    """Name lines that failed, and why; give their number."""
    for number, reason in lines:
        complaints.print(f"line {number}: {verdict}: {reason}", markup=False)
    return len(lines)


def printable(text: str) -> str:
    """Escape control characters: what was read from a file must not command the terminal."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def complain(error: ConfigError) -> None:
    """Print every problem of a configuration on a line of its own, whatever a file's names hold."""
    faults = counted(len(error.problems), "fault")
    complaints.print(f"the configuration has {faults}:", style="red")
    for problem in error.problems:
        complaints.print(printable(f"  {problem.path}: {problem.reason}"), markup=False)


def tell_unknown(variables: Sequence[str]) -> None:
    """Warn of variables of the environment that look like settings and are none."""
    for name in variables:
        complaints.print(f"{name}: no setting of this name, it changes nothing", markup=False)


def tell_idle(idle: IdlePaths, policy: str = "policy") -> None:
    """Warn of every path of a policy that matched nothing in the whole input."""
    for n, path in idle.paths if idle.records else ():
        at = f"{policy}.fields.{n}.path: {path}"
        complaints.print(f"{at} matched nothing in {counted(idle.records, 'record')}", markup=False)
