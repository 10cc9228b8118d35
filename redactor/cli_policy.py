"""The commands of the policy's officer: keys, policy; and those of `cli_reports`.

Must never print a key, a raw value or a configured value.
"""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from redactor.cli_reports import add_report_commands

_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS

keys = typer.Typer(no_args_is_help=True, help="The key ring of keyed masks.")
policy = typer.Typer(no_args_is_help=True, help="The policy's format, and floors that are signed.")

KeysDirectory = Annotated[Path, typer.Argument(help="Secrets directory of the ring.")]


def add_policy_commands(app: typer.Typer) -> None:
    """Put the officer's commands beside the others."""
    add_report_commands(app)
    app.add_typer(keys, name="keys")
    app.add_typer(policy, name="policy")


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
