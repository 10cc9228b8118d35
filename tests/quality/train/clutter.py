"""Writes text without personal data that looks as if it had some: shop titles, news, records.

Must never write a name or an address: every character of it is trained as outside.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.quality.train.phrases import BRANDS, GOODS_HEADS
from tests.quality.train.places import Surveyor

_INSTITUTIONS: Final = (
    "市政府 省委 市委 县委 省政府 公安局 法院 检察院 国税局 地税局 教育厅 交通厅 卫生局 总工会 大学 师范学院 "
    "第一中学 第五中学 实验小学 人民医院 日报社 电视台 电视大学 足球队 女排 代表团 分公司 支行 农业银行 铁路局 "
    "机场 海关 港务局 钢铁公司 化工厂 机械厂 研究所 博物馆 体育馆 电影制片厂 出版社 军区 武警总队 消防支队 "
    "边防站 证券交易所 开发区 高新区 委员会 协会 商会 文化局 民政局 人大常委会 政协 团委 妇联 供销社 工商局"
).split()
_HAPPENS: Final = (
    "举行 召开 发生 出台 宣布 成立 建成 开通 举办 推出 启动 实施 加强 完成 出现 开展 发布 签署 提出 组织 受到 "
    "进入 实现 投入 通过 达到 成为 结束 开幕 闭幕 是 有 已经 将 也 在 的 与 和 等地 一名 一家 广大 各族 不少 部分"
).split()
_WHERE: Final = (
    "位于 来自 在 从 到 赴 去 沿着 途经 抵达 离开 访问 毗邻 支援 前往 落户 走进 驻 据 由".split()
)
_PARTICLES: Final = (
    "的 的 的 的 了 在 是 和 与 对 把 被 将 也 都 并 而 等 为 从 向 不 就 上 中 这 那 其 有".split()
)
_UNITS: Final = (
    "公里 万吨 亿元 平方米 人 万人 次 岁 年 月 日 届 名 个 分钟 小时 级 度 元 斤 克 ml g kg 寸 米 cm 只 支 片 盒 "
    "包 袋 瓶 瓦 伏 万元 期 版 卷 册 页 集 季 代 款 色 码 号色 人份 公顷 % ％ 比 分 强 比2 倍 天 周 台 辆 套 层楼高"
).split()
_SERIES: Final = "年秋季新款 年新款 年春夏 款 版 代 系列 年考研真题 周年纪念版 号色 型 全新 二手 正品 原装 专用 适用".split()
_HAN_MADE: Final = (
    "美 丽 雅 诗 兰 黛 欧 莱 雪 朵 芬 依 佳 尚 曼 格 奥 迪 赛 维 诺 斯 特 康 泰 宝 龙 威 力 金 银 玉 珠 福 禄 寿 喜 "
    "盛 隆 和 顺 鑫 源 达 通 恒 信 安 吉 祥 瑞 丰 华 堂 坊 记 轩 阁 庄 牌 王 黄 白 马 石 水 田 高 方 花 叶 江 云 梅"
).split()
_ENDS: Final = "堂 坊 记 轩 阁 斋 牌 号 家 楼 居 社 店 庄 园 馆 行 府 屋 房 站 铺 旗舰店 专卖店 官网 同款 系列".split()
_JOINS: Final = [
    "",
    "",
    "",
    "",
    ",",
    ",",
    " ",
    "/",
    "、",
    "+",
    "-",
    "(",
    ")",
    "【",
    "】",
    "*",
    "|",
    "：",
    "&",
]


@dataclass(frozen=True)
class Stock:
    """Words to make clutter of.

    Attributes:
        things: Nouns of all kinds, frequent and rare.
        deeds: Verbs, adjectives and adverbs.
        abroad: Countries and foreign cities.
    """

    things: Sequence[str]
    deeds: Sequence[str]
    abroad: Sequence[str]


class Clutter:
    """A seeded source of text to leave alone."""

    def __init__(self, stock: Stock, surveyor: Surveyor, draw: random.Random) -> None:
        """Take the words, a source of place names and the randomness."""
        self._stock, self._surveyor, self._draw = stock, surveyor, draw

    def latin(self) -> str:
        """Letters and digits of a model number."""
        draw = self._draw
        letters = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(1, 5)))
        if draw.random() < 0.3:
            letters = letters.upper()
        digits = str(draw.randint(1, 10 ** draw.randint(1, 4)))
        form = draw.choice(
            ("{a}{d}", "{d}{a}", "{a}-{d}", "{a}", "{a}{d}{a}", "{d}*{d}{a}", "{d}.{d}")
        )
        return form.format(a=letters, d=digits)

    def brand(self) -> str:
        """A brand: known, or made of lucky characters."""
        draw = self._draw
        if draw.random() < 0.3:
            return draw.choice(BRANDS)
        made = "".join(draw.choices(_HAN_MADE, k=draw.choice((2, 2, 3))))
        return made + (draw.choice(_ENDS) if draw.random() < 0.3 else "")

    def measure(self) -> str:
        """A number with its unit."""
        draw = self._draw
        number = str(draw.randint(1, 10 ** draw.randint(1, 4)))
        if draw.random() < 0.2:
            number += draw.choice(("-", "/", ".", "~", "—")) + str(draw.randint(1, 200))
        return number + draw.choice(_UNITS)

    def title(self) -> str:
        """A shop's title: words in a row, with commas or without."""
        draw = self._draw
        gaps = draw.choice((_JOINS, [""], ["", "", ","], ["", "", "", " "]))
        text = self.brand() if draw.random() < 0.6 else ""
        for _ in range(draw.randint(2, 9)):
            kind = draw.random()
            if kind < 0.62:
                word = draw.choice(self._stock.things)
            elif kind < 0.70:
                word = draw.choice(GOODS_HEADS)
            elif kind < 0.76:
                word = draw.choice(self._stock.deeds)
            elif kind < 0.83:
                word = self.latin()
            elif kind < 0.89:
                word = self.measure()
            elif kind < 0.92:
                word = str(draw.randint(2008, 2026)) + draw.choice(_SERIES)
            elif kind < 0.96:
                word = self.brand()
            else:
                word = self._surveyor.city()
            text += draw.choice(gaps) + word
        return text

    def place(self) -> str:
        """A place as news mention it."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.3:
            return draw.choice(self._stock.abroad)
        if kind < 0.55:
            return self._surveyor.city()
        if kind < 0.8:
            return self._surveyor.mainland().region.strip(" ,/-") or self._surveyor.city()
        return self._surveyor.stem() + draw.choice(
            "村 镇 乡 县 山 河 江 湖 岛 港 寺 路 街 桥 区 口 湾".split()
        )

    def clause(self) -> str:
        """A piece of news with a place or an institution in it."""
        draw = self._draw
        words = self._stock
        parts: list[str] = []
        for _ in range(draw.randint(2, 6)):
            kind = draw.random()
            if kind < 0.22:
                parts.append(draw.choice(words.things))
            elif kind < 0.46:
                parts.append(draw.choice(words.deeds))
            elif kind < 0.62:
                parts.append(self.place() + draw.choice(_HAPPENS))
            elif kind < 0.76:
                parts.append(self.place() + draw.choice(_INSTITUTIONS))
            elif kind < 0.86:
                parts.append(draw.choice(_WHERE) + self.place())
            elif kind < 0.93:
                parts.append(self.measure())
            else:
                parts.append(draw.choice("、，“”《》（）：；") + draw.choice(words.things))
            if draw.random() < 0.4:
                parts.append(draw.choice(_PARTICLES))
        return "".join(parts)

    def news(self) -> str:
        """One to three clauses."""
        draw = self._draw
        text = "，".join(self.clause() for _ in range(draw.randint(1, 3)))
        return text + draw.choice(("。", "", "，", "！"))
