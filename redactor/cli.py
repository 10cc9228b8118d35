"""The commands. Each loads only what it needs, so that `--help` answers at once.

Must never print a raw value, a configured value or a traceback: errors are fixed texts, names,
paths and numbers.
"""

import sys
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Final

import typer

from redactor.cli_check import ConfigFile, check
from redactor.cli_init import init
from redactor.cli_policy import add_policy_commands
from redactor.cli_reports import existing
from redactor.entry import counted
from redactor.errors import EXIT_CONFIG, ConfigError, RedactorError
from redactor.files.lines import batches
from redactor.files.terminal import (
    STDIN,
    complain,
    complaints,
    progress,
    reading,
    report,
    tell_idle,
)
from redactor.hardening import harden
from redactor.loading import load_detector
from redactor.telemetry.sink import configure

EXIT_FAILURE: Final = 1
QUIET: Final = "WARNING"  # `run` sets the configured level once it knows it
NAME_A_FIELD: Final = "the text of a JSON line is read from one field: name it with --field"
WHICH_TOPIC: Final = "the policy writes several topics: name one of"
NO_SUCH_TARGET: Final = "the policy writes no topic of this name, but"

app = typer.Typer(
    name="redactor",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ScanFormat(StrEnum):
    """How `scan` writes."""

    TABLE = "table"
    JSONL = "jsonl"


InputFile = Annotated[
    Path,
    typer.Argument(help="File to read; `-` is standard input.", callback=existing),
]


def main() -> None:
    """Run the command line; an error that no command foresaw ends in one line, not a traceback."""
    harden()
    configure(QUIET)  # a library's own log lines may hold what it was given to read
    try:
        app()
    except ConfigError as error:
        complain(error)
        sys.exit(EXIT_CONFIG)
    except RedactorError as error:
        complaints.print(f"redactor: {error}", style="red", markup=False)
        sys.exit(EXIT_FAILURE)
    except UnicodeEncodeError:
        complaints.print(
            "redactor: a character cannot be written here; with PYTHONUTF8=1 all can", style="red"
        )
        sys.exit(EXIT_FAILURE)
    except Exception as error:  # noqa: BLE001 -- a foreign error's text may hold raw data: name its type only
        complaints.print(f"redactor: internal error ({type(error).__name__})", style="red")
        sys.exit(EXIT_FAILURE)


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"redactor {version('redactor')}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Raw Kafka topic in, masked Kafka topic out: finds and masks PII in Chinese logistics data."""
    del show_version


@app.command()
def run(
    config: ConfigFile,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that share the group's partitions.")
    ] = 1,
) -> None:
    """Run the sidecar until it is stopped.

    Each of several workers serves probes and metrics on a port of its own, from `web.port` up. A
    signal drains all of them; when one ends unasked, all end, with its code.

    Example: `redactor run --config redactor.yaml --workers 2`
    """
    from redactor.app import run_worker  # noqa: PLC0415 -- loads Faust and the models

    raise typer.Exit(run_worker(config, workers))


app.command("init")(init)
app.command("check")(check)


@app.command()
def scan(
    file: InputFile = STDIN,
    field: Annotated[str, typer.Option(help="Field of a JSON line that holds the text.")] = "text",
    form: Annotated[ScanFormat, typer.Option("--format", help="How to print.")] = ScanFormat.TABLE,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Add the evidence and parts.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print the raw text of entities.")] = False,
) -> None:
    """Find PII in lines of text or JSON, and change nothing.

    `jsonl` prints one object per input line; offsets count code points of the original text, the
    end not included. A line that cannot be read is named, and the command ends with code 1.

    Example: `redactor scan remarks.txt --format jsonl`
    """
    from redactor.files.scan import LineFault  # noqa: PLC0415 -- with the models
    from redactor.files.scan import scan as scan_lines  # noqa: PLC0415 -- with the models
    from redactor.files.view import Detail, Writer  # noqa: PLC0415 -- with the models

    writer = Writer(sys.stdout, Detail(explain=explain, show=show))
    write = writer.json_lines if form is ScanFormat.JSONL else writer.table
    unread, missing = 0, False
    with reading(file) as stream:
        for results in scan_lines(batches(stream), load_detector(), field):
            write(results)
            faults = [(r.number, r.fault) for r in results if r.fault]
            unread += report("not scanned", faults)
            missing = missing or any(fault is LineFault.FIELD_MISSING for _, fault in faults)
    if missing:
        complaints.print(NAME_A_FIELD, markup=False)
    _end("not scanned", unread)


@app.command()
def mask(
    file: InputFile = STDIN,
    policy: Annotated[
        Path | None, typer.Option(help="Policy file; the built-in GB/T 41833 masks without one.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(help="Target topic whose view to write, if there are several.")
    ] = None,
    keys: Annotated[Path | None, typer.Option(help="Directory of keys, for keyed masks.")] = None,
) -> None:
    """Mask JSON lines as the sidecar would, and write them to standard output.

    A line that cannot be masked is left out and named with the reason, and the command ends with
    code 1. Paths that matched nothing are named too.

    Example: `redactor mask orders.jsonl --policy policy.yaml > masked.jsonl`
    """
    from redactor.files.crowd import take_census  # noqa: PLC0415 -- with the models
    from redactor.files.mask import mask as mask_lines  # noqa: PLC0415 -- with the models
    from redactor.files.mask import way_of  # noqa: PLC0415 -- with the models
    from redactor.keys.places import Protection  # noqa: PLC0415 -- only here
    from redactor.pipeline import Pipeline  # noqa: PLC0415 -- with the models
    from redactor.policy import default_policy, load_policy  # noqa: PLC0415 -- with the models

    rules = default_policy() if policy is None else load_policy(policy)
    way = way_of(rules, topic)
    if way is None:
        targets = ", ".join(copy.target for route in rules.routes for copy in route.copies)
        msg = f"{WHICH_TOPIC if topic is None else NO_SUCH_TARGET} {targets}"
        raise typer.BadParameter(msg, param_hint="--topic")
    pipeline = Pipeline(rules, load_detector(), Protection(keys=keys).keyring())
    take_census(file, pipeline, way)
    refused = 0
    with reading(file) as stream, progress(file) as advance:
        for done in mask_lines(batches(stream), pipeline, way):
            sys.stdout.buffer.write(done.masked)
            sys.stdout.buffer.flush()
            refused += report("refused", done.refused)
            advance(done.size_bytes)
    tell_idle(pipeline.idle)
    _end("refused", refused)


add_policy_commands(app)  # in the order of the README


@app.command()
def demo(
    events: Annotated[int, typer.Option(min=200, max=100_000, help="Events in the day.")] = 2400,
    seed: Annotated[int, typer.Option(help="The same seed is the same day.")] = 20260316,
    *,
    keep: Annotated[bool, typer.Option("--keep", help="Leave it running until Ctrl-C.")] = False,
) -> None:
    """Send a courier's day of fictitious events through the real sidecar, and prove the result.

    Starts an embedded Kafka broker and the sidecar, shows records before and after, then reads
    the masked topic again and looks for every value that was planted in the raw one.

    Example: `redactor demo --events 5000`
    """
    from rich.console import Console  # noqa: PLC0415 -- a worker goes without it

    from redactor.demo.run import Wish, run_demo  # noqa: PLC0415 -- loads the broker

    raise typer.Exit(run_demo(Wish(events, seed, keep), Console(highlight=False)))


def _end(verdict: str, lines: int) -> None:
    """End with code 1 if a line failed, however many did not."""
    if lines:
        complaints.print(f"{counted(lines, 'line')} {verdict}", style="red")
        raise typer.Exit(EXIT_FAILURE)
