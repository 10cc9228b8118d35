"""Writes the pieces of an address from the road down: streets, estates, shops, rooms.

Must never know a region: `places` puts one in front.
"""

from typing import Final

from tests.quality.train.villages import HAN, NEAR, Ground
from tests.quality.train.vocabulary import sections

_LISTS: Final = sections("places")
_ROADS: Final = _LISTS["roads"]
_ROAD_ENDS: Final = _LISTS["road_ends"]
_ESTATE_HEADS: Final = _LISTS["estate_heads"]
_ESTATE_ENDS: Final = _LISTS["estate_ends"]
_POI_ENDS: Final = _LISTS["poi_ends"]
_TRADES: Final = _LISTS["trades"]
_COMPANY_ENDS: Final = _LISTS["company_ends"]
_DESKS: Final = _LISTS["desks"]
_GATES: Final = _LISTS["gates"]


class Doors(Ground):
    """A seeded source of what stands after the region."""

    def road(self) -> str:
        """A road's name."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.45:
            head = draw.choice(_ROADS)
        elif kind < 0.9:
            head = self.stem()
        else:
            head = draw.choice(_ROADS)[0] + draw.choice(self.stem())
        if kind > 0.97:
            return draw.choice("GS") + str(draw.randint(101, 328)) + draw.choice(("国道", "省道"))
        return head + draw.choice(_ROAD_ENDS)

    def estate(self) -> str:
        """A housing estate's name."""
        draw = self._draw
        head = draw.choice(_ESTATE_HEADS) if draw.random() < 0.6 else self.stem()
        if draw.random() < 0.3:
            head += draw.choice(_ESTATE_HEADS)
        end = draw.choice(_ESTATE_ENDS)
        if draw.random() < 0.08:
            end += draw.choice(("一期", "二期", "东区", "A区", "2期", "三区", "南苑", "北苑"))
        return head + end

    def poi(self) -> str:
        """A building, shop, school or office."""
        draw = self._draw
        if draw.random() < 0.22:
            return self.company()
        head = draw.choice(_ESTATE_HEADS) if draw.random() < 0.35 else self.stem()
        if draw.random() < 0.25:
            head += draw.choice(_ESTATE_HEADS)
        if draw.random() < 0.12:
            head = ""
        return head + draw.choice(_POI_ENDS)

    def shop(self) -> str:
        """A shop or a desk, as it closes an address: 韦博纱窗, 二楼前台, 财务部."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.3:
            return draw.choice(_DESKS)
        if kind < 0.38:
            return "".join(draw.choices("ABCDEHILMNORSTUVX", k=draw.randint(2, 7)))
        head = self.stem() if draw.random() < 0.5 else draw.choice(_ESTATE_HEADS)
        return head + draw.choice(self._stems.things if draw.random() < 0.6 else _TRADES)

    def stall(self) -> str:
        """A place in a market or a tower: 国际商贸城H6-28744, 中信大厦2997."""
        draw = self._draw
        text = self.poi() if draw.random() < 0.6 else self.estate()
        if draw.random() < 0.3:
            text += draw.choice(HAN) + draw.choice(("区", "期", "楼", "街", "号门", "排", "号库"))
        block = draw.choice("ABCDEFH") if draw.random() < 0.35 else ""
        return text + block + self.number() + draw.choice(("", "", f"-{draw.randint(1, 29999)}"))

    def company(self) -> str:
        """A company's name."""
        draw = self._draw
        head = draw.choice(self._stems.cities) if draw.random() < 0.45 else ""
        name = self.stem() if draw.random() < 0.5 else draw.choice(_ESTATE_HEADS)
        return head + name + draw.choice(_TRADES) + draw.choice(_COMPANY_ENDS)

    def building(self) -> str:
        """Building, unit, floor and room, some of them."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.12:
            depth = draw.randint(2, 3)
            top = [draw.randint(1, 40), draw.randint(1, 6), draw.randint(101, 3205)]
            dash = draw.choice("-----------一—_~－")  # 一: a slip of the hand
            return dash.join(map(str, top[3 - depth :])) + draw.choice(("", "", "室", "号"))
        if kind < 0.17:
            return f"{draw.randint(1, 30)}#{draw.choice(('', '楼', '-'))}{draw.randint(101, 2904)}"
        if kind < 0.22:
            block = draw.choice("ABCDEFGabc") + draw.choice("座 栋 幢 区 单元 馆".split())
            return block + str(draw.randint(101, 3610)) + draw.choice(("", "室", "号", "房"))
        if kind < 0.26:
            return draw.choice("ABCDEFGHKT") + self._high_room()
        text = self._block() + self._floor()
        if draw.random() < 0.6 or not text:
            text += self._room()
        return text

    def _high_room(self) -> str:
        """A room behind its tower's letter: 1203, -806室."""
        draw = self._draw
        room = f"{draw.randint(1, 36)}{draw.randint(1, 28):02d}"
        return draw.choice(("", "", "", "-")) + room + draw.choice(("", "", "室", "房"))

    def _block(self) -> str:
        """Building and unit, one of them or none."""
        draw = self._draw
        text = ""
        if draw.random() < 0.75:
            block = self.number() if draw.random() < 0.9 else draw.choice("ABCDEFGH")
            text += block + draw.choice("栋 幢 号楼 号楼 号楼 座 楼 栋 # 期 懂 号".split())
            if draw.random() < 0.14:
                text = draw.choice(("第", "第", *"东西南北前后新老ABCD")) + text
            elif draw.random() < 0.05:
                text = draw.choice("东南西北") + draw.choice(("楼", "栋", "塔"))
            if draw.random() < 0.08:
                area = draw.choice("ABCDEFGH东西南北") + draw.choice("区区区苑组")
                text = draw.choice(("（{}）", "({})", " {}", "{}")).format(area) + text
        if draw.random() < 0.5:
            unit = str(draw.randint(1, 6)) if draw.random() < 0.8 else draw.choice(HAN[:6])
            text += unit + draw.choice(("单元", "单元", "单元", "单元", "门", "梯", "单"))
        return text

    def _floor(self) -> str:
        """A floor, now and then."""
        draw = self._draw
        if draw.random() >= 0.22:
            return ""
        floor = str(draw.randint(1, 33)) if draw.random() < 0.7 else draw.choice(HAN)
        return floor + draw.choice(("楼", "层", "F", "楼", "f"))

    def _room(self) -> str:
        """A room, with its ending or without."""
        draw = self._draw
        top = draw.randint(1, 9) if draw.random() < 0.6 else draw.randint(10, 33)
        room = top * 100 + draw.randint(1, 12)
        end = draw.choice(("", "", "", "室", "室", "室", "号", "房", "户"))
        return draw.choice(("", "", "", "", "A", "B", "-")) + str(room) + end

    def street(self) -> str:
        """Road, number, estate, building."""
        draw = self._draw
        text = self.road()
        if draw.random() < 0.75:
            text += self.number() + draw.choice(
                ("号", "号", "号", "号", "号", "号院", "号附1号", "弄", "", "-1号")
            )
        kind = draw.random()
        if kind < 0.3:
            text += self.estate()
        elif kind < 0.55:
            text += self.poi()
        if draw.random() < 0.55:
            text += self.building()
        return text

    def crossing(self) -> str:
        """Where two roads meet."""
        draw = self._draw
        end = draw.choice("交叉口 交汇处 交界处 交叉路口 路口 交口 交叉处 相交处".split())
        text = self.road() + draw.choice(("与", "和", "", "-", "、")) + self.road() + end
        if draw.random() < 0.5:
            text += draw.choice(
                "东 西 南 北 东北角 西南角 西北侧 往东100米 北50米路西 向南300米 东南侧".split()
            )
        if draw.random() < 0.35:
            text += self.poi()
        return text

    def near(self) -> str:
        """Beside something everyone there knows."""
        draw = self._draw
        if draw.random() < 0.3:
            return self.corner()
        text = self.road() if draw.random() < 0.5 else ""
        if text and draw.random() < 0.4:
            text += self.number() + "号"
        text += self.poi() + draw.choice(NEAR)
        if draw.random() < 0.3:
            text += self.poi()
        return text

    def corner(self) -> str:
        """A place within a place: 公寓正门右侧丰巢柜, 校内七舍北侧, 超市旁."""
        draw = self._draw
        text = self.poi() if draw.random() < 0.6 else self.estate()
        if draw.random() < 0.5:
            text += draw.choice(_GATES)
        if draw.random() < 0.7:
            text += draw.choice(NEAR)
        if draw.random() < 0.5:
            text += draw.choice((self.poi(), self.stem() + "中心", "丰巢柜", "快递柜", "自提点"))
        return text
