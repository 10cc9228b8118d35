"""Strings that a regular expression matches, drawn from its parsed form.

Look-arounds are not followed: whoever draws keeps what the pattern finds.
"""

import random
import re
from re import _constants as op  # type: ignore[attr-defined]  # no stubs for the parsed form
from re import _parser as parser  # type: ignore[attr-defined]  # no stubs for the parsed form
from typing import Any, Final

_REPEATS: Final = frozenset((op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT))
_ANYTHING: Final = "0123456789abcXYZ王收 -.:*"
_MORE: Final = (0, 0, 1, 2, 5)  # how often a repeat goes beyond its least


class Drawing:
    """Draws strings of one pattern."""

    def __init__(self, pattern: str, source: random.Random) -> None:
        """Parse the pattern once."""
        self._parsed = parser.parse(pattern)
        self._source = source
        self._groups: dict[int, str] = {}

    def draw(self) -> str:
        """Give one string."""
        self._groups.clear()
        return self._sequence(self._parsed)

    def _sequence(self, parsed: Any) -> str:  # noqa: ANN401  # the parser's own untyped tree
        return "".join(self._node(code, argument) for code, argument in parsed)

    def _node(self, code: Any, argument: Any) -> str:  # noqa: ANN401  # the parser's own tree
        if code in _REPEATS:
            return self._repeated(*argument)
        draw = {
            op.LITERAL: chr,
            op.ANY: self._anything,
            op.NOT_LITERAL: self._anything,
            op.IN: self._member,
            op.BRANCH: self._branch,
            op.SUBPATTERN: self._group,
            op.GROUPREF: self._again,
        }.get(code)
        return draw(argument) if draw else ""  # a look-around or an anchor

    def _anything(self, _: object) -> str:
        return self._source.choice(_ANYTHING)

    def _again(self, number: int) -> str:
        return self._groups.get(number, "")

    def _branch(self, argument: Any) -> str:  # noqa: ANN401  # the parser's own untyped tree
        return self._sequence(self._source.choice(argument[1]))

    def _repeated(self, least: int, most: int, inner: Any) -> str:  # noqa: ANN401  # the tree
        count = min(least + self._source.choice(_MORE), most)
        return "".join(self._sequence(inner) for _ in range(count))

    def _group(self, argument: Any) -> str:  # noqa: ANN401  # the parser's own untyped tree
        number, _, _, inner = argument
        drawn = self._sequence(inner)
        if number is not None:
            self._groups[number] = drawn
        return drawn

    def _member(self, members: Any) -> str:  # noqa: ANN401  # the parser's own untyped tree
        if members[0][0] is op.NEGATE:
            return self._source.choice(_ANYTHING)
        code, argument = self._source.choice(members)
        if code is op.RANGE:
            return chr(self._source.randint(*argument))
        return chr(argument) if code is op.LITERAL else self._source.choice(" 7")


def matching(pattern: str, source: random.Random, count: int) -> list[str]:
    """Give up to `count` strings in which the pattern finds something; fewer if it is rare."""
    drawing, compiled = Drawing(pattern, source), re.compile(pattern)
    drawn = (drawing.draw() for _ in range(4 * count))
    return [text for text in drawn if compiled.search(text)][:count]
