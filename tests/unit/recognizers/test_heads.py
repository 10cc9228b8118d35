"""What a pattern's matches begin with is told from the pattern."""

import re

import pytest

from recognizers.heads import heads


@pytest.mark.parametrize(
    ("pattern", "expected", "reason"),
    [
        ("送到|寄[到往]", "送寄", "alternatives"),
        ("[a-d]号?", "abcd", "a range"),
        ("不?是", "不是", "what may be missing, and what follows it"),
        ("[东西]?[一二]{0,2}(?:路|(?P<kind>街))", "东西一二路街", "several that may be missing"),
        ("(?<!改)(?=送).?到|送", "", "a character of any kind"),
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


@pytest.mark.parametrize(
    "pattern", ["送?", "^", "", "[^送]", r"\d到", "(?i)tel", "(?i:tel)", "(?:送|)到?"]
)
def test_what_has_no_heads_is_refused(pattern: str) -> None:
    """A pattern that can match nothing, anything or either case is an error at import."""
    with pytest.raises(ValueError, match="without heads"):
        heads(re.compile(pattern))
