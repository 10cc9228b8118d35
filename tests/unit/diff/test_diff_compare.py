"""A comparison finds every place that a new policy masks less, and says which, not what."""

import io
import json

import orjson
import pytest

from redactor.diff.compare import Change, Comparison, Difference
from redactor.diff.places import Places
from redactor.files.entries import entries
from redactor.files.lines import batches
from redactor.policy import Policy, parse_policy
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer

NAME, MOBILE = "王小明", "13800138000"
HEAD = "version: 1\nname: test\nroutes: [{source: raw, target: masked}]\n"
RAW = {"to": {"name": NAME, "tel": MOBILE}, "remark": f"call {MOBILE}"}
KEEP = "{operator: keep, because: 'a reason for the test'}"


def policy(more: str = "") -> Policy:
    """Read a policy with further lines."""
    return parse_policy((HEAD + more).encode(), "policy")


def difference(old: str, new: str, *values: object) -> Difference:
    """Compare two policies over some records."""
    detector = Detector(FakeAnalyzer(), policy().thresholds)
    before, after = policy(old), policy(new)
    comparison = Comparison(before, after, (Places(before, detector), Places(after, detector)))
    lines = b"\n".join(orjson.dumps(value) for value in values or (RAW,))
    return comparison.run(entries(batches(io.BytesIO(lines))))


def phone(operator: str) -> str:
    """Write a policy's line for phones."""
    return f"operators: {{PHONE_NUMBER: {operator}}}\n"


HIGH = "thresholds: {entities: {PHONE_NUMBER: 0.95}, because: a reason for the test}\n"


@pytest.mark.parametrize(
    ("old", "new", "change", "why"),
    [
        ("", "", Change.SAME, "the same policy"),
        ("", phone("{operator: smile}"), Change.SAME, "the same digits in another dress"),
        ("", phone("{operator: replace}"), Change.MORE, "five digits fewer"),
        ("", phone(KEEP), Change.LESS, "all digits"),
        ("", phone("{operator: partial, phone: tail}"), Change.LESS, "other digits"),
        ("", phone("{operator: pseudonym}"), Change.MORE, "a token shows no digit"),
        (phone("{operator: replace}"), phone("{operator: pseudonym}"), Change.LESS, "it links"),
        (phone("{operator: pseudonym}"), phone("{operator: fpe}"), Change.LESS, "reversible"),
        (phone("{operator: encrypt}"), phone("{operator: redact}"), Change.MORE, "no more so"),
        ("", HIGH, Change.LESS, "not masked at all"),
    ],
)
def test_each_change_of_strength_is_seen(old: str, new: str, change: Change, why: str) -> None:
    """Every phone of the record, declared or in a text, changes as its operator does."""
    done = difference(old, new)
    phones = {key[1:]: n for key, n in done.counts.items() if key[2] == "PHONE_NUMBER"}
    assert phones == {
        ("to.tel", "PHONE_NUMBER", change): 1,
        ("remark", "PHONE_NUMBER", change): 1,
    }, why
    assert done.weaker == (change is Change.LESS)


def test_an_exemption_is_less() -> None:
    """A field that is no longer looked at shows all that was masked in it."""
    exempt = "fields: [{path: $.remark, exempt: 'a reason for the test'}]\n"
    done = difference("", exempt)
    assert done.counts["masked", "remark", "PHONE_NUMBER", Change.LESS] == 1
    assert done.counts["masked", "to.tel", "PHONE_NUMBER", Change.SAME] == 1
    assert not difference(exempt, "").weaker


def test_a_declared_field_is_more() -> None:
    """A field declared to be one value hides what detection did not find in it."""
    done = difference("", "fields: [{path: $.remark, entity: PHONE_NUMBER}]\n")
    assert done.counts["masked", "remark", "PHONE_NUMBER", Change.MORE] == 1
    assert not done.weaker


def test_lines_are_named_and_values_are_not() -> None:
    """The report names the lines that are less masked, by number alone."""
    done = difference("", phone(KEEP), {"a": 1}, RAW)
    assert done.less == [2]
    printed = done.as_text() + json.dumps(done.as_json(), ensure_ascii=False)
    assert MOBILE not in printed
    assert NAME not in printed


def test_a_record_that_cannot_be_compared_counts_as_weaker() -> None:
    """What one of the policies refuses may hold anything."""
    done = difference("", "limits: {max_depth: 1}\n", {"a": {"b": 1}})
    assert done.unread == [(1, "too_deep")]
    assert done.weaker
    told = done.as_text().splitlines()[-1]
    assert told.startswith("nothing that was compared is less masked, and 1 record could not be:")
