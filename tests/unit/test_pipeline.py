"""The pipeline: every record becomes one result, and nothing that was found stands in it."""

import gc
import json
import sys

import orjson
import pytest

from redactor.errors import Reason
from redactor.pipeline import Pipeline
from redactor.policy import Policy, parse_policy
from redactor.record import Coordinates, Headers, Masked, Record, Refused, Result
from redactor.stages.detect import Detector
from tests.support.fakes import POISON, FakeAnalyzer

pytestmark = pytest.mark.usefixtures("each_way")

NAME, MOBILE = "王小明", "13800138000"
MASKED_NAME, MASKED_MOBILE = "王**", "138******00"
POLICY = """
version: 1
name: test
routes: [{source: raw, target: masked}]
"""


def policy(more: str = "") -> Policy:
    """Read a policy with further lines."""
    return parse_policy((POLICY + more).encode(), "policy")


def pipeline(more: str = "", analyzer: FakeAnalyzer | None = None) -> Pipeline:
    """Compile a policy onto the fake analyzer."""
    checked = policy(more)
    return Pipeline(checked, Detector(analyzer or FakeAnalyzer(), checked.thresholds))


def record(
    value: bytes | None, key: bytes | None = None, headers: Headers = (), offset: int = 7
) -> Record:
    """Make a record of topic `raw`."""
    return Record(Coordinates("raw", 3, offset), 1_700_000_000_000, key, value, headers)


def redact_one(one: Record, more: str = "") -> Result:
    """Send one record through."""
    return pipeline(more).redact([one])[0]


def masked_value(value: object, more: str = "") -> object:
    """Give the masked form of a JSON value."""
    result = redact_one(record(orjson.dumps(value)), more)
    assert isinstance(result, Masked)
    return orjson.loads(result.outputs[0].masked_value or b"")


@pytest.mark.parametrize(
    ("raw", "masked", "why"),
    [
        ({"a": {"b": [NAME]}}, {"a": {"b": [MASKED_NAME]}}, "nested objects and arrays"),
        (f"{NAME}{MOBILE}", f"{MASKED_NAME}{MASKED_MOBILE}", "top level is a string"),
        ([MOBILE, 1], [MASKED_MOBILE, 1], "top level is an array"),
        (42, 42, "top level is a number"),
        ({"tel": 13800138000}, {"tel": MASKED_MOBILE}, "a number long enough to be a phone"),
        ({"tel": 13800138000.0}, {"tel": MASKED_MOBILE}, "the same as a float"),
        ({"x": None, "y": True, "z": 1.5}, {"x": None, "y": True, "z": 1.5}, "nothing to scan"),
        ({MOBILE: {"n": 1}}, {MASKED_MOBILE: {"n": 1}}, "a field name that is a phone"),
        ({MOBILE: {"n": NAME}}, {MASKED_MOBILE: {"n": MASKED_NAME}}, "leaf below such a name"),
        ({"a": ""}, {"a": ""}, "an empty text"),
    ],
)
def test_finds_what_it_should_wherever_it_stands(raw: object, masked: object, why: str) -> None:
    """Everything is scanned by default, at any depth and of any type."""
    assert masked_value(raw) == masked, why


def test_masks_json_inside_strings() -> None:
    """JSON in a string, itself in JSON in a string, is opened and written back in its place."""
    inner = json.dumps({"tel": MOBILE, MOBILE: 1}, ensure_ascii=False)
    middle = json.dumps({"payload": inner, "name": NAME}, ensure_ascii=False)
    value = masked_value({"body": middle})
    assert isinstance(value, dict)
    opened = json.loads(value["body"])
    assert opened["name"] == MASKED_NAME
    assert json.loads(opened["payload"]) == {"tel": MASKED_MOBILE, MASKED_MOBILE: 1}


def test_masks_key_and_headers() -> None:
    """Key, header values and header names are texts; order and duplicates of headers stay."""
    headers: Headers = (("to", NAME.encode()), ("to", b"x"), ("n", None), (MOBILE, b"1"))
    result = redact_one(record(b"{}", MOBILE.encode(), headers))
    assert isinstance(result, Masked)
    (output,) = result.outputs
    assert output.masked_key == MASKED_MOBILE.encode()
    assert output.masked_headers[:4] == (
        ("to", MASKED_NAME.encode()),
        ("to", b"x"),
        ("n", None),
        (MASKED_MOBILE, b"1"),
    )


def test_adds_source_and_policy_headers() -> None:
    """Every masked record says where it comes from and under which policy, once."""
    forged: Headers = (("x-redactor-source", b"other/0/0"),)
    result = redact_one(record(b"{}", headers=forged))
    assert isinstance(result, Masked)
    assert result.outputs[0].masked_headers == (
        ("x-redactor-source", b"raw/3/7"),
        ("x-redactor-policy", policy().digest.encode()),
    )


def test_keeps_tombstones() -> None:
    """A tombstone stays a tombstone under its masked key."""
    result = redact_one(record(None, MOBILE.encode()))
    assert isinstance(result, Masked)
    assert result.outputs[0].masked_value is None
    assert result.outputs[0].masked_key == MASKED_MOBILE.encode()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.EMPTY_VALUE),
        (b"\xff\xfe{", Reason.BYTE_ORDER_MARK),
        (b"\xef\xbb\xbf{}", Reason.BYTE_ORDER_MARK),
        ('{"a":"' + NAME + '"}', Reason.NOT_UTF8),
        (b'{"a": 1', Reason.INVALID_JSON),
        (b'{"a": NaN}', Reason.INVALID_JSON),
        (b'{"a": 1} {"b": 2}', Reason.INVALID_JSON),
        (b'{"a": 1, "a": 2}', Reason.DUPLICATE_KEY),
        (b'{"a" : 1, "a": 2}', Reason.DUPLICATE_KEY),
        (b'{"a"' + b" " * 2_000 + b': 1, "b": 2, "b": 3}', Reason.DUPLICATE_KEY),
        (b'{"a"\t\r\n: 1, "b":2, "b":3}', Reason.DUPLICATE_KEY),
        (b'{"x": {"a": 1, "\\u0061": 2}}', Reason.DUPLICATE_KEY),
        (b"[" * 100_000 + b"]" * 100_000, Reason.TOO_DEEP),
        (b"[" * 200 + b"]" * 200, Reason.TOO_DEEP),
        (b"1" * 1_000_000, Reason.NUMBER_TOO_LONG),
        (b"1" * 5_000 + b".5", Reason.NUMBER_TOO_LONG),
        (b'{"a": "\\ud800"}', Reason.LONE_SURROGATE),
        (b'"' + b"x" * 10_000_000 + b'"', Reason.TOO_LARGE),
        (b'["{\\"a\\":1,\\"a\\":2}"]', Reason.DUPLICATE_KEY),
    ],
)
def test_refuses_what_it_cannot_read(raw: bytes | str, reason: Reason) -> None:
    """A value that is not JSON of one meaning is refused, with a reason of the closed set."""
    value = raw if isinstance(raw, bytes) else raw.encode("gb18030")
    result = redact_one(record(value))
    assert isinstance(result, Refused)
    assert result.reason is reason


def test_refuses_keys_and_headers_that_are_not_text() -> None:
    """Bytes that cannot be scanned do not pass as key or header."""
    bad_key = redact_one(record(b"{}", key=b"\xff\x00"))
    bad_header = redact_one(record(b"{}", headers=(("h", b"\xff\x00"),)))
    assert isinstance(bad_key, Refused)
    assert bad_key.reason is Reason.KEY_NOT_TEXT
    assert isinstance(bad_header, Refused)
    assert bad_header.reason is Reason.HEADER_NOT_TEXT


def test_exempt_headers_pass_as_bytes() -> None:
    """A header the policy exempts by name passes unread, even if it is no text."""
    more = "exempt_headers: {trace: 'binary trace id without people'}\n"
    result = redact_one(record(b"{}", headers=(("trace", b"\xff\x00"),)), more)
    assert isinstance(result, Masked)
    assert result.outputs[0].masked_headers[0] == ("trace", b"\xff\x00")


def test_exact_integers_survive() -> None:
    """An integer beyond 64 bits keeps every digit."""
    raw = b'{"id":123456789012345678901234567890,"t":"x"}'
    result = redact_one(record(raw))
    assert isinstance(result, Masked)
    assert result.outputs[0].masked_value == raw


def test_refuses_two_names_with_one_mask() -> None:
    """Two field names that become equal would lose a value: refused."""
    result = redact_one(record(orjson.dumps({MOBILE: 1, "13899998800": 2})))
    assert isinstance(result, Refused)
    assert result.reason is Reason.KEY_COLLISION


def test_a_failing_record_is_refused_alone() -> None:
    """A record on which detection fails leaves the rest of its batch as it would be."""
    values = [NAME, POISON, MOBILE]
    results = pipeline().redact([record(orjson.dumps(one)) for one in values])
    assert [type(one) for one in results] == [Masked, Refused, Masked]
    assert isinstance(results[1], Refused)
    assert results[1].reason is Reason.DETECT_FAILED


def test_a_failure_holds_no_record() -> None:
    """Behind a batch in which detection fails nobody holds its records, sweep or none."""
    batch = [record(orjson.dumps(one)) for one in (POISON, MOBILE)]
    held = [sys.getrefcount(one) for one in batch]
    gc.disable()
    try:
        pipeline().redact(batch)
        assert [sys.getrefcount(one) for one in batch] == held
    finally:
        gc.enable()


def test_one_detection_for_a_batch() -> None:
    """A batch of records is one call of the recognizers."""
    analyzer = FakeAnalyzer()
    pipeline(analyzer=analyzer).redact([record(b'{"a":"x"}') for _ in range(50)])
    assert analyzer.calls == 1


def test_unrouted_topics_are_refused() -> None:
    """A record of a topic without a route goes nowhere."""
    stray = Record(Coordinates("stray", 0, 0), 0, None, b"{}")
    (result,) = pipeline().redact([stray])
    assert isinstance(result, Refused)
    assert result.reason is Reason.NO_ROUTE


def test_declared_fields_are_masked_whole() -> None:
    """A declared field needs no detection, inherits downwards and hides whatever it holds."""
    more = """
fields:
- {path: $.receiver.mobile, entity: PHONE_NUMBER}
- {path: $..people, entity: PERSON}
"""
    raw = {"receiver": {"mobile": "call me"}, "x": {"people": ["Bo", {"n": "Al"}, 7, "", None]}}
    assert masked_value(raw, more) == {
        "receiver": {"mobile": "***********"},
        "x": {"people": ["B*", {"n": "A*"}, "*", "", None]},
    }


def test_exempt_fields_pass_by_name_only() -> None:
    """An exempt field passes unscanned; the field of the same name elsewhere does not."""
    more = "fields: [{path: $.order.no, exempt: 'order numbers are not personal'}]\n"
    raw = {"order": {"no": MOBILE}, "no": MOBILE}
    assert masked_value(raw, more) == {"order": {"no": MOBILE}, "no": MASKED_MOBILE}


def test_views_differ_and_detection_runs_once() -> None:
    """Two views of one record are masked by their own operators from one detection."""
    both = parse_policy(
        b"""
version: 1
name: two
routes:
- source: raw
  views:
  - {target: a, operators: {PHONE_NUMBER: {operator: redact}}}
  - {target: b, operators: {PHONE_NUMBER: {operator: replace, new_value: '#'}}}
""",
        "policy",
    )
    analyzer = FakeAnalyzer()
    nested = json.dumps({MOBILE: MOBILE})
    (result,) = Pipeline(both, Detector(analyzer, both.thresholds)).redact(
        [record(orjson.dumps({"t": MOBILE, "j": nested}))]
    )
    assert isinstance(result, Masked)
    values = {one.target: orjson.loads(one.masked_value or b"") for one in result.outputs}
    assert values == {"a": {"t": "", "j": '{"":""}'}, "b": {"t": "#", "j": '{"#":"#"}'}}
    assert analyzer.calls == 1


def test_grown_records_are_refused() -> None:
    """A record that masking made larger than the limit does not reach the broker."""
    more = """
operators: {PERSON: {operator: replace, new_value: 'a long text in place of a short name'}}
limits: {max_record_bytes: 1024}
"""
    result = redact_one(record(orjson.dumps([NAME] * 60)), more)
    assert isinstance(result, Refused)
    assert result.reason is Reason.GREW_TOO_LARGE


def test_thresholds_hold_by_entity() -> None:
    """A finding below its entity's threshold is not masked, others are."""
    more = "thresholds: {entities: {PERSON: 0.95}, because: a reason for the test}\n"
    assert masked_value([NAME, MOBILE], more) == [NAME, MASKED_MOBILE]


def test_detections_name_fields_not_values() -> None:
    """Counts are by schema field; array indexes and odd names fold to a star."""
    raw = {"a": [{"b": NAME}], MOBILE: {"张": MOBILE}}
    result = redact_one(record(orjson.dumps(raw)))
    assert isinstance(result, Masked)
    assert set(result.detections) == {("a.*.b", "PERSON"), ("*.*", "PHONE_NUMBER")}


@pytest.mark.parametrize("blank", ["\ufeff", "\u3000", "\u00a0 ", "\n"])
def test_json_in_a_string_is_opened_behind_any_blank(blank: str) -> None:
    """A byte order mark or a wide space before it does not make JSON plain text."""
    assert masked_value({"j": f'{blank}{{"tel":"{MOBILE}"}}'}) == {
        "j": f'{{"tel":"{MASKED_MOBILE}"}}'
    }


def test_a_long_number_in_a_field_name_is_not_counted_under_it() -> None:
    """Paths go to logs and alerts: a name that holds a number folds to a star."""
    result = redact_one(record(orjson.dumps({"line2": MOBILE, "tel13900139000": MOBILE})))
    assert isinstance(result, Masked)
    assert set(result.detections) == {("line2", "PHONE_NUMBER"), ("*", "PHONE_NUMBER")}


def test_a_full_memory_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker has seen before has no part in what it writes."""
    monkeypatch.setattr("redactor.schema.MAX_PLACES", 0)
    raw = {"王小明": {"senderName": MOBILE}, "plain": [MOBILE]}
    assert masked_value(raw) == {
        MASKED_NAME: {"senderName": MASKED_MOBILE},
        "plain": [MASKED_MOBILE],
    }


def test_redaction_is_deterministic_and_idempotent_in_bytes() -> None:
    """The same record gives the same bytes; its own output gives itself."""
    first = redact_one(record(orjson.dumps({"t": f"{NAME} {MOBILE}"})))
    second = redact_one(record(orjson.dumps({"t": f"{NAME} {MOBILE}"})))
    assert first == second
    assert isinstance(first, Masked)
    again = redact_one(record(first.outputs[0].masked_value))
    assert isinstance(again, Masked)
    assert again.outputs[0].masked_value == first.outputs[0].masked_value


def test_no_repr_shows_a_value() -> None:
    """Records and results print coordinates only."""
    one = record(orjson.dumps(NAME), MOBILE.encode())
    result = redact_one(one)
    assert NAME not in repr(one) + repr(result)
    assert MOBILE not in repr(one) + repr(result)
