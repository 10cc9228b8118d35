"""What a policy that reads well may still have wrong: names nobody knows, topics that clash.

Must never stop at the first fault, nor quote a value.
"""

from collections import Counter
from collections.abc import Iterator

from redactor.errors import Problem
from redactor.masking.whole import Keep
from redactor.paths import PathSyntaxError, compile_paths
from redactor.policy.fields import DECLARED_ENTITIES, ENTITIES
from redactor.policy.model import Policy
from redactor.policy.union import union_problems


def problems_in(policy: Policy) -> list[Problem]:
    """Give every fault of a policy that was read; empty for a sound one."""
    faults = [*_unknown_entities(policy), *_route_problems(policy), *_field_problems(policy)]
    faults += _subject_problems(policy)
    return faults or [*union_problems(policy)]


def _unknown_entities(policy: Policy) -> Iterator[Problem]:
    known = ENTITIES | DECLARED_ENTITIES | set(policy.custom_entities)
    named = [(f"operators.{at}", at) for at in policy.operators]
    named += [(f"thresholds.entities.{at}", at) for at in policy.thresholds.entities]
    named += [(f"fields.{n}.entity", f.entity) for n, f in enumerate(policy.fields) if f.entity]
    named += [(f"deny.{n}.entity", one.entity) for n, one in enumerate(policy.deny)]
    named += [(f"allow.{n}.entity", a.entity) for n, a in enumerate(policy.allow) if a.entity]
    for n, route in enumerate(policy.routes):
        for m, view in enumerate(route.views):
            named += [(f"routes.{n}.views.{m}.operators.{at}", at) for at in view.operators]
    for path, entity in named:
        if entity not in known:
            yield Problem(f"policy.{path}", "is not a known entity; see custom_entities")
    yield from _clear_defaults(policy)


def _clear_defaults(policy: Policy) -> Iterator[Problem]:
    defaults = [("policy.default_operator", policy.default_operator)]
    for n, route in enumerate(policy.routes):
        for m, view in enumerate(route.views):
            if view.default_operator is not None:
                defaults.append(
                    (f"policy.routes.{n}.views.{m}.default_operator", view.default_operator)
                )
    for path, operator in defaults:
        if isinstance(operator, Keep):
            yield Problem(path, "keep would pass everything that is not named")


def _route_problems(policy: Policy) -> Iterator[Problem]:
    sources = Counter(route.source for route in policy.routes)
    targets = Counter(view.target for route in policy.routes for view in route.copies)
    for n, route in enumerate(policy.routes):
        if sources[route.source] > 1:
            yield Problem(f"policy.routes.{n}.source", "is the source of another route too")
        for m, view in enumerate(route.copies):
            at = (
                f"policy.routes.{n}.views.{m}.target"
                if route.views
                else f"policy.routes.{n}.target"
            )
            if targets[view.target] > 1:
                yield Problem(at, "is the target of another route or view too")
            if view.target in sources:
                yield Problem(at, "is a source: a masked topic must never be read as raw")


def _subject_problems(policy: Policy) -> Iterator[Problem]:
    """Find masks that would hide every value, for want of a subject."""
    for n, route in enumerate(policy.routes):
        if route.subject is None:
            for view in route.copies:
                named = {*policy.operators, *view.operators}
                operators = [policy.operator_for(view, entity) for entity in sorted(named)]
                operators.append(view.default_operator or policy.default_operator)
                if any(operator.needs_subject for operator in operators):
                    reason = f"{view.target} has masks that need the route's subject"
                    yield Problem(f"policy.routes.{n}.subject", reason)


def _field_problems(policy: Policy) -> Iterator[Problem]:
    counted = Counter(rule.steps for rule in policy.fields)
    for n, rule in enumerate(policy.fields):
        if counted[rule.steps] > 1:
            yield Problem(f"policy.fields.{n}.path", "has another rule too")
    try:
        compile_paths(list(counted))
    except PathSyntaxError as error:
        yield Problem("policy.fields", str(error))
