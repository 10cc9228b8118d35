"""Who may read what: the whole rule set, evaluated for every principal, topic and operation."""

from typing import Final

import pytest

from tests.support.acls import OPERATIONS, Grant, allowed, of_commands, of_users
from tests.support.rendered import case_named, objects_of

RAW: Final = ("raw.waybills", "raw.tracking")
MASKED: Final = ("masked.waybills", "masked.tracking", "masked.tracking.research")
PARTNERS: Final = ("raw.partner.acme", "raw.partner.acme.v2")  # raw.partner.*
PARTNERS_MASKED: Final = ("masked.partner.acme", "masked.partner.acme.v2")
OWN: Final = ("redactor.quarantine", "redactor.control", "redactor.alerts")
ANALYTICS: Final = "User:analytics"
OBJECTS: Final = "full"


@pytest.fixture(scope="module")
def grants() -> frozenset[Grant]:
    """The rules of the KafkaUsers."""
    return frozenset(of_users(objects_of(case_named(OBJECTS))))


# Everything each principal may do with topics; every other combination is forbidden.
READ: Final = frozenset({"Read", "Describe"})
WRITE: Final = frozenset({"Write", "Describe"})
MAY: Final[dict[str, dict[str, frozenset[str]]]] = {
    "User:redactor": {
        **dict.fromkeys((*RAW, *PARTNERS), READ),
        **dict.fromkeys((*MASKED, *PARTNERS_MASKED, "redactor.quarantine"), READ | WRITE),
        "redactor.alerts": WRITE,
        "redactor.control": READ,
    },
    "User:redactor-scaler": dict.fromkeys((*RAW, *PARTNERS), frozenset({"Describe"})),
    "User:waybill-producer": dict.fromkeys((*RAW, *PARTNERS), WRITE),
    ANALYTICS: dict.fromkeys((*MASKED, *PARTNERS_MASKED), READ),
    "User:privacy-officer": {
        "redactor.control": READ | WRITE,
        "redactor.quarantine": READ,
        "redactor.alerts": READ,
    },
    "User:stranger": {},
    "User:ANONYMOUS": {},
}
TABLE: Final = [
    (principal, topic, operation)
    for principal in MAY
    for topic in (*RAW, *PARTNERS, *MASKED, *PARTNERS_MASKED, *OWN, "unrelated", "raw.partners")
    for operation in OPERATIONS
]


@pytest.mark.parametrize(("principal", "topic", "operation"), TABLE)
def test_nobody_may_do_more_or_less(
    grants: frozenset[Grant], principal: str, topic: str, operation: str
) -> None:
    """For every principal, topic and operation the rules decide as the table says."""
    wanted = operation in MAY[principal].get(topic, frozenset())
    assert allowed(grants, principal, (operation, "topic", topic)) is wanted


def test_every_principal_and_topic_is_in_the_table(grants: frozenset[Grant]) -> None:
    """A new principal or topic cannot slip in unjudged."""
    assert {grant.principal for grant in grants} < set(MAY)
    rendered = objects_of(case_named(OBJECTS))
    topics = {m["spec"]["topicName"] for m in rendered if m["kind"] == "KafkaTopic"}
    assert topics == {*RAW, *MASKED, *OWN}


@pytest.mark.parametrize("topic", [*RAW, *PARTNERS, *OWN])
def test_analytics_cannot_even_see_what_is_not_masked(grants: frozenset[Grant], topic: str) -> None:
    """No operation at all, Describe included, for any analytics principal."""
    assert not any(allowed(grants, ANALYTICS, (op, "topic", topic)) for op in OPERATIONS)


@pytest.mark.parametrize("group", ["redactor", "redactor.control.pod-1.ab", "privacy-officer.x"])
def test_analytics_cannot_join_or_move_a_group_of_others(
    grants: frozenset[Grant], group: str
) -> None:
    """A committed offset of the redactor moved by others would skip records."""
    assert not any(allowed(grants, ANALYTICS, (op, "group", group)) for op in OPERATIONS)


def test_analytics_cannot_fence_the_redactor(grants: frozenset[Grant]) -> None:
    """A producer with the redactor's transactional id would fence it."""
    wanted = ("Write", "transactionalId", "redactor.raw.waybills.0")
    assert not allowed(grants, ANALYTICS, wanted)
    assert allowed(grants, "User:redactor", wanted)


def test_the_commands_say_what_the_users_say(grants: frozenset[Grant]) -> None:
    """KafkaUsers and kafka-acls commands are one rule set."""
    config = next(
        m for m in objects_of(case_named(OBJECTS)) if m["metadata"]["name"].endswith("-acls")
    )
    assert frozenset(of_commands(config["data"]["kafka-acls.sh"])) == grants


def test_a_rule_too_many_is_noticed(grants: frozenset[Grant]) -> None:
    """The evaluation is not deaf: a prefix that reaches raw topics opens them."""
    wider = {*grants, Grant(ANALYTICS, "topic", "prefix", "r", "Read")}
    assert allowed(wider, ANALYTICS, ("Describe", "topic", "raw.waybills"))
