"""The policy suite: named rules that hold for every manifest the chart renders."""

from collections.abc import Iterable
from typing import Any, Final

import pytest

from tests.support.policies import GROUPS
from tests.support.rendered import containers, every_object, of_kind, pods
from tests.support.rules import MISSING, Rule, Tree, at, spoilt


def subjects_of(group: str) -> Iterable[tuple[str, Tree]]:
    """Give what the rules of a group judge."""
    if group == "container":
        return ((c.where, c.spec) for c in containers())
    if group == "pod":
        return pods()
    if group == "object":
        return every_object()
    return of_kind(group)


TABLE: Final[list[Any]] = [
    pytest.param(group, rule, id=rule.name) for group, rules in GROUPS.items() for rule in rules
]


@pytest.mark.parametrize(("group", "rule"), TABLE)
def test_the_rule_holds_everywhere(group: str, rule: Rule) -> None:
    """No manifest of any example breaks the rule, and there is one it applies to."""
    subjects = list(subjects_of(group))
    assert subjects
    breakers = [where for where, subject in subjects if not rule.holds(subject)]
    assert not breakers, f"{rule.why}: {breakers}"


@pytest.mark.parametrize(("group", "rule"), TABLE)
def test_the_rule_notices_a_breach(group: str, rule: Rule) -> None:
    """A manifest with one value spoilt breaks the rule: no rule is deaf."""
    chosen = "redactor" if group == "container" else ""
    subject = next(s for where, s in subjects_of(group) if where.endswith(chosen))
    path, value = rule.spoil
    if value is MISSING:
        assert at(subject, path) is not None
    assert not rule.holds(spoilt(subject, rule.spoil))


def test_there_are_at_least_forty_rules() -> None:
    """The suite is as large as promised, and no two rules share a name."""
    names = [rule.name for rules in GROUPS.values() for rule in rules]
    assert len(names) == len(set(names)) >= 40
