"""Properties of every mask, over values nobody thought of."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.operator import Masker
from redactor.masking.partial import Partial
from redactor.masking.smile import Smile
from redactor.masking.whole import Mask, Redact, Replace
from redactor.policy import ENTITIES
from redactor.spans import PartSpan, Span
from redactor.stages.mask import mask_text

OPERATORS: list[Masker] = [Partial(), Smile(), Mask(), Redact(), Replace()]
LEVELS = ["province", "city", "county", "town", "road", "number", "poi", "building", "unit", "room"]
VALUES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.from_regex(r"\A(\+86[- ]?)?1[3-9][0-9]{9}(-[0-9]{1,4})?\Z"),
    st.from_regex(r"\A[\u4e00-\u9fa5]{2,4}\Z"),
    st.from_regex(r"\A[\u4e00-\u9fa5]{2,6}(路|街)[0-9]{1,4}号[0-9]{1,4}室\Z"),
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, Span]:
    """Draw a value with an entity and, for addresses, any cover by parts."""
    raw = draw(VALUES)
    entity = draw(st.sampled_from(sorted(ENTITIES)))
    cuts = sorted(draw(st.sets(st.integers(0, len(raw)), max_size=6)))
    parts = tuple(
        PartSpan(start, end, draw(st.sampled_from(LEVELS)))
        for start, end in itertools.pairwise(cuts)
        if entity == "ADDRESS"
    )
    return raw, Span(0, len(raw), entity, parts=parts)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda one: type(one).__name__)
@given(drawn=spans())
def test_masks_are_deterministic(operator: Masker, drawn: tuple[str, Span]) -> None:
    """The same value gives the same mask."""
    raw, span = drawn
    assert operator.mask(raw, span) == operator.mask(raw, span)


@given(drawn=spans())
def test_partial_never_shows_a_phone(drawn: tuple[str, Span]) -> None:
    """Whatever is called a phone number shows at most five digits."""
    raw, span = drawn
    mask = Partial().mask(raw, Span(0, len(raw), "PHONE_NUMBER", parts=span.parts))
    assert len(re.findall(r"\d", mask)) <= 5


@given(drawn=spans())
def test_partial_hides_a_character_of_every_name(drawn: tuple[str, Span]) -> None:
    """Whatever is called a name shows at most its first two characters."""
    raw, _ = drawn
    mask = Partial().mask(raw, Span(0, len(raw), "PERSON"))
    shown = mask.rstrip("*")
    assert raw.startswith(shown)
    assert len(shown) <= 2
    assert len(shown) < len(raw) or raw.endswith("*")


@given(drawn=spans())
def test_partial_shows_no_number_of_an_address(drawn: tuple[str, Span]) -> None:
    """No digit survives in an address, whatever the parts claim, but in a road's own number."""
    raw, span = drawn
    mask = Partial().mask(raw, Span(0, len(raw), "ADDRESS", parts=span.parts))
    assert not re.search(r"[0-9]", re.sub(r"[0-9]{1,8}(国道|省道|县道|乡道|高速)", "", mask))


@given(st.lists(spans(), max_size=5), st.text(max_size=10))
def test_text_around_spans_is_untouched(drawn: list[tuple[str, Span]], glue: str) -> None:
    """Masking a text changes its spans and nothing else."""
    text, placed, expected = glue, [], glue
    for raw, span in drawn:
        start = len(text)
        text += raw + glue
        placed.append(Span(start, start + len(raw), span.entity))
        expected += "#" + glue
    assert mask_text(text, placed, lambda _: Replace(new_value="#").mask) == expected
