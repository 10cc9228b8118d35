"""Fields whose values never come again are not looked up; all others are."""

from redactor.recall.repeats import LEAST_SHARE, LEAST_TEXTS, LOOK, REST, Repeats

RARE, OFTEN = "at", "courier.name"


def fed(repeats: Repeats, texts: int, share: float = LEAST_SHARE) -> Repeats:
    """Show texts of two fields, half of each: of one none is known, of the other a share."""
    hints = [RARE, OFTEN] * (texts // 2)
    known = [at % 2 == 1 and at // 2 % round(1 / share) == 0 for at in range(len(hints))]
    repeats.took(hints, known)
    return repeats


def looked_up(repeats: Repeats, *fields: str) -> list[bool]:
    """Tell for a text of each field whether it is looked up."""
    worth = repeats.worth(fields)
    return [at in worth for at in range(len(fields))]


def test_everything_is_looked_up_to_begin_with() -> None:
    """Nothing is judged before it was seen often."""
    repeats = fed(Repeats(), LOOK - 2)
    assert looked_up(repeats, RARE, OFTEN, RARE) == [True, True, True]


def test_a_field_that_never_repeats_is_passed_over() -> None:
    """Of the others as many as must repeat are enough."""
    repeats = fed(Repeats(), LOOK)
    assert looked_up(repeats, RARE, OFTEN, "other", OFTEN, RARE) == [False, True, True, True, False]


def test_a_field_is_not_judged_by_a_few_texts() -> None:
    """Though none of them was known."""
    repeats = Repeats()
    repeats.took([RARE] * (LEAST_TEXTS - 1) + [OFTEN] * LOOK, [False] * (LEAST_TEXTS - 1 + LOOK))
    assert looked_up(repeats, RARE, OFTEN) == [True, False]


def test_it_is_looked_again() -> None:
    """A field that begins to repeat is remembered after a while; one that ends to is not."""
    repeats = fed(fed(Repeats(), LOOK), REST)
    assert looked_up(repeats, RARE, OFTEN) == [True, True]
    repeats.took([RARE, OFTEN] * LOOK, [True, False] * LOOK)
    assert looked_up(repeats, RARE, OFTEN) == [True, False]


def test_what_comes_meanwhile_is_not_counted() -> None:
    """Between two looks a field that is not looked up cannot be known: that says nothing."""
    repeats = fed(fed(Repeats(), LOOK), REST - 2)
    assert looked_up(repeats, RARE, OFTEN) == [False, True]
