"""Gives back the name that the model took into an address: 尹素秋住|3栋402, 5号楼|尹素秋.

Must never take a place's name for a person: only a surname with a given name's characters, where
住 or 在 follows it, or where addresses stand in a list and it closes one.
"""

import re
from collections.abc import Iterator
from typing import Final

from recognizers.names.bounded import sure_name

Piece = tuple[int, int, str]  # start, end, label

_LIVES: Final = re.compile("(?P<name>[\u3400-\u9fff]{2,4}?)(?:家?住(?!宅)在?|家?在)")
_BEHIND: Final = re.compile(
    "(?<=[号栋幢座楼室户#0-9])(?P<name>(?![号栋幢座楼室房层户单])[\u3400-\u9fff]{2,4})$"
)


def lives(start: int, text: str) -> bool:
    """Says whether 住 or 在 stands where it would behind a name that begins at a place."""
    return text.find("住", start + 2, start + 6) > 0 or text.find("在", start + 2, start + 6) > 0


def resident(start: int, end: int, text: str, *, listed: bool) -> Iterator[Piece]:
    """Parts one address from a name at its head or tail.

    Args:
        start: First character of what the model took for an address.
        end: One past its last.
        text: The text.
        listed: Whether it is one of several that stand side by side.

    Yields:
        The address and the name, left to right; the address alone where there is no name in it.
    """
    home = _LIVES.match(text, start, end - 2) if lives(start, text) else None
    if home and sure_name(home["name"]):
        yield start, home.end("name"), "PERSON"
        start = home.end()
    behind = _BEHIND.search(text, start + 2, end) if listed else None
    if behind and sure_name(behind["name"]):
        yield start, behind.start(), "ADDRESS"
        yield behind.start(), end, "PERSON"
        return
    yield start, end, "ADDRESS"
