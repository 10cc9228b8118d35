"""A policy is checked whole before it is used, and what is wrong is said without a value."""

import pytest

from redactor.errors import ConfigError
from redactor.masking.partial import Partial
from redactor.masking.whole import Redact, Replace
from redactor.policy import ENTITIES, default_policy, parse_policy

GOOD = """
version: 1
name: test
routes: [{source: raw, target: masked}]
"""
SECRET = "s3cretvalue"


def problems(text: str) -> list[tuple[str, str]]:
    """Give path and reason of everything wrong with a policy."""
    with pytest.raises(ConfigError) as caught:
        parse_policy(text.encode(), "policy.yaml")
    assert SECRET not in str(caught.value)
    return [(one.path, one.reason) for one in caught.value.problems]


def test_the_least_policy_masks_by_the_standard() -> None:
    """A policy of three lines masks names, phones and addresses partially, all else whole."""
    policy = parse_policy(GOOD.encode(), "policy.yaml")
    view = policy.routes[0].copies[0]
    assert policy.operator_for(view, "PERSON") == Partial()
    assert policy.operator_for(view, "PICKUP_CODE") == Replace()
    assert policy.operator_for(view, "AN_ENTITY_OF_A_PLUGIN") == Replace()


def test_a_view_overrides_the_policy_and_the_policy_the_standard() -> None:
    """The nearest operator holds: view, policy, standard, default."""
    policy = parse_policy(
        b"""
version: 1
name: test
routes: [{source: raw, views: [{target: a, operators: {PERSON: {operator: redact}}}, {target: b}]}]
operators: {PERSON: {operator: replace, new_value: x}}
default_operator: {operator: mask}
""",
        "policy.yaml",
    )
    first, second = policy.routes[0].copies
    assert policy.operator_for(first, "PERSON") == Redact()
    assert policy.operator_for(second, "PERSON") == Replace(new_value="x")
    assert policy.operator_for(second, "PHONE_NUMBER") == Partial()


@pytest.mark.parametrize(
    ("more", "path"),
    [
        (f"colour: {SECRET}\n", "policy.colour"),
        (f"revision: {SECRET}\n", "policy.revision"),
        ("operators: {PERSONS: {operator: redact}}\n", "policy.operators.PERSONS"),
        (f"operators: {{PERSON: {{operator: {SECRET}}}}}\n", "policy.operators.PERSON"),
        ("default_operator: {operator: keep, because: 'nothing matters at all'}\n",
         "policy.default_operator"),
        ("fields: [{path: $.a}]\n", "policy.fields.0"),
        ("fields: [{path: $.a, entity: PERSON, exempt: 'because I say so'}]\n", "policy.fields.0"),
        ("fields: [{path: a.b, entity: PERSON}]\n", "policy.fields.0.path"),
        ("fields: [{path: $, entity: PERSON}]\n", "policy.fields.0.path"),
        ("fields: [{path: '$.a.*', exempt: 'all of it may pass'}]\n", "policy.fields.0"),
        ("fields: [{path: $.a, entity: PRESON}]\n", "policy.fields.0.entity"),
        ("fields: [{path: $.a, entity: PERSON}, {path: \"$['a']\", entity: ADDRESS}]\n",
         "policy.fields.0.path"),
        ("thresholds: {default: 1.5}\n", "policy.thresholds.default"),
        ("thresholds: {default: 1}\n", "policy.thresholds.default"),
        ("thresholds: {entities: {PERSON: 0.91}}\n", "policy.thresholds.entities.PERSON"),
        ("thresholds: {default: 1, because: short}\n", "policy.thresholds.because"),
        ("limits: {max_depth: 0}\n", "policy.limits.max_depth"),
        ("exempt_headers: {trace: short}\n", "policy.exempt_headers.trace"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_path(more: str, path: str) -> None:
    """A fault names where it stands; the value does not appear."""
    assert path in [at for at, _ in problems(GOOD + more)]


@pytest.mark.parametrize(
    "more", ["{default: 0.9}", "{default: 0.95, because: a reason for the test}"]
)
def test_a_threshold_that_says_why_is_read(more: str) -> None:
    """Up to 0.9 none has to; above it, one that does is taken."""
    assert parse_policy(f"{GOOD}thresholds: {more}\n".encode(), "policy").thresholds.default >= 0.9


@pytest.mark.parametrize(
    ("routes", "path", "why"),
    [
        ("[]", "policy.routes", "no route"),
        ("[{source: raw}]", "policy.routes.0", "no target"),
        ("[{source: raw, target: a, views: [{target: b}]}]", "policy.routes.0", "both forms"),
        ("[{source: raw, target: raw}]", "policy.routes.0.target", "sink equal to source"),
        ("[{source: a, target: b}, {source: b, target: c}]", "policy.routes.0.target", "a chain"),
        ("[{source: a, target: m}, {source: b, target: m}]", "policy.routes.1.target", "one sink"),
        ("[{source: a, target: m}, {source: a, target: n}]", "policy.routes.1.source", "twice"),
        ("[{source: 'a b', target: m}]", "policy.routes.0.source", "no topic name"),
    ],
)
def test_routes_never_mix_raw_and_masked(routes: str, path: str, why: str) -> None:
    """No topic is both raw and masked, and no two streams end in one topic."""
    text = f"version: 1\nname: test\nroutes: {routes}\n"
    assert path in [at for at, _ in problems(text)], why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD + "name: again\n", "a name that stands twice in one mapping"),
        ("[1, 2]", "must be a mapping with names as keys"),
        ("a: [", "is not YAML"),
        ("a: !!python/object/apply:os.system ['x']", "is not YAML"),
        ("a: &a [x]\nb: [" + "*a, " * 101 + "]", "too many aliases"),
        ("{" * 5_000, "is not YAML"),
    ],
)
def test_faulty_yaml_is_refused(text: str, reason: str) -> None:
    """What YAML leaves open, or a bomb would use, is an error."""
    ((path, said),) = problems(text)
    assert said == reason
    assert path.startswith("policy.yaml")


def test_all_problems_come_at_once() -> None:
    """Every fault of a policy is named in one go."""
    text = GOOD + "operators: {FOO: {operator: redact}}\nthresholds: {entities: {BAR: 0.5}}\n"
    assert len(problems(text)) == 2


def test_custom_entities_become_known() -> None:
    """A plug-in's entity may be named once the policy lists it."""
    text = GOOD + "custom_entities: [LOCKER_CODE]\noperators: {LOCKER_CODE: {operator: redact}}\n"
    policy = parse_policy(text.encode(), "policy.yaml")
    assert policy.operator_for(policy.routes[0].copies[0], "LOCKER_CODE") == Redact()


def test_the_digest_follows_the_effective_policy() -> None:
    """Equal policies have equal digests whatever their spelling; a change changes it."""
    spelled = '{"name":"test","version":1,"routes":[{"target":"masked","source":"raw"}]}'
    other = GOOD + "operators: {PERSON: {operator: redact}}\n"
    digests = [parse_policy(one.encode(), "p").digest for one in (GOOD, spelled, other)]
    assert digests[0] == digests[1]
    assert digests[0] != digests[2]


def test_the_default_policy_is_a_policy() -> None:
    """`redactor mask` without a policy masks by the standard."""
    policy = default_policy()
    assert set(policy.operators) <= ENTITIES
    assert policy.default_operator == Replace()


@pytest.mark.parametrize("operator", ["virtual_number", "shift"])
def test_masks_of_a_subject_need_one(operator: str) -> None:
    """A mask that would hide every value for want of a subject is refused, not discovered."""
    text = GOOD + f"operators: {{PHONE_NUMBER: {{operator: {operator}}}}}\n"
    assert (
        "policy.routes.0.subject",
        "masked has masks that need the route's subject",
    ) in problems(text)
    named = text.replace("target: masked", "target: masked, subject: $.no")
    assert parse_policy(named.encode(), "policy").routes[0].subject == "$.no"
