"""The characters that a pattern's matches begin with: a look at one costs a fifth of asking `re`.

Must never leave a character out: where a pattern's beginning cannot be told, it is an error.
"""

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]  # no stubs for the parsed form
from re import _parser as parser  # type: ignore[attr-defined]  # no stubs for the parsed form
from typing import Any, Final

REPEATS: Final = frozenset((op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT))
WIDTHLESS: Final = frozenset((op.ASSERT, op.ASSERT_NOT, op.AT))

# What ignoring case takes for a Latin letter beside its capital.
CASELESS: Final = {"i": "İı", "s": "ſ", "k": "\u212a"}


def telling(pattern: str) -> re.Pattern[str]:
    """Give a pattern that is found where another is, and several times faster.

    It matches no more than the other's first character: for questions of yes or no. `re` skips to
    a set of characters, and to nothing where alternatives begin each in its own way.

    Args:
        pattern: As `heads` takes it.

    Raises:
        ValueError: As `heads` does.
    """
    first = "".join(map(re.escape, sorted(_heads(parser.parse(pattern)))))
    return re.compile(f"[{first}](?<=(?={pattern}).)")


def heads(pattern: re.Pattern[str]) -> frozenset[str]:
    """Give every character that a match of a pattern can begin with.

    Args:
        pattern: One that matches at least a character; it may ignore case within, not throughout.

    Raises:
        ValueError: It can match nothing, or begins with what is not listed character by character.
    """
    return _heads(parser.parse(pattern.pattern, pattern.flags))


def _heads(parsed: Any) -> frozenset[str]:  # noqa: ANN401  # the parser's own untyped tree
    found: set[str] = set()
    if parsed.state.flags & re.IGNORECASE or _add(parsed, found):
        raise ValueError("a pattern without heads")  # noqa: EM101, TRY003  # one sentence, used once
    return frozenset(found)


def _add(parsed: Iterable[tuple[Any, Any]], found: set[str]) -> bool:
    """Add the heads of a sequence; True where all of it can match nothing."""
    return all(code in WIDTHLESS or _add_one(code, argument, found) for code, argument in parsed)


def _add_one(code: Any, argument: Any, found: set[str]) -> bool:  # noqa: ANN401  # the parser's own untyped tree
    """Add the heads of one piece; True where it can match nothing."""
    if code is op.LITERAL:
        found.add(chr(argument))
        return False
    if code is op.IN:
        found.update(*map(listed, argument))
        return False
    if code is op.BRANCH:
        return any(_add(branch, found) for branch in argument[1])  # every branch adds its own
    if code in REPEATS:
        return _add(argument[2], found) or argument[0] == 0
    if code is op.SUBPATTERN:
        return _add_group(argument, found)
    raise ValueError("a pattern without heads")  # noqa: EM101, TRY003  # one sentence, used once


def _add_group(argument: Any, found: set[str]) -> bool:  # noqa: ANN401  # the parser's own untyped tree
    """Add the heads of a group, in both cases where it ignores case."""
    own: set[str] = set()
    empty = _add(argument[3], own)
    if argument[1] & re.IGNORECASE:
        for head in (*own,):
            own.update(head.lower(), head.upper(), CASELESS.get(head.lower(), ""))
    found |= own
    return empty


def listed(member: tuple[Any, Any]) -> Iterable[str]:
    """Give the characters of one member of a set, as the parser has it.

    Raises:
        ValueError: It is a class, or what a set leaves out.
    """
    code, argument = member
    if code is op.LITERAL:
        return chr(argument)
    if code is op.RANGE:
        return map(chr, range(argument[0], argument[1] + 1))
    raise ValueError("a set without heads, and without openings")  # noqa: EM101, TRY003  # one sentence, used once
