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
POSITION = re.compile(r"[0-9]{2,3}\.[0-9]{4,6},[0-9]{2,3}\.[0-9]{4,6}")


def detect(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
    """Find mobiles of eleven digits, and pairs of decimals."""
    del hints
    forms = (("PHONE_NUMBER", MOBILE), ("COORDINATES", POSITION))
    return [
        tuple(Span(*m.span(), name) for name, form in forms for m in form.finditer(text))
        for text in texts
    ]


def found_in(value: Json, *rules: FieldRule) -> dict[str, str]:
    """Give the path and entity of every place with findings."""
    envelope = Envelope(Document([value], is_json=True), None, ())
    Fields(rules, Limits(), decode_nested).select(envelope)
    find([envelope], detect)
    return {leaf.place.path: leaf.spans[0].entity for leaf in envelope.leaves if leaf.spans}


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


@pytest.mark.parametrize(
    ("value", "found", "why"),
    [
        (
            {"tel_head": "138", "n": "ok", "tel_tail": "00138000"},
            True,
            "names that speak of a number",
        ),
        ({"手机前": "138", "n": "ok", "手机后": "00138000"}, True, "the same in Chinese"),
        ({"p1": "138", "n": "ok", "p2": "00138000"}, False, "names that say nothing"),
        ({"tel_head": "138", "b": {"tel_tail": "00138000"}}, False, "not of one object"),
    ],
)
def test_pieces_apart_are_put_together_where_their_names_speak(
    value: Json, *, found: bool, why: str
) -> None:
    """Pieces of a number need not be neighbours if their fields are named for a number."""
    assert bool(found_in(value)) is found, why


@pytest.mark.parametrize(
    ("value", "found", "why"),
    [
        ({"lng": 116.404123, "lat": 39.915123}, True, "two floats"),
        ({"lng": "116.404123", "lat": "39.915123"}, True, "two texts"),
        ({"receiverLat": 39.915123, "n": "x", "receiverLng": 116.404123}, True, "apart, prefixed"),
        ({"经度": 116.404123, "纬度": 39.915123}, True, "Chinese names"),
        ({"location": [116.404123, 39.915123]}, True, "an array"),
        ({"points": [[116.404123, 39.915123, 23.5]]}, True, "an array of arrays, with a height"),
        ({"flat": 12.345678, "lng": 116.404123}, False, "a name that ends the same"),
        ({"lng": 116.404123}, False, "one alone"),
        ({"a": {"lng": 116.404123}, "b": {"lat": 39.915123}}, False, "not of one object"),
        ({"price": 116.404123, "weight": 39.915123}, False, "other numbers"),
    ],
)
def test_longitude_and_latitude_are_one_position(value: Json, *, found: bool, why: str) -> None:
    """A position in two fields is masked in both."""
    assert set(found_in(value).values()) == ({"COORDINATES"} if found else set()), why


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
    assert [sum(map(bool, one.spans)) for one in envelopes] == [1, 2, 0]


def test_a_declared_field_is_one_span() -> None:
    """All of the text is the entity's; parts found in it stay, for masks that need them."""
    part = PartSpan(0, 3, "road")
    found = [Span(0, 7, "ADDRESS", parts=(part,)), Span(7, 9, "PERSON")]
    assert whole("泉城路180号王明", "ADDRESS", found) == Span(0, 9, "ADDRESS", parts=(part,))


def test_a_declared_field_is_read_only_for_its_parts() -> None:
    """The policy has said what it is; an address is read for what a mask may show of it."""
    rules = [
        FieldRule(path="$.tel", entity="PHONE_NUMBER"),
        FieldRule(path="$.at", entity="ADDRESS"),
    ]
    value: Json = {"tel": "13800138000", "note": "y", "at": "泉城路"}
    envelope = Envelope(Document([value], is_json=True), None, ())
    Fields(rules, Limits(), decode_nested).select(envelope)
    read: list[str] = []

    def listening(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        read.extend(texts)
        return detect(texts, hints)

    find([envelope], listening)
    assert read == ["y", "泉城路"]
    assert [leaf.at for leaf in envelope.leaves if leaf.spans] == ["tel", "at"]
