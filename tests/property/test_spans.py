"""Which spans a stretch touches, found by bisection as by looking at each."""

from hypothesis import given
from hypothesis import strategies as st

from redactor.spans import Span, touched

EDGES = st.lists(st.integers(0, 60), unique=True, max_size=16).map(sorted)


@given(EDGES, st.integers(0, 60), st.integers(0, 10))
def test_touched_is_what_shares_a_character(edges: list[int], start: int, length: int) -> None:
    """The slice holds just the spans that overlap; where there is none it keeps the order."""
    spans = [Span(a, b, "PERSON") for a, b in zip(edges[::2], edges[1::2], strict=False)]
    end = start + length
    place = touched(spans, start, end)
    assert spans[place] == [one for one in spans if one.start < end and start < one.end]
    if place.start == place.stop:
        spans[place] = [Span(start, end, "ADDRESS")]
        assert spans == sorted(spans, key=lambda one: (one.start, one.end))
