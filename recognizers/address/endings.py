"""The words that parts of addresses end with, for the patterns and for the compiled kernel.

Must never be told twice: `parts` and `regions` make their patterns of these, `grammar` hands the
same to the kernel.
"""

import re
from collections.abc import Iterable
from enum import IntEnum
from typing import Final, NamedTuple

from recognizers.finding import Level


class Condition(IntEnum):
    """What must stand behind a word."""

    ALWAYS = 0
    BEFORE = 1  # one of some characters
    NOT_BEFORE = 2  # none of them


class Ending(NamedTuple):
    """A word that a part ends with, and the characters that its condition is about."""

    word: str
    ahead: str = ""
    condition: Condition = Condition.ALWAYS


class Suffix(NamedTuple):
    """A region by its ending: how many Han characters stand before it, at least and at most."""

    level: Level
    least: int
    most: int
    endings: tuple[Ending, ...]


def _any(words: str) -> tuple[Ending, ...]:
    return tuple(map(Ending, words.split()))


def _before(words: str, ahead: str) -> tuple[Ending, ...]:
    return tuple(Ending(word, ahead, Condition.BEFORE) for word in words.split())


def _not_before(words: str, ahead: str) -> tuple[Ending, ...]:
    return tuple(Ending(word, ahead, Condition.NOT_BEFORE) for word in words.split())


_DIGITS: Final = "0123456789"
_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ASCII: Final = _DIGITS + _UPPER + _UPPER.lower()

# What a counted part ends with, behind its number; of those that fit, the first counts.
COUNTED: Final = {
    "building": (
        *_any("号楼 號樓 栋 棟 幢 座 号院楼 #楼"),
        *_not_before("#", "楼"),
        *_any("懂 号馆"),
        *_not_before("排", "气"),
        *_any("期"),
        *_before("区", _DIGITS + _UPPER),
    ),
    "unit": (
        *_any("单元 單元"),
        *_before("单", _DIGITS),
        *_any("门洞"),
        *_not_before("门", "口市"),
        *_not_before("梯", "口"),
    ),
    "floor": (*_not_before("楼", "栋下道"), *_any("樓 层 層"), *_not_before("F f", _ASCII)),
    "room": (*_any("室"), *_not_before("房", "产东"), *_any("户 铺 号房 号铺")),
    "lane": _before("弄 巷", _DIGITS),
    "house": _any("号院 號 号"),
}
TEAM: Final = (*_any("组 队"), *_not_before("社", "区"), *_any("小组 村民小组"))
BELOW: Final = _any("负 地下 B")  # before the number of a floor
TOWN: Final = _any("街道办事处 街道办 街道 镇 鎮 乡 鄉 苏木")
VILLAGE: Final = (
    *_any("村委会"),
    *_not_before("村", "镇"),
    *_any("屯"),
    *_not_before("社区", "卫"),
    *_any("居委会"),
)
ROAD: Final = (
    *_any("大道 大街 胡同 公路 国道 省道 县道 环路 路"),
    *_not_before("街", "道"),
    *_any("巷 弄"),
)
WAY: Final = _before("道", _DIGITS)  # behind any character but these
NO_WAY: Final = "街频渠通"
LINE: Final = _any("號線 線")
# One of these is in every ending of a town, a village or a road, the rarest (社 of 社区, for
# many an estate is a 小区).
LAST: Final = "街镇鎮乡鄉木村屯社委道胡路巷弄線"

# What a road or building that is named after a city goes on with.
NAMESAKE: Final = _any(
    "路 街 大道 大街 道 巷 里 弄 桥 镇 乡 村 "
    "广场 大厦 花园 小区 国际 新村 商城 宾馆 酒店 大学 公寓 苑"
)
NO_COUNTY: Final = _any(
    "小区 社区 东区 西区 南区 北区 一区 二区 三区 开发区 工业区 园区 住宅区 新区 校区 厂区 景区"
)
SUFFIXES: Final = (
    Suffix(Level.PROVINCE, 2, 4, _any("省")),
    Suffix(Level.PROVINCE, 2, 6, _any("自治区")),
    Suffix(Level.CITY, 2, 4, _not_before("市", "场区政民中")),
    Suffix(Level.CITY, 2, 9, _any("自治州")),
    Suffix(Level.COUNTY, 1, 9, _any("自治县 自治旗")),
    Suffix(Level.COUNTY, 1, 4, _not_before("区 县 旗", "区域政委")),
)


def pattern_of(endings: Iterable[Ending]) -> str:
    """Give the pattern of endings: any of them, the first first."""
    return "|".join(map(_one, endings))


def _one(ending: Ending) -> str:
    word, ahead, condition = ending
    if condition is Condition.ALWAYS:
        return re.escape(word)
    sign = "=" if condition is Condition.BEFORE else "!"
    return f"{re.escape(word)}(?{sign}[{ahead}])"
