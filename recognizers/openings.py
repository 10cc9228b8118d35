"""The first characters that a pattern's matches begin with: fewer than asked for stand anywhere.

Must never leave any out: where a pattern's beginning cannot be told, it is an error.
"""

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]  # no stubs for the parsed form
from re import _parser as parser  # type: ignore[attr-defined]  # no stubs for the parsed form
from typing import Any, Final

from recognizers.heads import REPEATS, WIDTHLESS, listed

_TWO: Final = 2


def openings(pattern: str, count: int = _TWO) -> frozenset[str]:
    """Give every few characters that a match of a pattern can begin with.

    Args:
        pattern: One that matches at least a character and minds case; its sets are listed.
        count: How many characters.

    Returns:
        So many characters, or fewer where any other, or nothing, may follow them. Not all need be
        of the match: what must follow it counts, too.

    Raises:
        ValueError: It can match nothing, or has what is not listed near its beginning.
    """
    parsed = parser.parse(pattern)
    found = _of_all(parsed, count)
    if "" in found or parsed.state.flags & re.IGNORECASE:
        raise ValueError("a pattern without openings")  # noqa: EM101, TRY003  # one sentence, used once
    return found


def _of_all(parsed: Iterable[tuple[Any, Any]], count: int) -> frozenset[str]:
    """The openings of a sequence; one that is shorter than asked for may go on in any way."""
    found = frozenset(("",))
    for code, argument in parsed:
        if all(len(one) == count for one in found):
            break
        if code is op.ASSERT and argument[0] > 0:
            return _behind(found, _of_all(argument[1], count), count)
        if code not in WIDTHLESS:
            found = _behind(found, _of_one(code, argument, count), count)
    return found


def _behind(first: Iterable[str], then: Iterable[str], count: int) -> frozenset[str]:
    return frozenset((one + other)[:count] for one in first for other in then)


def _of_one(code: Any, argument: Any, count: int) -> frozenset[str]:  # noqa: ANN401  # the parser's own untyped tree
    """The openings of one piece of a sequence."""
    if code is op.LITERAL:
        return frozenset((chr(argument),))
    if code is op.IN:
        return frozenset(one for member in argument for one in listed(member))
    if code is op.BRANCH:
        return frozenset[str]().union(*(_of_all(branch, count) for branch in argument[1]))
    if code is op.SUBPATTERN and not argument[1]:
        return _of_all(argument[3], count)
    if code in REPEATS:
        once = _of_all(argument[2], count)
        rows = [frozenset(("",)), once]
        while len(rows) <= min(argument[1], count):
            rows.append(_behind(rows[-1], once, count))
        return frozenset[str]().union(*rows[min(argument[0], 1) :])
    raise ValueError("a pattern without openings")  # noqa: EM101, TRY003  # one sentence, used once
