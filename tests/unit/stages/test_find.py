"""Findings go to their places, also those of values that are split over several fields."""

import re
from collections.abc import Sequence

import pytest

from redactor.document import Document, Json
from redactor.envelope import Envelope
from redactor.json_codec import decode_nested
from redactor.policy import FieldRule, Limits
from redactor.spans import PartSpan, Span
from redactor.stages.fields import Fields
from redactor.stages.find import find, whole

MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def detect(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
    """Find mobiles of eleven digits."""
    del hints
    return [
        tuple(Span(m.start(), m.end(), "PHONE_NUMBER") for m in MOBILE.finditer(text))
        for text in texts
    ]


def found_in(value: Json, *rules: FieldRule) -> dict[str, str]:
    """Give the path and entity of every place with findings."""
    envelope = Envelope(Document([value], is_json=True), None, ())
    Fields(rules, Limits(), decode_nested).select(envelope)
    find([envelope], detect)
    return {leaf.place.path: spans[0].entity for leaf, spans in envelope.found_leaves}


@pytest.mark.parametrize(
    ("value", "paths", "why"),
    [
        ({"a": "1380013", "b": "8000"}, {"a", "b"}, "two fields side by side"),
        ({"a": "138", "b": "0013", "c": "8000"}, {"a", "b", "c"}, "three of them"),
        ({"t": ["138", "0013", "8000"]}, {"t.*"}, "elements of an array"),
        ({"a": "1380013", "x": "y", "b": "8000"}, set(), "not side by side"),
        ({"a": {"n": "1380013"}, "b": {"n": "8000"}}, set(), "not of one object"),
        ({"a": "2380013", "b": "8000"}, set(), "no number when put together"),
        ({"a": "13800138000", "b": "123"}, {"a"}, "a value by itself needs no neighbour"),
        ({"a": "13", "b": "800138000"}, set(), "a piece too short to be one"),
    ],
)
def test_digits_of_neighbouring_fields_are_put_together(
    value: Json, paths: set[str], why: str
) -> None:
    """A number split over fields is masked in each of them."""
    assert set(found_in(value)) == paths, why


def test_a_declared_field_keeps_its_entity() -> None:
    """What the policy declares is not overruled by what its neighbours look like."""
    rule = FieldRule(path="$.a", entity="PICKUP_CODE")
    found = found_in({"a": "1380013", "b": "8000"}, rule)
    assert found == {"a": "PICKUP_CODE", "b": "PHONE_NUMBER"}


def test_each_record_of_a_batch_gets_its_own() -> None:
    """Answers go back to the record they were asked for."""
    values: list[Json] = [{"x": "13800138000", "1": "y"}, {"a": "138", "b": "00138000"}, {}]
    envelopes = [Envelope(Document([value], is_json=True), None, ()) for value in values]
    for envelope in envelopes:
        Fields((), Limits(), decode_nested).select(envelope)
    find(envelopes, detect)
    assert [len(one.found_leaves) for one in envelopes] == [1, 2, 0]


def test_a_declared_field_is_one_span() -> None:
    """All of the text is the entity's; parts found in it stay, for masks that need them."""
    part = PartSpan(0, 3, "road")
    found = [Span(0, 7, "ADDRESS", parts=(part,)), Span(7, 9, "PERSON")]
    assert whole("泉城路180号王明", "ADDRESS", found) == Span(0, 9, "ADDRESS", parts=(part,))
