"""Masks that need more than a value: keys, a subject, a place in the document, a type."""

import json

import orjson
import pytest

from redactor.errors import ConfigError
from redactor.masking.pseudonym import Pseudonym
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.record import Coordinates, Headers, Masked, Record
from redactor.spans import Span
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer
from tests.support.keys import LATER_MS, RING, bound

pytestmark = pytest.mark.usefixtures("each_way")

NAME, MOBILE = "王小明", "13800138000"
HEAD = """
version: 1
name: test
scope: {team: routing, purpose: load-planning, epoch: 2026-q1}
routes: [{source: raw, target: masked, subject: $.waybill}]
"""


def pipeline(more: str, head: str = HEAD) -> Pipeline:
    """Compile a policy onto the fake analyzer and the test ring."""
    policy = parse_policy((head + more).encode(), "policy")
    return Pipeline(policy, Detector(FakeAnalyzer(), policy.thresholds), RING)


def record(
    value: object, key: bytes | None = None, headers: Headers = (), timestamp_ms: int = 0
) -> Record:
    """Make a record of topic `raw`."""
    return Record(Coordinates("raw", 0, 0), timestamp_ms, key, orjson.dumps(value), headers)


def redacted(more: str, one: Record) -> Masked:
    """Mask one record."""
    (result,) = pipeline(more).redact([one])
    assert isinstance(result, Masked)
    return result


def value(more: str, raw: object) -> object:
    """Give the masked form of a JSON value."""
    return orjson.loads(redacted(more, record(raw)).outputs[0].masked_value or b"")


DROP = "operators: {PHONE_NUMBER: {operator: drop}}\n"
NULL = "operators: {PHONE_NUMBER: {operator: 'null'}}\n"


@pytest.mark.parametrize(
    ("more", "raw", "masked", "why"),
    [
        (DROP, {"a": MOBILE, "b": 1}, {"b": 1}, "the field is gone"),
        (DROP, {"a": f"call {MOBILE} now"}, {}, "and the text around the value with it"),
        (DROP, [1, MOBILE, 2, MOBILE, 3], [1, 2, 3], "elements are gone, the others stay"),
        (DROP, {MOBILE: NAME, "b": NAME}, {"b": "王**"}, "a field name takes its value along"),
        (DROP, MOBILE, None, "a whole value is null, not a tombstone"),
        (DROP, {"n": json.dumps({"a": MOBILE, "b": 1})}, {"n": '{"b":1}'}, "JSON in a string"),
        (NULL, {"a": MOBILE, "b": 1}, {"a": None, "b": 1}, "the field is null"),
        (NULL, {"a": [MOBILE, 1]}, {"a": [None, 1]}, "an element is null"),
        (NULL, {MOBILE: 1}, {}, "a field name cannot be null"),
        (NULL, {"a": 13800138000}, {"a": None}, "a number is null"),
    ],
)
def test_drop_and_null_change_the_document(
    more: str, raw: object, masked: object, why: str
) -> None:
    """`drop` and `null` take out the whole field, and leave all else as it is."""
    assert value(more, raw) == masked, why


@pytest.mark.parametrize("more", [DROP, NULL])
def test_dropped_keys_and_headers_are_null(more: str) -> None:
    """A key or a header value with such a value is null; such a header name goes."""
    headers: Headers = (("to", MOBILE.encode()), (MOBILE, b"x"), ("n", b"1"))
    output = redacted(more, record({}, MOBILE.encode(), headers)).outputs[0]
    assert output.masked_key is None
    assert output.masked_headers[:2] == (("to", None), ("n", b"1"))


def test_one_view_drops_what_another_keeps() -> None:
    """Views are made from the same raw record: what one drops, the next still has."""
    head = """
version: 1
name: test
routes:
- source: raw
  views:
  - {target: a, operators: {PHONE_NUMBER: {operator: drop}, PERSON: {operator: 'null'}}}
  - {target: b, operators: {PHONE_NUMBER: {operator: mask}}}
  - {target: c, operators: {PHONE_NUMBER: {operator: drop}}}
"""
    (result,) = pipeline("", head).redact([record({"p": [MOBILE, 1], "n": NAME})])
    assert isinstance(result, Masked)
    values = [orjson.loads(one.masked_value or b"") for one in result.outputs]
    assert values == [
        {"p": [1], "n": None},
        {"p": ["***********", 1], "n": "王**"},
        {"p": [1], "n": "王**"},
    ]


TOKENS = "operators: {PHONE_NUMBER: {operator: pseudonym}}\n"


def test_the_key_follows_the_records_time() -> None:
    """Before a key becomes active the older one masks, however late the record is read."""
    before = redacted(TOKENS, record(MOBILE, timestamp_ms=LATER_MS - 1)).outputs[0].masked_value
    after = redacted(TOKENS, record(MOBILE, timestamp_ms=LATER_MS)).outputs[0].masked_value
    expected = bound(Pseudonym()).mask(MOBILE, Span(0, 11, "PHONE_NUMBER"))
    assert before == orjson.dumps(expected)
    assert (after or b"").startswith(b'"tok_k2_')


def test_a_policy_is_free_of_keys() -> None:
    """The policy's hash does not depend on any key, and a policy without keys does not start."""
    policy = parse_policy((HEAD + TOKENS).encode(), "policy")
    assert pipeline(TOKENS).policy_hash == policy.digest
    with pytest.raises(ConfigError, match="needs a key"):
        Pipeline(policy, Detector(FakeAnalyzer(), policy.thresholds))


def test_views_of_two_teams_cannot_be_joined() -> None:
    """Each view has the tokens of its own scope."""
    head = """
version: 1
name: test
scope: {team: a, purpose: p, epoch: e}
routes:
- {source: raw, views: [{target: a}, {target: b, scope: {team: b, purpose: p, epoch: e}}]}
"""
    (result,) = pipeline(TOKENS, head).redact([record(MOBILE)])
    assert isinstance(result, Masked)
    assert len({one.masked_value for one in result.outputs}) == 2


VIRTUAL = "operators: {PHONE_NUMBER: {operator: virtual_number}}\n"


def test_a_virtual_number_belongs_to_the_parcel() -> None:
    """Numbers are stable within a parcel and change with it; without one they are hidden."""
    first = value(VIRTUAL, {"waybill": "SF1", "a": MOBILE, "b": [MOBILE]})
    second = value(VIRTUAL, {"waybill": "SF2", "a": MOBILE, "b": [MOBILE]})
    without = value(VIRTUAL, {"a": MOBILE, "b": [MOBILE]})
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["a"] == first["b"][0]
    assert first["a"] != second["a"]
    assert without == {"a": "***********", "b": ["***********"]}


@pytest.mark.parametrize(
    ("more", "masked", "why"),
    [
        ("", "138******00", "a mask that is no number is a text"),
        ("keep_types: true\n", None, "or null where types are kept"),
        ("operators: {PHONE_NUMBER: {operator: replace, new_value: '7'}}\n", 7, "an integer"),
        ("operators: {PHONE_NUMBER: {operator: replace, new_value: '7.5'}}\n", 7.5, "a decimal"),
        ("operators: {PHONE_NUMBER: {operator: replace, new_value: '007'}}\n", "007", "no number"),
    ],
)
def test_numbers_stay_numbers_where_they_can(more: str, masked: object, why: str) -> None:
    """A number whose mask is a number stays one."""
    assert value(more, {"tel": 13800138000}) == {"tel": masked}, why


def test_texts_stay_texts() -> None:
    """A text whose mask is digits is still a text."""
    more = "operators: {PHONE_NUMBER: {operator: replace, new_value: '7'}}\nkeep_types: true\n"
    assert value(more, {"tel": MOBILE}) == {"tel": "7"}
