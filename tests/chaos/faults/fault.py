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
    """

    name: str
    says: str
    strike: Strike
    short: bool = False
    spares: bool = True
    needs_disk: bool = False
