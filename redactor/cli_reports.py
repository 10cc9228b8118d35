"""The commands that report on records and change none: conform, diff.

Must never print a value of a record, nor leave a trace on the brokers that they read from.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from redactor.entry import Entry
from redactor.errors import ConfigError
from redactor.files.entries import entries
from redactor.files.lines import batches
from redactor.files.since import WRITTEN, moment_ms
from redactor.files.terminal import STDIN, complaints, reading, tell_idle
from redactor.loading import load_detector

if TYPE_CHECKING:
    from redactor.conform.report import Report
    from redactor.diff.compare import Difference

EXIT_FAILURE: Final = 1
NO_SUCH_PROFILE: Final = "there are no rules for a profile of this name, but for"
NO_COMMON_TARGET: Final = "the two policies write no topic in common"
NO_SUCH_FILE: Final = "there is no such file"
DIRECTORY: Final = "is a directory, and no file"
NEEDS_CONFIG: Final = "a topic is read from the brokers of a configuration: name it"
ONE_OF_TWO: Final = "either a file or a topic is read"
ONLY_TOPICS: Final = "goes with --topic"
RAW: Final = "a source of the policy, not a masked copy: its records stand in clear"


def add_report_commands(app: typer.Typer) -> None:
    """Put the reports beside the other commands."""
    app.command("diff")(diff)
    app.command("conform")(conform)


class Form(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"


def existing(file: Path) -> Path:
    """Refuse a file that is none; typer's own check does not know `-` for a `Path`."""
    if file != STDIN and not file.exists():
        raise typer.BadParameter(NO_SUCH_FILE)
    if file.is_dir():
        raise typer.BadParameter(DIRECTORY)
    return file


def _moment(text: str | None) -> str | None:
    if text is not None and moment_ms(text) is None:
        raise typer.BadParameter(WRITTEN)
    return text


File = Annotated[Path, typer.Argument(help="JSON lines; `-` is standard input.", callback=existing)]
Topic = Annotated[str | None, typer.Option(help="Topic to read instead of a file.")]
Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Configuration that names the brokers.", exists=True),
]
Limit = Annotated[
    int | None, typer.Option(min=1, help="Read the newest records of each partition alone.")
]
Since = Annotated[
    str | None,
    typer.Option(help="Read records from this time on: `90m`, `24h`, `7d`, or an ISO time.",
                 callback=_moment),
]  # fmt: skip
AsForm = Annotated[Form, typer.Option("--format", help="How to print.")]


@dataclass(frozen=True, slots=True)
class _Input:
    """What to read: a file, or what stands in a topic."""

    file: Path
    topic: str | None
    config: Path | None
    limit: int | None
    since: str | None

    def __post_init__(self) -> None:
        """Refuse what does not go together."""
        if self.topic is None:
            for name, given in (("--limit", self.limit), ("--since", self.since)):
                if given is not None:
                    raise typer.BadParameter(ONLY_TOPICS, param_hint=name)
        elif self.file != STDIN:
            raise typer.BadParameter(ONE_OF_TWO, param_hint="--topic")
        elif self.config is None:
            raise typer.BadParameter(NEEDS_CONFIG, param_hint="--config")

    @contextmanager
    def read(self) -> Iterator[Iterable[list[Entry]]]:
        """Give the records, batch by batch."""
        if self.topic is None or self.config is None:
            with reading(self.file) as stream:
                yield entries(batches(stream))
            return
        yield self._of_topic(self.topic, self.config)

    def _of_topic(self, topic: str, config: Path) -> Iterator[list[Entry]]:
        from redactor.settings import load_settings  # noqa: PLC0415 -- only here
        from redactor.stream.survey import Extent, survey  # noqa: PLC0415 -- loads a client

        since_ms = None if self.since is None else moment_ms(self.since)
        for records in survey(load_settings(config).kafka, Extent(topic, self.limit, since_ms)):
            yield [Entry(record.at, record) for record in records]


def conform(  # noqa: PLR0913 -- typer's parameters are the command's options
    file: File = STDIN,
    profile: Annotated[
        str, typer.Option(help="Profile whose rules to check by.")
    ] = "waybill-gbt41833",
    *,
    topic: Topic = None,
    config: Config = None,
    limit: Limit = None,
    since: Since = None,
    form: AsForm = Form.TEXT,
) -> None:
    """Check masked output against a standard, rule by rule, and name the places that fail.

    Reads a file, or with `--topic` what is committed in a topic at this moment, keys and headers
    too; it joins no group and commits nothing. Ends with code 1 if any place fails, or any record
    cannot be read. A topic that the policy reads raw is told to be one.

    Example: `redactor conform --profile analytics-k5 --topic masked.parcels -c redactor.yaml`
    """
    given = _Input(file, topic, config, limit, since)
    from redactor.conform.groups import K  # noqa: PLC0415 -- with the models
    from redactor.conform.report import conformance  # noqa: PLC0415 -- with the models
    from redactor.conform.rules import RULES  # noqa: PLC0415 -- with the models
    from redactor.conform.texts import Reader  # noqa: PLC0415 -- with the models

    if profile not in RULES:
        msg = f"{NO_SUCH_PROFILE} {', '.join(sorted(RULES))}"
        raise typer.BadParameter(msg, param_hint="--profile")
    if given.topic is not None and given.config is not None and _is_raw(given.topic, given.config):
        complaints.print(f"{given.topic}: {RAW}", markup=False)
    reader = Reader(load_detector())
    with given.read() as read:
        report = conformance(map(reader.read, read), RULES[profile], K.get(profile))
    _print(report, form)
    if not report.conforms:
        raise typer.Exit(EXIT_FAILURE)


def _is_raw(topic: str, config: Path) -> bool:
    """Tell whether the configuration's policy reads a topic; no if there is no sound policy."""
    from redactor.policy import load_policy  # noqa: PLC0415 -- with the models
    from redactor.settings import load_settings  # noqa: PLC0415 -- only here

    try:
        routes = load_policy(load_settings(config).policy).routes
    except ConfigError:
        return (
            False  # a policy is not what is asked for; faulty settings are told when they are used
        )
    return any(route.topics.rest_of(topic) is not None for route in routes)


def diff(  # noqa: PLR0913 -- typer's parameters are the command's options
    new: Annotated[Path, typer.Option("--policy", help="The new policy.", exists=True)],
    old: Annotated[Path, typer.Option("--against", help="The policy in force.", exists=True)],
    file: File = STDIN,
    *,
    topic: Topic = None,
    config: Config = None,
    limit: Limit = None,
    since: Since = None,
    form: AsForm = Form.TEXT,
) -> None:
    """Mask the same records under two policies, and count what becomes less masked, and more.

    Reads raw records of a file, or with `--topic` those that are committed in a raw topic at this
    moment; it joins no group and commits nothing. Counts by target, field and entity; no value is
    printed. Ends with code 1 if any place is less masked than before, or any record cannot be
    compared. Paths of the new policy that matched nothing are named.

    Example: `redactor diff --policy new.yaml --against policy.yaml orders.jsonl`
    """
    given = _Input(file, topic, config, limit, since)
    from redactor.diff.compare import Comparison  # noqa: PLC0415 -- with the models
    from redactor.diff.places import Places  # noqa: PLC0415 -- with the models
    from redactor.policy import load_policy  # noqa: PLC0415 -- with the models

    before, after = load_policy(old), load_policy(new)
    detector = load_detector()
    places = (Places(before, detector), Places(after, detector))
    comparison = Comparison(before, after, places)
    if not comparison.copies(topic):
        raise typer.BadParameter(NO_COMMON_TARGET, param_hint="--topic" if topic else "--policy")
    with given.read() as read:
        difference = comparison.run(read)
    tell_idle(places[1].idle)
    _print(difference, form)
    if difference.weaker:
        raise typer.Exit(EXIT_FAILURE)


def _print(report: "Report | Difference", form: Form) -> None:
    as_json: dict[str, Any] = report.as_json() if form is Form.JSON else {}
    typer.echo(json.dumps(as_json, ensure_ascii=False) if as_json else report.as_text())
