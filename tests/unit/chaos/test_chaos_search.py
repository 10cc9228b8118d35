"""The search for seeded values: whatever stands anywhere is found, and nothing else."""

import random

import pytest

from tests.chaos.readers import Search
from tests.chaos.traffic import people

FORMS = sorted({form for one in people().values() for form in one.forms()})


@pytest.fixture(scope="module")
def search() -> Search:
    """A search for every form of every person of the suite."""
    return Search(FORMS)


@pytest.mark.parametrize("at", ["start", "middle", "end", "alone"])
def test_every_form_is_found_wherever_it_stands(search: Search, at: str) -> None:
    """No form is overlooked, at no place."""
    before, after = {
        "start": (b"", b" noise"),
        "middle": ("请联系".encode(), b"\xff\0"),
        "end": (b"\xe8\xaf", b""),
        "alone": (b"", b""),
    }[at]
    missed = [form for form in FORMS if not search.found(before + form + after)]
    assert not missed


def test_a_form_cut_short_is_none(search: Search) -> None:
    """Else every mask that keeps a few digits would be a leak."""
    draw = random.Random(7)
    some = [form[:-1] for form in draw.sample(FORMS, 60)]
    cut = [one for one in some if not any(form in one for form in FORMS)]
    assert len(cut) > 20
    assert [one for one in cut if search.found(one)] == []


def test_it_agrees_with_looking_for_each(search: Search) -> None:
    """On bytes at random, with forms strewn in here and there, both say the same."""
    draw = random.Random(7)
    for number in range(60):
        noise = draw.randbytes(200) + "收件人138****5678王**".encode()
        text = noise + draw.choice(FORMS)[: draw.choice((2, 5, 99))] + noise
        assert search.found(text) is any(form in text for form in FORMS), number


def test_parts_are_not_joined(search: Search) -> None:
    """A value that stands in two messages, half in each, stands in neither."""
    form = max(FORMS, key=len)
    assert search.found(form)
    assert not search.found(form[:4], form[4:8])


def test_nothing_holds_nothing(search: Search) -> None:
    """An empty text is no error."""
    assert not search.found()
    assert not search.found(b"", b"ab")
