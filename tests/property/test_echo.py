"""Looking for names only where one stands again changes nothing of what is found."""

from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from redactor.envelope import Envelope
from redactor.schema import Schema
from redactor.spans import Span
from redactor.stages import echo as stage

if TYPE_CHECKING:
    from redactor.document import Json

TEXTS = st.text(st.sampled_from("林天佑哈。"), max_size=12)
CUTS = st.lists(st.integers(0, 12), max_size=6, unique=True)
RECORDS = st.lists(st.tuples(TEXTS, CUTS), min_size=1, max_size=4)


def envelope(record: list[tuple[str, list[int]]]) -> Envelope:
    """Make a record whose texts hold names between each two cuts."""
    holder: list[Json] = [text for text, _ in record]
    place = Schema(()).top
    made = Envelope(None, None, ())
    for at, (text, cuts) in enumerate(record):
        made.take(holder, at, text, place)
        ends = sorted(cut for cut in cuts if cut <= len(text))
        pairs = zip(ends[::2], ends[1::2], strict=False)
        made.spans.append(tuple(Span(start, end, "PERSON") for start, end in pairs))
    return made


def found(made: Envelope) -> list[tuple[Span, ...]]:
    """Give the spans of each text."""
    stage.echo(made)
    return made.spans


@given(RECORDS)
def test_what_is_passed_over_has_no_echo(record: list[tuple[str, list[int]]]) -> None:
    """Also where names begin, hold or overlap each other and themselves."""
    short = found(envelope(record))
    with patch.object(stage, "_stand_again", lambda *_: True):
        assert short == found(envelope(record))
