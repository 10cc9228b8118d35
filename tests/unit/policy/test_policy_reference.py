"""The published schema and reference are the models', today's."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from redactor.cli import app
from redactor.masking.catalogue import AnyOperator
from redactor.policy.inherit import SHIPPED, SHIPPED_NAMES
from redactor.policy.reference import page, schema

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    ("name", "command"),
    [("policy-reference.md", "reference"), ("policy.schema.json", "schema")],
)
def test_the_published_files_are_current(name: str, command: str) -> None:
    """`docs/` equals the models; renew: `redactor policy COMMAND > docs/NAME`."""
    printed = CliRunner().invoke(app, ["policy", command])
    assert printed.exit_code == 0
    assert (DOCS / name).read_text(encoding="utf-8") == printed.stdout


def test_every_operator_and_profile_is_described() -> None:
    """No operator or profile is without an entry, and no setting without a meaning."""
    operators = [kind.model_fields["operator"].default for kind in AnyOperator.__args__[0].__args__]
    text = page()
    assert all(f"### `{name}`" in text for name in operators)
    assert all(f"`{name}`" in text for name in SHIPPED_NAMES)
    assert "|  |\n" not in text


def test_the_schema_is_closed() -> None:
    """An unknown setting is marked by an editor, as it is refused by the loader."""
    described = schema()
    assert described["additionalProperties"] is False
    assert set(described["required"]) == {"version", "name", "routes"}


def test_the_profiles_are_where_the_package_finds_them() -> None:
    """Profiles stand inside the package, so that a wheel carries them."""
    assert SHIPPED.is_dir()
    assert SHIPPED.parent.name == "policy"
