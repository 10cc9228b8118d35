"""The JSON codec over documents nobody thought of: exact, or refused."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.document import Document
from redactor.errors import DecodeError, EncodeError, Reason
from redactor.json_codec import decode_nested, decode_text, decode_value, encode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def written(document: Document) -> bytes:
    """Write a document back."""
    return encode(document.root[0], is_json=document.is_json)


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_what_is_written_is_what_was_read(value: Any, indent: int | None, ascii_only: bool) -> None:  # noqa: ANN401, FBT001 -- any JSON; drawn by hypothesis
    """Decode and encode keep every value, whatever spelling it comes in."""
    raw = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()
    again = json.loads(encode(decode_value(raw).root[0]))
    assert again == value
    assert json.dumps(again) == json.dumps(value)


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    """No input raises anything but a refusal with a reason, cut off from its cause."""
    for decode in (decode_value, lambda one: decode_text(one, Reason.KEY_NOT_TEXT)):
        refusal = None
        try:
            written(decode(raw))
        except (DecodeError, EncodeError) as error:
            refusal = error
        assert refusal is None or refusal.__suppress_context__ or refusal.__context__ is None


@given(
    st.dictionaries(TEXTS, st.integers(), min_size=1, max_size=5),
    st.sampled_from(["", " ", "\n\t"]),
)
def test_a_repeated_name_is_always_seen(value: dict[str, int], space: str) -> None:
    """A name that stands twice is refused however it is spelled and spaced."""
    name, number = next(iter(value.items()))
    pairs = [*value.items(), (name, number)]
    body = ",".join(f"{json.dumps(one)}{space}:{space}{n}" for one, n in pairs)
    for raw in (f"{{{body}}}", f'[{{"x":{{{body}}}}}]'):
        with pytest.raises(DecodeError) as caught:
            decode_value(raw.encode())
        assert caught.value.reason is Reason.DUPLICATE_KEY


@pytest.mark.parametrize("inner", [b'"x"', b'"\\n"', b'{"a":1}'])
def test_depth_alone_is_no_reason_to_refuse(inner: bytes) -> None:
    """What is deeper than the fast encoder writes is read and written: the policy bounds depth."""
    raw = b"[" * 300 + inner + b"]" * 300
    assert written(decode_value(raw)) == raw


def test_json_in_a_string_too_deep_to_be_read_is_refused() -> None:
    """It is no plain text: what its escapes hide would not be scanned."""
    text = '{"a" :' * 1_010 + r'"\u738b"' + "}" * 1_010
    with pytest.raises(DecodeError) as caught:
        decode_nested(text)
    assert caught.value.reason is Reason.TOO_DEEP


@given(TEXTS)
def test_plain_text_stays_as_it_is(text: str) -> None:
    """A key or header that is no JSON object or array comes back byte for byte."""
    document = decode_text(text.encode(), Reason.KEY_NOT_TEXT)
    if not document.is_json:
        assert written(document) == text.encode()


@pytest.mark.parametrize("text", ["", "{", "[}", "plain", "{not json}", '"quoted"', "12"])
def test_strings_that_are_no_documents_stay_strings(text: str) -> None:
    """Only an object or an array inside a string is opened."""
    assert decode_nested(text) is None


@pytest.mark.parametrize("value", [math.nan, math.inf, {1: 2**70, "x": object()}])
def test_what_json_cannot_hold_is_not_written(value: Any) -> None:  # noqa: ANN401 -- no JSON on purpose
    """A value JSON has no form for is an error, never a null."""
    with pytest.raises(EncodeError):
        encode([value, 2**70])
