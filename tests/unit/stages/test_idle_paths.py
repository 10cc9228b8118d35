"""A path that matches nothing is known, and one that matched once is no more."""

import pytest

from redactor.document import Document, Json
from redactor.envelope import Envelope
from redactor.json_codec import decode_nested
from redactor.policy import FieldRule, Limits
from redactor.stages.fields import Fields


@pytest.mark.parametrize(
    ("path", "document", "idle", "why"),
    [
        ("$.receiver.mobile", {"receiver": {"mobile": "x"}}, False, "it is there"),
        ("$.receiver.mobile", {"receiver": {"phone": "x"}}, True, "renamed by the producer"),
        ("$..phone", {"a": [{"phone": None}]}, False, "there, if only null"),
        ("/items/1/name", {"items": [{"name": "a"}, {"name": "b"}]}, False, "a second element"),
        ("/items/1/name", {"items": [{"name": "a"}]}, True, "no second element"),
        ("$.a", {"a": {"b": "x"}}, False, "an object matches too"),
        ("$.a.b", {"a": '{"b":"x"}'}, False, "JSON inside a string"),
        ("$['13800138000']", {"13800138000": "x"}, False, "a name that is not remembered"),
    ],
)
def test_idle_paths_are_known(path: str, document: Json, *, idle: bool, why: str) -> None:
    """Whether a path has led anywhere, in the values walked so far."""
    fields = Fields([FieldRule(path=path, entity="PERSON")], Limits(), decode_nested)
    fields.select(Envelope(Document([document], is_json=True), None, ()))
    found = fields.idle()
    assert (found.records, bool(found.paths)) == (1, idle), why


def test_a_tombstone_and_a_key_count_for_nothing() -> None:
    """Paths are of values alone."""
    fields = Fields([FieldRule(path="$.a", entity="PERSON")], Limits(), decode_nested)
    fields.select(Envelope(None, Document([{"a": "x"}], is_json=True), ()))
    assert (fields.idle().records, len(fields.idle().paths)) == (0, 1)


def test_a_rule_behind_another_of_the_same_field_is_idle() -> None:
    """The first that matches holds; the second protects nothing."""
    rules = [FieldRule(path="$..no", entity="QQ"), FieldRule(path="$.a.no", entity="PERSON")]
    fields = Fields(rules, Limits(), decode_nested)
    fields.select(Envelope(Document([{"a": {"no": "x"}}], is_json=True), None, ()))
    assert fields.idle().paths == ((1, "a.no"),)


def test_a_name_that_may_be_pii_is_not_shown() -> None:
    """Such a name stands in the policy, and is folded all the same."""
    fields = Fields([FieldRule(path="/王小明/13800138000/0", entity="QQ")], Limits(), decode_nested)
    assert fields.idle().paths == ((0, "*.*.*"),)
