"""Named rules over manifests: what holds, why, and a way to break it.

Must never hold a rule that cannot fail: each carries a spoilt value that it has to notice.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

Tree = dict[str, Any]
MISSING: Final = object()
Spoiler = tuple[str, object]
"""Dotted path and the value that breaks the rule; `MISSING` takes the field away."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: In kebab case; the test's id.
        why: What goes wrong where it does not hold.
        holds: Judges a subject.
        spoil: What breaks it.
    """

    name: str
    why: str
    holds: Callable[[Tree], bool]
    spoil: Spoiler


def at(tree: Any, path: str) -> Any:  # noqa: ANN401 -- any part of a manifest
    """Give what stands at a dotted path; numbers index lists; None where there is nothing."""
    for step in path.split("."):
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and int(step) < len(tree):
            tree = tree[int(step)]
        else:
            return None
    return tree


def spoilt(tree: Tree, spoil: Spoiler) -> Tree:
    """Give a copy with one value broken."""
    path, value = spoil
    broken = copy.deepcopy(tree)
    *parents, last = path.split(".")
    place: Any = broken
    for step in parents:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    key = int(last) if isinstance(place, list) else last
    if value is MISSING:
        del place[key]
    else:
        place[key] = value
    return broken


def equals(name: str, why: str, path: str, wanted: object, bad: object = MISSING) -> Rule:
    """Make the rule that a field has one value."""
    return Rule(name, why, lambda tree: bool(at(tree, path) == wanted), (path, bad))


def absent(name: str, why: str, path: str, bad: object) -> Rule:
    """Make the rule that a field is not there, or false."""
    return Rule(name, why, lambda tree: not at(tree, path), (path, bad))


def present(name: str, why: str, path: str) -> Rule:
    """Make the rule that a field is there."""
    return Rule(name, why, lambda tree: bool(at(tree, path)), (path, MISSING))
