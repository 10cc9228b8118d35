"""Writes addresses of Hong Kong, Macau and Taiwan in the characters that are written there.

Must never return a line of a data set: districts are real, what stands in them is drawn.
"""

import random
from collections.abc import Mapping
from typing import Final

from tests.quality.train.places import Place, Surveyor
from tests.quality.train.vocabulary import sections

_LISTS: Final = sections("outskirts")
_TRADITIONAL: Final = 0.7  # share that is written in Traditional characters


class Harbours:
    """A seeded source of places beyond the mainland's forms."""

    def __init__(
        self, surveyor: Surveyor, traditional: Mapping[str, str], draw: random.Random
    ) -> None:
        """Take the surveyor, Simplified characters by their Traditional form, the randomness."""
        self._surveyor, self._traditional, self._draw = surveyor, traditional, draw

    def place(self) -> Place:
        """Any of them."""
        draw, table = self._draw, self._traditional
        place = self._tower() if draw.random() < 0.5 else self._surveyor.island()
        if draw.random() >= _TRADITIONAL:
            return place
        region = "".join(table.get(c, c) for c in place.region)
        return Place(region, "".join(table.get(c, c) for c in place.detail))

    def _tower(self) -> Place:
        """Hong Kong or Macau by district, street, building, floor and room."""
        draw = self._draw
        macau = draw.random() < 0.25
        head = draw.choice(("", "澳门") if macau else ("", "", "香港", "香港九龙", "香港新界"))
        district = draw.choice(_LISTS["macau" if macau else "hongkong"])
        text = self._surveyor.stem() + draw.choice(("道", "街", "里", "大马路" if macau else "围"))
        number = draw.randint(1, 700)
        text += draw.choice((f"{number}号", f"{number}-{number + draw.randint(2, 9)}号", ""))
        text += self._surveyor.stem() + draw.choice(_LISTS["towers"])
        if draw.random() < 0.3:
            text += draw.choice((f"{draw.randint(1, 9)}座", "A座", "第二期"))
        text += f"{draw.randint(1, 48)}" + draw.choice(("楼", "字楼", "/F"))
        room = draw.randint(1, 30)
        return Place(head + district, text + draw.choice(("", "A室", "C", f"{room:02d}室")))
