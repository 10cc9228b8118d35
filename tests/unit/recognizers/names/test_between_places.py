"""Places of several words part a row of words: no word of one is left, and no other is lost."""

import re
from collections.abc import Callable

import pytest

from recognizers.names.between_places import Words, between_places
from recognizers.names.romanised import places

_SEVERAL = sorted(name for name in places() if " " in name)


def _words(text: str) -> Words:
    return [(*one.span(), one.group()) for one in re.finditer("[A-Za-z'-]+", text)]


def _left(text: str) -> list[list[str]]:
    return [[letters for *_, letters in part] for part in between_places(_words(text), text)]


@pytest.mark.parametrize("written", [str.upper, str.title, str.lower])
def test_every_place_of_several_words_parts_a_row(written: Callable[[str], str]) -> None:
    """However it is written: a look at the letters around a blank lets none of them pass."""
    assert _SEVERAL
    for name in _SEVERAL:
        assert _left(f"Ong {written(name)} Weiming") == [["Ong"], ["Weiming"]]


def test_a_row_without_a_place_stays_as_it_is() -> None:
    """Also where the letters around a blank are those of one."""
    assert _left("Ong Wei Ming Junjie") == [["Ong", "Wei", "Ming", "Junjie"]]


def test_two_words_are_left_to_others() -> None:
    """A place that is all of a row is told by the words themselves."""
    assert _left("Kwun Tong") == [["Kwun", "Tong"]]
