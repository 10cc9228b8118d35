"""Writes `docs/settings.md` from the models: `python -m tests.support.settings_reference`.

Must never say anything that the models do not.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from redactor.described import Described
from redactor.settings import Settings

PAGE: Final = Path(__file__).parents[2] / "docs" / "settings.md"
HEAD: Final = """# Settings

Generated from the models by `python -m tests.support.settings_reference`; a test sees to it that it
is current.

A worker reads one YAML file (`redactor run --config FILE`). A variable of the environment wins over
the file: `kafka.group` is `REDACTOR_KAFKA__GROUP`. Secrets are files, named here and read at start.

| setting | type | default | meaning |
|---|---|---|---|
"""


def render() -> str:
    """Give the page."""
    schema = Settings.model_json_schema(schema_generator=Described)
    return HEAD + "".join(_rows(schema, schema.get("$defs", {}), ""))


def _rows(model: dict[str, Any], known: dict[str, Any], path: str) -> Iterator[str]:
    for name, about in model["properties"].items():
        kind = known.get(_model_of(about), about)
        if "properties" in kind:
            yield from _rows(kind, known, f"{path}{name}.")
            continue
        required = name in model.get("required", ())
        default = "required" if required else _shown(about.get("default"), name)
        meaning = " ".join((about.get("description") or kind["description"]).split())
        yield f"| `{path}{name}` | {_type(kind)} | {default} | {meaning} |\n"


def _model_of(about: dict[str, Any]) -> str:
    """Name the model of a setting that is one, or may be left out."""
    options = [about, *about.get("anyOf", ())]
    return next((str(o["$ref"]).rpartition("/")[2] for o in options if "$ref" in o), "")


def _shown(default: object, name: str) -> str:
    if default is None:
        return "the host's name" if name == "instance" else "none"
    return f"`{default}`"


def _type(kind: dict[str, Any]) -> str:
    """Name a type with its bounds."""
    if "enum" in kind:
        return ", ".join(f"`{value}`" for value in kind["enum"])
    options = [one for one in kind.get("anyOf", [kind]) if one.get("type") != "null"]
    return " or ".join(_plain(one) for one in options)


def _plain(kind: dict[str, Any]) -> str:
    if "$ref" in kind:
        return str(kind["$ref"]).rpartition("/")[2].lower()
    words = {"array": "list", "path": "path", "string": "text"}
    name = words.get(str(kind.get("format", kind["type"])), str(kind["type"]))
    low = kind.get("minimum", kind.get("exclusiveMinimum"))
    high = kind.get("maximum")
    bounds = f"{low if low is not None else ''}–{high if high is not None else ''}"
    return name if bounds == "–" else f"{name}, {bounds}"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
