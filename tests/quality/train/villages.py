"""Writes villages, their groups and houses, and what all places are named after and numbered by.

Must never know a region: `places` puts one in front.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.quality.train.sources import Town
from tests.quality.train.vocabulary import sections

_LISTS: Final = sections("places")
NEAR: Final = _LISTS["near"]
HAN: Final = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Stems:
    """What places are named after, and what shops sell.

    Attributes:
        stems: Short place names without their ending.
        things: Goods.
        cities: Cities in short, as companies put them first.
    """

    stems: Sequence[str]
    things: Sequence[str]
    cities: Sequence[str]


class Ground:
    """A seeded source of names, numbers and villages."""

    def __init__(self, stems: Stems, draw: random.Random) -> None:
        """Take the names and the randomness."""
        self._stems, self._draw = stems, draw

    def number(self) -> str:
        """A house number without its unit."""
        draw = self._draw
        kind = draw.random()
        top = draw.choice((9, 30, 99, 300, 999, 2000))
        if kind < 0.86:
            return str(draw.randint(1, top))
        if kind < 0.93:
            return f"{draw.randint(1, top)}-{draw.randint(1, 30)}"
        if kind < 0.96:
            return draw.choice("甲乙丙") + str(draw.randint(1, 99))
        return "".join(draw.choice(HAN) for _ in range(draw.randint(1, 2)))

    def stem(self) -> str:
        """Two or three characters that a place is named after."""
        return self._draw.choice(self._stems.stems)

    def hamlet(self) -> str:
        """A natural village, by what its ground is called: 石榴坳, 老虎岭, 上官塆."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.3:
            return self.stem() + draw.choice("村 庄 屯 寨 湾 沟 坪 家村".split())
        head = self.stem() if kind < 0.6 else draw.choice(_LISTS["hamlet_heads"])
        text = head + draw.choice(_LISTS["hamlets"])
        return text + draw.choice(_LISTS["yards"]) if draw.random() < 0.2 else text

    def group(self) -> str:
        """A part of a village, by its number or what lies there: 三组, 第二村民小组, 河背组."""
        draw = self._draw
        end = draw.choice("组 组 组 队 社 屯 村民小组 生产队 区 小组".split())
        if draw.random() < 0.15:
            return draw.choice(_LISTS["group_heads"]) + draw.choice("组 组 队 小组".split())
        number = draw.choice(HAN) if draw.random() < 0.5 else str(draw.randint(1, 20))
        return ("第" if draw.random() < 0.1 else "") + number + end

    def rural(self, town: Town) -> str:
        """Village, group, house."""
        draw = self._draw
        name = draw.choice(town.villages) if town.villages else self.stem() + "村"
        name = name.replace("委会", "").replace("民委员会", "")
        text = name if draw.random() < 0.6 else self.hamlet()
        if draw.random() < 0.5:
            text += self.group()
        if draw.random() < 0.35:
            text += self.number() + draw.choice(("号", "号", "号", "", "户"))
        if draw.random() < 0.12:
            text += draw.choice(NEAR)
        return text
