"""Our patterns are Presidio's, but for the compiling."""

import presidio_analyzer
import pytest
import regex

from recognizers.catalogue import BUILT_IN
from recognizers.pattern import Pattern

NUMBER = ("number", r"(?<![0-9])[0-9]{6}(?![0-9])", 0.5)
PATTERNS = [(kind, pattern) for kind in BUILT_IN for pattern in kind.PATTERNS]


def test_it_has_all_that_presidios_has() -> None:
    """Whoever takes a pattern of Presidio's may be given one of ours."""
    assert isinstance(Pattern(*NUMBER), presidio_analyzer.Pattern)
    assert vars(Pattern(*NUMBER)) == vars(presidio_analyzer.Pattern(*NUMBER))


def test_presidio_matches_with_it() -> None:
    """A plain recognizer of Presidio's compiles and finds it."""
    plain = presidio_analyzer.PatternRecognizer("NUMBER", patterns=[Pattern(*NUMBER)])
    (found,) = plain.analyze("no 123456", ["NUMBER"])
    assert (found.start, found.end) == (3, 9)


@pytest.mark.parametrize(
    ("kind", "pattern"), PATTERNS, ids=[f"{kind.__name__}-{one.name}" for kind, one in PATTERNS]
)
def test_each_of_the_catalogue_is_fit_for_presidio(kind: type, pattern: Pattern) -> None:
    """What Presidio checks when it makes a pattern: `regex` takes it, and the score is one."""
    assert regex.compile(pattern.regex), kind
    assert 0 <= pattern.score <= 1
