"""What enough people share is shown, and nobody is left in a group that is too small."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.binding import Binding
from redactor.masking.crowd import (
    EVERYWHERE,
    NOBODY,
    Cells,
    Chain,
    Crowd,
    OfCrowd,
    census_of,
    chain_of,
    digest_of,
    large_cells,
)
from redactor.masking.generalise import Generalise
from redactor.masking.operator import Masker
from redactor.spans import PartSpan, Span

SALT = b"0" * 32
ADDRESS = "山东省济南市历下区泉城路180号"
SPAN = Span(
    0,
    len(ADDRESS),
    "ADDRESS",
    parts=(
        PartSpan(0, 3, "province"),
        PartSpan(3, 6, "city"),
        PartSpan(6, 9, "county"),
        PartSpan(9, 12, "road"),
        PartSpan(12, 16, "number"),
    ),
)
CHAINS = st.tuples(st.integers(1, 2), st.integers(3, 5), st.integers(6, 12)).map(
    lambda cells: (
        cells[0],
        cells[0] * 100 + cells[1],
        cells[0] * 100 + cells[1] * 1_000 + cells[2],
    )
)


def masker(cells: Cells, k: int = 2, home: str = ADDRESS, **more: object) -> Masker:
    """Bind a `generalise` with a k, for a record of someone at home there."""
    operator = Generalise.model_validate({"operator": "generalise", "k": k, **more})
    found = operator.bind(Binding())
    assert isinstance(found, OfCrowd)
    return found.among(cells, chain_of(home, SPAN, SALT))


def living(*people: tuple[int, Chain], k: int = 2, depth: int = 3) -> frozenset[int]:
    """Find the large cells of people who live in cells."""
    seen: defaultdict[Chain, set[int]] = defaultdict(set)
    for person, chain in people:
        seen[chain].add(person)
    return large_cells(seen, Crowd(k, depth))


def test_nothing_is_shown_before_anyone_is_counted() -> None:
    """A bound mask that knows nobody hides the address whole."""
    bound = Generalise(k=2).bind(Binding())
    assert bound.mask(ADDRESS, SPAN) == "****"
    assert masker(NOBODY).mask(ADDRESS, SPAN) == "****"


def test_the_finest_shared_part_is_shown() -> None:
    """An address ends with the finest cell that has people enough."""
    city = digest_of("山东省济南市", SALT)
    cells = Cells(SALT, {Crowd(2, 3): {city, digest_of("山东省", SALT)}})
    assert masker(cells).mask(ADDRESS, SPAN) == "山东省济南市"


def test_no_finer_level_than_the_policy_names() -> None:
    """However many share it, what stands below the operator's level is not shown."""
    assert masker(EVERYWHERE).mask(ADDRESS, SPAN) == "山东省济南市历下区"
    assert masker(EVERYWHERE, address="road").mask(ADDRESS, SPAN) == "山东省济南市历下区泉城路"


def test_the_recipients_address_alone_is_shown() -> None:
    """Another one, though in the same county, is hidden: nobody counts who sends from there."""
    cells = Cells(SALT, {Crowd(2, 3): {digest_of("山东省济南市历下区", SALT)}})
    assert masker(cells).mask(ADDRESS, SPAN) == "山东省济南市历下区"
    sender = ADDRESS.replace("泉城路", "舜耕路")
    assert masker(cells).mask(sender, SPAN) == "****"
    assert masker(cells, home=sender).mask(sender, SPAN) == "山东省济南市历下区"


def test_a_record_that_counts_for_nobody_shows_nothing() -> None:
    """Without a recipient there is no home, whatever others share."""
    cells = Cells(SALT, {Crowd(2, 3): {digest_of("山东省", SALT), 0}})
    found = Generalise(k=2).bind(Binding())
    assert isinstance(found, OfCrowd)
    assert found.among(cells, ()).mask(ADDRESS, SPAN) == "****"
    assert found.among(cells, (0, 0, 0, 0, 0)).mask("泉城路180号", SPAN) == "****"


def test_a_census_for_another_k_says_nothing() -> None:
    """Cells that were found large enough for fewer people are not shown for more."""
    cells = Cells(SALT, {Crowd(2, 3): {digest_of("山东省", SALT)}})
    assert masker(cells, k=3).mask(ADDRESS, SPAN) == "****"


def test_other_entities_are_no_matter_of_people() -> None:
    """An hour is an hour, whoever is counted."""
    at = "2026-03-16T10:12:13+08:00"
    assert masker(NOBODY).mask(at, Span(0, len(at), "DATE_TIME")).startswith("2026-03-16T10:00")


def test_who_comes_often_is_one_person() -> None:
    """A person counts once, however many parcels come."""
    assert living((1, (5, 6, 7)), (1, (5, 6, 7)), (1, (5, 6, 7))) == frozenset()


def test_who_is_shown_finer_hides_nobody() -> None:
    """Two of three share a road; the third cannot hide in their county, nor anywhere else."""
    assert living((1, (5, 6, 7)), (2, (5, 6, 7)), (3, (5, 6, 8))) == {7}
    more = living((1, (5, 6, 7)), (2, (5, 6, 7)), (3, (5, 6, 8)), (4, (5, 6, 9)))
    assert more == {6, 7}


def test_more_people_than_there_are_show_nothing() -> None:
    """A k above the window's population hides every address."""
    assert living(*((n, (5, 6, 7)) for n in range(4)), k=5) == frozenset()


@given(st.lists(st.tuples(st.integers(1, 30), CHAINS), max_size=60), st.integers(2, 5))
def test_every_group_that_is_shown_has_k_people(people: list[tuple[int, Chain]], k: int) -> None:
    """Whoever is shown with a cell, and no finer one, is one of at least k."""
    large = living(*people, k=k)
    shown: defaultdict[int, set[int]] = defaultdict(set)
    for person, chain in people:
        finest = next((cell for cell in reversed(chain) if cell in large), None)
        if finest is not None:
            shown[finest].add(person)
    assert all(len(group) >= k for group in shown.values())


def test_topics_are_counted_apart() -> None:
    """People of one topic hide nobody in another."""
    chain = chain_of(ADDRESS, SPAN, SALT)
    seen = {("a", chain): {1}, ("b", chain): {2}}
    crowd = Crowd(2, 3)
    assert census_of(seen, lambda _: {crowd}) == {"a": {crowd: set()}, "b": {crowd: set()}}
    both = {("a", chain): {1, 2}}
    large = census_of(both, lambda _: {crowd})["a"][crowd]
    assert set(large) == {digest_of("山东省济南市历下区", SALT)}


def test_digests_depend_on_their_key() -> None:
    """Without the key nobody can tell whose digest it is."""
    assert digest_of("山东省", SALT) != digest_of("山东省", b"1" * 32)
