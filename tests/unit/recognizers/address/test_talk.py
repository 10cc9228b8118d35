"""Where an address ends in talk is told by a table, each row of which is needed."""

import re

import pytest

from recognizers.address.talk import BREAKS, Break, behind, stop, without_corner, without_last_word


@pytest.mark.parametrize("row", BREAKS, ids=lambda row: row.why)
def test_a_row_ends_an_address_where_its_example_says(row: Break) -> None:
    """Whatever the words: behind the place, and no character of the place is taken."""
    place, said = row.example.split("|")
    text = f"秋水台{place}{said}"
    found = stop(0, len(text), text)
    assert found is not None
    assert text[: found[0]] == f"秋水台{place}"


@pytest.mark.parametrize("row", BREAKS, ids=lambda row: row.why)
def test_an_example_is_of_its_row(row: Break) -> None:
    """No example shows another row's words."""
    place, said = row.example.split("|")
    assert re.match(f"{row.lead if row.lead != '[0-9]' else '[0-9]+'}(?:{row.words})", said)
    assert not row.behind or place[-1] in row.behind


@pytest.mark.parametrize("row", [r for r in BREAKS if r.behind], ids=lambda row: row.why)
def test_words_behind_a_door_are_none_elsewhere(row: Break) -> None:
    """A place may be called by them."""
    text = f"秋水台{row.example.split('|')[1]}"
    assert stop(0, len(text), text) is None


def test_words_that_are_cut_in_two_end_an_address() -> None:
    """上 of 上午 belongs to the sentence, though the model took it into the address."""
    assert stop(0, 6, "秋水台3栋上午送") == (5, 7)


def test_the_words_at_the_beginning_are_passed() -> None:
    """What stands behind them may be an address."""
    text = "今天正在秋水台3栋"
    assert text[behind(0, len(text), text) :] == "秋水台3栋"


def test_what_is_no_word_ends_nothing() -> None:
    """An address is what it is."""
    text = "秋水台3栋2单元501"
    assert stop(0, len(text), text) is None
    assert without_last_word(0, len(text), text) == len(text)
    assert without_corner(0, len(text), text, told=False) == len(text)
