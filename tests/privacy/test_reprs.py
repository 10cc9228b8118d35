"""No object of ours shows a value when it is printed, logged or stands in a traceback."""

import dataclasses
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final, Literal

import pydantic
import pytest

import recognizers
import redactor

CANARY: Final = "canary-13800138000"

# Fields that may hold text and may be shown, by name: what they hold is ours or the policy's, never
# a record's. A new name needs a look at what it holds; one that holds a value is hidden instead.
OF_US: Final = frozenset(
    {
        *(
            "topic",
            "target",
            "source",
            "sources",
            "targets",
            "copies",
            "before",
            "after",
            "without",
        ),
        *(
            "quarantine",
            "control",
            "alerts",
            "apart_from",
            "group",
            "instance",
            "bootstrap_servers",
        ),
        *("host", "username", "name", "profile", "team", "purpose", "epoch", "kid", "removed"),
        *(
            "entity",
            "entities",
            "label",
            "level",
            "recognizer",
            "rule",
            "reason",
            "custom_entities",
        ),
        *("path", "paths", "exempt", "subject", "field", "inner", "operators", "because", "floor"),
        *("exempt_fields", "exempt_headers", "masking_char", "new_value", "sha256", "policy_hash"),
        *("unit", "meaning", "labels", "asks", "failed", "unread", "counts", "hits", "tallies"),
        *("detections", "hint", "pattern", "context", "problems"),
        *("address", "namespace", "mount", "region", "endpoint"),
        *(
            "token_url",
            "client_id",
            "scope",
            "since",
            "whole",
            "part",
            "fields",
            "refused",
            "origin",
        ),
        # word lists and tables of the model
        *("common", "rare", "compound", "given", "suffixes", "simplified", "regions", "surnames"),
        *("given_set", "lookalikes", "symbol", "kind", "role", "begins", "ends", "inside", "table"),
        *("packed", "transitions", "starts", "lengths", "ids", "rows", "worn"),
    }
)
# Names that elsewhere stand for a value; here they are settings.
BY_CLASS: Final = {
    "recognizers.cues.Cue": {"word"},  # of a fixed list
    "recognizers.address.endings.Ending": {"word", "ahead"},  # the same
    "recognizers.address.evidence.Lookalike": {"example", "behind"},  # of a fixed table
    "recognizers.address.talk.Break": {"why", "example", "words", "lead", "behind"},  # the same
    "redactor.keys.vault.Vault": {"key"},
    "redactor.keys.aws_kms.AwsKms": {"key"},
    "redactor.policy.model.Policy": {"key", "headers"},  # what the policy says of them
    "redactor.stages.fields.Sides": {"key", "headers"},  # the same, compiled
    "redactor.policy.recipients.Recipients": {"person"},  # a path
    "redactor.stream.told.Told": {"found"},  # detections: printable paths and entities
    "recognizers.outright.Saying": {"carriers"},  # a catalogue
    "recognizers.outright.CueRule": {"cues", "behind"},  # words that stand beside names
    "recognizers.outright.Names": {"characters", "compounds"},  # of surnames and given names
}


def classes() -> Iterator[type]:
    """Give every dataclass, named tuple and model; but the demo's, whose people are made up."""
    for package in (redactor, recognizers):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.endswith("__main__") or found.name.startswith("redactor.demo"):
                continue
            module = importlib.import_module(found.name)
            for one in vars(module).values():
                if inspect.isclass(one) and one.__module__ == module.__name__ and names_of(one):
                    yield one


def names_of(kind: type) -> list[str]:
    """Give the names of a class's fields; none for a class of another make."""
    if dataclasses.is_dataclass(kind):
        return [one.name for one in dataclasses.fields(kind)]
    if issubclass(kind, pydantic.BaseModel):
        return list(kind.model_fields)
    return list(getattr(kind, "_fields", ()))


def made(kind: type, values: dict[str, Any]) -> object:
    """Make an instance without running a check."""
    if issubclass(kind, pydantic.BaseModel):
        return kind.model_construct(**values)
    if not dataclasses.is_dataclass(kind):
        return kind._make(values.values())  # type: ignore[attr-defined]  # a named tuple
    one = object.__new__(kind)
    for name, value in values.items():
        object.__setattr__(one, name, value)
    return one


def shown(kind: type) -> set[str]:
    """Give the fields whose value stands in the `repr` or the text of an instance."""
    names = names_of(kind)
    found = set()
    for name in names:
        one = made(kind, {other: CANARY if other == name else 0 for other in names})
        if CANARY in repr(one) + str(one):
            found.add(name)
    return found


def may_be_text(hint: Any) -> bool:  # noqa: ANN401 -- any annotation
    """Tell whether a field of this type may hold text, bytes or anything at all."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal or origin is Callable or origin in (Callable, typing.Callable):
        return False
    if origin is Annotated:
        return may_be_text(inner[0])
    if inspect.isclass(origin) and issubclass(origin, Callable):  # type: ignore[arg-type]  # an ABC
        return False
    return any(may_be_text(one) for one in inner) if inner else hint in (str, bytes, Any, object)


@pytest.mark.parametrize(
    "kind", list(classes()), ids=lambda kind: f"{kind.__module__}.{kind.__name__}"
)
def test_no_field_that_may_hold_a_value_is_shown(kind: type) -> None:
    """A field that is shown holds no text, or text that is no record's."""
    hints = typing.get_type_hints(kind, include_extras=True)
    known = OF_US | BY_CLASS.get(f"{kind.__module__}.{kind.__name__}", set())
    strange = {name for name in shown(kind) - known if may_be_text(hints[name])}
    assert not strange, f"hide them (repr=False), or say in OF_US why not: {strange}"


@pytest.mark.parametrize(
    "kind", list(classes()), ids=lambda kind: f"{kind.__module__}.{kind.__name__}"
)
def test_what_is_called_raw_is_never_shown(kind: type) -> None:
    """A field named `raw_…` or `masked_…` is hidden whatever its type."""
    assert not {name for name in shown(kind) if name.startswith(("raw", "masked_"))}


def test_the_search_sees_a_field_that_is_shown() -> None:
    """Else the tests above could not fail."""

    @dataclasses.dataclass
    class Leaky:
        raw_text: str

    assert shown(Leaky) == {"raw_text"}
    assert may_be_text(list[str] | None)
    assert may_be_text(Annotated[bytes, "x"])
    assert not may_be_text(Literal["a"])
