"""Composes what couriers, customers and clerks say from clauses: who does what, what goes where.

Must never hold a phrase of the project's own test corpus: whole sentences are put together here.
"""

import random
from collections.abc import Callable
from typing import Final, TypeAlias

from tests.quality.train import phrases
from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.outskirts import Outskirts
from tests.quality.train.people import Namer
from tests.quality.train.places import Place, alone
from tests.quality.train.vocabulary import sections

Slot: TypeAlias = Callable[[Draft], None]

LISTS: Final = sections("speech")
PEOPLE: Final = LISTS["people"]
PLACES: Final = LISTS["places"]
STILL: Final = LISTS["still"]
TALK: Final = ("act", "to", "find", "go", "stay", "open", "end", "quiet")  # words of talk
# Slots whose entries are text alone, or phrases with slots of their own.
_PLAIN: Final = ("role", "act", "to", "find", "go", "stay", "quiet")
NESTED: Final = {"open": LISTS["open"], "end": LISTS["end"]}


class Speech:
    """Seeded slots of spoken lines."""

    def __init__(
        self, namer: Namer, outskirts: Outskirts, clutter: Clutter, draw: random.Random
    ) -> None:
        """Take the sources of names, places and other text, and the randomness."""
        self._namer, self._outskirts, self._clutter = namer, outskirts, clutter
        self._surveyor, self._draw = outskirts.surveyor, draw

    def slots(self) -> dict[str, Slot]:
        """What fills each slot that only spoken lines have."""
        found: dict[str, Slot] = {name: self._from(name) for name in _PLAIN}
        return found | {"who": self._who, "where": self._where}

    def _from(self, name: str) -> Slot:
        entries = LISTS[name]
        return lambda draft: draft.plain(self._draw.choice(entries))

    def _who(self, draft: Draft) -> None:
        """Someone by name, now and then someone who is not: a frame alone decides little."""
        kind = self._draw.random()
        if kind < 0.06:
            draft.plain(self._draw.choice(phrases.UNNAMED))
        elif kind < 0.08:
            draft.plain(self._draw.choice(LISTS["role"]))
        elif kind < 0.75:
            draft.person(self._namer.full())
        else:
            draft.person(self._namer.person())

    def _where(self, draft: Draft) -> None:
        """An address in full or in part; now and then a mention that is none."""
        if self._draw.random() < 0.03:
            draft.plain(self._surveyor.city())
        else:
            draft.place(alone(self._somewhere()))

    def _somewhere(self) -> Place:
        surveyor = self._surveyor
        makers: tuple[tuple[int, Callable[[], Place]], ...] = (
            (18, self._outskirts.place),
            (30, surveyor.place),
            (8, surveyor.country),
            (22, surveyor.spot),
            (14, lambda: Place("", surveyor.estate() + surveyor.building())),
            (8, lambda: Place("", surveyor.street())),
            (3, lambda: Place("", surveyor.road())),
            (5, lambda: Place("", surveyor.stall())),
        )
        shares = [share for share, _ in makers]
        return self._draw.choices([maker for _, maker in makers], shares)[0]()
