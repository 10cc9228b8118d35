"""Writes talk in the registers of waybill topics: couriers, service, tickets, calls, groups.

Must never hold a phrase of the project's own test corpus; `tests/quality/overlap.py` measures it.
"""

import random
from collections.abc import Callable
from typing import Final, TypeAlias

from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.outskirts import Outskirts
from tests.quality.train.people import Namer
from tests.quality.train.places import Place, Surveyor, alone
from tests.quality.train.said import Said
from tests.quality.train.vocabulary import sections

Slot: TypeAlias = Callable[[Draft], None]

_LISTS: Final = sections("registers")
# Register and its share of the lines that are made here.
SHARES: Final = {
    "courier": 22,
    "service": 24,
    "ticket": 12,
    "phone": 18,
    "group": 14,
    "tracking": 16,
    "letters": 14,
    "leave": 30,
}
FRAMES: Final = {name: _LISTS[name] for name in SHARES}
VOICES: Final = sections("voices")
WRITTEN: Final = sections("frames")
_SAID: Final = 0.14  # share of short addresses that are said rather than put together
SPOKEN: Final = ("service", "phone", "group")  # registers whose lines follow one another


class Registers:
    """Seeded slots that only these registers have."""

    def __init__(
        self,
        namer: Namer,
        surveyor: Surveyor,
        outskirts: Outskirts,
        clutter: Clutter,
        draw: random.Random,
    ) -> None:
        """Take the sources of names, places and words, and the randomness."""
        self._namer, self._surveyor, self._outskirts = namer, surveyor, outskirts
        self._clutter, self._draw = clutter, draw
        self.said = Said(namer, surveyor, draw)

    def slots(self) -> dict[str, Slot]:
        """What fills each slot."""
        namer, surveyor, draw = self._namer, self._surveyor, self._draw
        return {
            "nick": lambda d: d.person(namer.nick()),
            "first": lambda d: d.person(namer.first()),
            "hood": lambda d: d.place(self._hood()),
            "said": lambda d: d.place(self.said.place()),
            "named": lambda d: d.person(self.said.named()),
            "pal": lambda d: d.person(self.pal()),
            "door": lambda d: d.place(self.door()),
            "town": lambda d: d.plain(self.town()),
            "sum": lambda d: d.plain(self._sum()),
            "place": lambda d: d.plain(self._mention()),
            "poi": lambda d: d.plain(surveyor.poi()),
            "stem": lambda d: d.plain(surveyor.stem()),
            "brand": lambda d: d.plain(self._brand()),
            "thing": lambda d: d.plain(self._thing()),
            "deed": lambda d: d.plain(self._clutter.deed()),
            "song": lambda d: d.plain(draw.choice(_LISTS["song"])),
            "fl": lambda d: d.plain(draw.choice(_LISTS["floors"])),
            "code": lambda d: d.plain(self._code()),
            "unit": lambda d: d.plain(draw.choice(_LISTS["unit"])),
        }

    def _mention(self) -> str:
        """A place in passing: a city, a region, a village, a mountain."""
        if self._draw.random() < 0.35:
            return self._surveyor.city()
        return self._clutter.place()

    def pal(self) -> str:
        """小王, 老李, 阿强, 王哥, 强子."""
        kind = self._draw.random()
        if kind < 0.5:
            return self._namer.familiar()
        return self._namer.nick() if kind < 0.85 else self._namer.polite()

    def anyone(self) -> str:
        """Anyone, more often than elsewhere as friends and colleagues call each other."""
        kind = self._draw.random()
        if kind < 0.6:
            return self._namer.spoken()
        return self._namer.first() if kind < 0.75 else self.pal()

    def _hood(self) -> Place:
        """A place that no street names."""
        if self._draw.random() < _SAID:
            return self.said.spot()
        return alone(self._outskirts.place())

    def door(self) -> Place:
        """A short address: building and room, village and group, road and number, stall, estate."""
        return self.said.spot() if self._draw.random() < _SAID else self._composed()

    def _composed(self) -> Place:
        """A short address, put together."""
        draw, surveyor = self._draw, self._surveyor
        kind = draw.random()
        if kind < 0.28:
            return alone(surveyor.spot())
        if kind < 0.38:
            return Place("", surveyor.estate() + surveyor.building())
        if kind < 0.5:
            return alone(Place("", surveyor.rural(surveyor.town())))
        if kind < 0.64:
            return Place("", surveyor.street() if kind < 0.6 else surveyor.crossing())
        if kind < 0.88:
            return alone(Place("", self._outskirts.spot()))
        return Place("", self._landmark())

    def unit(self) -> Place:
        """A door as cards and rosters show it: 5-1-602, 3栋, 1102, 翠湖苑9号楼."""
        draw, surveyor = self._draw, self._surveyor
        kind = draw.random()
        if kind < 0.55:
            return Place("", surveyor.building())
        if kind < 0.67:
            block = draw.choice("栋 幢 号楼 # 座 号 单元".split())
            return Place("", str(draw.randint(1, 40)) + block)
        if kind < 0.8:
            return Place("", surveyor.estate() + surveyor.building())
        return self.door()

    def _landmark(self) -> str:
        """An estate, a building, a road or a shop by its name: 丽水花园, 金茂大厦, 瑞和粮油."""
        draw, surveyor = self._draw, self._surveyor
        kind = draw.random()
        if kind < 0.4:
            return surveyor.estate()
        if kind < 0.62:
            return surveyor.stem() + draw.choice(_LISTS["houses"])
        if kind < 0.74:
            return surveyor.road()
        return self._outskirts.named() if kind < 0.9 else surveyor.poi()

    def town(self) -> str:
        """A place in passing that a branch or a road could be named after."""
        draw = self._draw
        town = self._surveyor.town()
        return draw.choice(
            (self._surveyor.city(), town.county or town.city, town.name, self._surveyor.stem())
        )

    def _sum(self) -> str:
        """An amount of money or of goods."""
        draw = self._draw
        number = draw.choice(
            (str(draw.randint(1, 2000)), f"{draw.randint(1, 900)}.{draw.randint(0, 99):02d}")
        )
        return draw.choice(("", "", "", "¥")) + number + draw.choice(("元", "元", "块", "块钱", ""))

    def _brand(self) -> str:
        """A brand: known or made up."""
        return self._outskirts.coined() if self._draw.random() < 0.4 else self._clutter.brand()

    def _code(self) -> str:
        """A pick-up code: 3-2-5011, A12-3-07, 88-1024."""
        draw = self._draw
        shelf = draw.choice(("", "", draw.choice("ABCDEFG"))) + str(draw.randint(1, 99))
        middle = f"-{draw.randint(1, 9)}" if draw.random() < 0.7 else ""
        top = 10 ** draw.choice((2, 4, 4))
        return f"{shelf}{middle}-{draw.randint(1, top - 1):02d}"

    def _thing(self) -> str:
        """A thing to buy or to speak of."""
        draw = self._draw
        if draw.random() < 0.3:
            return draw.choice(_LISTS["item"])
        return self._clutter.thing()
