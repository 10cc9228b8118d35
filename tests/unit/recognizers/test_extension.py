"""A look at a character before the pattern of extensions is asked changes no answer."""

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.contact.numbering import EXTENSION, past_extension

_PATTERN: Final = re.compile(EXTENSION)
_PIECES: Final = (
    *" ,，、;；-—–_~转分机号:：(（[【#)）]】xXpP按.室1收",
    *("转接", "轉", "内线", "ext.", "Ext", ";ext=", "12", "8001", "号码", "再拨"),
)


def _by_pattern(text: str, end: int) -> int:
    match = _PATTERN.match(text, end)
    return match.end() if match else end


@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_extensions_are_those_of_the_pattern(behind: str) -> None:
    """Whatever stands behind a number, the look lets through what the pattern takes."""
    text = "13800138000" + behind
    assert past_extension(text, 11) == _by_pattern(text, 11)


@pytest.mark.parametrize(
    "behind",
    ["转12", ",,1234", " ; ;ext=12", "、，,,,, 12", "（转：12）", " -- 12", "，，，，号：7"],
)
def test_the_longest_ways_to_an_extension_are_looked_through(behind: str) -> None:
    """As many signs as the pattern allows may stand before the character that is looked at."""
    text = "13800138000" + behind
    assert past_extension(text, 11) == _by_pattern(text, 11)
