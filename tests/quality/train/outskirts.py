"""Writes the places that no street names: farms, pastures, campuses, wards, factories, lockers.

Must never return a line of a data set: towns are real, what stands in them is drawn.
"""

import random
from collections.abc import Callable, Mapping
from typing import Final

from tests.quality.train.harbours import Harbours
from tests.quality.train.places import Place, Surveyor
from tests.quality.train.stalls import HAN, LISTS, Stalls

_WEST: Final = (
    "新疆维吾尔自治区",
    "内蒙古自治区",
    "西藏自治区",
    "青海省",
    "甘肃省",
    "宁夏回族自治区",
)
_FLOORS: Final = ("", "{h}楼", "{h}层", "B{d}", "L{d}", "负一楼", "{a}区")
_STALLS: Final = ("", "{h}号", "{d}{a}{d:02d}", "{h}铺", "{d}号门", "{h}号摊位", "{a}{h}")
_REGIMENTS: Final = 224  # of the corps in Xinjiang, by number


class Outskirts(Stalls):
    """A seeded source of places that are told rather than numbered."""

    def __init__(
        self, surveyor: Surveyor, traditional: Mapping[str, str], draw: random.Random
    ) -> None:
        """Take the surveyor, Simplified characters by their Traditional form, the randomness."""
        super().__init__(surveyor, draw)
        self._harbours = Harbours(surveyor, traditional, draw)
        self._west = surveyor.towns_of(_WEST)
        self._kinds: tuple[tuple[int, Callable[[], str]], ...] = (
            (8, self._farm),
            (10, self._rows),
            (10, self._compound),
            (12, self._campus),
            (8, self._ward),
            (10, self._works),
            (8, self._mall),
            (6, self._stop),
            (10, self._village),
            (8, self._landmark),
            (10, self._locker),
            (12, self._indoors),
            (8, self._latin),
            (8, self._shopfront),
            (12, self._market),
            (7, self._site),
            (7, self._sight),
            (9, self._across),
            (9, self._spelled),
            (8, self._parted),
            (5, self._annex),
        )

    def place(self) -> Place:
        """Any of them, with its region now and then."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.10:
            return self._far_west()
        if kind < 0.18:
            return self._harbours.place()
        region = ""
        if draw.random() < 0.35:
            region = self.surveyor.region(self.surveyor.town())
        return Place(region, self.spot())

    def spot(self) -> str:
        """One of them without its region."""
        makers = [maker for _, maker in self._kinds]
        return self._draw.choices(makers, [share for share, _ in self._kinds])[0]()

    def named(self) -> str:
        """A shop, works, school, hospital or sight by its name alone."""
        draw = self._draw
        kind = draw.choice(("shops", "shops", "works", "schools", "hospitals", "sights", "malls"))
        if kind == "shops":
            return self.coined() + self._one(kind)
        return self._named(kind)

    def _door(self) -> str:
        """What may follow a building: floor, room, door."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.35:
            return self.surveyor.building()
        if kind < 0.6:
            return ""
        return self._one("inside")

    def _far_west(self) -> Place:
        """A pasture, a village or a regiment of the west and the north."""
        draw = self._draw
        town = draw.choice(self._west)
        region = self.surveyor.region(town)
        name = draw.choice(town.villages) if town.villages and draw.random() < 0.6 else ""
        if not name:
            name = self.surveyor.stem() + self._one("pastures")
        tail = self._count(12) + self._one("groups") if draw.random() < 0.5 else ""
        if draw.random() < 0.3:
            tail += self.surveyor.number() + draw.choice(("号", "号", "", "户"))
        return Place(region, (town.name if draw.random() < 0.7 else "") + name + tail)

    def _farm(self) -> str:
        """A farm's company: 双河农场三连, 143团15连."""
        draw = self._draw
        head = self.surveyor.stem() + self._one("farms")
        if draw.random() < 0.4:
            regiment = f"{draw.randint(1, _REGIMENTS)}团"
            head = draw.choice((regiment, regiment, f"兵团{self._count(9)}师"))
        if draw.random() < 0.3:
            return head + draw.choice(("场部", "场部" + self.surveyor.building()))
        return head + self._count(30) + draw.choice("连 连 连 队 分场 作业区 管理区 排".split())

    def _rows(self) -> str:
        """Rows of houses: 东海新村6排3号, 城中村五巷12号."""
        draw = self._draw
        head = self.surveyor.estate() if draw.random() < 0.5 else self.surveyor.stem() + "村"
        row = self._count(40) + draw.choice("排 排 巷 巷 区 弄 街坊 条 里 组团 号院 胡同".split())
        if draw.random() < 0.2:
            row = draw.choice(("前", "后", "东", "西", "南", "北", "第")) + row
        return head + row + self._count(99) + draw.choice(("号", "号", "户", "", "号楼", "栋"))

    def _compound(self) -> str:
        """Homes of an employer: 老党校家属院2栋301."""
        text = self._named("employers") + self._one("homes")
        return text + self._door()

    def _campus(self) -> str:
        """A school with its campus, house, room or class."""
        draw = self._draw
        text = self._named("schools")
        if draw.random() < 0.45:
            text += self._one("campuses")
        kind = draw.random()
        if kind < 0.25:
            return text + self._class()
        text += self._count(20) * (draw.random() < 0.5) + self._one("halls")
        return text + (self.surveyor.number() if draw.random() < 0.4 else "")

    def _class(self) -> str:
        """A class: 高三(7)班, 五年级二班."""
        draw = self._draw
        grade = draw.choice(("高一", "高二", "高三", "初一", "初二", "初三", "大一", "大二"))
        if draw.random() < 0.35:
            grade = draw.choice(HAN[:6]) + "年级"
        return grade + draw.choice((f"{self._count(20)}班", f"({draw.randint(1, 20)})班", "办公室"))

    def _ward(self) -> str:
        """A hospital's ward or room."""
        draw = self._draw
        text = self._named("hospitals") + self._one("wards")
        if draw.random() < 0.6:
            text += self._count(22) + draw.choice(("楼", "层", "病区", "F"))
        if draw.random() < 0.5:
            text += self._count(60) + draw.choice(("床", "号床", "诊室", "病房", "室", "加床"))
        return text

    def _works(self) -> str:
        """A works with its gate, hall or dormitory."""
        text = self._named("works")
        if self._draw.random() < 0.6:
            text += self._count(20) + self._one("workshops")
        return text + (self._door() if self._draw.random() < 0.4 else "")

    def _mall(self) -> str:
        """A shop in a mall, a stall in a market."""
        draw = self._draw
        number, letter = draw.randint(1, 300), draw.choice("ABCDEF")
        floor = draw.choice(_FLOORS).format(h=self._count(9), d=draw.randint(1, 6), a=letter)
        unit = draw.choice(_STALLS).format(h=number, d=number % 30, a=letter)
        shop = self.coined() if draw.random() < 0.25 else ""
        return self._named("malls") + floor + unit + shop

    def _stop(self) -> str:
        """A station and the way out of it."""
        draw = self._draw
        if draw.random() >= 0.4:
            return self._named("stops") + self._one("exits")
        line = draw.choice(("", "地铁")) + f"{draw.randint(1, 18)}号线"
        exit_ = draw.choice("ABCD") + draw.choice(("", "1", "2")) + "口"
        return line + self.surveyor.stem() + "站" + exit_

    def _village(self) -> str:
        """A house in a village as its people tell the way."""
        draw = self._draw
        head = self.surveyor.hamlet()
        if draw.random() < 0.3:
            head += self.surveyor.group()
        return head + self._one("ways")

    def _landmark(self) -> str:
        """By something everyone knows."""
        surveyor, draw = self.surveyor, self._draw
        text = surveyor.poi() if draw.random() < 0.6 else surveyor.road()
        text += self._one("beside")
        if draw.random() < 0.5:
            text += draw.choice(
                (surveyor.poi(), surveyor.estate(), self.coined() + self._one("shops"))
            )
        return text

    def _locker(self) -> str:
        """A locker or a corner to leave parcels in."""
        surveyor, draw = self.surveyor, self._draw
        text = surveyor.estate() if draw.random() < 0.6 else surveyor.poi()
        if draw.random() < 0.6:
            text += self._count(30) + draw.choice(("栋", "号楼", "幢", "单元", "号门", "期"))
        return text + draw.choice(("", "", *LISTS["corners"])) + self._one("lockers")

    def _indoors(self) -> str:
        """Nothing but the door, as neighbours tell it: 三栋二单元五楼右手."""
        draw = self._draw
        block = self._count(40) + draw.choice("栋 幢 号楼 座 号 # 楼".split())
        if draw.random() < 0.6:
            block += self._count(6) + draw.choice(("单元", "单元", "门", "号梯"))
        kind = draw.random()
        if kind < 0.5:
            return block + self._one("inside")
        return block + str(draw.randint(1, 33)) + f"{draw.randint(1, 8):02d}"

    def _latin(self) -> str:
        """With letters and English words in it."""
        draw, surveyor = self._draw, self.surveyor
        text = draw.choice((surveyor.estate, surveyor.poi, surveyor.street))()
        if draw.random() < 0.4:
            text = surveyor.stem() + draw.choice(("", " ")) + self._one("latin_names")
        room = draw.randint(101, 3808)
        tail = self._one("latin_doors").format(
            a=draw.choice("ABCDEFG"), n=draw.randint(1, 30), r=room
        )
        return text + draw.choice(("", " ")) + tail

    def _shopfront(self) -> str:
        """An address that closes with a shop of a made-up name."""
        draw, surveyor = self._draw, self.surveyor
        text = draw.choice((surveyor.street, surveyor.stall, surveyor.estate))()
        tail = self.coined() + (self._one("shops") if draw.random() < 0.6 else "")
        return text + draw.choice(("", "", "_", " ", "-")) + tail
