"""A child's answer is taken for the copies that the policy makes of the records asked for."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from redactor.errors import Reason
from redactor.isolation.hand import results_in
from redactor.isolation.native import NATIVE
from redactor.isolation.packed import rows_of
from redactor.isolation.wire import answer_of, framed, unframed
from redactor.record import Coordinates, Masked, Output, Record, Refused, Result

Answer = Callable[[list[Result]], Any]

HERE = Coordinates("raw", 0, 7)
RECORDS = [Record(HERE, 3, None, b"")]


def as_sets(results: list[Result]) -> Any:  # noqa: ANN401 -- a message's content
    """Answer with message sets."""
    return {"sets": rows_of(results)}


def as_columns(results: list[Result]) -> Any:  # noqa: ANN401 -- a message's content
    """Answer with columns, as without a C compiler."""
    return {"rows": answer_of(results)}


@pytest.fixture(
    params=[
        pytest.param(as_sets, marks=pytest.mark.skipif(NATIVE is None, reason="no C compiler")),
        as_columns,
    ]
)
def answer(request: pytest.FixtureRequest) -> Answer:
    """Each form an answer has, as it comes out of the socket."""
    return lambda results: unframed(framed("results", request.param(results))[8:])[1]


def copied(*targets: str) -> list[Result]:
    """Mask the record, with a copy for each topic."""
    return [Masked(HERE, 3, tuple(Output(target, None, b"v") for target in targets))]


@pytest.mark.parametrize("targets", [("masked",), ("masked", "counted")])
def test_what_the_policy_makes_is_taken(answer: Answer, targets: Sequence[str]) -> None:
    """One copy for each view."""
    results = copied(*targets)
    assert list(results_in(answer(results), RECORDS, targets)) == results


@pytest.mark.parametrize("targets", [(), ("masked",), ("masked", "counted")])
def test_a_refusal_is_taken(answer: Answer, targets: Sequence[str]) -> None:
    """However many views there are."""
    results: list[Result] = [Refused(HERE, 3, Reason.TOO_DEEP)]
    assert list(results_in(answer(results), RECORDS, targets)) == results


@pytest.mark.parametrize(
    ("made", "targets", "why"),
    [
        (("raw",), ("masked",), "a copy for another topic"),
        (("masked",), ("masked", "counted"), "a copy fewer: it would be lost"),
        (("masked", "counted"), ("masked",), "a copy more"),
        (("masked",), (), "a copy of what no route reads"),
    ],
)
def test_other_copies_are_none(
    answer: Answer, made: Sequence[str], targets: Sequence[str], why: str
) -> None:
    """Nothing is sent but what the policy makes, nor is less of it."""
    with pytest.raises(ValueError, match="other views"):
        results_in(answer(copied(*made)), RECORDS, targets)
    assert why


@pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")
def test_a_view_written_twice_is_none() -> None:
    """Its topic would have each record twice."""
    sets, *others = rows_of(copied("masked")) or ()
    with pytest.raises(ValueError, match="other views"):
        results_in({"sets": (sets * 2, *others)}, RECORDS, ("masked",))
