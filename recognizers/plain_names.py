"""Answers about names of fields, remembered for those that can only be a schema's.

Must never keep a name that may be a value: a key of a document can be somebody's number.
"""

import re
from collections.abc import Callable
from functools import update_wrapper
from typing import Final, Generic, TypeVar

T = TypeVar("T")

MOST: Final = 4096  # names that are remembered
# Names of ASCII letters, two of them joined by a point, behind a language (`en:receiver.name`).
# Digits, Han characters or an @ may be somebody's.
_PLAIN: Final = re.compile(r"(?:[A-Za-z_$][A-Za-z_$.:-]{0,127})?", re.ASCII)


def is_plain(name: str) -> bool:
    """Tell whether the name of a field can only be a schema's; the empty one is."""
    return _PLAIN.fullmatch(name) is not None


class ForPlainNames(Generic[T]):
    """A function of a field's name, whose answers for plain names are kept, up to a bound.

    Attributes:
        kept: The answers by name.
    """

    def __init__(self, answer: Callable[[str], T]) -> None:
        """Take the function; it decorates one."""
        self._answer = answer
        self.kept: dict[str, T] = {}
        update_wrapper(self, answer)

    def __call__(self, name: str) -> T:
        """Give the function's answer for a name, which may be any."""
        known = self.kept.get(name)
        if known is None:
            known = self._answer(name)
            if is_plain(name):
                if len(self.kept) >= MOST:
                    self.kept.clear()
                self.kept[name] = known
        return known


def telling_of(*words: re.Pattern[str]) -> ForPlainNames[bool]:
    """Give what tells whether one of some patterns is found in the name of a field."""
    return ForPlainNames(lambda name: any(one.search(name) for one in words))
