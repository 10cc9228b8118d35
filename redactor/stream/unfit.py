"""What a lane has learnt of records the broker refuses for their own sake.

Must never forget one before its pointer is committed: it would be sent again for ever.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Final

from redactor.errors import EmitError
from redactor.record import Refused, Result
from redactor.stream.port import UnfitError

if TYPE_CHECKING:
    from redactor.errors import Reason

# A refused set is cut into as many: of 3,000 the culprit is known after two more attempts, of some
# hundred confirmations each. One by one at once, each 20 ms, would outlast a batch's time.
PIECES: Final = 64


class UnfitMemory:
    """Narrows a refused message set down to its culprits, over the attempts of one lane.

    A broker refuses a whole set of messages without naming the one it minds. The records of the
    set then travel in smaller ones, and those of a refused one of these in smaller ones again,
    until each culprit is refused by itself and becomes a pointer.
    """

    def __init__(self) -> None:
        """Start without suspicion."""
        self._condemned: dict[int, Reason] = {}
        self._suspects: dict[int, int] = {}
        self._numbers = count()

    @property
    def suspects(self) -> Mapping[int, int]:
        """Source offsets that must travel apart from all others, and with whom: a number each."""
        return dict(self._suspects)

    def learn(self, unfit: UnfitError) -> None:
        """Take the offsets of each refused set; a set of one is a verdict.

        Raises:
            EmitError: A record was refused although it was a pointer already: nothing smaller can
                be sent for it.
        """
        pointers = frozenset(self._condemned)  # what travelled as one in this attempt
        for offsets, reason in unfit.refused:
            if len(offsets) == 1:
                if offsets <= pointers:
                    msg = f"the quarantine topic refuses a pointer ({reason.value})"
                    raise EmitError(msg)
                self._condemned.update(dict.fromkeys(offsets, reason))
            self._part(sorted(offsets))

    def applied(self, results: Sequence[Result]) -> Sequence[Result]:
        """Refuse what was found to be a culprit; give everything else as it is."""
        if not self._condemned:
            return results
        return [self._sentenced(result) for result in results]

    def forget_before(self, offset: int) -> None:
        """Drop what stands before a committed offset."""
        self._condemned = {at: why for at, why in self._condemned.items() if at >= offset}
        self._suspects = {at: number for at, number in self._suspects.items() if at >= offset}

    def _part(self, offsets: Sequence[int]) -> None:
        """Cut a refused set into pieces, smaller than it is unless it is one record."""
        size = -(-len(offsets) // PIECES)
        for first in range(0, len(offsets), size):
            number = next(self._numbers)
            self._suspects.update(dict.fromkeys(offsets[first : first + size], number))

    def _sentenced(self, result: Result) -> Result:
        reason = self._condemned.get(result.at.offset)
        return Refused(result.at, result.timestamp_ms, reason) if reason else result
