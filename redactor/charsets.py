"""Has `re` look at a set of characters once where many patterns hold it, while they are compiled.

Must never change what a pattern becomes, nor stay in force once the patterns are there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from re import _compiler as compiler  # type: ignore[attr-defined]  # no stubs for it
from typing import Any, Final

_LOOK: Final = "_optimize_charset"  # walks through every character of a range, in each pattern anew

# Parts of a set that is kept. Longer ones stand in few patterns, and what is kept of them among
# all that stays would hold two megabytes.
MOST: Final = 8


@contextmanager
def sets_once() -> Iterator[None]:
    """Keep what `re` makes of a set until the block ends; a Python without that step has no need.

    For a process that compiles in one thread.
    """
    look = getattr(compiler, _LOOK, None)
    if look is None:
        yield
        return
    made: dict[Any, tuple[list[Any], Any]] = {}

    def once(charset: list[Any], *case: Any) -> tuple[list[Any], Any]:  # noqa: ANN401 -- how case is folded
        """Give a list of its own to each pattern."""
        if len(charset) > MOST:
            return look(charset, *case)  # type: ignore[no-any-return]  # no stubs for it
        key = (*charset, None, *map(id, case))  # functions and tables of `re` itself, which stay
        if key not in made:
            made[key] = look(charset, *case)
        found, cased = made[key]
        return [*found], cased

    setattr(compiler, _LOOK, once)
    try:
        yield
    finally:
        setattr(compiler, _LOOK, look)
