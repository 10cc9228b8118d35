"""Lines of talk: one frame, a frame that another follows, turns of an exchange; worn now and then.

Must never wear a character of a value.
"""

import random
from typing import Final

from tests.quality.train import registers
from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.optimiser import Example
from tests.quality.train.people import Namer
from tests.quality.train.phrasing import Phrasing
from tests.quality.train.places import Surveyor
from tests.quality.train.talk import Prose
from tests.quality.train.wear import Wear

_FOLLOWED: Final = 0.12  # share of frames of talk that another follows


class Voicing(Phrasing):
    """A seeded source of talk."""

    def __init__(
        self, namer: Namer, surveyor: Surveyor, clutter: Clutter, prose: Prose, draw: random.Random
    ) -> None:
        """Take the sources of names, places and other text, and the randomness."""
        super().__init__(namer, surveyor, clutter, prose, draw)
        self._wear = Wear(draw)

    def spoken(self) -> Example:
        """A line of one of the registers, by its share, worn now and then."""
        names, shares = list(registers.SHARES), list(registers.SHARES.values())
        chosen = self._draw.choices(names, shares)[0]
        if chosen in registers.SPOKEN and self._draw.random() < 0.2:
            return self.exchange(chosen)
        return self._wear.maybe(self.phrase(registers.FRAMES[chosen]))

    def exchange(self, register: str) -> Example:
        """Two to four turns of talk, one behind the other."""
        draw = self._draw
        gap = draw.choice(("\n", "\n", " ", "  ", "。", "；", "|"))
        draft = Draft()
        for number in range(draw.choice((2, 2, 3, 4))):
            if number:
                draft.plain(gap)
            draft.append(self._wear.maybe(self.phrase(registers.FRAMES[register])))
        return draft.done()

    def voiced(self) -> Example:
        """A frame of talk, now and then with another behind it."""
        draw = self._draw
        made = self._wear.maybe(self.phrase(registers.WRITTEN["talk"]))
        if draw.random() >= _FOLLOWED:
            return made
        draft = Draft()
        draft.append(made)
        draft.plain(draw.choice(("，", "，", "。", " ", " ", "\n", "；", "")))
        draft.append(self.phrase(registers.WRITTEN[draw.choice(("talk", "hush"))]))
        return draft.done()
