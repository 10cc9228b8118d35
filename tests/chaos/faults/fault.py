"""What a fault is: a name, a sentence, and a strike that does harm and then lets go.

Must never choose anything but by the draw it is given: its seed replays it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.chaos.arena import Arena

Strike = Callable[[Arena, random.Random], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of a table.

    Attributes:
        name: Unique, for the report.
        says: What happens, in a few words.
        strike: Does it; when it returns the harm is over and recovery begins.
        short: It is part of the short run as well.
        spares: It kills no first worker of a crew, whose memory is watched over the whole run.
        needs_disk: It fills a disk, so that the broker must have one of its own.
        needs_telling: It tells workers untruths, so that they must listen.
    """

    name: str
    says: str
    strike: Strike
    short: bool = False
    spares: bool = True
    needs_disk: bool = False
    needs_telling: bool = False

    def why_not(self, arena: Arena) -> str:
        """Say why it cannot be struck here; empty when it can."""
        if self.needs_disk and not arena.cluster.small_disk:
            return "no broker has a disk of its own (mounting one needs root)"
        if self.needs_telling and not arena.crews[0].workers[0].told.environment():
            return "workers cannot be told another time (that needs a C compiler)"
        return ""
