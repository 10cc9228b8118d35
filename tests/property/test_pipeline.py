"""The pipeline over records nobody thought of: masked without a trace, or refused."""

import json

from hypothesis import given
from hypothesis import strategies as st

from redactor.document import Json
from redactor.pipeline import Pipeline
from redactor.policy import default_policy
from redactor.record import Coordinates, Masked, Record, Refused
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer

NAME, MOBILE = "王小明", "13800138000"
POLICY = default_policy("raw", "masked")
PIPELINE = Pipeline(POLICY, Detector(FakeAnalyzer(), POLICY.thresholds))

PLANTED = st.sampled_from([NAME, MOBILE, f"给{NAME}{MOBILE}放门口", f"x {MOBILE}。"])
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Nd"]), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(0, 999) | st.floats(0, 9) | PLAIN | PLANTED
NUMBERS = st.sampled_from([13800138000, 13800138000.0])


def nested(values: st.SearchStrategy[Json]) -> st.SearchStrategy[str]:
    """Draw JSON inside a string, in either spelling."""
    return st.tuples(values, st.booleans()).map(lambda v: json.dumps(v[0], ensure_ascii=v[1]))


DOCUMENTS = st.recursive(
    SCALARS | NUMBERS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(PLAIN | PLANTED, inner, max_size=4)
        | nested(st.lists(inner, max_size=3))
    ),
    max_leaves=16,
)


def texts_in(value: Json) -> str:
    """Give every text of a document, names and JSON in strings included, unescaped."""
    if isinstance(value, dict):
        return "\n".join(f"{name}\n{texts_in(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "\n".join(texts_in(inner) for inner in value)
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return texts_in(json.loads(value))
        except ValueError:
            return value
    return str(value)


@given(
    DOCUMENTS,
    st.none() | PLANTED | PLAIN,
    st.lists(st.tuples(PLAIN | PLANTED, PLANTED), max_size=3),
)
def test_nothing_planted_survives(
    value: Json, key: str | None, headers: list[tuple[str, str]]
) -> None:
    """Whatever shape a record has, a value that the analyzer finds is in no part of its copy."""
    record = Record(
        Coordinates("raw", 0, 1),
        0,
        None if key is None else key.encode(),
        json.dumps(value).encode(),
        tuple((name, text.encode()) for name, text in headers),
    )
    (result,) = PIPELINE.redact([record])
    if isinstance(result, Refused):
        return
    (output,) = result.outputs
    parts = [output.masked_key, *(value for _, value in output.masked_headers)]
    shown = "\n".join(
        [
            texts_in(json.loads(output.masked_value or b"")),
            *(part.decode() for part in parts if part is not None),
            *(name for name, _ in output.masked_headers),
        ]
    )
    assert NAME not in shown
    assert MOBILE not in shown


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_every_record_becomes_one_result(values: list[bytes]) -> None:
    """Any bytes at all: as many results as records, in their order, each masked or refused."""
    records = [Record(Coordinates("raw", 0, n), n, v, v, (("h", v),)) for n, v in enumerate(values)]
    results = PIPELINE.redact(records)
    assert [result.at for result in results] == [record.at for record in records]
    assert all(isinstance(result, Masked | Refused) for result in results)


@given(DOCUMENTS)
def test_a_record_redacted_twice_is_the_same(value: Json) -> None:
    """The pipeline keeps no state between records."""
    record = Record(Coordinates("raw", 0, 1), 0, None, json.dumps(value).encode())
    assert PIPELINE.redact([record]) == PIPELINE.redact([record])
