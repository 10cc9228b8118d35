"""A live policy may keep or raise the file's protection, and never lower it."""

from typing import Any

import pytest

from redactor.policy import Policy
from redactor.stream.floor import objections

BECAUSE = "agreed with the data officer"
BASE: dict[str, Any] = {
    "version": 1,
    "name": "base",
    "routes": [
        {"source": "raw", "views": [{"target": "inner"}, {"target": "outer"}]},
        {"source": "raw2", "target": "masked2"},
    ],
    "fields": [
        {"path": "$.receiver..code", "entity": "PICKUP_CODE"},
        {"path": "$..code", "exempt": BECAUSE},
        {"path": "$.waybill", "entity": "WAYBILL_NO"},
    ],
    "operators": {"WAYBILL_NO": {"operator": "keep", "because": BECAUSE}},
    "thresholds": {"default": 0.3, "entities": {"PERSON": 0.5}},
    "exempt_headers": {"traceparent": BECAUSE},
}
KEEP = {"operator": "keep", "because": BECAUSE}


def policy(**changes: Any) -> Policy:  # noqa: ANN401 -- the raw form of a policy
    """Give the base policy, changed at its top level."""
    return Policy.model_validate(BASE | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "the same policy"),
        ({"operators": {}}, "masks what the file keeps"),
        ({"fields": []}, "scans what the file exempts"),
        ({"exempt_headers": {}}, "scans a header that the file exempts"),
        ({"thresholds": {"default": 0.1}}, "masks weaker findings"),
        ({"fields": [*BASE["fields"], {"path": "$.who", "entity": "PERSON"}]}, "declares a field"),
        ({"operators": BASE["operators"] | {"PERSON": {"operator": "replace"}}}, "another mask"),
    ],
)
def test_equal_or_stronger_is_admitted(changes: dict[str, Any], reason: str) -> None:
    """Nothing to object."""
    assert objections(policy(), policy(**changes)) == [], reason


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"thresholds": {"default": 1.0}}, "policy.thresholds.", "1 would mask nothing"),
        (
            {"thresholds": {"default": 0.3, "entities": {"PERSON": 0.6}}},
            "policy.thresholds.PERSON",
            "one entity is enough",
        ),
        (
            {"fields": [*BASE["fields"], {"path": "$.receiver", "exempt": BECAUSE}]},
            "policy.fields.3",
            "a subtree would pass unscanned",
        ),
        (
            {"fields": [*BASE["fields"], {"path": "$.mobile", "entity": "WAYBILL_NO"}]},
            "policy.fields.3",
            "declared to be what is kept, a phone would pass",
        ),
        (
            {"fields": [BASE["fields"][1], BASE["fields"][0]]},
            "policy.fields.0",
            "the first rule that matches holds: an exemption moved ahead of a declaration",
        ),
        (
            {"exempt_headers": BASE["exempt_headers"] | {"x-name": BECAUSE}},
            "policy.exempt_headers",
            "a header would pass unscanned",
        ),
        (
            {"operators": BASE["operators"] | {"PHONE_NUMBER": KEEP}},
            "policy.operators.PHONE_NUMBER",
            "phones in clear",
        ),
        (
            {
                "routes": [
                    {
                        "source": "raw",
                        "views": [
                            {"target": "inner"},
                            {"target": "outer", "operators": {"PERSON": KEEP}},
                        ],
                    },
                    BASE["routes"][1],
                ]
            },
            "policy.operators.PERSON",
            "names in clear in one view",
        ),
        ({"routes": [BASE["routes"][1]]}, "policy.routes", "a source would go unread"),
        (
            {
                "routes": [
                    {"source": "raw", "views": [{"target": "inner"}, {"target": "masked2"}]},
                    {"source": "raw2", "target": "outer"},
                ]
            },
            "policy.routes",
            "swapped targets send one audience's copy to another",
        ),
    ],
)
def test_weaker_is_refused(changes: dict[str, Any], path: str, reason: str) -> None:
    """The objection names the place."""
    assert any(p.path.startswith(path) for p in objections(policy(), policy(**changes))), reason


def test_the_reason_quotes_nothing_of_the_policy() -> None:
    """Paths hold labels and positions, reasons are fixed."""
    secret = "王小明13800138000"
    weaker = policy(
        exempt_headers={secret: BECAUSE},
        fields=[{"path": f"$.{secret}", "exempt": BECAUSE}],
    )
    found = objections(policy(), weaker)
    assert len(found) == 2
    assert not any(secret in p.path or secret in p.reason for p in found)
