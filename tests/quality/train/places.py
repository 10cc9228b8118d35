"""Writes fictitious Chinese addresses the way people and forms write them.

Must never return a line of a data set: regions and towns are real, what stands in them is drawn.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.quality.train.doors import Doors
from tests.quality.train.sources import ISLANDS, Town
from tests.quality.train.villages import Stems

_NO_CITY: Final = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
# Which of province, city and county are written: all, no province, the county alone …
_SHOWN: Final = ((1, 1, 1), (0, 1, 1), (0, 0, 1), (1, 1, 0), (0, 1, 0), (0, 0, 0))
_BESIDE: Final = re.compile(
    "(?<=..)(?:(?:旁边?|(?:斜|正|大门)?对面|附近|隔壁|(?:单元|大|东|南|西|北|正|侧)?门口|楼下|[后里背前]面|背后|院?内"
    "|[左右]边|右手边|入口左侧|快递柜|丰巢柜|丰巢快递柜|智能柜|智能快件箱|自提[柜点]|代收点|速递易|信报箱|快递架|货架"
    "|门卫室?|门房|门厅|大堂|保安[室亭]|收发室|传达室|物业|(?:[一二]楼)?前台|电梯[间旁]|楼梯口|拐角处?|村口){1,3})$"
)
_KINDS: Final = (36, 16, 18, 7, 10, 10, 3)  # shares of the kinds of detail


@dataclass(frozen=True, slots=True)
class Place:
    """An address: what it says of the region, and the rest."""

    region: str
    detail: str


@dataclass(frozen=True, slots=True)
class Map:
    """What addresses are made of.

    Attributes:
        towns: All towns with what they lie in.
        stems: Short place names without their ending, for roads, estates and shops.
        real: Addresses of licensed data sets, to be used as they are now and then.
        things: What a shop sells.
    """

    towns: Sequence[Town]
    stems: Sequence[str]
    real: Sequence[Place]
    things: Sequence[str]


def short(name: str) -> str:
    """A region's name without its ending; the empty name stays empty."""
    for end in ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"):
        if name.endswith(end) and len(name) > len(end) + 1:
            return name[: -len(end)]
    return name


def alone(place: Place) -> Place:
    """The place without what is beside or within it for all: in talk that is no part of it."""
    return Place(place.region, _BESIDE.sub("", place.detail))


class Surveyor(Doors):
    """A seeded source of addresses."""

    def __init__(self, land: Map, draw: random.Random) -> None:
        """Take the map and the randomness."""
        self._real = land.real
        self._mainland = [t for t in land.towns if t.province not in ISLANDS]
        self._islands = [t for t in land.towns if t.province in ISLANDS]
        cities = sorted({short(t.city) for t in self._mainland if t.city not in _NO_CITY})
        super().__init__(Stems(land.stems, land.things, cities), draw)

    def town(self) -> Town:
        """Any town of the mainland."""
        return self._draw.choice(self._mainland)

    def towns_of(self, provinces: Sequence[str]) -> list[Town]:
        """All towns of some provinces."""
        return [town for town in self._mainland if town.province in provinces]

    def city(self) -> str:
        """A city as it is mentioned in passing."""
        town = self._draw.choice(self._mainland)
        name = town.city or town.province
        return short(name) if self._draw.random() < 0.5 else name

    def region(self, town: Town) -> str:
        """Province, city and county in one of the ways people write them."""
        draw = self._draw
        levels = [town.province, town.city, town.county]
        if levels[1] in _NO_CITY and draw.random() < 0.7:
            levels[1] = ""
        if levels[0] == levels[1] and draw.random() < 0.8:
            levels[0], levels[1] = draw.choice(
                ((levels[0], ""), (levels[0], ""), (levels[0], ""), (short(levels[0]), levels[1]))
            )
        shown = draw.choices(_SHOWN, (50, 22, 10, 4, 4, 10))[0]
        levels = [level if keep else "" for level, keep in zip(levels, shown, strict=True)]
        if draw.random() < 0.16:
            levels[:2] = [short(levels[0]), short(levels[1])]
        elif draw.random() < 0.08:
            levels[0] = short(levels[0])
        if draw.random() < 0.03 and levels[1]:
            levels.insert(1, levels[0] + levels[1])
        gap = draw.choices(["", " ", "/", ",", "-", "  "], [84, 9, 1, 2, 2, 2])[0]
        return gap.join(x for x in levels if x) + ("" if gap.strip() or not any(levels) else gap)

    def mainland(self) -> Place:
        """An address between Mohe and Sansha."""
        draw = self._draw
        town = self.town()
        region = self.region(town)
        detail = self._detail(town)
        if draw.random() < 0.08:
            detail += draw.choice(("", "", "", "_", " ")) + self.shop()
        if draw.random() < 0.05:
            near = self.poi() + draw.choice(("旁", "对面", "附近", "北侧", "隔壁", "门口"))
            detail += draw.choice((f"({near})", f"（{near}）"))
        if draw.random() < 0.04 and len(detail) > 6:
            cut = draw.randrange(2, len(detail))
            detail = detail[:cut] + " " + detail[cut:]
        return Place(region, detail)

    def _detail(self, town: Town) -> str:
        """What follows the region: a street, an estate, a village, a crossing, a shop."""
        draw = self._draw
        lead = town.name if draw.random() < 0.33 else ""
        if lead.endswith("街道办事处") and draw.random() < 0.7:
            lead = lead.replace("办事处", "")
        kind = draw.choices("street estate village crossing near poi town".split(), _KINDS)[0]
        if kind == "street":
            return lead + self.street()
        if kind == "estate":
            return lead + self.estate() + self.building()
        if kind == "village":
            return (town.name if draw.random() < 0.85 else "") + self.rural(town)
        if kind == "poi":
            return lead + self.poi() + (self.building() if draw.random() < 0.4 else "")
        if kind == "town":
            return town.name
        return lead + (self.crossing() if kind == "crossing" else self.near())

    def island(self) -> Place:
        """An address in Taiwan, Hong Kong or Macau."""
        draw = self._draw
        town = draw.choice(self._islands)
        if town.province == "台湾省":
            head = draw.choice(("台湾", "台湾省", "", "")) + town.city + (town.county or "")
            text = self.road().removesuffix("大道") + draw.choice(("", "", "一段", "二段", "三段"))
            if draw.random() < 0.4:
                text += f"{draw.randint(1, 300)}巷"
            if draw.random() < 0.3:
                text += f"{draw.randint(1, 40)}弄"
            text += f"{draw.randint(1, 500)}号" + draw.choice(("", "", "之1", "之3"))
            if draw.random() < 0.5:
                text += f"{draw.randint(1, 14)}楼" + draw.choice(("", "之2", "之5"))
            return Place(head, text)
        head = draw.choice(("香港", "香港特别行政区", "香港", "澳门")) + draw.choice(
            ("", "九龙", "新界", "香港岛", town.county)
        )
        text = self.stem() + draw.choice(("道", "街", "路", "里")) + f"{draw.randint(1, 700)}号"
        if draw.random() < 0.6:
            text += self.stem() + draw.choice("大厦 花园 中心 广场 工业大厦 邨 苑".split())
        if draw.random() < 0.6:
            text += draw.choice(("", "A座", "第2座", "1期"))
            text += f"{draw.randint(1, 40)}楼" + draw.choice(
                ("", "A室", "B室", f"{draw.randint(1, 30)}室")
            )
        return Place(head, text)

    def place(self) -> Place:
        """Any address."""
        kind = self._draw.random()
        if self._real and kind < 0.28:
            return self._draw.choice(self._real)
        return self.mainland() if kind < 0.95 else self.island()

    def country(self) -> Place:
        """A village's house or group with its region, however little of it."""
        town = self.town()
        lead = town.name if self._draw.random() < 0.5 else ""
        return Place(self.region(town), lead + self.rural(town))

    def spot(self) -> Place:
        """Building and unit, or a house number, as couriers write them: no region."""
        kind = self._draw.random()
        if kind < 0.55:
            return Place("", self.building())
        if kind < 0.8:
            return Place("", self.estate() + self.building())
        return Place("", self.street() if kind < 0.9 else self.near())
