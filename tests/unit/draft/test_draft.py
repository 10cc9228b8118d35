"""A draft declares what is of one entity from end to end, counts the rest, and shows no value."""

import json
from collections.abc import Iterable

import pytest

from redactor.draft.fields import Sample, sampled
from redactor.draft.policy import Flow, draft, jsonpath
from redactor.entry import Entry
from redactor.policy import Policy, parse_policy
from redactor.policy.model import Thresholds
from redactor.record import Coordinates, Record
from redactor.stages.detect import Detector
from tests.support.fakes import POISON, FakeAnalyzer

NAME, MOBILE = "王小明", "13800138000"
FLOW = Flow("raw.orders", "masked.orders", "raw.orders")


def entries(values: Iterable[object], key: bytes | None = None) -> list[Entry]:
    """Give records with JSON values; bytes stand as they are."""
    raws = [v if isinstance(v, bytes) else json.dumps(v).encode() for v in values]
    made = [Record(Coordinates("raw.orders", 0, n), 0, key, raw) for n, raw in enumerate(raws)]
    return [Entry(record.at, record) for record in made]


def sample(*values: object, key: bytes | None = None, most: int = 1_000) -> Sample:
    """Count what is in records, by the fake recognizers."""
    detect = Detector(FakeAnalyzer(), Thresholds()).detect
    return sampled([entries(values, key)], detect, most)


def drafted(*values: object, key: bytes | None = None) -> tuple[str, Policy]:
    """Give a draft, and the policy it is."""
    text = draft(sample(*values, key=key), FLOW)
    assert NAME not in text
    assert MOBILE not in text
    return text, parse_policy(text.encode(), "draft")


def phones(count: int) -> list[str]:
    """Give different mobile numbers."""
    return [str(13_800_138_000 + n) for n in range(count)]


def test_a_field_of_one_entity_is_declared() -> None:
    """From end to end, in nearly all of its values."""
    values = [{"to": {"tel": tel, "name": NAME}} for tel in phones(19)]
    text, policy = drafted(*values, {"to": {"tel": "none", "name": NAME}})
    assert [(rule.path, rule.entity) for rule in policy.fields] == [("$.to.tel", "PHONE_NUMBER")]
    assert "PHONE_NUMBER 95.0 % of 20 values" in text
    assert policy.routes[0].source == "raw.orders"
    assert policy.routes[0].target == "masked.orders"
    assert policy.profile == "waybill-gbt41833"


@pytest.mark.parametrize(
    ("values", "declared", "why"),
    [
        (phones(3), True, "few values, without exception"),
        ([*phones(3), "x"], False, "few values, with one"),
        ([*phones(20), *"abc"], False, "less than nine in ten"),
        ([f"call {tel}" for tel in phones(20)], False, "a part of the text"),
        ([f" {tel} " for tel in phones(20)], True, "white space around it"),
        ([NAME] * 20, False, "one value for all: a code"),
        ([int(tel) for tel in phones(5)], True, "numbers"),
        (["", *phones(3)], True, "empty values say nothing"),
    ],
)
def test_what_is_declared(values: list[object], *, declared: bool, why: str) -> None:
    """A declaration hides a field whole: it needs more than a finding."""
    _, policy = drafted(*({"a": value} for value in values))
    assert bool(policy.fields) is declared, why


def test_everything_else_is_named_with_its_shares() -> None:
    """What is found in free text, in the key, and where nothing is found."""
    values = [{"note": f"call {tel}", "event": "x"} for tel in phones(4)]
    key = f"to {MOBILE}".encode()
    text, policy = drafted(*values, {"note": "nobody", "event": "x"}, key=key)
    assert "#   $.note  PHONE_NUMBER 80.0 % of 5 values" in text
    assert "#   the record's key  PHONE_NUMBER 100.0 % of 5 values" in text
    assert "#   $.event" in text
    assert policy.fields == ()


def test_a_key_of_one_entity_is_declared() -> None:
    """As a field is."""
    text, policy = drafted(*({"a": "x"} for _ in range(3)), key=MOBILE.encode())
    assert policy.key == "PHONE_NUMBER"
    assert "key: PHONE_NUMBER  # PHONE_NUMBER 100.0 % of 3 values" in text


def test_a_field_that_looks_like_a_code_is_asked_about() -> None:
    """Few different values in many records are types and states, whatever they look like."""
    text, _ = drafted(*({"kind": NAME} for _ in range(30)))
    assert "#   $.kind  PERSON 100.0 % of 30 values, of which few differ: a code?" in text


def test_names_that_may_be_pii_are_wildcards() -> None:
    """A map keyed by numbers, or by names, shows none of them."""
    text, policy = drafted(*({tel: {"tel": tel}, NAME: "x"} for tel in phones(5)))
    assert [rule.path for rule in policy.fields] == ["$[*].tel"]
    assert "#   $[*]" in text


def test_arrays_and_strange_names_have_their_paths() -> None:
    """As a policy reads them."""
    values = [{"a": [{"b.c": tel}], "inner": json.dumps({"d": tel})} for tel in phones(5)]
    _, policy = drafted(*values)
    assert [rule.path for rule in policy.fields] == ["$.a[*]['b.c']", "$.inner.d"]
    assert jsonpath(()) == "$"


def test_what_cannot_be_read_is_counted() -> None:
    """By the reasons under which it would go to quarantine."""
    text, _ = drafted({"a": "x"}, b"{", b"\xff", {"a": POISON})
    assert "# 3 records would go to quarantine: " in text
    assert all(f"{why} 1" in text for why in ("invalid_json", "not_utf8", "detect_failed"))


def test_no_more_is_read_than_asked_for() -> None:
    """A topic may be endless."""
    assert sample(*({"a": tel} for tel in phones(10)), most=4).records == 4


def test_a_waybill_number_is_the_subject() -> None:
    """Masks that go by the parcel find it."""
    counted = sample(*({"no": tel} for tel in phones(5)))
    count = counted.fields["no",]
    count.whole.clear()
    count.whole["WAYBILL_NO"] = 5
    policy = parse_policy(draft(counted, FLOW).encode(), "draft")
    assert policy.routes[0].subject == "$.no"


def test_an_entity_of_a_plugin_is_listed() -> None:
    """The draft is a policy all the same."""
    counted = sample(*({"no": tel} for tel in phones(5)))
    counted.fields["no",].whole.clear()
    counted.fields["no",].whole["LOCKER_CODE"] = 5
    assert parse_policy(draft(counted, FLOW).encode(), "d").custom_entities == ("LOCKER_CODE",)
