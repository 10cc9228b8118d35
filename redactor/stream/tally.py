"""The sum of what a candidate policy would change.

Must never hold a value: topics, printable field paths, entities, reasons and numbers only.
"""

from collections import Counter
from dataclasses import dataclass, field

from redactor.diff.compare import Change, Key


@dataclass(slots=True)
class Tally:
    """What was counted of one pair of policies since the last report.

    Attributes:
        counts: Places by target, field path, entity and change.
        compared: Records.
        refused: Records that the candidate alone refuses, by reason.
    """

    counts: Counter[Key] = field(default_factory=Counter)
    compared: int = 0
    refused: Counter[str] = field(default_factory=Counter, repr=False)

    @property
    def weaker(self) -> bool:
        """Whether any place would be less masked."""
        return any(key[3] is Change.LESS for key in self.counts)

    @property
    def changed(self) -> list[tuple[Key, int]]:
        """What would be masked otherwise, the weakest and most frequent first."""
        changed = [one for one in self.counts.items() if one[0][3] is not Change.SAME]
        return sorted(changed, key=lambda one: (one[0][3] is not Change.LESS, -one[1], one[0]))
