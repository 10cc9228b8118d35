"""The commands of the policy's officer: conform, diff, keys, policy.

Must never print a key, a raw value or a configured value.
"""

import json
import time
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from redactor.files.lines import batches
from redactor.files.terminal import STDIN, reading, tell_idle

EXIT_FAILURE: Final = 1
NO_SUCH_PROFILE: Final = "there are no rules for a profile of this name"
NO_COMMON_TARGET: Final = "the two policies write no topic in common"
NO_SUCH_FILE: Final = "there is no such file"

_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS

keys = typer.Typer(no_args_is_help=True, help="The key ring of keyed masks.")
policy = typer.Typer(no_args_is_help=True, help="The policy's format.")

KeysDirectory = Annotated[Path, typer.Argument(help="Secrets directory of the ring.")]


def add_policy_commands(app: typer.Typer) -> None:
    """Put the officer's commands beside the others."""
    app.command("conform")(conform)
    app.command("diff")(diff)
    app.add_typer(keys, name="keys")
    app.add_typer(policy, name="policy")


class Form(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"


def _existing(file: Path) -> Path:
    if file != STDIN and not file.exists():
        raise typer.BadParameter(NO_SUCH_FILE)
    return file


MaskedFile = Annotated[
    Path, typer.Argument(help="JSON lines; `-` is standard input.", callback=_existing)
]


def conform(
    file: MaskedFile = STDIN,
    profile: Annotated[
        str, typer.Option(help="Profile whose rules to check by.")
    ] = "waybill-gbt41833",
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.TEXT,
) -> None:
    """Check masked output against a standard, rule by rule, and name the places that fail.

    Ends with code 1 if any place fails, or any line cannot be read.

    Example: `redactor conform masked.jsonl --profile waybill-gbt41833`
    """
    from redactor.conform.groups import K  # noqa: PLC0415 -- with the models
    from redactor.conform.report import conformance  # noqa: PLC0415 -- with the models
    from redactor.conform.rules import RULES  # noqa: PLC0415 -- with the models
    from redactor.conform.texts import Reader  # noqa: PLC0415 -- with the models
    from redactor.stages.detect import Detector  # noqa: PLC0415 -- loads the models

    if profile not in RULES:
        raise typer.BadParameter(NO_SUCH_PROFILE, param_hint="--profile")
    reader = Reader(Detector.default())
    with reading(file) as stream:
        pages = (reader.read(batch) for batch in batches(stream))
        report = conformance(pages, RULES[profile], K.get(profile))
    as_json = form is Form.JSON
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text())
    if not report.conforms:
        raise typer.Exit(EXIT_FAILURE)


def diff(
    new: Annotated[Path, typer.Option("--policy", help="The new policy.", exists=True)],
    old: Annotated[Path, typer.Option("--against", help="The policy in force.", exists=True)],
    file: Annotated[
        Path, typer.Argument(help="Raw JSON lines; `-` is standard input.", callback=_existing)
    ] = STDIN,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.TEXT,
) -> None:
    """Mask the same records under two policies, and count what becomes less masked, and more.

    Counts by target, field and entity; no value is printed. Ends with code 1 if any place is less
    masked than before, or any line cannot be compared. Paths of the new policy that matched
    nothing are named.

    Example: `redactor diff --policy new.yaml --against policy.yaml orders.jsonl`
    """
    from redactor.diff.compare import Comparison  # noqa: PLC0415 -- with the models
    from redactor.diff.places import Places  # noqa: PLC0415 -- with the models
    from redactor.policy import load_policy  # noqa: PLC0415 -- with the models
    from redactor.stages.detect import Detector  # noqa: PLC0415 -- loads the models

    before, after = load_policy(old), load_policy(new)
    detector = Detector.default()
    places = (Places(before, detector), Places(after, detector))
    comparison = Comparison(before, after, places)
    if not comparison.targets:
        raise typer.BadParameter(NO_COMMON_TARGET, param_hint="--policy")
    with reading(file) as stream:
        difference = comparison.run(batches(stream))
    tell_idle(places[1].idle)
    as_json = form is Form.JSON
    typer.echo(
        json.dumps(difference.as_json(), ensure_ascii=False) if as_json else difference.as_text()
    )
    if difference.weaker:
        raise typer.Exit(EXIT_FAILURE)


@keys.command("rotate")
def rotate_keys(
    directory: KeysDirectory,
    lead_hours: Annotated[
        float, typer.Option(min=0, help="Until the new key is active: time to reach all workers.")
    ] = 24.0,
    overlap_days: Annotated[
        float, typer.Option(min=0, help="How long a key stays after its successor is active.")
    ] = 30.0,
    config: Annotated[
        Path | None,
        typer.Option(help="Configuration that names the key service, for a ring it wraps."),
    ] = None,
) -> None:
    """Add a key to the ring, and remove those whose overlap is over.

    Records keep the key that was active at their own time, however late they are read; once a key
    is removed, records of its time are masked with its successor.

    Example: `redactor keys rotate /etc/redactor/keys --lead-hours 48`
    """
    from redactor.keys.rotation import Window, rotate  # noqa: PLC0415 -- only here
    from redactor.settings import load_settings  # noqa: PLC0415 -- only here

    window = Window(int(lead_hours * _HOUR_MS), int(overlap_days * _DAY_MS))
    wrapping = load_settings(config).protection.wrapping() if config else None
    done = rotate(directory, window, int(time.time() * 1_000), wrapping)
    typer.echo(f"added {done.kid}, active from {_moment(done.active_from_ms)}")
    for kid in done.removed:
        typer.echo(f"removed {kid}")


@keys.command("list")
def list_keys(directory: KeysDirectory) -> None:
    """Print id, time and state of every key, and no key.

    Example: `redactor keys list /etc/redactor/keys`
    """
    from redactor.keys.files import WRAPPED, read_files  # noqa: PLC0415 -- only here

    now_ms = int(time.time() * 1_000)
    ring = read_files(directory)
    active = max((n for n, key in enumerate(ring) if key.active_from_ms <= now_ms), default=0)
    for n, key in enumerate(ring):
        waiting = key.active_from_ms > now_ms
        state = "waiting" if waiting else "active" if n == active else "overlap"
        kept = "wrapped" if key.kind == WRAPPED else "in clear"
        typer.echo(f"{key.kid}\t{_moment(key.active_from_ms)}\t{state}\t{kept}")


def _moment(epoch_ms: int) -> str:
    moment = datetime.fromtimestamp(epoch_ms / 1_000, UTC)
    return moment.isoformat(timespec="seconds") if epoch_ms else "the beginning"


@policy.command("schema")
def policy_schema() -> None:
    """Print the JSON Schema of a policy file, for editors and checks.

    Example: `redactor policy schema > policy.schema.json`
    """
    from redactor.policy.reference import schema  # noqa: PLC0415 -- only here

    typer.echo(json.dumps(schema(), ensure_ascii=False, indent=2))


@policy.command("reference")
def policy_reference() -> None:
    """Print every setting of a policy with its type, default and meaning, as Markdown.

    Example: `redactor policy reference > docs/policy-reference.md`
    """
    from redactor.policy.reference import page  # noqa: PLC0415 -- only here

    typer.echo(page(), nl=False)


@policy.command("sign")
def policy_sign(
    floor: Annotated[Path, typer.Argument(help="Floor to sign.", exists=True, dir_okay=False)],
    key: Annotated[Path, typer.Option(help="PEM file of the Ed25519 private key.", exists=True)],
) -> None:
    """Sign a policy floor: writes `FLOOR.sig`. A worker takes no floor without it.

    Make keys with `openssl genpkey -algorithm ed25519`, and keep the private one from whoever
    edits policies.

    Example: `redactor policy sign floor.yaml --key floor-private.pem`
    """
    from redactor.policy.signing import sign  # noqa: PLC0415 -- only here

    typer.echo(f"wrote {sign(floor, key).name}")
