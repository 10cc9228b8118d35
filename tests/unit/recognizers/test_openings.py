"""The first two characters of a pattern's matches are told from the pattern."""

import random
import re

import pytest

from recognizers.address.apart import OPENINGS
from recognizers.address.talk import BREAKS
from recognizers.openings import openings


@pytest.mark.parametrize(
    ("pattern", "expected", "reason"),
    [
        ("送到|寄[到往]", "送到 寄到 寄往", "alternatives"),
        ("[a-c]号?", "a b c a号 b号 c号", "what may be missing"),
        ("不?是的", "不是 是的", "what may be missing before it"),
        ("送{1,3}到?", "送 送送 送到", "what may repeat"),
        ("都(?=[断没]已?)", "都断 都没", "what must follow"),
        ("都(?=没|$)", "都 都没", "what may follow, or the end"),
        ("(?<!改)(?<=去)送(?!货)(?:到|往)", "送到 送往", "what is only looked at"),
        ("和", "和", "a character alone"),
    ],
)
def test_openings_are_every_two_first_characters(pattern: str, expected: str, reason: str) -> None:
    """Each of them is there, and nothing else."""
    assert openings(pattern) == frozenset(expected.split()), reason


@pytest.mark.parametrize(
    ("pattern", "expected", "reason"),
    [
        ("第[12]个路口", "第1个 第2个", "as many as there are"),
        ("改[到成]?(?!革)", "改 改到 改成", "what may be missing behind them"),
        ("送{1,4}到?", "送 送送 送送送 送到 送送到", "what may repeat"),
        ("(?:再?改){2}", "改 再改 改改 改再改 再改改 再改再", "what does"),
    ],
)
def test_openings_of_three_characters(pattern: str, expected: str, reason: str) -> None:
    """They are there, and every shorter one that may go on in any way."""
    assert openings(pattern, 3) == frozenset(expected.split()), reason


@pytest.mark.parametrize("pattern", ["送?", "", "^", "[^送]", "(?i)tel", "(?i:tel)", ".到", r"\d"])
def test_what_has_no_openings_is_refused(pattern: str) -> None:
    """A pattern that can match nothing, anything or either case is an error at import."""
    with pytest.raises(ValueError, match="without openings"):
        openings(pattern)


def test_words_that_end_an_address_begin_with_them() -> None:
    """Whatever a pattern of breaks matches, in strings of characters that they are made of."""
    drawn = random.Random(3)
    signs = sorted({sign for pair in OPENINGS for sign in pair} | set("新天个3号 门"))
    patterns = [re.compile(each.words) for each in BREAKS]
    for _ in range(20_000):
        text = "".join(drawn.choices(signs, k=5))
        if any(pattern.match(text) for pattern in patterns):
            assert text[0] in OPENINGS or text[:2] in OPENINGS
