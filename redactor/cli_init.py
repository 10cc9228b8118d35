"""The command that drafts a policy from what stands in a topic or a file.

Must never print a value, nor leave a trace on the brokers that it reads from.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from redactor.cli_reports import ONE_OF_TWO, ONLY_TOPICS, existing
from redactor.entry import Entry
from redactor.files.entries import entries
from redactor.files.lines import batches
from redactor.files.terminal import STDIN, complaints, reading
from redactor.loading import load_detector

NEEDS_BROKERS: Final = "a topic is read from brokers: name them, or a configuration that does"
THERE_ALREADY: Final = "there is such a file already: it may be reviewed, and is not replaced"
NOTHING_READ: Final = "there is no record to draft a policy from"
NO_FOLDER: Final = "there is no such folder to write it in"
NOT_WRITTEN: Final = "cannot be written there"
NEXT: Final = "review it, name it in redactor.yaml, then: redactor check --config redactor.yaml"
SCHEMA: Final = "policy.schema.json"
_FOR_EDITORS: Final = f"# yaml-language-server: $schema={SCHEMA}\n"
_RAW: Final = re.compile(r"(?<![A-Za-z0-9])raw(?![A-Za-z0-9])")
_NO_TOPIC: Final = re.compile(r"[^A-Za-z0-9._-]+")


def init(  # noqa: PLR0913 -- typer's parameters are the command's options
    file: Annotated[
        Path, typer.Argument(help="JSON lines; `-` is standard input.", callback=existing)
    ] = STDIN,
    *,
    topic: Annotated[str | None, typer.Option(help="Topic to read instead of a file.")] = None,
    brokers: Annotated[
        list[str] | None, typer.Option("--broker", "-b", help="`host:port` of a broker.")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="Configuration that names the brokers.", exists=True),
    ] = None,
    records: Annotated[int, typer.Option(min=1, max=100_000, help="Records to read.")] = 1_000,
    target: Annotated[
        str | None, typer.Option(help="Topic of the masked copy; named after the source's.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help=f"File to write, and {SCHEMA} beside it; neither is replaced."
        ),
    ] = None,
) -> None:
    """Draft a policy from the newest records of a topic, or from a file of them.

    Finds which fields hold what, declares those that hold one entity from end to end, and says of
    all others what is found in them, as shares and never as values. It reads committed records,
    joins no group and commits nothing. Review the draft, then prove it with `redactor check`.

    Example: `redactor init --topic raw.orders -b kafka:9092 -o policy.yaml`
    """
    where = (brokers or [], config)
    _refuse_source(file, topic, where)
    if output is not None:
        _refuse_output(output)
    from redactor.draft.fields import sampled  # noqa: PLC0415 -- with the models
    from redactor.draft.policy import Flow, draft  # noqa: PLC0415 -- with the models

    detect = load_detector().detect
    read = _of_file(file) if topic is None else _of_topic(topic, where, records)
    with read as found:
        sample = sampled(found, detect, records)
    if not sample.records:
        raise typer.BadParameter(NOTHING_READ, param_hint="--topic" if topic else "file")
    source = topic or f"raw.{_NO_TOPIC.sub('-', file.stem).strip('-') or 'input'}"
    origin = topic or ("standard input" if file == STDIN else "a file")
    text = draft(sample, Flow(source, target or masked_name(source), origin))
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        written = _write(output, text)
    except OSError:
        raise typer.BadParameter(NOT_WRITTEN, param_hint="--output") from None
    complaints.print(f"wrote {' and '.join(written)}; {NEXT}", markup=False)


def _refuse_source(file: Path, topic: str | None, where: tuple[list[str], Path | None]) -> None:
    """Refuse what does not go together."""
    brokers, config = where
    if topic is None:
        for name, given in (("--broker", brokers), ("--config", config)):
            if given:
                raise typer.BadParameter(ONLY_TOPICS, param_hint=name)
    elif file != STDIN:
        raise typer.BadParameter(ONE_OF_TWO, param_hint="--topic")
    elif not brokers and config is None:
        raise typer.BadParameter(NEEDS_BROKERS, param_hint="--broker")


def _refuse_output(output: Path) -> None:
    """Refuse before anything is read what could not be written after it."""
    if output.exists():
        raise typer.BadParameter(THERE_ALREADY, param_hint="--output")
    if not output.resolve().parent.is_dir():
        raise typer.BadParameter(NO_FOLDER, param_hint="--output")


def _write(output: Path, text: str) -> list[str]:
    """Write a draft, and beside it the schema that its first line names; give what was written."""
    from redactor.policy.reference import schema  # noqa: PLC0415 -- with the models

    output.write_text(_FOR_EDITORS + text, encoding="utf-8")
    beside = output.with_name(SCHEMA)
    if beside.exists():
        return [output.name]
    beside.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [output.name, SCHEMA]


def masked_name(source: str) -> str:
    """Name the masked copy of a topic: `masked` for `raw`, or before the rest."""
    named = _RAW.sub("masked", source, count=1)
    return named if named != source else f"masked.{source}"


@contextmanager
def _of_file(file: Path) -> Iterator[Iterable[list[Entry]]]:
    with reading(file) as stream:
        yield entries(batches(stream))


@contextmanager
def _of_topic(
    topic: str, where: tuple[list[str], Path | None], records: int
) -> Iterator[Iterable[list[Entry]]]:
    from pydantic import ValidationError  # noqa: PLC0415 -- only here

    from redactor.settings import Kafka, load_settings  # noqa: PLC0415 -- only here
    from redactor.stream.survey import Extent, survey  # noqa: PLC0415 -- loads a client
    from redactor.wording import problems_of  # noqa: PLC0415 -- only here

    brokers, config = where
    try:
        kafka = load_settings(config).kafka if config else Kafka(bootstrap_servers=brokers)
    except ValidationError as error:  # of the brokers alone
        raise typer.BadParameter(problems_of(error)[0].reason, param_hint="--broker") from None
    found = survey(kafka, Extent(topic, records))
    try:
        yield ([Entry(record.at, record) for record in batch] for batch in found)
    finally:
        found.close()
