"""What a policy that arrives live may not do: lower the protection of the policy file.

Must never trust the control topic with more than the file's author granted: whoever may write to
that topic could otherwise switch masking off for the whole fleet.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from redactor.errors import Problem
from redactor.masking.whole import Keep
from redactor.policy import ENTITIES, Policy, View

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
    for entity in sorted(ENTITIES | set(base.custom_entities) | set(proposed.custom_entities)):
        if _threshold(proposed, entity) > _threshold(base, entity):
            yield Problem(f"policy.thresholds.{entity}", "is higher than the policy file's")


def no_new_exemptions(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse to leave a field or header unscanned that the file scans."""
    exempt = {rule.steps for rule in base.fields if rule.exempt}
    for n, rule in enumerate(proposed.fields):
        if rule.exempt and rule.steps not in exempt:
            yield Problem(f"policy.fields.{n}", "exempts a field that the policy file scans")
    if proposed.exempt_headers.keys() - base.exempt_headers.keys():
        yield Problem("policy.exempt_headers", "exempts a header that the policy file scans")


def no_new_clear_values(base: Policy, proposed: Policy) -> Iterator[Problem]:
    """Refuse to leave an entity in clear, in any view, that the file masks there."""
    old_views = _views(base)
    for target, view in _views(proposed).items():
        old = old_views.get(target)
        for entity in sorted(ENTITIES | set(base.custom_entities) | set(proposed.custom_entities)):
            kept = isinstance(proposed.operator_for(view, entity), Keep)
            if kept and not (old and isinstance(base.operator_for(old, entity), Keep)):
                yield Problem(f"policy.operators.{entity}", "keeps what the policy file masks")


RULES: Final[tuple[Rule, ...]] = (
    same_topics,
    no_higher_thresholds,
    no_new_exemptions,
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


def _pairs(policy: Policy) -> set[tuple[str, str]]:
    return {(route.source, view.target) for route in policy.routes for view in route.copies}


def _views(policy: Policy) -> dict[str, View]:
    return {view.target: view for route in policy.routes for view in route.copies}


def _threshold(policy: Policy, entity: str) -> float:
    return policy.thresholds.entities.get(entity, policy.thresholds.default)
