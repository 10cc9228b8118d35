"""Doors of nobody: addresses in town and country, long and short, of real counties.

Must never draw from a list of the training room.
"""

import random
from typing import Final

from tests.quality.unseen.first.lists import Region, regions, words

_LONG_NAMES: Final = ("内蒙古", "黑龙江")
_DIGITS: Final = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


class Places:
    """A seeded source of fictitious addresses."""

    def __init__(self, draw: random.Random) -> None:
        """Take the source of chance."""
        self._draw = draw

    def address(self) -> str:
        """An address from its region on."""
        region = self._draw.choice(regions())
        gap = self._draw.choice(("",) * 8 + (" ",))
        if self._draw.random() < 0.22:
            town = next((t for t in region.towns if t[-1] in "镇乡"), region.towns[0])
            return gap.join((self._head(region, gap), town, self._rural_tail()))
        town = self._draw.choice(region.towns) if self._draw.random() < 0.4 else ""
        return gap.join(filter(None, (self._head(region, gap), town, self._town_tail())))

    def short(self) -> str:
        """An address as people of the same town write it."""
        kind = self._draw.random()
        if kind < 0.45:
            return self._choice("estates") + self._door()
        if kind < 0.9:
            return self._town_tail()
        return self.county() + self._town_tail()

    def rural(self) -> str:
        """A house in the country, from its village or its town on."""
        if self._draw.random() < 0.5:
            return self._rural_tail()
        region = self._draw.choice(regions())
        town = next((t for t in region.towns if t[-1] in "镇乡"), region.towns[0])
        county = self._draw.choice(("", region.county))
        return county + town + self._rural_tail()

    def here(self) -> str:
        """An address of any kind that says more than a building."""
        kind = self._draw.random()
        if kind < 0.4:
            return self.address()
        return self.short() if kind < 0.82 else self.rural()

    def building(self) -> str:
        """A building, a unit, a room: known to who lives there."""
        kind = self._draw.random()
        block = self._draw.randint(1, 36)
        if kind < 0.1:
            return self._draw.choice((f"{block}栋", f"{block}号楼", f"{in_words(block)}号楼"))
        if kind < 0.22:
            unit, floor = self._draw.randint(1, 4), self._draw.randint(1, 6)
            return self._draw.choice(
                (f"{unit}单元{self._room()}", f"{in_words(unit)}单元{in_words(floor)}楼西户")
            )
        return self._draw.choice(self._doors())

    def taiwan(self) -> str:
        """An address in Taiwan, in Traditional script."""
        return self._filled("taiwan")

    def hong_kong(self) -> str:
        """An address in Hong Kong, in Traditional script."""
        return self._filled("hongkong")

    def city(self) -> str:
        """A city in passing: no address."""
        cities = [r.city or r.county for r in regions() if (r.city or r.county).endswith("市")]
        return self._draw.choice(cities).removesuffix("市")

    def county(self) -> str:
        """A county in passing: no address."""
        region = self._draw.choice(regions())
        return region.county or region.city

    def city_and_county(self) -> str:
        """A county in passing, with its city: no address."""
        region = self._draw.choice([r for r in regions() if r.city.endswith("市") and r.county])
        return region.city.removesuffix("市") + region.county

    def depot(self) -> str:
        """A carrier's branch: no address."""
        form = self._draw.choice(words("depots"))
        return form.format(c=self.city(), k=self._choice("directions"))

    def _choice(self, section: str) -> str:
        return self._draw.choice(words(section))

    def _filled(self, section: str) -> str:
        draw = self._draw
        numbers = {"n": draw.randint(1, 899), "f": draw.randint(1, 28), "u": draw.randint(1, 19)}
        return self._choice(section).format(**numbers)

    def _head(self, region: Region, gap: str) -> str:
        """The region, as fully as its writer cares to."""
        province, city, county, _ = region
        size = 3 if province.startswith(_LONG_NAMES) else 2
        brief = county[:-1] if len(county) > 2 and county[-1] in "区县市" else county
        bare = city.removesuffix("市") + brief
        forms = (
            gap.join(filter(None, (province, city, county))),
            gap.join(filter(None, (city, county))) or county,
            gap.join(filter(None, (province[:size], city, county))),
            province[:size] + bare,
            county or city,
            f"{province}{city}{county} {city}{county}",
        )
        return self._draw.choices(forms, (40, 25, 10, 10, 11, 4))[0]

    def _room(self) -> str:
        """A room with its floor."""
        floor, door = self._draw.randint(1, 32), self._draw.randint(1, 12)
        return f"{floor}{door:02d}"

    def _doors(self) -> tuple[str, ...]:
        """A building and what is in it, in the forms that stand alone."""
        draw, room = self._draw, self._room()
        block, unit, floor = draw.randint(1, 36), draw.randint(1, 4), draw.randint(1, 9)
        letter = draw.choice("ABCDEF")
        han = f"{in_words(block)}号楼{in_words(unit)}单元"
        said = "".join(_DIGITS[int(d)] for d in room)
        return (
            *(f"{block}栋{unit}单元{room}", f"{block}号楼{unit}单元{room}"),
            *(f"{block}栋{unit}单元{room}室", f"{block}幢{room}室", f"{block}号楼{room}"),
            *(f"{block}栋{room}房", f"{letter}座{room}", f"{letter}栋{floor}楼{room}"),
            *(f"{block}栋{unit}单元{floor}楼", f"{block}楼{unit}门{room}", f"{letter}座{room}室"),
            *(han + said, f"{in_words(block)}栋{in_words(floor)}楼", f"{block}号楼{unit}单元"),
        )

    def _door(self) -> str:
        """A door of an estate that was named before."""
        room, unit, block = self._room(), self._draw.randint(1, 4), self._draw.randint(1, 36)
        glued = (f"{block}-{unit}-{room}", f"{block}#{room}", f"{block}-{room}", f"{block}号楼")
        return self._draw.choice((*self._doors(), *glued))

    def _town_tail(self) -> str:
        """Everything behind the region, in a town."""
        tails = (self._estate, self._estate, self._lane, self._office, self._shop, self._campus)
        rare = (self._corner, self._ward, self._stall, self._works, self._estate_alone)
        return self._draw.choices((*tails, *rare), (4, 4, 3, 4, 3, 2, 1, 1, 1, 2, 4))[0]()

    def _road(self) -> str:
        return f"{self._choice('roads')}{self._draw.randint(1, 1899)}号"

    def _estate(self) -> str:
        return self._road() + self._choice("estates") + self._door()

    def _estate_alone(self) -> str:
        return self._choice("estates") + self._draw.choice(("", " ", "，")) + self._door()

    def _lane(self) -> str:
        draw, number = self._draw, self._draw.randint(1, 388)
        forms = (
            f"{self._choice('roads')}{number}弄{draw.randint(1, 60)}号{self._room()}室",
            f"{self._choice('lanes')}{number}号",
            f"{self._choice('lanes')}{number}号院{draw.randint(1, 9)}号楼{self._room()}",
            f"{self._choice('roads')}{number}号院{draw.randint(1, 9)}号楼{draw.randint(1, 5)}单元",
            f"{self._choice('roads')}{number}号附{draw.randint(1, 20)}号",
        )
        return draw.choice(forms)

    def _office(self) -> str:
        floor = self._draw.randint(2, 38)
        tower = self._draw.choice(("", "A座", "B座", "2号楼", "北塔", "东楼"))
        rooms = (f"{floor}层", f"{floor}楼{floor}{self._draw.randint(1, 30):02d}", f"{floor}F")
        road = self._road() if self._draw.random() < 0.7 else ""
        return road + self._choice("offices") + tower + self._draw.choice(rooms)

    def _shop(self) -> str:
        return self._road() + self._choice("shops")

    def _campus(self) -> str:
        house = self._draw.choice(("号宿舍楼", "舍", "号公寓"))
        return f"{self._choice('schools')}{self._draw.randint(1, 30)}{house}{self._room()}"

    def _corner(self) -> str:
        first, second = self._draw.sample(words("roads"), 2)
        joint = self._draw.choice(("与", "和"))
        return first + joint + second + self._draw.choice(("交叉口", "路口", "交汇处"))

    def _ward(self) -> str:
        floor, bed = self._draw.randint(2, 22), self._draw.randint(1, 60)
        return f"{self._choice('hospitals')}住院部{floor}楼{bed}床"

    def _stall(self) -> str:
        draw = self._draw
        place = f"{draw.randint(1, 9)}区{draw.randint(1, 20)}排{draw.randint(1, 60)}号"
        return self._choice("markets") + draw.choice(
            (place, f"{draw.choice('ABCD')}区{self._room()}号")
        )

    def _works(self) -> str:
        hall = f"{self._draw.randint(1, 18)}号厂房"
        forms = (hall, f"{self._draw.choice('ABCD')}区{self._draw.randint(1, 9)}栋2楼")
        return self._choice("parks") + self._road() + self._draw.choice(forms)

    def _rural_tail(self) -> str:
        """Everything behind the town, in the country."""
        draw = self._draw
        number, group = draw.randint(1, 260), draw.randint(1, 15)
        if draw.random() < 0.08:
            return self._choice("remote") + draw.choice(("", f"{number}号"))
        groups = (
            f"{group}组",
            f"{in_words(group)}组",
            f"{in_words(group)}社",
            f"{in_words(group)}队",
        )
        ends = (
            f"{number}号",
            f"{draw.choice(groups)}{number}号",
            f"{self._choice('hamlets')}{group}号",
        )
        return self._choice("villages") + draw.choice((*groups, *ends))
