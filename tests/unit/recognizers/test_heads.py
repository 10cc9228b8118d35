"""What a pattern's matches begin with is told from the pattern."""

import random
import re

import pytest

from recognizers import context
from recognizers.heads import heads, telling


@pytest.mark.parametrize(
    ("pattern", "expected", "reason"),
    [
        ("送到|寄[到往]", "送寄", "alternatives"),
        ("[a-d]号?", "abcd", "a range"),
        ("不?是", "不是", "what may be missing, and what follows it"),
        ("[东西]?[一二]{0,2}(?:路|(?P<kind>街))", "东西一二路街", "several that may be missing"),
        ("(?<!改)(?=送).?到|送", "", "a character of any kind"),
        ("(?i:tel|手)机?", "tT手", "either case within a group"),
        ("(?i:sfz|kin|id)", "sSſkK\u212aiIİı", "what ignoring case takes for a letter besides"),
        ("(?<!改)送(?!货)", "送", "what is only looked at"),
    ],
)
def test_heads_are_every_first_character(pattern: str, expected: str, reason: str) -> None:
    """Each of them is there, and nothing else; any character at all is refused."""
    if expected:
        assert heads(re.compile(pattern)) == frozenset(expected), reason
    else:
        with pytest.raises(ValueError, match="without heads"):
            heads(re.compile(pattern))


@pytest.mark.parametrize("pattern", ["送?", "^", "", "[^送]", r"\d到", "(?i)tel", "(?:送|)到?"])
def test_what_has_no_heads_is_refused(pattern: str) -> None:
    """A pattern that can match nothing, anything or either case is an error at import."""
    with pytest.raises(ValueError, match="without heads"):
        heads(re.compile(pattern))


WORDS = (
    "订单号：|(?i:order)[ ]?(?i:no)?[:： ]{0,2}\\Z",
    "(?<!改)送到?|(?<![A-Za-z])(?i:sfz|kin|id ?card)",
    "[号码][^0-9]{0,3}\\Z|单",
)


@pytest.mark.parametrize("pattern", WORDS)
def test_what_tells_is_found_where_its_pattern_is(pattern: str) -> None:
    """Yes or no, in the whole text and in a stretch of it, is the same."""
    drawn, told, plain = random.Random(pattern), telling(pattern), re.compile(pattern)
    for _ in range(4_000):
        text = "".join(
            drawn.choices("订单号：改送到码SsſKkIiıİdDnoORDERrfzF card1 \n", k=drawn.randint(0, 12))
        )
        low, high = sorted(drawn.choices(range(14), k=2))
        assert bool(told.search(text)) == bool(plain.search(text))
        assert bool(told.search(text, low, high)) == bool(plain.search(text, low, high))


def test_a_caption_is_told_from_any_text_before_a_value() -> None:
    """What belongs to a thing is told by its caption alone."""
    assert context.is_thing("订单号：123", 4)
    assert context.is_thing("SKU 123", 4)
    assert not context.is_thing("电话：123", 3)
