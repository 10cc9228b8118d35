"""The policy's format for editors and people: a JSON Schema, and a page made of it.

Must never say anything that the models do not.
"""

from collections.abc import Iterator
from typing import Any, Final

from redactor.described import Described
from redactor.policy.fields import DECLARED_ENTITIES, ENTITIES
from redactor.policy.inherit import SHIPPED_NAMES
from redactor.policy.model import Policy

HEAD: Final = """# Policy reference

Generated from the models by `redactor policy reference`; a test sees to it that it is current.
Editors complete and check a policy with the schema of `redactor policy schema`, by a first line
`# yaml-language-server: $schema=policy.schema.json`.

A policy is one YAML file. Everything it does not name is scanned, and what is found is masked.
`operator: null` must be quoted in YAML: `operator: "null"`.
"""
_OPERATORS: Final = "operator"


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a policy file."""
    body = Policy.model_json_schema(schema_generator=Described)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body}


def page() -> str:
    """Give the reference as Markdown."""
    body = Policy.model_json_schema(schema_generator=Described)
    known: dict[str, dict[str, Any]] = body["$defs"]
    models = [(name, model) for name, model in known.items() if "properties" in model]
    operators = [(n, m) for n, m in models if _OPERATORS in m["properties"]]
    others = [(n, m) for n, m in models if _OPERATORS not in m["properties"]]
    parts = [HEAD, *_names(), *_section("The policy", body)]
    for name, model in others:
        parts += _section(name, model)
    parts.append("\n## Operators\n\nMasks, named as presidio-anonymizer's where it has them.\n")
    for _, model in sorted(operators, key=lambda one: _operator_name(one[1])):
        parts += _operator(model)
    return "".join(parts)


def _names() -> Iterator[str]:
    yield "\nProfiles to start from: " + ", ".join(f"`{name}`" for name in SHIPPED_NAMES) + ".\n"
    yield "\nEntities that are looked for: " + _listed(ENTITIES) + ".\n"
    yield "\nEntities that a field can be declared to be, besides these: "
    yield _listed(DECLARED_ENTITIES) + ".\n"


def _listed(entities: frozenset[str]) -> str:
    return ", ".join(f"`{entity}`" for entity in sorted(entities))


def _section(title: str, model: dict[str, Any]) -> Iterator[str]:
    yield f"\n## {title}\n\n{_prose(model)}\n"
    yield from _table(model, skip="")


def _operator(model: dict[str, Any]) -> Iterator[str]:
    yield f"\n### `{_operator_name(model)}`\n\n{_prose(model)}\n"
    if model["properties"].keys() - {_OPERATORS}:
        yield from _table(model, skip=_OPERATORS)


def _operator_name(model: dict[str, Any]) -> str:
    return str(model["properties"][_OPERATORS]["const"])


def _table(model: dict[str, Any], skip: str) -> Iterator[str]:
    yield "\n| setting | type | default | meaning |\n|---|---|---|---|\n"
    for name, about in model["properties"].items():
        if name == skip:
            continue
        default = "required" if name in model.get("required", ()) else _default(about)
        yield f"| `{name}` | {_type(about)} | {default} | {_prose(about)} |\n"


def _default(about: dict[str, Any]) -> str:
    value = about.get("default")
    if isinstance(value, dict):
        return f"`{value[_OPERATORS]}`" if _OPERATORS in value else "see there"
    return "none" if value in (None, [], ()) else f"`{value}`"


def _type(about: dict[str, Any]) -> str:
    """Name a type: its words, its bounds, or the section that describes it."""
    if "$ref" in about:
        return str(about["$ref"]).rpartition("/")[2]
    if about.get("discriminator", {}).get("propertyName") == _OPERATORS:
        return "operator"
    if "enum" in about:
        return ", ".join(f"`{value}`" for value in about["enum"])
    return _composed(about) or _bounded(about)


def _composed(about: dict[str, Any]) -> str:
    """Name a type that is made of others; empty for a plain one."""
    if "anyOf" in about:
        options = dict.fromkeys(_type(one) for one in about["anyOf"] if one.get("type") != "null")
        return " or ".join(options)
    if about.get("type") == "array":
        return f"list of {_type(about['items'])}"
    if "patternProperties" in about:
        (inner,) = about["patternProperties"].values()
        return f"entity → {_type(inner)}"
    inner = about.get("additionalProperties")
    return f"name → {_type(inner)}" if isinstance(inner, dict) else ""


def _bounded(about: dict[str, Any]) -> str:
    names = {"string": "text", "boolean": "true or false"}
    name = names.get(str(about.get("type")), str(about.get("type", about.get("const", "value"))))
    low = about.get("minimum", about.get("exclusiveMinimum", about.get("minLength")))
    high = about.get("maximum", about.get("maxLength"))
    if low is None and high is None:
        return name
    return f"{name}, {'' if low is None else low}–{'' if high is None else high}"


def _prose(about: dict[str, Any]) -> str:
    """Give a description as one line; a bar would end the table's cell."""
    return " ".join(str(about.get("description", "")).split()).replace("|", "\\|")
