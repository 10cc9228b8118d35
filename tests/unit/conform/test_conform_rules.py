"""Every rule passes what the standard allows and fails what it forbids."""

from collections.abc import Sequence
from typing import Final

import pytest

from redactor.conform.rules import PASS, RULES, Rule
from redactor.spans import PartSpan, Span

P, N, A = "PHONE_NUMBER", "PERSON", "ADDRESS"
Case = tuple[str, Sequence[Span]]


def found(text: str, entity: str, *, masked: bool = False, level: str = "") -> Case:
    """Give a text that is one finding."""
    parts = (PartSpan(0, len(text), level),) if level else ()
    return text, [Span(0, len(text), entity, masked=masked, parts=parts)]


MUST_PASS: Final[dict[str, list[Case]]] = {
    "name": [
        found("王**", N, masked=True),
        found("欧阳*", N),
        found("王^_^", N),
        found("林某安", N),
    ],
    "phone": [
        ("电话138******78", []),
        ("*******5678", []),
        ("138^_^78-^_^", []),
        ("***********", []),
        found("15412345678-1234", P),
        ("138******78-****", []),
    ],
    "address": [
        found("历下区泉城路****", A, level="road"),
        found("泉城路180号", A, level="number"),
        found("**室", A, level="room"),
    ],
    "others": [
        found("1101**************", "CN_RESIDENT_ID"),
        found("SF1234567890", "WAYBILL_NO"),
        found("3-2-1054", "PICKUP_CODE"),
    ],
    "nothing": [found("王**", N, masked=True)],
    "county": [found("历下区", A, level="county")],
}
MUST_FAIL: Final[dict[str, list[Case]]] = {
    "name": [found("王小明", N), found("张先生", N)],
    "phone": [
        ("电话138****5678", []),
        ("138*****678", []),
        ("1380013^_^8", []),
        found("13800138000", P),
        found("0531-88888888", P),
    ],
    "address": [
        found("3单元", A, level="unit"),
        found("十二楼", A, level="floor"),
        found("1202室", A, level="room"),
    ],
    "others": [
        found("11010519491231002X", "CN_RESIDENT_ID"),
        found("li@example.com", "EMAIL_ADDRESS"),
    ],
    "nothing": [found("王小明", N), found("SF1234567890", "WAYBILL_NO")],
    "county": [found("历下区泉城路", A, level="road")],
}
EVERY: Final = {rule.name: rule for rules in RULES.values() for rule in rules}


def cases(fixtures: dict[str, list[Case]]) -> list[tuple[Rule, Case]]:
    """Give each fixture with its rule."""
    return [(EVERY[name], case) for name, them in fixtures.items() for case in them]


def test_every_rule_has_fixtures_of_both_kinds() -> None:
    """No rule is without what it must pass and what it must fail."""
    assert set(MUST_PASS) == set(MUST_FAIL) == set(EVERY)


@pytest.mark.parametrize(("rule", "case"), cases(MUST_PASS))
def test_what_a_rule_must_pass(rule: Rule, case: Case) -> None:
    """What the standard allows is looked at and passes."""
    verdicts = list(rule.check(*case))
    assert set(verdicts) <= {PASS}


@pytest.mark.parametrize(("rule", "case"), cases(MUST_FAIL))
def test_what_a_rule_must_fail(rule: Rule, case: Case) -> None:
    """What the standard forbids fails, for a reason that quotes nothing."""
    failures = [verdict for verdict in rule.check(*case) if verdict != PASS]
    assert len(failures) == 1
    assert case[0] not in failures[0]
