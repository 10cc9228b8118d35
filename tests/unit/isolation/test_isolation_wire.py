"""What is written to the process that redacts, and back, is read as it was."""

from typing import Any

import pytest

from redactor.errors import Reason
from redactor.isolation.wire import (
    Columns,
    answer_of,
    columns_of,
    records_of,
    results_of,
    unframed,
)
from redactor.record import Coordinates, Masked, Output, Record, Refused, Result, Sighting
from tests.support.claims import ODD_FINDINGS, ODD_SIGHTINGS
from tests.support.framing import framed

HEADERS = (("a", b"1"), ("a", None))
RECORDS = [
    Record(Coordinates("raw", 0, 7), 5, b"k", b"v", HEADERS),
    Record(Coordinates("raw", 0, 9), -1, None, None),
    Record(Coordinates("else", 1, 9), 6, None, None, (), "too_large"),
]
OUTPUTS = (Output("masked", b"k", None, HEADERS), Output("other", None, b"v"))
FOUND = (("a.b", "PERSON"), ("c", "ADDRESS"))


def masked(at: int, *outputs: Output, seen: Sighting | None = None) -> Masked:
    """Give a record of ours masked."""
    return Masked(RECORDS[at].at, RECORDS[at].timestamp_ms, outputs, FOUND, seen)


def refused(at: int, reason: Reason = Reason.TOO_DEEP) -> Refused:
    """Give a record of ours refused."""
    return Refused(RECORDS[at].at, RECORDS[at].timestamp_ms, reason)


def carried(content: Columns) -> Columns:
    """Write a message and read its content."""
    columns: Columns = unframed(framed("kind", content)[8:])[1]
    return columns


@pytest.mark.parametrize("count", [0, 1, len(RECORDS)])
def test_records_are_carried(count: int) -> None:
    """In order, with all they have; none is a message, too."""
    read = records_of(carried(columns_of(RECORDS[:count])))
    assert read == RECORDS[:count]
    assert all(type(one) is Record and type(one.at) is Coordinates for one in read)


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ([], "none"),
        ([masked(0, OUTPUTS[0]), masked(1, OUTPUTS[1])], "one view"),
        ([masked(0, *OUTPUTS), masked(1, *OUTPUTS)], "two views"),
        ([masked(0, *OUTPUTS), masked(1, OUTPUTS[0])], "as many views as there are"),
        ([refused(0), masked(1, *OUTPUTS), refused(2, Reason.NOT_UTF8)], "some refused"),
        ([refused(0), refused(1), refused(2)], "all refused"),
        ([masked(0, OUTPUTS[0], seen=Sighting(3, (1, 2))), masked(1, OUTPUTS[0])], "somebody seen"),
    ],
)
def test_results_are_carried(results: list[Result], why: str) -> None:
    """Each to its record, with its findings."""
    read = results_of(RECORDS[: len(results)], carried(answer_of(results)))
    assert read == results, why
    assert [type(one) for one in read] == [type(one) for one in results]
    made = [one for result in read if isinstance(result, Masked) for one in result.outputs]
    assert all(type(one) is Output for one in made)


def test_equal_findings_are_read_as_one() -> None:
    """Whoever counts them tells them by identity."""
    again = tuple([(path, entity) for path, entity in FOUND])
    equal = [masked(0, OUTPUTS[0]), masked(1, OUTPUTS[0])._replace(detections=again)]
    first, second = results_of(RECORDS[:2], carried(answer_of(equal)))
    assert isinstance(first, Masked)
    assert isinstance(second, Masked)
    assert first.detections is second.detections


@pytest.mark.parametrize(
    ("results", "records", "why"),
    [
        ([masked(0, OUTPUTS[0])], 2, "too few"),
        ([masked(0, OUTPUTS[0]), masked(1, OUTPUTS[0])], 1, "too many"),
        ([masked(0, OUTPUTS[0]), refused(1)], 1, "too many, one of them refused"),
        ([], 1, "none"),
    ],
)
def test_an_answer_for_other_records_is_none(results: list[Result], records: int, why: str) -> None:
    """No result is taken for another record's."""
    answer = carried(answer_of(results))
    assert why
    with pytest.raises(ValueError, match="argument"):
        results_of(RECORDS[:records], answer)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        *(({4: [odd]}, why) for odd, why in ODD_FINDINGS),
        ({4: (FOUND,)}, "findings that are no list"),
        *(({7: (odd, None)}, why) for odd, why in ODD_SIGHTINGS),
        ({6: (0, -1)}, "findings from behind"),
        ({0: ("masked", 7)}, "a topic that is none"),
        ({1: (b"k", "k")}, "a key that is text"),
        ({2: (b"v", 7)}, "a value that is a number"),
        ({3: ((), [])}, "headers in a list"),
        ({3: ((), (b"a", b"1"))}, "headers that are no pairs"),
        ({3: ((), ((b"a", b"1"),))}, "a header's name that is no text"),
        ({3: ((), (("a", "1"),))}, "a header's value that is text"),
    ],
)
@pytest.mark.parametrize("all_masked", [True, False])
def test_an_answer_of_another_kind_is_none(
    change: dict[int, Any], why: str, *, all_masked: bool
) -> None:
    """What counts findings and writes copies takes them as they are."""
    results: list[Result] = [masked(0, OUTPUTS[0]), masked(1, OUTPUTS[0])]
    answer = list(carried(answer_of(results)))
    for at, other in change.items():
        answer[at] = other
    if not all_masked:  # by the other way of reading
        for at, other in {5: 0, 6: Reason.TOO_DEEP.value, 7: None}.items():
            answer[at] = (*answer[at], other)
    with pytest.raises((ValueError, TypeError, LookupError)):
        results_of(RECORDS[: len(answer[5])], tuple(answer))
    assert why


@pytest.mark.parametrize("more", [-1, 1])
def test_outputs_that_no_record_has_are_an_error(more: int) -> None:
    """As many outputs as the records say, no more and no fewer."""
    both: list[list[Result]] = [[masked(0, *OUTPUTS)], [masked(0, *OUTPUTS), refused(1)]]
    for results in both:
        answer = list(answer_of(results))
        answer[5] = [count and count + more for count in answer[5]]
        with pytest.raises(ValueError, match=r"argument|outputs"):
            results_of(RECORDS[: len(results)], tuple(answer))
