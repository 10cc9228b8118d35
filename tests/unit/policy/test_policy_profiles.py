"""A policy inherits from profiles by name, and what it says itself holds."""

from pathlib import Path

import pytest

from redactor.errors import ConfigError
from redactor.masking.erase import Drop
from redactor.masking.generalise import Generalise
from redactor.masking.partial import Partial
from redactor.masking.pseudonym import Pseudonym
from redactor.masking.smile import Smile
from redactor.masking.virtual import VirtualNumber
from redactor.masking.whole import Keep, Redact, Replace
from redactor.policy import Policy, load_policy, parse_policy
from redactor.policy.inherit import SHIPPED_NAMES

HEAD = (
    "version: 1\nname: test\nroutes: [{source: raw, target: masked, subject: $.no, "
    "recipients: {person: $.to.tel, address: $.to.address}}]\n"
)


def operator(policy: Policy, entity: str, view: int = 0) -> object:
    """Give the operator of an entity in a view."""
    return policy.operator_for(policy.routes[0].copies[view], entity)


def faults(path: Path) -> list[tuple[str, str]]:
    """Give what is wrong with a policy file."""
    with pytest.raises(ConfigError) as caught:
        load_policy(path)
    return [(problem.path, problem.reason) for problem in caught.value.problems]


def test_the_shipped_profiles() -> None:
    """Six profiles come with the package."""
    assert set(SHIPPED_NAMES) == {
        "waybill-gbt41833",
        "waybill-smile",
        "analytics-k5",
        "pseudonymous-joins",
        "strict-drop",
        "courier-app",
    }


@pytest.mark.parametrize(
    ("profile", "entity", "expected"),
    [
        ("waybill-gbt41833", "PHONE_NUMBER", Partial()),
        ("waybill-gbt41833", "WAYBILL_NO", Replace()),
        ("waybill-smile", "PERSON", Smile()),
        ("waybill-smile", "ADDRESS", Partial()),
        ("analytics-k5", "ADDRESS", Generalise(k=5)),
        ("analytics-k5", "PERSON", Replace()),
        ("pseudonymous-joins", "PHONE_NUMBER", Pseudonym()),
        ("strict-drop", "AN_ENTITY_OF_A_PLUGIN", Drop()),
        ("courier-app", "PHONE_NUMBER", VirtualNumber()),
        ("courier-app", "PERSON", Partial()),
    ],
)
def test_a_profile_sets_the_operators(profile: str, entity: str, expected: object) -> None:
    """Operators, and those of the profile's own profile, are the policy's."""
    policy = parse_policy(f"{HEAD}profile: {profile}\n".encode(), "policy")
    assert operator(policy, entity) == expected


def test_the_policy_goes_before_its_profile() -> None:
    """An operator that the policy names holds; the others are the profile's."""
    text = HEAD + "profile: waybill-smile\noperators: {PERSON: {operator: redact}}\n"
    policy = parse_policy(text.encode(), "policy")
    assert operator(policy, "PERSON") == Redact()
    assert operator(policy, "PHONE_NUMBER") == Smile()


def test_each_view_has_its_own_profile() -> None:
    """A view's profile stands for all its entities, the unnamed ones too."""
    text = """
version: 1
name: test
operators: {WAYBILL_NO: {operator: keep, because: 'the parcel number is not personal'}}
routes:
- source: raw
  views:
  - {target: a, profile: strict-drop, operators: {PERSON: {operator: partial}}}
  - {target: b}
"""
    policy = parse_policy(text.encode(), "policy")
    assert operator(policy, "PERSON") == Partial()
    assert operator(policy, "WAYBILL_NO") == Drop()
    assert isinstance(operator(policy, "WAYBILL_NO", 1), Keep)


def test_a_profile_may_stand_beside_the_policy(tmp_path: Path) -> None:
    """A file beside the policy is a profile too; its fields come behind the policy's own."""
    (tmp_path / "house.yaml").write_text(
        "profile: waybill-smile\n"
        "fields: [{path: $.b, entity: PERSON}]\n"
        "thresholds: {default: 0.3}\n"
    )
    own = "profile: house.yaml\nfields: [{path: $.a, entity: PERSON}]\n"
    (tmp_path / "policy.yaml").write_text(HEAD + own)
    policy = load_policy(tmp_path / "policy.yaml")
    assert [rule.path for rule in policy.fields] == ["$.a", "$.b"]
    assert policy.thresholds.default == 0.3
    assert operator(policy, "PERSON") == Smile()


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ("nobodys", "is not a known profile"),
        ("7", "is not a known profile"),
        ("[waybill-smile]", "is not a known profile"),
        ("a.yaml", "inherits from itself, or through too many profiles"),
        ("routes.yaml", "is no profile: it holds more than how to mask"),
    ],
)
def test_a_faulty_profile_is_refused(tmp_path: Path, profile: str, reason: str) -> None:
    """Unknown, cyclic and misused profiles are named, once."""
    (tmp_path / "a.yaml").write_text("profile: b.yaml\n")
    (tmp_path / "b.yaml").write_text("profile: a.yaml\n")
    (tmp_path / "routes.yaml").write_text("routes: []\n")
    (tmp_path / "policy.yaml").write_text(f"{HEAD}profile: {profile}\n")
    assert faults(tmp_path / "policy.yaml") == [("policy.profile", reason)]


def test_a_missing_profile_file_is_named(tmp_path: Path) -> None:
    """A profile file that is not there is an error, by its name."""
    (tmp_path / "policy.yaml").write_text(f"{HEAD}profile: gone.yaml\n")
    assert faults(tmp_path / "policy.yaml")[0][0] == "gone.yaml"


def test_a_live_policy_names_shipped_profiles_only() -> None:
    """A policy from the control topic cannot make the worker read a file."""
    with pytest.raises(ConfigError, match="is not a known profile"):
        parse_policy(f"{HEAD}profile: policy.yaml\n".encode(), "control topic")


def test_a_view_cannot_keep_everything() -> None:
    """A view's default may not pass what nobody named."""
    view = "{target: a, default_operator: {operator: keep, because: 'all of it may pass'}}"
    text = f"version: 1\nname: test\nroutes: [{{source: raw, views: [{view}]}}]\n"
    with pytest.raises(ConfigError, match=r"views\.0\.default_operator"):
        parse_policy(text.encode(), "policy")
