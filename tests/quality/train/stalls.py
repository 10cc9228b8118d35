"""Writes what markets, sites and sights call their places, and doors as they are said or parted.

Must never know a region: `outskirts` puts one in front.
"""

import random
from typing import Final

from tests.quality.train.places import Surveyor
from tests.quality.train.vocabulary import sections

LISTS: Final = sections("outskirts")
HAN: Final = "一二三四五六七八九十"
_COINED: Final = "".join(LISTS["coined"])


class Stalls:
    """A seeded source of stalls, sites and doors."""

    def __init__(self, surveyor: Surveyor, draw: random.Random) -> None:
        """Take the surveyor and the randomness."""
        self.surveyor, self._draw = surveyor, draw

    def coined(self) -> str:
        """A shop's made-up name: 登维斯, 帝森."""
        return "".join(self._draw.choices(_COINED, k=self._draw.choice((2, 2, 3, 3, 4))))

    def _one(self, section: str) -> str:
        return self._draw.choice(LISTS[section])

    def _count(self, top: int) -> str:
        """A small number in digits or in Han."""
        number = self._draw.randint(1, top)
        return HAN[number - 1] if number < 11 and self._draw.random() < 0.4 else str(number)

    def _named(self, section: str) -> str:
        """A name and one of a section's endings."""
        draw = self._draw
        head = self.surveyor.stem() if draw.random() < 0.7 else self.coined()
        if draw.random() < 0.15:
            head = draw.choice("老新东西南北大小") + head[:2]
        return ("" if draw.random() < 0.12 else head) + self._one(section)

    def _market(self) -> str:
        """A stall by its row: 粮油市场三排16号, 12号档口, 水产区B5."""
        draw = self._draw
        head = self._named("markets") if draw.random() < 0.75 else ""
        kind = draw.random()
        if kind < 0.3:
            row = self._count(40) + draw.choice("排 街 区 巷 厅 馆 棚 通道".split())
            return head + row + self._count(200) + draw.choice(("号", "号", "", "铺", "档"))
        letter, number = draw.choice("ABCDEFGH"), str(draw.randint(1, 400))
        if kind < 0.5:
            return head + letter + draw.choice(("区", "", "馆", "区-", "座")) + number
        if kind < 0.75:
            part = draw.choice(("", "", letter + "区", self._one("stalls")))
            ends = "号档口 号摊位 号档 号铺 档 号商铺 号摊".split()
            return head + part + number + draw.choice(ends)
        head = head or self._named("markets")
        return head + self._count(9) + draw.choice(("号门", "楼")) + number

    def _site(self) -> str:
        """A building site: 滨河路二标段项目部, 翠园三期工地."""
        surveyor, draw = self.surveyor, self._draw
        head = draw.choice((surveyor.estate, surveyor.road, surveyor.company, surveyor.stem))()
        part = draw.choice(("", "", self._count(6) + "期", self._count(9) + "标"))
        text = head + part + self._one("sites")
        return text + (surveyor.building() if draw.random() < 0.2 else "")

    def _sight(self) -> str:
        """A place that people visit, with its gate or counter."""
        return self._named("sights") + self._one("sight_doors")

    def _across(self) -> str:
        """A shop by what it stands beside: 石桥路12号对面的馄饨店."""
        surveyor, draw = self.surveyor, self._draw
        head = draw.choice((surveyor.street, surveyor.estate, surveyor.poi, surveyor.road))()
        side = draw.choice("对面 斜对面 隔壁 旁边 楼下 门口 后面 西侧 东边 北门外".split())
        shop = draw.choice((surveyor.poi, lambda: self.coined() + self._one("shops")))()
        return head + side + draw.choice(("的", "的", "")) + shop

    def _spelled(self) -> str:
        """A door as it is said: 二十三号楼五零一, 三单元十二楼东户."""
        draw = self._draw
        block = self._said(draw.randint(1, 39)) + draw.choice("栋 幢 号楼 号 座 号院".split())
        unit = HAN[draw.randrange(6)] + "单元" if draw.random() < 0.5 else ""
        if unit and draw.random() < 0.25:
            block = ""
        if draw.random() < 0.3:
            room = self._said(draw.randint(2, 33)) + draw.choice(("楼", "层")) + self._one("sides")
        else:
            digits = "〇一二三四五六七八九" if draw.random() < 0.1 else "零一二三四五六七八九"
            number = draw.randint(1, 33) * 100 + draw.randint(1, 12)
            room = "".join(digits[int(c)] for c in str(number)) + draw.choice(("", "", "室"))
        return (self.surveyor.estate() if draw.random() < 0.5 else "") + block + unit + room

    def _said(self, number: int) -> str:
        """A number below a hundred as it is said: 三, 十二, 二十五."""
        tens, ones = divmod(number, 10)
        lead = "" if tens == 0 else "十" if tens == 1 else HAN[tens - 1] + "十"
        return lead + (HAN[ones - 1] if ones else "")

    def _parted(self) -> str:
        """An address whose parts a sign keeps apart: 翠园，3栋，二单元，402."""
        draw = self._draw
        gap = draw.choice(("，", "，", " ", " ", ",", "-", "/", "~"))
        block = self._count(40) + draw.choice("栋 栋 号楼 幢 # 座".split())
        if draw.random() < 0.2:
            block = draw.choice("ABCDEF") + draw.choice(("座", "区" + block, block))
        parts = [self.surveyor.estate() if draw.random() < 0.7 else "", block]
        if draw.random() < 0.6:
            parts.append(draw.choice((self._count(6), draw.choice("ABC"))) + "单元")
        room = str(draw.randint(1, 33) * 100 + draw.randint(1, 12))
        parts.append(room + draw.choice(("", "", "室")))
        return gap.join(part for part in parts if part)

    def _annex(self) -> str:
        """A number that stands for a part of another: 石桥路甲12号, 附7号."""
        draw, number = self._draw, self._count(99)
        if draw.random() < 0.5:
            road = self.surveyor.road()
            return road + draw.choice(("甲", "乙", "附", "新", "后")) + number + "号"
        return f"{self.surveyor.road()}{draw.randint(1, 900)}号" + draw.choice(
            (f"附{number}号", f"（{self.surveyor.poi()}）", f"{draw.randint(1, 60)}弄{number}号")
        )
