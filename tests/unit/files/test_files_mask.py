"""JSON lines through a pipeline: masked or named as refused, never both, never neither."""

import io
from collections.abc import Sequence

import pytest

from redactor.errors import Reason
from redactor.files.lines import batches
from redactor.files.mask import MaskedBatch, Way, mask, way_of
from redactor.policy import Policy, Route, View, default_policy
from redactor.record import Masked, Output, Record, Refused, Result


class StarRedactor:
    """Masks everything with a star, and refuses what says `bad`."""

    def redact(self, records: Sequence[Record]) -> list[Result]:
        """Give a result per record."""
        return [self._one(record) for record in records]

    def _one(self, record: Record) -> Result:
        if b"bad" in (record.raw_value or b""):
            return Refused(record.at, 0, Reason.INVALID_JSON)
        stars = Output("masked", None, b'"*"')
        return Masked(record.at, 0, (Output("other", None, b'"-"'), stars))


WAY = Way("raw", "masked")


def masked(raw: bytes, max_line_bytes: int = 1_000) -> list[MaskedBatch]:
    """Mask all lines of `raw`."""
    return list(mask(batches(io.BytesIO(raw), max_line_bytes), StarRedactor(), WAY))


def test_every_line_comes_back_masked_in_order() -> None:
    """One document in, one document out, of the wanted view."""
    (batch,) = masked(b'{"a":1}\r\n{"a":2}\n')
    assert batch.masked == b'"*"\n"*"\n'
    assert batch.refused == ()


def test_a_refused_line_is_left_out_and_named() -> None:
    """Nothing of a refused line is written; its number and reason are told."""
    (batch,) = masked(b"{}\nbad\n{}\n")
    assert batch.masked == b'"*"\n"*"\n'
    assert batch.refused == ((2, Reason.INVALID_JSON),)


def test_a_line_too_long_is_refused() -> None:
    """What was not read cannot be masked."""
    (batch,) = masked(b"bad\n" + b"x" * 100 + b"\n{}\n", max_line_bytes=50)
    assert batch.refused == ((1, Reason.INVALID_JSON), (2, Reason.TOO_LARGE))
    assert batch.masked == b'"*"\n'


def test_blank_lines_stay_blank() -> None:
    """A blank line holds nothing and keeps its place; its white space is not copied."""
    (batch,) = masked(b"\n{}\n  \n")
    assert batch.masked == b'\n"*"\n\n'


def policy(*routes: Route) -> Policy:
    """Give a policy with these routes."""
    return Policy(version=1, name="test", routes=routes)


TWO_VIEWS = policy(Route(source="raw", views=(View(target="a"), View(target="b"))))


@pytest.mark.parametrize(
    ("rules", "target", "expected", "reason"),
    [
        (default_policy(), None, Way("stdin", "stdout"), "the only one there is"),
        (TWO_VIEWS, "b", Way("raw", "b"), "the one that was named"),
        (TWO_VIEWS, None, None, "several, and none was named"),
        (TWO_VIEWS, "c", None, "no such topic"),
    ],
)
def test_the_way_is_never_guessed(
    rules: Policy, target: str | None, expected: Way | None, reason: str
) -> None:
    """Lines take the named way or the only one."""
    assert way_of(rules, target) == expected, reason
