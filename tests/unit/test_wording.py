"""A fault of a configuration is told in words that its author knows."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from redactor.configuration import Frozen
from redactor.errors import ConfigError, Problem
from redactor.policy import Policy, parse_policy
from redactor.policy.minimum import Minimum
from redactor.settings import Settings
from redactor.wording import MEANT, problems_of, unreadable

POLICY = """
version: 1
name: test
routes: [{source: raw, target: masked}]
"""


def refused(text: str) -> tuple[Problem, ...]:
    """Give what is wrong with a policy."""
    with pytest.raises(ConfigError) as caught:
        parse_policy(text.encode(), "policy")
    return caught.value.problems


def patterns(node: Any) -> Iterator[str]:  # noqa: ANN401 -- a JSON Schema
    """Give every pattern that texts of a model must match, those of keys of mappings too."""
    if isinstance(node, list):
        node = dict(enumerate(node))
    if isinstance(node, dict):
        if isinstance(pattern := node.get("pattern"), str):
            yield pattern
        yield from node.get("patternProperties", ())
        for one in node.values():
            yield from patterns(one)


@pytest.mark.parametrize("model", [Settings, Policy, Minimum])
def test_no_pattern_has_to_be_read(model: type[BaseModel]) -> None:
    """Each has its meaning in words."""
    found = set(patterns(model.model_json_schema()))
    assert found
    assert found - MEANT.keys() == set()


@pytest.mark.parametrize("pattern", MEANT)
def test_a_meaning_is_no_pattern(pattern: str) -> None:
    """Nor does it look like one."""
    assert not re.search(r"[\\^$]", MEANT[pattern])


@pytest.mark.parametrize(
    ("line", "path", "reason"),
    [
        ("name: 测试", "policy.name", "must be 1 to 64 small letters"),
        ("key: phone", "policy.key", "such as PHONE_NUMBER"),
        ("routes: [{source: 'a*b*', target: m}]", "policy.routes.0.source", "has one '*'"),
        ("routes: [{source: raw, target: 'm m'}]", "policy.routes.0.target", "one '{rest}'"),
        ("routes: []", "policy.routes", "needs at least 1"),
        ("fields: x", "policy.fields", "must be a list"),
        ("name: 7", "policy.name", "quote it"),
        ("keep_types: 3", "policy.keep_types", "must be true or false"),
        ("thresholds: {default: 7}", "policy.thresholds.default", "must be at most 1"),
    ],
)
def test_a_policy_is_refused_in_words(line: str, path: str, reason: str) -> None:
    """One fault, at its place."""
    name = line.partition(":")[0]
    kept = [one for one in POLICY.splitlines() if one.partition(":")[0] != name]
    (problem,) = refused("\n".join([*kept, line]))
    assert problem.path == path
    assert reason in problem.reason


def test_a_list_that_has_a_faulty_element_is_not_called_short() -> None:
    """The element is there, and faulty."""
    text = "version: 1\nname: test\nroutes: [{source: raw}]\n"
    found = refused(text)
    assert [problem.path for problem in found] == ["policy.routes.0"]


def test_what_stands_in_the_file_is_not_told() -> None:
    """Only what the models say of themselves."""

    class Model(Frozen):
        number: int
        flag: bool

    with pytest.raises(ValidationError) as caught:
        Model.model_validate({"number": "canary", "flag": "canary"})
    assert problems_of(caught.value) == [
        Problem("number", "must be a whole number"),
        Problem("flag", "must be true or false"),
    ]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, "x", "canary"), "there is no such file"),
        (IsADirectoryError(21, "x", "canary"), "is a directory, and no file"),
        (PermissionError(13, "x", "canary"), "may not be read by this user"),
        (TimeoutError(110, "x", "canary"), "cannot be read (TimeoutError)"),
    ],
)
def test_a_file_that_cannot_be_read(error: OSError, said: str) -> None:
    """The usual reasons have words."""
    assert unreadable(error) == said
