"""The kernel and the Python code hear the same tone around a span."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.names.tone import levels_table, tone, written_tone
from recognizers.native import KERNEL
from tests.support.waybill_lines import development_lines, lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")


def test_same_tone_in_lines() -> None:
    """Around spans anywhere in generated and development lines, to the last bit."""
    source = random.Random(9)
    for text in (*lines(3_000), *development_lines(every=20), "王" * 900):
        start, end = sorted(source.choices(range(len(text) + 1), k=2))
        assert tone(text, start, end) == written_tone(text, start, end)


@given(st.text(st.characters(min_codepoint=0x33F0, max_codepoint=0x20010), max_size=200), st.data())
def test_same_tone_of_any_text(text: str, data: st.DataObject) -> None:
    """Han or not, within the basic plane or beyond it, at either end."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(0, len(text)))
    assert tone(text, start, end) == written_tone(text, start, end)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (4, 1), (0, 4)])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    """Offsets beyond the text are an error, not a look behind it."""
    with pytest.raises(ValueError, match="a span"):
        tone("王小明", start, end)


def test_a_table_that_does_not_fit_is_refused() -> None:
    """A byte too few is one that would be read beyond the end."""
    assert KERNEL is not None
    with pytest.raises(ValueError, match="a table"):
        KERNEL.tone(levels_table()[:-1].tobytes(), "王", 0, 1, 60, 2)
