"""Draws fictitious Chinese names, frequent and rare, as they stand in logistics text.

Must never take a whole name of a known person: surname and given name are drawn apart.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Share of the population of the most frequent surnames, in percent: Ministry of Public Security,
# yearly report on names (2020 and before); the rest of the list falls off by rank.
_TOP: Final = dict(
    zip(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
        (7.2, 7.1, 6.8, 5.4, 4.5, 3.1, 2.3, 2.2, 2.1, 2.0, 1.7, 1.6, 1.4, 1.3, 1.3, 1.2, 1.2, 1.1,
         1.1, 1.0),
        strict=True,
    )
)  # fmt: skip
_TITLES: Final = (
    "先生 女士 小姐 师傅 老师 经理 总 姐 哥 叔 阿姨 大姐 大哥 医生 主任 同学 太太 老板 律师 工 大爷 "
    "大妈 会计 队长 教授 校长 院长 处长 科长 局长 书记 站长 店长 总监 警官 大叔 叔叔 婶 嫂 爷爷 奶奶 "
    "同志 妈妈 爸爸 董 导 部长 厂长 组长 护士"
).split()
_FREQUENT: Final = (40, 30, 14, 26, 14, 8, 18, 10, 10, 3, 5, 5, 4, 5, 4, 4, 3, 5)
_TITLE_WEIGHTS: Final = [*_FREQUENT, *[1.5] * (len(_TITLES) - len(_FREQUENT))]
_MINORITY: Final = (
    "买买提 阿卜杜 热合曼 古丽 努尔 艾合买提 吐尔逊 阿依古丽 迪丽 热巴 艾力 玉素甫 阿不都 萨拉木 库尔班 "
    "帕提古丽 米吉提 伊力哈木 扎西 卓玛 多吉 次仁 达瓦 旺堆 央金 平措 洛桑 巴桑 尼玛 丹增 索朗 格桑 "
    "其其格 巴特尔 苏和 乌兰 呼和 阿古拉 娜仁 托娅 斯琴 高娃 哈斯 木仁 沙马 阿木 吉克 石布 曲比 阿乌 "
    "尔古 依火 阿西 拉龙 木呷 约布 买合木提 艾山 依明 吾买尔 肉孜 哈力克 赛买提 伊敏 塔依尔 阿孜古丽"
).split()

# Characters of given names in fashion since the 1980s; the yearly reports of the Ministry of
# Public Security and of the National Citizen Identity Information Center list such ones.
RARELY: Final = (
    "玥玺琰淼焱垚晶犇羽翎翊翌珂珈珞珺琬瑄瑗瑾璇璟璎璨筠筱笙荔莞莘莜莹菁萌葵蓓蔓蕾蕙藜芮芷芊芃苒茉茜荷荻莎蔚霖霏霁霄"
    "霞露雁隽颢颉颐驰骁骅骏骞鸣鸢鸿鹃鹤麒麓黛黎弈弦弘彧彪彬忻怿恺恬悟愉憬扬承拓振捷敬斐旎旖昀昕昱昶晏晗晖晟晰暄暖曜"
    "曼朔朗杉杏柚柠柯栋栩桐梧棋棠楚楠榆槿樱欢歆毓汀沁沅沛沫泓洛洵浅浔涓涟淇淑淳清渝湉湘溪滢漪潇潞澄澈澜瀚灏炎炜炫烁"
    "烨焕煊煦熠燊牧犀玑玖玟玫珉珩琅琉琛琢琦琨琪琮瑛瑜瑶璋甜畅皎盈眉真睦硕碧祎祯祺禾秀秋稷穆竣筝策绮绾翰翼聪胤舒航艾"
    "芝芙芸苏茗莺菀菊菡蕴裳言谊谦豪贤赫跃逍逦逸遥邦郁醒钊钧铎铠铮铭锋锐锦键镇阔陌随靖韬韵颂飒馥默鼎媛妮娅娇婉婕婧嫒"
    "姗姝姣娆娴屹岚岱峥嵘巍川帆廷影徽恋恩悠惟意愿慕懿捷政敏教旋星昭晴智朝未朵村杨松果柳树格梁森楷楹欧歌正武殊民汝江池"
    "沐沙沣泊泱泽浠润涤涛涯深淋渊温湛溢溶滔漫潮灵灿炬点烟煌熹爱爽牛珏珑珠班理琼瑞璐甫男界百益盛知石磐祖祝禹离科程立竹"
    "笑简米粒素紫红纯纹结缘美群翠耀聆聿肖胜臣自至良艳花若范茂茵荣莲菲萍葆蒙蓉蓝薪藏虎虹行语译诚诺谣谷豆贝贵贺起路轩辉辛"
    "达运进远连遇道部郝都里重野量金钢钰铃银长门闻闽阁阅阮陆际隆雅雨雷青非音顶顺颖风飘饶香驿魁鱼鲁鲜麟黎黑齐齐龄"
)
MODERN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红鹏飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢佳阳建辉"
    "梓涵轩怡雨欣依子沐宸然泽睿皓思琪雅诗语嫣萱可馨悦彤艺瑶菲妍婷雯倩颖薇蕊晨曦昊铭奕辰逸煜熙嘉瑞博文翔"
    "航一诺若汐慧珊琳璐莹雪晶玲燕云莉丹凤洁梅琴素春海东国志学家成永世庆祥福德安康乐天毅恒峰岩松柏森江河源"
)


@dataclass(frozen=True)
class Pool:
    """Parts of names to draw from.

    Attributes:
        common: Frequent surnames, most frequent first.
        rare: Other single surnames.
        compound: Surnames of two characters.
        given: Given names of one or two characters with weights.
        single: Characters of given names with weights.
    """

    common: Sequence[str]
    rare: Sequence[str]
    compound: Sequence[str]
    given: Counter[str]
    single: Counter[str]

    def __post_init__(self) -> None:
        """Lays out the cumulative weights once."""
        weights = [_TOP.get(s, 0.9 / (1 + i / 30)) for i, s in enumerate(self.common)]
        object.__setattr__(self, "_weights", weights)
        object.__setattr__(self, "_given", (list(self.given), list(self.given.values())))
        object.__setattr__(self, "_single", (list(self.single), list(self.single.values())))
        both = [g for g in self.given if len(g) == 2]
        object.__setattr__(self, "_pairs", both)


class Namer:
    """A seeded source of names."""

    def __init__(self, pool: Pool, draw: random.Random) -> None:
        self._pool, self._draw = pool, draw
        self._weights: list[float] = pool._weights  # type: ignore[attr-defined]  # laid out above
        self._chars, often = list(pool.single), list(pool.single.values())
        self._cumulative = _running([o**0.7 for o in often])
        self._pairs: list[str] = pool._pairs  # type: ignore[attr-defined]  # laid out above

    def surname(self) -> str:
        """A family name: mostly as frequent as in life, else any of the list."""
        kind = self._draw.random()
        if kind < 0.62:
            return self._draw.choices(self._pool.common, self._weights)[0]
        if kind < 0.94:
            return self._draw.choice(self._pool.rare)
        return self._draw.choice(self._pool.compound)

    def _character(self) -> str:
        return self._draw.choices(self._chars, cum_weights=self._cumulative)[0]

    def given(self) -> str:
        """A given name of one or two characters."""
        kind = self._draw.random()
        if kind < 0.24:
            return self._character()
        if kind < 0.55:
            return self._draw.choice(self._pairs)
        if kind < 0.60:
            return self._character() * 2
        return self._character() + self._character()

    def full(self) -> str:
        """A full name, now and then a minority one."""
        if self._draw.random() < 0.02:
            parts = self._draw.sample(_MINORITY, self._draw.choice((2, 2, 2, 3)))
            return "·".join(parts)
        if self._draw.random() < 0.004:
            return self._draw.choice(_MINORITY) + self._draw.choice(_MINORITY)
        if self._draw.random() < 0.015:  # 张l, 李某, 王xx, 刘某某, 陈*
            masked = ("某", "某某", "x", "xx", "XX", "**", "*", "X", "某甲", "君")
            initials = "".join(
                self._draw.choices("abcdefghijklmnopqrstuvwxyz", k=self._draw.randint(1, 3))
            )
            return self.surname() + self._draw.choice((*masked, initials, initials))
        name = self.surname() + self.given()
        if self._draw.random() < 0.01:  # a married woman's name: two surnames
            name = self._draw.choice(self._pool.common) + name
        return name

    def polite(self) -> str:
        """Surname and title: one span by the project's convention."""
        title = self._draw.choices(_TITLES, _TITLE_WEIGHTS)[0]
        return self.surname() + title

    def title(self) -> str:
        """A title alone, to follow a full name."""
        return self._draw.choices(_TITLES[:12], _TITLE_WEIGHTS[:12])[0]

    def familiar(self) -> str:
        """老王, 小李, 阿强, 大刘, 王姐."""
        draw = self._draw
        kind = draw.random()
        common = draw.choices(self._pool.common, self._weights)[0]
        if kind < 0.35:
            return "老" + common
        if kind < 0.75:
            return "小" + common
        if kind < 0.9:
            return "阿" + self._character()
        return draw.choice("大阿") + common

    def person(self) -> str:
        """Any way a person is written who is one span."""
        kind = self._draw.random()
        if kind < 0.80:
            return self.full()
        return self.polite() if kind < 0.93 else self.familiar()


def _running(values: Sequence[float]) -> list[float]:
    """Cumulative sums."""
    total, sums = 0.0, []
    for value in values:
        total += value
        sums.append(total)
    return sums
