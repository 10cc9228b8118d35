"""What a policy that reads well may still have wrong: names nobody knows, topics that clash.

Must never stop at the first fault, nor quote a value.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from redactor.errors import Problem
from redactor.masking.reversible import MIN_DIGITS, NO_LONG_NUMBERS, Fpe
from redactor.masking.whole import Keep
from redactor.paths import PathSyntaxError, compile_paths
from redactor.policy.crowds import crowd_problems
from redactor.policy.fields import DECLARED_ENTITIES, ENTITIES
from redactor.policy.model import Policy
from redactor.policy.specimens import SPECIMENS, any_specimens
from redactor.policy.topics import TopicSet, any_meets, is_internal
from redactor.policy.union import union_problems

_HIGHEST: Final = 0.9  # threshold without a reason: what a form alone says scores as much, and more


def problems_in(policy: Policy) -> list[Problem]:
    """Give every fault of a policy that was read; empty for a sound one."""
    faults = [*_unknown_entities(policy), *_route_problems(policy), *_field_problems(policy)]
    faults += [*_subject_problems(policy), *_fpe_problems(policy), *crowd_problems(policy)]
    return faults or [*union_problems(policy)]


def _unknown_entities(policy: Policy) -> Iterator[Problem]:
    known = ENTITIES | DECLARED_ENTITIES | set(policy.custom_entities)
    named = [(f"operators.{at}", at) for at in policy.operators]
    named += [(f"thresholds.entities.{at}", at) for at in policy.thresholds.entities]
    named += [(f"fields.{n}.entity", f.entity) for n, f in enumerate(policy.fields) if f.entity]
    named += [("key", policy.key)] if policy.key else []
    named += [(f"headers.{name}", entity) for name, entity in policy.headers.items()]
    named += [(f"deny.{n}.entity", one.entity) for n, one in enumerate(policy.deny)]
    named += [(f"allow.{n}.entity", a.entity) for n, a in enumerate(policy.allow) if a.entity]
    for n, route in enumerate(policy.routes):
        for m, view in enumerate(route.views):
            named += [(f"routes.{n}.views.{m}.operators.{at}", at) for at in view.operators]
    for path, entity in named:
        if entity not in known:
            yield Problem(f"policy.{path}", "is not a known entity; see custom_entities")
    yield from _clear_defaults(policy)
    yield from _open_lists(policy)
    yield from _idle_patterns(policy)
    yield from _open_thresholds(policy)


def _open_lists(policy: Policy) -> Iterator[Problem]:
    """Find allow lists that would pass whatever is found, of any entity."""
    for n, one in enumerate(policy.allow):
        if one.entity is None and all(one.takes(value.raw_value) for value in SPECIMENS):
            yield Problem(f"policy.allow.{n}", "would pass everything that is found")


def _idle_patterns(policy: Policy) -> Iterator[Problem]:
    """Find deny patterns that match nothing wide: each record in which one does is refused.

    Tried on values of many forms, and on the pattern: of its letters it holds all.
    """
    for n, one in enumerate(policy.deny):
        tried = [*(each.raw_value for each in (*SPECIMENS, *any_specimens(one.entity)))]
        if any(map(one.marks_nothing, [*tried, one.pattern or ""])):
            reason = "matches where nothing stands, as \\b and look-arounds do: nothing is masked"
            yield Problem(f"policy.deny.{n}.pattern", reason)


def _open_thresholds(policy: Policy) -> Iterator[Problem]:
    """Find thresholds that pass what is all but certain, without a word."""
    own = policy.thresholds
    named = [("default", own.default), *((f"entities.{at}", n) for at, n in own.entities.items())]
    for at, least in named:
        if least > _HIGHEST and own.because is None:
            reason = f"above {_HIGHEST} passes what is all but certain: say why, in because"
            yield Problem(f"policy.thresholds.{at}", reason)


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
    sources = [(f"policy.routes.{n}.source", route.topics) for n, route in enumerate(policy.routes)]
    targets = [
        (f"policy.routes.{n}.views.{m}.target" if route.views else f"policy.routes.{n}.target", v)
        for n, route in enumerate(policy.routes)
        for m, v in enumerate(view.topics for view in route.copies)
    ]
    for at in _meeting(sources):
        yield Problem(at, "is the source of another route too, or matches one")
    for at in _meeting(targets):
        yield Problem(at, "is the target of another route or view too, or could be")
    raw = [topics for _, topics in sources]
    for at, topics in targets:
        if any_meets(topics, raw):
            yield Problem(at, "is a source, or matches one: a masked topic is never read as raw")
        if is_internal(topics.before):
            yield Problem(at, "is a topic of Kafka's own")
    for at, topics in sources:
        if is_internal(topics.before):
            yield Problem(at, "is a topic of Kafka's own")


def _meeting(topics: Sequence[tuple[str, TopicSet]]) -> Iterator[str]:
    """Name the places whose topics could be those of another place."""
    for n, (at, one) in enumerate(topics):
        if any(one.meets(other) for m, (_, other) in enumerate(topics) if m != n):
            yield at


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


def _fpe_problems(policy: Policy) -> Iterator[Problem]:
    """Find entities whose values are no long numbers: `fpe` would hide every one of them whole."""
    named = [(f"policy.operators.{at}", at, one) for at, one in policy.operators.items()]
    for n, route in enumerate(policy.routes):
        for m, view in enumerate(route.views):
            at = f"policy.routes.{n}.views.{m}.operators"
            named += [(f"{at}.{entity}", entity, one) for entity, one in view.operators.items()]
    for at, entity, operator in named:
        if isinstance(operator, Fpe) and entity in NO_LONG_NUMBERS:
            yield Problem(at, f"fpe encrypts numbers of at least {MIN_DIGITS} digits; it has none")


def _field_problems(policy: Policy) -> Iterator[Problem]:
    for name in sorted(policy.headers.keys() & policy.exempt_headers.keys()):
        yield Problem(f"policy.headers.{name}", "is an exempt header too")
    counted = Counter(rule.steps for rule in policy.fields)
    for n, rule in enumerate(policy.fields):
        if counted[rule.steps] > 1:
            yield Problem(f"policy.fields.{n}.path", "has another rule too")
    try:
        compile_paths(list(counted))
    except PathSyntaxError as error:
        yield Problem("policy.fields", str(error))
