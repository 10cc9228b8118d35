"""What all recognizers together take from the name of a field: most names say the same to them.

Must never take two names for one that any recognizer might tell apart: what a recognizer does not
say that it reads, it may read all of.
"""

import re
import secrets
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Final

from recognizers.base import Recognizer
from recognizers.gates import shape_of_field
from recognizers.gathering import distinct, spread
from recognizers.plain_names import MOST, is_plain
from recognizers.sequence.hints import asked_for

# Begins what stands for a name that may be a value.
_KEYED: Final = blake2b(key=secrets.token_bytes(32))
# What a class may change of another without a look at the name of a field.
_TOLD_NO_NAME: Final = frozenset(
    (
        *(
            "LABELS",
            "PATTERNS",
            "CONTEXT",
            "COUNTRY_CODE",
            "NEEDS",
            "STARTS",
            "_compiled",
            "_starts",
        ),
        *("validate_result", "load"),
    )
)


class FieldNames(dict[str, str]):
    """The meaning of names of fields: two with one meaning lead every recognizer to one answer.

    A meaning is a word of its own, no name; only where some recognizer may read all of a name, a
    plain name is its own meaning, and a digest that of another. Bounded, filled in when asked, and
    without a name that may be a value once it has answered.
    """

    __slots__ = ("_digests", "_passing", "_plain", "_shapes", "_words")

    def __init__(self, recognizers: Iterable[Recognizer]) -> None:
        """Take all recognizers that are asked."""
        super().__init__()
        told = [words_of(type(one)) for one in recognizers]
        every = [words for words in told if words is not None]
        self._words = tuple(dict.fromkeys(chain(*every))) if len(every) == len(told) else None
        self._passing: list[str] = []
        self._shapes: dict[str, int] = {}  # of plain names, those that are kept
        self._plain: dict[str, str] = {}  # a plain name of each meaning, of those that are kept
        self._digests: dict[str, str] = {}  # the meaning of every other name, by its digest

    def meanings(self, names: Sequence[str]) -> list[str]:
        """Give the meaning of each name, the empty one included."""
        try:
            return list(map(self.__getitem__, names))
        finally:
            self._forget()

    def told(self, names: Sequence[str]) -> tuple[Sequence[str], list[int]]:
        """Give for each name one of the same meaning, and what it adds to the shapes of its values.

        A plain name where such a one is known: what recognizers are told of plain names they
        remember; of a Chinese one they would work it out for each text.
        """
        differ = distinct(names)
        strange = list(differ.difference(self._shapes))
        if not strange:
            return names, spread(names, self._shapes)
        shapes = {name: self._shapes[name] for name in differ.intersection(self._shapes)}
        known = {name: name for name in shapes}
        for name, meaning in zip(strange, self.meanings(strange), strict=True):
            known[name] = self._plain.get(meaning, name)
            shapes[name] = shape_of_field(known[name])
        self._shapes.update((name, shapes[name]) for name in strange if name in self)
        return spread(names, known), spread(names, shapes)

    def _forget(self) -> None:
        """Let go of every name that may be a value."""
        for name in self._passing:
            self.pop(name, None)
        self._passing.clear()

    def __missing__(self, name: str) -> str:
        """Work out the meaning of a name."""
        if len(self) >= MOST:
            self.clear()
            self._plain.clear()
            self._shapes.clear()
        if is_plain(name):
            meaning = self._worked_out(name)
            self._plain.setdefault(meaning, name)
        else:
            self._passing.append(name)
            meaning = self._under_digest(name)
        self[name] = meaning
        return meaning

    def _under_digest(self, name: str) -> str:
        """Give the meaning of a name that may be a value, without keeping the name.

        Chinese names of a schema come in every batch, and are worked out once.
        """
        digest = _digest(name)
        meaning = self._digests.get(digest)
        if meaning is None:
            if len(self._digests) >= MOST:
                self._digests.clear()
            meaning = self._digests[digest] = self._worked_out(name)
        return meaning

    def _worked_out(self, name: str) -> str:
        return _whole(name) if self._words is None else _meaning(name, self._words)


def words_of(kind: type[Recognizer]) -> Sequence[re.Pattern[str]] | None:
    """Give the `FIELD_WORDS` of a class; None where it may read more of a field's name.

    A class says it for its own methods and those that it inherits. A subclass that has methods of
    its own, a validation apart, or words that inherited ones may look for, says it anew or is taken
    to read all of the name.
    """
    for one in kind.__mro__:
        own = vars(one)
        if "FIELD_WORDS" in own:
            return kind.FIELD_WORDS
        if any(_may_read(name, value) for name, value in own.items()):
            return None
    return None


def _may_read(name: str, value: object) -> bool:
    """Whether what stands in a class is code, or data that code may look for in a field's name."""
    if name in _TOLD_NO_NAME:
        return False
    return callable(value) or hasattr(value, "__get__") or not name.startswith("__")


def _whole(name: str) -> str:
    """What stands for all of a name, and for no other."""
    return name if is_plain(name) else _digest(name)


def _digest(name: str) -> str:
    begun = _KEYED.copy()
    begun.update(name.encode("utf-8", "surrogatepass"))
    return begun.hexdigest()


def _meaning(name: str, words: Sequence[re.Pattern[str]]) -> str:
    found = "".join("1" if one.search(name) else "0" for one in words)
    return f"{shape_of_field(name):x} {asked_for(name).value} {found}"
