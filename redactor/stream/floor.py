"""What a policy that arrives live may not do: lower the protection of the policy file.

Must never trust the control topic with more than the file's author granted: whoever may write to
that topic could otherwise switch masking off for the whole fleet.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from redactor.errors import Problem
from redactor.masking.whole import Keep
from redactor.paths import Step
from redactor.policy import DECLARED_ENTITIES, ENTITIES, FieldRule, Policy, View
from redactor.policy.topics import TopicSet

Rule: TypeAlias = Callable[[Policy, Policy], Iterator[Problem]]
"""Given the file's policy and the proposed one, names what is not allowed."""


def same_topics(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse other sources or targets, or the same ones joined differently.

    Access rights, subscriptions and the start-up checks hold for the pairs of the file; two
    swapped targets would send one audience's copy to another.
    """
    if _pairs(base) != _pairs(proposed):
        yield Problem("policy.routes", "sources and targets differ from the policy file's")


def no_higher_thresholds(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse a threshold above the file's: a threshold of 1 would mask nothing."""
    for entity in _entities(base, proposed):
        if _threshold(proposed, entity) > _threshold(base, entity):
            yield Problem(f"policy.thresholds.{entity}", "is higher than the policy file's")


def no_new_openings(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse to let a field pass in clear that the file masks or scans.

    A rule opens a field by exempting it, and as well by declaring it of an entity that is kept.
    The first rule that matches holds: one that opens must not move ahead of others either.
    """
    known = {(r.steps, r.entity): n for n, r in enumerate(base.fields) if _opens(base, r)}
    for n, rule in enumerate(proposed.fields):
        if not _opens(proposed, rule):
            continue
        old = known.get((rule.steps, rule.entity))
        if old is None:
            yield Problem(f"policy.fields.{n}", "opens a field that the policy file masks or scans")
        elif _paths(base.fields[:old]) - _paths(proposed.fields[:n]):
            yield Problem(f"policy.fields.{n}", "comes before rules that the policy file has first")


def no_new_open_headers(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse to leave a header unscanned that the file scans."""
    if proposed.exempt_headers.keys() - base.exempt_headers.keys():
        yield Problem("policy.exempt_headers", "exempts a header that the policy file scans")


def no_new_open_sides(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse to declare a key or a header of an entity that is kept in clear."""
    if proposed.key not in (None, base.key) and _kept(proposed, proposed.key):
        yield Problem("policy.key", "opens the key that the policy file masks or scans")
    for name, entity in proposed.headers.items():
        if base.headers.get(name) != entity and _kept(proposed, entity):
            yield Problem(f"policy.headers.{name}", "opens a header that the policy file scans")


def no_weaker_lists(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse to allow what the file does not allow, or not to deny what it denies."""
    for n, one in enumerate(proposed.allow):
        if one not in base.allow:
            yield Problem(f"policy.allow.{n}", "allows what the policy file masks")
    if any(one not in proposed.deny for one in base.deny):
        yield Problem("policy.deny", "lacks a list of the policy file")


def no_new_clear_values(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse to leave an entity in clear, in any view, that the file masks there."""
    old_views = _views(base)
    for target, view in _views(proposed).items():
        old = old_views.get(target)
        for entity in _entities(base, proposed):
            kept = isinstance(proposed.operator_for(view, entity), Keep)
            if kept and not (old and isinstance(base.operator_for(old, entity), Keep)):
                yield Problem(f"policy.operators.{entity}", "keeps what the policy file masks")


RULES: Final[tuple[Rule, ...]] = (
    same_topics,
    no_higher_thresholds,
    no_new_openings,
    no_new_open_headers,
    no_new_open_sides,
    no_weaker_lists,
    no_new_clear_values,
)


def objections(base: Policy, proposed: Policy) -> list[Problem]:
    """Collect every objection to a proposed live policy.

    Args:
        base: The policy of the file.
        proposed: A checked policy from the control topic.

    Returns:
        Problems with paths into the proposed policy, without values; empty when it may be taken.
    """
    found = [problem for rule in RULES for problem in rule(base, proposed)]
    return list(dict.fromkeys(found))


def _pairs(policy: Policy) -> set[tuple[TopicSet, str]]:
    return {(route.topics, view.target) for route in policy.routes for view in route.copies}


def _views(policy: Policy) -> dict[str, View]:
    return {view.target: view for route in policy.routes for view in route.copies}


def _entities(*policies: Policy) -> list[str]:
    """List every entity that any of the policies can mask or keep."""
    found = ENTITIES | DECLARED_ENTITIES
    for policy in policies:
        found |= {*policy.custom_entities, *policy.operators, *policy.thresholds.entities}
        found |= {entity for view in _views(policy).values() for entity in view.operators}
    return sorted(found)


def _opens(policy: Policy, rule: FieldRule) -> bool:
    """Tell whether a rule lets its field pass in clear, in any view."""
    if rule.entity is None:
        return rule.exempt is not None
    return _kept(policy, rule.entity)


def _kept(policy: Policy, entity: str | None) -> bool:
    """Tell whether any view keeps an entity in clear."""
    operators = [policy.operator_for(view, entity or "") for view in _views(policy).values()]
    return any(isinstance(operator, Keep) for operator in operators)


def _paths(rules: Sequence[FieldRule]) -> set[tuple[Step, ...]]:
    return {rule.steps for rule in rules}


def _threshold(policy: Policy, entity: str) -> float:
    return policy.thresholds.entities.get(entity, policy.thresholds.default)
