"""Reads a pattern the way `re` does, and says what is unsafe about it.

Must never run the pattern: it is judged by its form alone.
"""

import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]  # no stubs for the parsed form
from re import _parser as parser  # type: ignore[attr-defined]  # no stubs for the parsed form
from typing import Any, Final

_REPEATS: Final = frozenset((op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT))
_WIDEST: Final = 5000  # characters that one repeat may take


def faults(pattern: str) -> list[str]:
    """What is unsafe about a pattern: a fixed sentence for each fault, none if it is safe.

    Args:
        pattern: A regular expression of Python's `re`.

    Returns:
        Faults, each once: an unbounded repeat (time grows with the text, and with the square of
        it), a word boundary or word class (both take Han characters for letters), a digit class
        that knows more than ten digits, a match of nothing.
    """
    try:
        parsed = parser.parse(pattern)
    except re.error:
        return ["does not compile"]
    found = dict.fromkeys(_walk(parsed))
    if parsed.getwidth()[0] == 0:
        found["can match nothing"] = None
    return list(found)


def _walk(parsed: Any) -> Iterator[str]:  # noqa: ANN401  # the parser's own untyped tree
    for code, argument in parsed:
        if code in _REPEATS:
            if argument[1] == op.MAXREPEAT or argument[1] > _WIDEST:
                yield "has an unbounded repeat"
            yield from _walk(argument[2])
        elif code is op.AT and argument in (op.AT_BOUNDARY, op.AT_NON_BOUNDARY):
            yield "has a word boundary"
        elif code is op.IN:
            yield from _classes(argument)
        elif code is op.SUBPATTERN:
            yield from _walk(argument[3])
        elif code is op.BRANCH:
            for branch in argument[1]:
                yield from _walk(branch)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _walk(argument[1])


def _classes(members: Any) -> Iterator[str]:  # noqa: ANN401  # the parser's own untyped tree
    for code, argument in members:
        if code is op.CATEGORY and argument in (op.CATEGORY_WORD, op.CATEGORY_NOT_WORD):
            yield "has a word class"
        if code is op.CATEGORY and argument in (op.CATEGORY_DIGIT, op.CATEGORY_NOT_DIGIT):
            yield "has a digit class of all scripts"
