"""The first two characters that a pattern's matches begin with: one of them alone stands anywhere.

Must never leave two characters out: where a pattern's beginning cannot be told, it is an error.
"""

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]  # no stubs for the parsed form
from re import _parser as parser  # type: ignore[attr-defined]  # no stubs for the parsed form
from typing import Any, Final

from recognizers.heads import REPEATS, WIDTHLESS, listed

_TWO: Final = 2


def openings(pattern: str) -> frozenset[str]:
    """Give every two characters that a match of a pattern can begin with.

    Args:
        pattern: One that matches at least a character and minds case; its sets are listed.

    Returns:
        Two characters, or one where any other, or nothing, may follow it. Both need not be of the
        match: what must follow it counts, too.

    Raises:
        ValueError: It can match nothing, or has what is not listed near its beginning.
    """
    found = _of_all(parser.parse(pattern))
    if "" in found or re.compile(pattern).flags & re.IGNORECASE:
        raise ValueError("a pattern without openings")  # noqa: EM101, TRY003  # one sentence, used once
    return found


def _of_all(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The openings of a sequence; one that is shorter than two characters may go on in any way."""
    found = frozenset(("",))
    for code, argument in parsed:
        if all(len(one) == _TWO for one in found):
            break
        if code is op.ASSERT and argument[0] > 0:
            return _behind(found, _of_all(argument[1]))
        if code not in WIDTHLESS:
            found = _behind(found, _of_one(code, argument))
    return found


def _behind(first: Iterable[str], then: Iterable[str]) -> frozenset[str]:
    return frozenset((one + other)[:_TWO] for one in first for other in then)


def _of_one(code: Any, argument: Any) -> frozenset[str]:  # noqa: ANN401  # the parser's own untyped tree
    """The openings of one piece of a sequence."""
    if code is op.LITERAL:
        return frozenset((chr(argument),))
    if code is op.IN:
        return frozenset(one for member in argument for one in listed(member))
    if code is op.BRANCH:
        return frozenset[str]().union(*map(_of_all, argument[1]))
    if code is op.SUBPATTERN and not argument[1]:
        return _of_all(argument[3])
    if code in REPEATS:
        once = _of_all(argument[2])
        more = _behind(once, once) if argument[1] > 1 else frozenset[str]()
        return once | more | (frozenset(("",)) if argument[0] == 0 else frozenset[str]())
    raise ValueError("a pattern without openings")  # noqa: EM101, TRY003  # one sentence, used once
