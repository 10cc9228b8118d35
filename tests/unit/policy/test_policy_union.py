"""What the views of one source show together stays under the floor, or the policy is refused."""

from typing import Literal

import pytest

from redactor.errors import ConfigError
from redactor.masking.operator import Keyless
from redactor.policy import Policy, Route, View, parse_policy
from redactor.policy.inherit import SHIPPED_NAMES
from redactor.policy.union import union_problems
from redactor.spans import Span

ENDS = "{operator: partial}"
TAIL = "{operator: partial, phone: tail}"
SMILE = "{operator: smile}"
PHONE, IDENTITY, CARD = "PHONE_NUMBER", "CN_RESIDENT_ID", "CN_BANK_CARD"


def first(shown: int, length: int) -> str:
    """Write a mask that shows the first characters of a value of some length."""
    return f"{{operator: mask, chars_to_mask: {length - shown}, from_end: true}}"


def last(shown: int, length: int) -> str:
    """Write a mask that shows the last characters of a value of some length."""
    return f"{{operator: mask, chars_to_mask: {length - shown}}}"


def problems(entity: str, *operators: str) -> list[tuple[str, str]]:
    """Give what is wrong with views that differ in the operator of one entity."""
    views = ", ".join(
        f"{{target: v{n}, operators: {{{entity}: {operator}}}}}"
        for n, operator in enumerate(operators)
    )
    text = f"""
version: 1
name: test
fields: [{{path: $.receiver.value, entity: {entity}}}]
routes: [{{source: raw, views: [{views}]}}]
"""
    try:
        parse_policy(text.encode(), "policy")
    except ConfigError as error:
        return [(problem.path, problem.reason) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("entity", "one", "other", "why"),
    [
        (PHONE, ENDS, TAIL, "135…01 and 6801: seven digits"),
        (PHONE, SMILE, TAIL, "the same in another dress"),
        (PHONE, ENDS, last(4, 11), "135…01 and the last four"),
        (PHONE, ENDS, first(4, 11), "the first four and the last two"),
        (PHONE, TAIL, first(3, 11), "the first three and the last four"),
        (PHONE, first(3, 11), last(3, 11), "three of each end"),
        (PHONE, first(4, 11), last(4, 11), "four of each end"),
        (PHONE, SMILE, last(3, 11), "three more than the smile shows at the end"),
        (IDENTITY, first(4, 18), last(4, 18), "area and check, four of each end"),
        (IDENTITY, ENDS, last(5, 18), "the province and the last five"),
        (IDENTITY, first(6, 18), last(1, 18), "the area code and the check digit"),
        (CARD, first(6, 19), last(6, 19), "six of each end"),
        (CARD, ENDS, first(7, 19), "the last four and one more than the BIN"),
    ],
)
def test_complementary_masks_are_refused(entity: str, one: str, other: str, why: str) -> None:
    """Two views that show too much together are refused, with the pair and the field.

    The issue's "refuses ≥ 10 hand-made complementary pairs": thirteen, each allowed by itself.
    """
    assert not problems(entity, one), why
    assert not problems(entity, other), why
    ((path, reason),) = problems(entity, one, other)
    assert path == "policy.routes.0"
    assert reason.startswith("v0 and v1 together show")
    assert f"{entity} ($.receiver.value)" in reason


@pytest.mark.parametrize(
    ("entity", "operator", "floor"),
    [
        (PHONE, last(2, 11), "more than 5 digits"),
        ("ADDRESS", last(10, 31), "a unit, floor or room number"),
        (IDENTITY, first(8, 18), "more than 6 characters"),
        (CARD, first(9, 19), ""),
    ],
)
def test_one_view_alone_may_show_too_much(entity: str, operator: str, floor: str) -> None:
    """A mask that shows too much of some spelling of a value is refused by itself."""
    found = problems(entity, operator)
    assert len(found) == bool(floor)
    assert all(f"v0 alone shows {floor}" in reason for _, reason in found)


@pytest.mark.parametrize(
    ("entity", "operators"),
    [
        (PHONE, [ENDS, SMILE, ENDS]),
        (PHONE, [ENDS, "{operator: replace}", "{operator: redact}", "{operator: drop}"]),
        (PHONE, [TAIL, last(3, 11)]),
        ("PERSON", [ENDS, SMILE, "{operator: mask, chars_to_mask: 2}"]),
        ("ADDRESS", [ENDS, "{operator: generalise, address: road}", SMILE]),
        (PHONE, [TAIL, "{operator: keep, because: 'dispatch calls the customer'}"]),
    ],
)
def test_views_under_the_floor_are_accepted(entity: str, operators: list[str]) -> None:
    """Equal, nested and small masks go together; a view in clear has its reason in the policy."""
    assert problems(entity, *operators) == []


def test_the_shipped_profiles_go_together() -> None:
    """The issue's "accepts the shipped profiles together": all are views of one source."""
    views = ", ".join(f"{{target: {name}, profile: {name}}}" for name in SHIPPED_NAMES)
    scope = "{team: a, purpose: b, epoch: c}"
    people = "{person: $.to.tel, address: $.to.address}"
    route = f"{{source: raw, subject: $.waybill_no, recipients: {people}, views: [{views}]}}"
    text = f"version: 1\nname: all\nscope: {scope}\nroutes: [{route}]"
    assert len(parse_policy(text.encode(), "policy").routes[0].views) == 6


class OneOf(Keyless):
    """Shows two positions of a value, wherever a test wants them."""

    operator: Literal["one_of"] = "one_of"
    first: int

    def mask(self, raw_value: str, span: Span) -> str:
        """Give the two characters."""
        del span
        return raw_value[self.first : self.first + 2]


def test_three_views_may_show_what_no_pair_does() -> None:
    """All views are tried together, and not only in pairs."""
    views = tuple(
        View.model_construct(target=f"v{n}", operators={PHONE: OneOf(first=at)})  # type: ignore[dict-item] # an operator of a plug-in
        for n, at in enumerate([0, 4, 8])
    )
    route = Route.model_construct(source="raw", target=None, views=views)
    policy = Policy(version=1, name="test", routes=(Route(source="raw", target="x"),))
    (problem,) = union_problems(policy.model_copy(update={"routes": (route,)}))
    assert problem.reason.startswith("v0 and v1 and v2 together show more than 5 digits")
