"""The command that checks a configuration before a worker is started on it.

Must never print a configured value in a complaint: a secret may stand where it does not belong.
"""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from redactor.cli_reports import Form
from redactor.errors import EXIT_CONFIG, ConfigError
from redactor.files.terminal import complain, tell_unknown

ConfigFile = Annotated[
    Path, typer.Option("--config", "-c", help="YAML file with the worker's configuration.")
]


def check(
    config: ConfigFile,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.TEXT,
) -> None:
    """Check configuration, policy and candidate (`shadow.policy`), and print what is in effect.

    Names every fault at once, with its place, and ends with code 78; no value is quoted. Variables
    of the environment that look like settings and are none are named too.

    Example: `redactor check --config redactor.yaml`
    """
    from redactor.misfits import check as load  # noqa: PLC0415 -- with pydantic
    from redactor.settings import unknown_variables  # noqa: PLC0415 -- with pydantic

    try:
        settings, policy = load(config, candidate=True)
    except ConfigError as error:
        if form is Form.JSON:
            problems = [{"path": p.path, "reason": p.reason} for p in error.problems]
            typer.echo(json.dumps({"valid": False, "problems": problems}, ensure_ascii=False))
        complain(error)
        raise typer.Exit(EXIT_CONFIG) from None
    tell_unknown(unknown_variables())
    effective = {
        "settings": settings.model_dump(mode="json"),
        "policy": policy.model_dump(mode="json"),
    }
    _print_effective({"valid": True, "policy_hash": policy.digest, **effective}, form)


def _print_effective(effective: dict[str, Any], form: Form) -> None:
    if form is Form.JSON:
        typer.echo(json.dumps(effective, ensure_ascii=False))
        return
    import yaml  # noqa: PLC0415 -- only here

    typer.echo(yaml.safe_dump(effective, allow_unicode=True, sort_keys=False).rstrip())
