"""Values of lists are found where they stand, alike with and without the compiled part."""

import random
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.recall.native import NATIVE
from redactor.spans import Span
from redactor.stages import lists

# Signs that go on and signs that do not, of one, two and four bytes, and half a pair of them.
SIGNS: Final = "aZ09 é-中文_\U0001f600\U00020000\ud83d"
values = st.frozensets(
    st.text(SIGNS, min_size=2, max_size=9) | st.text("a中", min_size=2, max_size=200), max_size=9
)


@st.composite
def texts_of(draw: st.DrawFn, listed: frozenset[str]) -> list[str]:
    """Draw texts in which values stand, beside others and over each other."""
    pieces = st.text(SIGNS, max_size=5)
    if listed:
        whole = st.sampled_from(sorted(listed))
        pieces |= whole | st.tuples(whole, st.integers(0, 9)).map(lambda cut: cut[0][cut[1] :])
    return draw(st.lists(st.lists(pieces, max_size=6).map("".join), max_size=6))


def stood(text: str, listed: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give where values stand, as the policy's reference says it, by trying all."""
    at = 0
    while at < len(text):
        ends = [at + len(one) for one in listed if text.startswith(one, at)]
        end = max((end for end in ends if is_alone(text, at) and is_alone(text, end)), default=0)
        if end:
            yield at, end
        at = end or at + 1


def is_alone(text: str, edge: int) -> bool:
    """Tell whether no letter or digit of Latin goes on across an edge."""
    both = text[max(edge - 1, 0) : edge + 1] if 0 < edge < len(text) else ""
    return not (both.isascii() and len(both) == 2 and both[0].isalnum() and both[1].isalnum())


@given(data=st.data(), listed=values, is_compiled=st.booleans())
def test_values_are_found_where_they_stand(
    data: st.DataObject, listed: frozenset[str], *, is_compiled: bool
) -> None:
    """From left to right, the longest first; over each other, at the ends, astral and halved."""
    texts = data.draw(texts_of(listed))
    with pytest.MonkeyPatch.context() as patch:
        if not is_compiled:
            patch.setattr(lists, "NATIVE", None)
        places = lists.places_of([listed])
    found = [[*lists._Exact(listed, places).find(text)] for text in texts]  # noqa: SLF001 -- the part that both ways share
    assert found == [[*stood(text, listed)] for text in texts]
    assert {at for at, one in enumerate(found) if one} <= set(places.among(texts))


@given(data=st.data(), listed=values, is_compiled=st.booleans())
def test_findings_that_are_values_are_found(
    data: st.DataObject, listed: frozenset[str], *, is_compiled: bool
) -> None:
    """Whatever offsets a recognizer of another's gave: what they cut out is looked up."""
    texts = data.draw(texts_of(listed))
    offsets = st.integers(-9, 30) | st.sampled_from([1 << 80, -1 << 80])
    spans = st.tuples(offsets, offsets).map(lambda ends: Span(*ends, "QQ"))
    found = data.draw(
        st.lists(st.lists(spans).map(tuple), min_size=len(texts), max_size=len(texts))
    )
    found = [(Span(0, len(text), "QQ"), *some) for text, some in zip(texts, found, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        if not is_compiled:
            patch.setattr(lists, "NATIVE", None)
        places = lists.places_of([listed])
    held = [
        at
        for at, text in enumerate(texts)
        if any(text[one.start : one.end] in listed for one in found[at])
    ]
    assert set(held) <= set(places.found(texts, found))


@pytest.mark.skipif(NATIVE is None, reason="not compiled here")
@pytest.mark.parametrize("signs", ["0123456789", "王李张明红伟上海市", "aB3中\U0001f600\ud83d"])
def test_hardly_a_text_without_one_is_looked_at(signs: str) -> None:
    """Of texts of the same characters, though nearly every head is that of a value."""
    drawn = random.Random(7)
    listed = frozenset(
        "".join(drawn.choices(signs, k=drawn.randrange(7, 12))) for _ in range(20_000)
    )
    texts = ["".join(drawn.choices(signs, k=30)) for _ in range(3_000)]
    places = lists.places_of([listed])
    find = lists._Exact(listed, places).find  # noqa: SLF001 -- as above
    in_vain = [at for at in places.among(texts) if not any(find(texts[at]))]
    assert len(in_vain) < len(texts) / 100
    pieces = [Span(0, 8, "QQ"), Span(8, 19, "QQ"), Span(19, 30, "QQ")]
    are = [any(text[one.start : one.end] in listed for one in pieces) for text in texts]
    held = places.found(texts, [(*pieces,)] * len(texts))
    assert len(held) - sum(are) < len(texts) / 100
