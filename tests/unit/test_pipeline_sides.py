"""Keys and headers that a policy declares are masked whole, whatever they hold."""

import pytest

from redactor.errors import ConfigError
from redactor.pipeline import Pipeline
from redactor.policy import Policy, parse_policy
from redactor.record import Coordinates, Headers, Masked, Output, Record
from redactor.stages.detect import Detector
from redactor.stream.floor import objections
from tests.support.fakes import FakeAnalyzer

pytestmark = pytest.mark.usefixtures("each_way")

HEAD = "version: 1\nname: t\nroutes: [{source: raw, target: masked}]\n"
KEEP = "operators: {WAYBILL_NO: {operator: keep, because: 'analysts join by it'}}\n"


def policy(more: str) -> Policy:
    """Read a policy with further lines."""
    return parse_policy((HEAD + more).encode(), "policy")


def masked(more: str, key: bytes | None, headers: Headers = ()) -> Output:
    """Redact a record, and give its copy."""
    rules = policy(more)
    record = Record(Coordinates("raw", 0, 0), 0, key, b"{}", headers)
    (result,) = Pipeline(rules, Detector(FakeAnalyzer(), rules.thresholds)).redact([record])
    assert isinstance(result, Masked)
    return result.outputs[0]


@pytest.mark.parametrize(
    ("more", "key", "copy", "why"),
    [
        ("", b"unread", b"unread", "nothing is found, nothing is declared"),
        ("key: QQ\n", b"unread", b"<QQ>", "declared"),
        ("key: PERSON\n", "林天佑".encode(), "林**".encode(), "by the mask of its entity"),
        ("key: QQ\n", b'{"id":"a1","at":{"x":"b2"}}', b'{"id":"<QQ>","at":{"x":"<QQ>"}}', "JSON"),
        ("key: QQ\nfields: [{path: $.key, entity: PERSON}]\n", b"x", b"<QQ>",
         "paths are of values alone"),
        ("key: QQ\n", None, None, "no key"),
    ],
)  # fmt: skip
def test_a_declared_key(more: str, key: bytes | None, copy: bytes | None, why: str) -> None:
    """It needs no detection."""
    assert masked(more, key).masked_key == copy, why


@pytest.mark.parametrize(
    ("name", "value", "copy", "why"),
    [
        ("x-to", b"someone", b"<QQ>", "declared"),
        ("x-to-2", b"someone", b"<QQ>", "a name with a digit, which is scanned itself"),
        ("a/b~c", b"someone", b"<QQ>", "a name with signs of a pointer"),
        ("x-other", b"someone", b"someone", "not declared"),
        ("x-to", None, None, "null"),
    ],
)
def test_a_declared_header(name: str, value: bytes | None, copy: bytes | None, why: str) -> None:
    """By its exact name."""
    more = "headers: {x-to: QQ, x-to-2: QQ, 'a/b~c': QQ}\n"
    headers = dict(masked(more, None, ((name, value),)).masked_headers)
    assert headers[name] == copy, why


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("key: PRESON\n", "policy.key"),
        ("headers: {x-to: PRESON}\n", "policy.headers.x-to"),
        ("headers: {x: QQ}\nexempt_headers: {x: 'an id of the tracing'}\n", "policy.headers.x"),
    ],
)
def test_a_faulty_declaration_is_refused(more: str, path: str) -> None:
    """Unknown entities, and headers that are both declared and exempt."""
    with pytest.raises(ConfigError) as caught:
        policy(more)
    assert path in [problem.path for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("base", "proposed", "paths"),
    [
        ("", "key: QQ\nheaders: {x: QQ}\n", []),
        (KEEP, KEEP + "key: WAYBILL_NO\n", ["policy.key"]),
        (KEEP, KEEP + "headers: {x: WAYBILL_NO}\n", ["policy.headers.x"]),
        (KEEP + "key: WAYBILL_NO\n", KEEP + "key: WAYBILL_NO\n", []),
        (KEEP + "key: QQ\n", KEEP + "key: WAYBILL_NO\n", ["policy.key"]),
    ],
)
def test_a_live_policy_opens_no_key(base: str, proposed: str, paths: list[str]) -> None:
    """A declaration to an entity that is kept would pass the key in clear."""
    assert [one.path for one in objections(policy(base), policy(proposed))] == paths
