"""Every operator on every entity in a whole record: the value is gone, the rest is as it was."""

import json
import re
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.pipeline import Pipeline
from redactor.policy import DECLARED_ENTITIES, ENTITIES, parse_policy
from redactor.record import Coordinates, Masked, Record
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer
from tests.support.keys import RING

Json = Any
HEAD: Final = """
version: 1
name: test
scope: {team: routing, purpose: load-planning, epoch: 2026-q1}
keep_types: %s
routes: [{source: raw, target: masked, subject: $.no}]
fields: [{path: $..secret, entity: %s}]
operators: {%s: %s}
"""
# Operators that hide a value whole, for every entity.
HIDING: Final = (
    "{operator: encrypt}",
    "{operator: generalise}",
    "{operator: hash}",
    "{operator: mask}",
    '{operator: "null"}',
    "{operator: drop}",
    "{operator: pseudonym}",
    "{operator: redact}",
    "{operator: replace}",
    "{operator: shift}",
    "{operator: virtual_number}",
)
SHOWING: Final = ("{operator: partial}", "{operator: smile}", "{operator: fpe}")
EVERY: Final = tuple(sorted(ENTITIES | DECLARED_ENTITIES))
# Groups and days are told of these on purpose.
GROUPED: Final = frozenset({"ADDRESS", "AGE", "AMOUNT", "COORDINATES", "DATE_TIME"})
PLAIN: Final = st.text("abcdefgh ", max_size=12)  # what no recognizer finds anything in
VALUES: Final = st.one_of(
    st.from_regex(r"\A[\u4e00-\u9fa5]{6,12}[0-9]{4}\Z"),
    st.from_regex(r"\A1[3-9][0-9]{9}\Z"),
    st.from_regex(r"\A[xyz]{6,12}@[xyz]{3}\.com\Z"),
)
OTHERS: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)
DETECTOR: Final = Detector(FakeAnalyzer(), parse_policy(
    b"version: 1\nname: x\nroutes: [{source: raw, target: masked}]\n", "x").thresholds
)  # fmt: skip


@cache
def pipeline(operator: str, entity: str, *, keep_types: bool = False) -> Pipeline:
    """Compile a policy whose field `secret` is of an entity, wherever it stands.

    `fpe` is refused for what is no number: it has telephone numbers instead.
    """
    entity = "PHONE_NUMBER" if "fpe" in operator else entity
    text = HEAD % (str(keep_types).lower(), entity, entity, operator)
    return Pipeline(parse_policy(text.encode(), "policy"), DETECTOR, RING)


# Compiling a policy is part of the first example of each entity.
few = settings(max_examples=25)


def masked(made: Pipeline, document: Json) -> Json:
    """Mask a document."""
    raw = json.dumps(document, ensure_ascii=False).encode()
    (result,) = made.redact([Record(Coordinates("raw", 0, 0), 0, b"k", raw)])
    assert isinstance(result, Masked)
    return json.loads(result.outputs[0].masked_value or b"")


def without(document: Json) -> Json:
    """Give a document less its secrets."""
    if isinstance(document, dict):
        return {name: without(one) for name, one in document.items() if name != "secret"}
    return [without(one) for one in document] if isinstance(document, list) else document


@pytest.mark.parametrize("operator", HIDING)
@few
@given(entity=st.sampled_from(EVERY), secret=VALUES, other=OTHERS)
def test_no_hidden_character_survives_anywhere(
    operator: str, entity: str, secret: str, other: Json
) -> None:
    """No three Han characters and no eight others in a row of it are in the copy."""
    if "generalise" in operator and entity in GROUPED:
        return
    text = json.dumps({"secret": secret}, ensure_ascii=False)
    document = {"no": "a", "secret": secret, "other": other, "inner": [{"secret": secret}],
                "text": text}  # fmt: skip
    copy = json.dumps(masked(pipeline(operator, entity), document), ensure_ascii=False)
    size = 8 if secret.isascii() else 3
    pieces = [secret[at : at + size] for at in range(len(secret) - size + 1)]
    of_one_kind = [one for one in pieces if secret.isascii() or not re.search("[0-9]", one)]
    assert not [one for one in of_one_kind if one in copy]


@pytest.mark.parametrize("operator", [*HIDING, *SHOWING])
@few
@given(entity=st.sampled_from(EVERY), secret=VALUES, other=OTHERS)
def test_what_is_beside_a_value_stays_as_it_is(
    operator: str, entity: str, secret: str, other: Json
) -> None:
    """Fields, order, types and texts around the value are the raw record's."""
    document = {"no": "a", "secret": secret, "other": other, "inner": [{"secret": secret, "n": 1}]}
    copy = masked(pipeline(operator, entity), document)
    assert without(copy) == without(document)
    assert [name for name in copy if name != "secret"] == ["no", "other", "inner"]
    assert ("secret" in copy) == (operator != "{operator: drop}")
    assert copy.get("secret") != secret


@pytest.mark.parametrize("operator", [*HIDING, *SHOWING])
@few
@given(entity=st.sampled_from(EVERY), number=st.integers(10**6, 10**17))
def test_a_number_stays_a_number_or_becomes_null(operator: str, entity: str, number: int) -> None:
    """Where the policy keeps types, no consumer meets a text where a number was."""
    copy = masked(pipeline(operator, entity, keep_types=True), {"no": "a", "secret": number})
    assert isinstance(copy.get("secret"), int | float | None)


@pytest.mark.parametrize("operator", [*HIDING, *SHOWING])
@few
@given(entity=st.sampled_from(EVERY), secret=VALUES)
def test_two_workers_write_the_same_bytes(operator: str, entity: str, secret: str) -> None:
    """A record redacted twice is byte-identical, whoever does it."""
    raw = json.dumps({"no": "a", "secret": secret}).encode()
    record = Record(Coordinates("raw", 0, 0), 0, b"k", raw)
    one, two = (pipeline(operator, entity).redact([record]) for _ in range(2))
    assert one == two
