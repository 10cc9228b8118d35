"""A child's answer is taken for the copies that the policy makes of the records asked for."""

import marshal
import socket
from collections.abc import Callable, Iterator, Sequence
from os import getpid
from typing import Any

import pytest

from redactor.errors import Reason
from redactor.isolation.absent import Absent
from redactor.isolation.hand import Hand, LostError, results_in
from redactor.isolation.native import NATIVE
from redactor.isolation.nursery import Newborn
from redactor.isolation.packed import rows_of
from redactor.isolation.rehearsal import Understudy
from redactor.isolation.wire import LENGTH_BYTES, answer_of, unframed
from redactor.pipeline import Pipeline
from redactor.policy import default_policy
from redactor.record import Coordinates, Masked, Output, Record, Refused, Result
from tests.support.framing import framed

Answer = Callable[[list[Result]], Any]

HERE = Coordinates("raw", 0, 7)
RECORDS = [Record(HERE, 3, None, b"")]
REFUSED: list[Result] = [Refused(HERE, 3, Reason.TOO_DEEP)]
DEADLINE_S = 5.0
WITHOUT_FINDINGS = (("masked",), (None,), (b"v",), ((),))  # columns of one copy


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


@pytest.fixture
def ends() -> Iterator[tuple[Newborn, socket.socket]]:
    """A child that this test plays itself, and its end of the line."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    with ours, theirs:
        yield Newborn(getpid(), ours), theirs


def told(**changed: object) -> bytes:
    """Write the answer of a child that refuses the record, with some of it changed, or left out."""
    whole = {"rows": answer_of(REFUSED), "seen": (1, ()), "worn": False} | changed
    return framed("results", {key: value for key, value in whole.items() if value is not None})


def unasked() -> Pipeline:
    """Compile a policy of two paths, as the worker does."""
    return Pipeline(default_policy("raw", "masked"), Absent())


async def test_an_answer_that_says_all_is_taken(ends: tuple[Newborn, socket.socket]) -> None:
    """Its results, whether the child is worn, and what the pipeline has seen there."""
    child, theirs = ends
    theirs.sendall(told(seen=(2, ()), worn=True))
    pipeline = unasked()
    answered = await Hand(child, DEADLINE_S).ask(pipeline, RECORDS)
    assert (list(answered.results), answered.worn) == (REFUSED, True)
    assert pipeline.idle.records == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (told(seen=None), "it does not say what it has seen"),
        (told(seen=(1,)), "half of it"),
        (told(seen=(1, (), ())), "more than that"),
        (told(seen=7), "no pair"),
        (told(seen=(-1, ())), "fewer values than none"),
        (told(seen=(float("nan"), ())), "no number of values"),
        (told(seen=("1", ())), "a text"),
        (told(seen=(1, (0,))), "a path that the policy does not have"),
        (told(seen=(1, ("$.a",))), "a path by its name"),
        (told(seen=(1, ([],))), "no path"),
        (told(worn=None), "it does not say whether it is worn"),
        (told(worn="no"), "neither worn nor not"),
        (told(rows=None), "no results"),
        (told(rows=(*WITHOUT_FINDINGS, 7, (1,), (0,), (None,))), "no findings"),
        (framed("results", 7), "nothing of the kind"),
        (framed("results", [1, 2]), "a list"),
    ],
)
async def test_half_an_answer_is_none(
    ends: tuple[Newborn, socket.socket], answer: bytes, why: str
) -> None:
    """Its child is lost, and nothing of what it says is counted."""
    child, theirs = ends
    theirs.sendall(answer)
    pipeline = unasked()
    with pytest.raises(LostError, match=Reason.CRASHED.value):
        await Hand(child, DEADLINE_S).ask(pipeline, RECORDS)
    assert pipeline.idle.records == 0, why


def message(body: bytes) -> bytes:
    """Put a length before what is no message of ours."""
    return len(body).to_bytes(LENGTH_BYTES) + body


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (message(marshal.dumps(7)), "no kind and content"),
        (message(b"["), "it ends too soon"),
        (message(b"0"), "no object"),
        (message(b""), "nothing"),
        ((1 << 62).to_bytes(LENGTH_BYTES), "as long as no memory is"),
        ((1 << 63).to_bytes(LENGTH_BYTES), "as long as nothing is"),
    ],
)
async def test_what_is_no_message_is_no_answer(
    ends: tuple[Newborn, socket.socket], answer: bytes, why: str
) -> None:
    """Whatever a broken child writes, the worker goes on without it."""
    child, theirs = ends
    theirs.sendall(answer)
    with pytest.raises(LostError):
        await Hand(child, DEADLINE_S).ask(unasked(), RECORDS)
    assert why


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"worn": False}, "no outcome"),
        ({"tried": ([], 0, {})}, "it does not say whether it is worn"),
        ({"tried": ([], 0, {}), "worn": 1}, "neither worn nor not"),
        ({"tried": ([("a",)], 0, {}), "worn": False}, "half a row"),
        ({"tried": ([("a", "b", "c", "odd", 1)], 0, {}), "worn": False}, "a change of no kind"),
        (
            {"tried": ([("a", 7, "c", "less masked", 1)], 0, {}), "worn": False},
            "a path that is none",
        ),
        ({"tried": ([("a", "b", "c", "less masked", "1")], 0, {}), "worn": False}, "no count"),
        ({"tried": ([("a", "b", "c", "less masked", -1)], 0, {}), "worn": False}, "less than none"),
        ({"tried": ([], 0.5, {}), "worn": False}, "half a record"),
        ({"tried": ([], 0, {7: 1}), "worn": False}, "a reason that is none"),
        ({"tried": ([], 0, {"too_deep": "1"}), "worn": False}, "refusals that are no count"),
        ({"tried": ([], 0, [1]), "worn": False}, "reasons in a list"),
    ],
)
async def test_half_a_trial_is_none(
    ends: tuple[Newborn, socket.socket], answer: object, why: str
) -> None:
    """A candidate's child is lost as well."""
    child, theirs = ends
    theirs.sendall(framed("results", answer))
    with pytest.raises(LostError):
        await Understudy(child, DEADLINE_S).tried(unasked(), unasked(), RECORDS)
    assert why
