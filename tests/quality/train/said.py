"""Places as people say them and names hard to tell from words: lists of whole values.

Must never hold a phrase or a value of an evaluation corpus; `tests/quality/overlap.py` measures it.
"""

import random
import re
from typing import TYPE_CHECKING, Final

from tests.quality.train.people import Namer
from tests.quality.train.places import Place, Surveyor, alone, short
from tests.quality.train.vocabulary import sections

if TYPE_CHECKING:
    from collections.abc import Callable

LISTS: Final = sections("frames")
SLOT: Final = re.compile(r"\{([a-zA-Z]+)(?:=([^{}]*))?\}")

_HAN: Final = "一二三四五六七八九十"
_SPOKEN: Final = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
_VILLAGES: Final = "村 村 庄 屯 寨 湾 沟 坪 家村 铺 集".split()
_REGION: Final = 0.12  # share of places that a county or a town stands before


def _written(slot: str) -> tuple[str, ...]:
    """Values that stand in place in the frames, each once."""
    found = (m for frame in LISTS["talk"] for m in SLOT.finditer(frame))
    return tuple(dict.fromkeys(m[2] for m in found if m[1] == slot and m[2]))


class Said:
    """A seeded source of values that were written by hand."""

    def __init__(self, namer: Namer, surveyor: Surveyor, draw: random.Random) -> None:
        """Take the sources of names and places, and the randomness."""
        self._namer, self._surveyor, self._draw = namer, surveyor, draw
        self._spots, self._names = _written("a"), _written("p")
        self._parts: dict[str, Callable[[], str]] = {
            "stem": surveyor.stem,
            "road": surveyor.road,
            "estate": surveyor.estate,
            "poi": surveyor.poi,
            "village": self._village,
            "h": self._number,
            "d": lambda: str(draw.randint(1, draw.choice((9, 30, 200)))),
            "room": self._room,
            "block": self._block,
            "L": lambda: draw.choice("ABCDEFGH"),
            "sur": namer.surname,
        }

    @property
    def parts(self) -> frozenset[str]:
        """Names of the slots of places."""
        return frozenset(self._parts)

    def place(self) -> Place:
        """A place as people say it, its county or town before it now and then."""
        template = self._draw.choice(LISTS["said"])
        detail = SLOT.sub(lambda slot: self._parts[slot[1]](), template)
        if self._draw.random() >= _REGION:
            return alone(Place("", detail))
        town = self._surveyor.town()
        county = self._draw.choice((town.county, short(town.city) + town.county, town.name))
        return alone(Place(county, detail))

    def spot(self) -> Place:
        """A place that stands in a frame, or one of the list."""
        if self._draw.random() < 0.5:
            return alone(Place("", self._draw.choice(self._spots)))
        return self.place()

    def named(self) -> str:
        """A name of the list or of a frame."""
        return self._namer.hard() if self._draw.random() < 0.7 else self._draw.choice(self._names)

    def _village(self) -> str:
        """A village's name: 石桥村, 李家沟."""
        draw = self._draw
        villages = self._surveyor.town().villages
        if villages and draw.random() < 0.5:
            return draw.choice(villages).replace("民委员会", "").replace("委会", "")
        head = self._namer.surname() + "家" if draw.random() < 0.3 else self._surveyor.stem()
        return head + draw.choice(_VILLAGES)

    def _number(self) -> str:
        """A small number in Han or in digits: 三, 12."""
        draw = self._draw
        number = draw.randint(1, draw.choice((6, 6, 12, 30)))
        if number > 10 or draw.random() < 0.5:
            return str(number)
        return _HAN[number - 1]

    def _room(self) -> str:
        """A room in digits, now and then as it is said: 1204, 幺二零四."""
        draw = self._draw
        room = str(draw.randint(1, draw.choice((6, 11, 33))) * 100 + draw.randint(1, 12))
        if draw.random() < 0.12:
            return "".join(_SPOKEN[c] for c in room)
        return room

    def _block(self) -> str:
        """A building by number or letter: 3栋, 12号楼, B座, A5栋, 东3栋."""
        draw = self._draw
        number = self._number()
        kind = draw.random()
        if kind < 0.66:
            return number + draw.choice("栋 栋 号楼 号楼 幢 座 #".split())
        if kind < 0.8:
            return draw.choice("ABCDEF") + draw.choice(("座", "栋", "幢", number + "栋"))
        lead = draw.choice(("东", "西", "南", "北", "第", "前", "后"))
        return lead + number + draw.choice(("栋", "栋", "号楼", "幢"))
