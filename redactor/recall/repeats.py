"""Which fields hold values that come again: a memory of any other is asked in vain.

Moments, remarks and numbers of parcels differ in each record; half of what is read is such. Must
never hold a field's name, which may be PII, nor change what is found: only where it is looked for.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

SLOTS: Final = 1_024  # fields share one by their name's hash; if two do, both are remembered or not
LOOK: Final = 4_096  # texts that are all looked up, to see which fields come again
REST: Final = 65_536  # texts after which it is looked again: fields change
LEAST_TEXTS: Final = 64  # of a field, to judge it by
LEAST_SHARE: Final = 1 / 32  # of its texts that must be known

_NONE: Final = array("q", bytes(8 * SLOTS))


class Repeats:
    """Judges fields by how many of their texts were known, from time to time.

    Attributes:
        slots: Of each slot whether its texts are worth it, and how many were asked for and known
            since it was last turned: for the compiled memory, which adds to them.
    """

    def __init__(self) -> None:
        """Begin with a look at everything."""
        self._worth = bytearray(b"\1" * SLOTS)
        self._asked = array("q", _NONE)
        self._known = array("q", _NONE)
        self.slots = (self._worth, self._asked, self._known)
        self._left = LOOK
        self._looking = True

    def worth(self, hints: Iterable[str]) -> list[int]:
        """Give the numbers of the texts to look up and to remember, by their fields.

        Args:
            hints: For each text the names of its field.
        """
        worth = self._worth
        return [at for at, hint in enumerate(hints) if worth[hash(hint) % SLOTS]]

    def took(self, hints: Sequence[str], known: Iterable[bool]) -> None:
        """Learn from a batch.

        Args:
            hints: For each text the names of its field.
            known: For each text whether it was remembered; all False where it was not looked up.
        """
        if self._looking:
            for hint, one in zip(hints, known, strict=True):
                slot = hash(hint) % SLOTS
                self._asked[slot] += 1
                self._known[slot] += one
        self.passed(len(hints))

    def passed(self, texts: int) -> None:
        """Go on by so many texts, whose slots have been counted."""
        self._left -= texts
        if self._left <= 0:
            self._turn()

    def _turn(self) -> None:
        """End a look with a judgement, or a rest with a look, in place."""
        if self._looking:
            self._worth[:] = bytes(
                asked < LEAST_TEXTS or known >= asked * LEAST_SHARE
                for asked, known in zip(self._asked, self._known, strict=True)
            )
        else:
            self._worth[:] = b"\1" * SLOTS
        self._asked[:], self._known[:] = _NONE, _NONE
        self._looking = not self._looking
        self._left = LOOK if self._looking else REST
