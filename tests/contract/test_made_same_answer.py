"""Results that are no objects yet are packed byte for byte as the objects, and open to them."""

import random
from collections.abc import Sequence
from typing import Final

import pytest

from redactor.forms.made import Results
from redactor.forms.native import NATIVE
from redactor.isolation.packed import Packed, rows_of
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.record import Coordinates, Masked, Record, Refused, Result
from redactor.stages.detect import Detector
from tests.support.drawn_records import batches, drawn_records
from tests.support.fakes import FakeAnalyzer

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

HEAD: Final = "version: 1\nname: test\n"
ROUTE: Final = "{source: raw, target: masked}"
TWO_VIEWS: Final = "{source: raw, views: [{target: one}, {target: two}]}"
OTHER: Final = "{source: other, target: elsewhere}"
POLICIES: Final = {
    "one view": f"routes: [{ROUTE}]\n",
    "two views": f"routes: [{TWO_VIEWS}]\n",
    "two topics": f"routes: [{ROUTE}, {OTHER}]\n",
    "views of one topic": f"routes: [{TWO_VIEWS}, {OTHER}]\n",
    "erased": f"routes: [{ROUTE}]\noperators: {{PHONE_NUMBER: {{operator: 'null'}}}}\n",
    "small": f"routes: [{ROUTE}]\nlimits: {{max_record_bytes: 1024}}\n",
}
VALUE: Final = b'{"note": "canary"}'


def pipeline_of(more: str) -> Pipeline:
    """Compile a policy onto the fake analyzer, under which most drawn shapes are learnt."""
    policy = parse_policy((HEAD + more).encode(), "policy")
    made = Pipeline(policy, Detector(FakeAnalyzer(), policy.thresholds))
    made._short.learn_every = 4  # noqa: SLF001 -- as said
    return made


def of_topics(records: Sequence[Record], drawn: random.Random) -> list[Record]:
    """Have one in ten records another topic, and each a time of its own."""
    topics = [drawn.choice(("raw",) * 9 + ("other",)) for _ in records]
    return [
        one._replace(at=Coordinates(topic, 0, at), timestamp_ms=drawn.randrange(-9, 1 << 40))
        for at, (topic, one) in enumerate(zip(topics, records, strict=True))
    ]


@pytest.mark.parametrize("name", POLICIES)
def test_packed_as_the_objects_are(name: str) -> None:
    """The same sets, findings, refusals; in batches of all sizes, results of the stages between."""
    drawn = random.Random(name)
    pipeline = pipeline_of(POLICIES[name])
    records = of_topics(drawn_records(drawn, 1_000), drawn)
    columns = 0
    for batch in batches(drawn, records):
        results = pipeline.redact(batch)
        columns += isinstance(results, Results)
        rows = rows_of(results)
        assert rows == rows_of(list(results))
        assert [one.at for one in results] == [one.at for one in batch]
        assert rows is None or list(Packed(batch, rows)) == results
    assert columns > 10


def test_each_result_is_there() -> None:
    """One by one, from behind, in parts, and equal to a list of them, but to no other."""
    records = [Record(Coordinates("raw", 0, at), at, b"k", VALUE) for at in range(3)]
    records[1] = records[1]._replace(raw_value=b"{")
    results = pipeline_of(POLICIES["one view"]).redact(records)
    assert isinstance(results, Results)
    assert [type(one) for one in results] == [Masked, Refused, Masked]
    assert (len(results), results[-1], results[:2]) == (3, list(results)[2], list(results)[:2])
    assert results == list(results)
    assert results != list(results)[:2]
    assert results != 3


def test_no_payload_is_shown() -> None:
    """The `repr` of what was made names topics alone."""
    records = [Record(Coordinates("raw", 0, 0), 0, None, VALUE)]
    results = pipeline_of(POLICIES["one view"]).redact(records)
    assert isinstance(results, Results)
    assert b"canary" in results.made.masked_copies
    assert "canary" not in repr(results.made)
    assert "canary" not in repr(results)


def test_a_record_without_a_result_is_an_error() -> None:
    """Nothing stands for a result that is missing, nor for another's."""
    records = [Record(Coordinates("raw", 0, at), 0, None, VALUE) for at in range(2)]
    records[1] = records[1]._replace(raw_value=None)
    whole = pipeline_of(POLICIES["one view"]).redact(records)
    assert isinstance(whole, Results)
    refused: dict[int, Result] = {}
    lacking = Results(records, refused, whole.made)
    with pytest.raises(LookupError):
        list(lacking)
    with pytest.raises(ValueError, match="a result"):
        rows_of(lacking)
    with pytest.raises(LookupError):
        Results(records, {2: whole[0]}, whole.made)
