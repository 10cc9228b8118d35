"""Text in Latin letters is looked through in one pass, and nothing is found otherwise for it."""

from hypothesis import given
from hypothesis import strategies as st

from recognizers.address.latin import matches, pieces
from recognizers.names.pinyin import untouched
from recognizers.names.romanised import listed_places

WORDS = (
    *("Flat B", "room 12", "12/F", "3F", "#05-12", "Tower 3", "Harbour Court", "8 King's Road"),
    *("Street", "St.", "Rua de", "Avenida da", "No. 5", "lane 3", "Sec. 4", "H.K.", "(R.O.C.)"),
    *("shop 7", "\u017fhop 7", "\u212aing", "Lu", "2nd floor", "andar", "王", "１", "\ud800", "é"),
)
SIGNS = ("", " ", ", ", "，", "-", "/", "@", "_", ".", "\n")
MOST = 12

texts = st.lists(
    st.tuples(st.sampled_from((*WORDS, *listed_places())), st.sampled_from(SIGNS)), max_size=MOST
).map(lambda drawn: "".join(word + sign for word, sign in drawn))
spans = st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda one: (one[0], sum(one)))


@given(texts)
def test_pieces_of_addresses_are_where_a_search_finds_them(text: str) -> None:
    """They begin at a few characters: looking at those alone leaves out none."""
    found = [(one.span(), one.lastgroup) for one in matches(text)]
    assert found == [(one.span(), one.lastgroup) for one in pieces().finditer(text)]


@given(st.lists(spans), st.lists(spans))
def test_what_nothing_touches_is_told_in_one_pass(
    mine: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    """It is what comparing each with all others gives."""
    rising: list[tuple[int, int]] = []
    for span in sorted(mine):
        if not rising or rising[-1][1] <= span[0]:
            rising.append(span)
    free = [span for span in rising if not any(a < span[1] and span[0] < b for a, b in others)]
    assert untouched(rising, others) == free
