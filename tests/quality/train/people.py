"""Draws fictitious Chinese names, frequent and rare, as they stand in logistics text.

Must never take a whole name of a known person: surname and given name are drawn apart.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from tests.quality.train.vocabulary import sections

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
_LISTS: Final = sections("people")
_TITLES: Final = _LISTS["titles"]
_FREQUENT: Final = (40, 30, 14, 26, 14, 8, 18, 10, 10, 3, 5, 5, 4, 5, 4, 4, 3, 5)
_TITLE_WEIGHTS: Final = [*_FREQUENT, *[1.5] * (len(_TITLES) - len(_FREQUENT))]
_MINORITY: Final = _LISTS["minority"]
_JOINED: Final = (_LISTS["tibetan"], _LISTS["mongolian"], _LISTS["yi"])
_LATIN: Final = _LISTS["latin"]
_CLOSE: Final = _LISTS["close"]
_NAMED: Final = sections("frames")["named"]
_KINSHIP: Final = "嫂嫂伯伯婶姨叔爷奶姑妈舅哥姐"
_KIN: Final = frozenset("哥姐妹弟叔姨爷妈爸舅姑嫂婶伯婆公小大老阿的人家好时同要不有什么")

_PLAIN: Final = 0.96  # the rest are two characters of given names, the rare as often as the usual
_WHOLE_WORDS: Final = 0.06  # share of names in talk that are words
_HARD: Final = 0.03  # share of them that are of a list of names hard to tell from words

# Characters of given names in fashion since the 1980s; the yearly reports of the Ministry of
# Public Security and of the National Citizen Identity Information Center list such ones.
RARELY: Final = "".join(_LISTS["rarely"])
MODERN: Final = "".join(_LISTS["modern"])


@dataclass(frozen=True)
class Pool:
    """Parts of names to draw from.

    Attributes:
        common: Frequent surnames, most frequent first.
        rare: Other single surnames.
        compound: Surnames of two characters.
        given: Given names of one or two characters with weights.
        single: Characters of given names with weights.
        words: Words of two characters that could be a given name: 长河, 清扬, 建业.
        whole: Words of two characters that could be a whole name: 高峰, 洪亮.
    """

    common: Sequence[str]
    rare: Sequence[str]
    compound: Sequence[str]
    given: Counter[str]
    single: Counter[str]
    words: Sequence[str]
    whole: Sequence[str]


class Namer:
    """A seeded source of names."""

    def __init__(self, pool: Pool, draw: random.Random) -> None:
        """Take the pool and the randomness."""
        self._pool, self._draw = pool, draw
        self._weights = [_TOP.get(s, 0.9 / (1 + i / 30)) for i, s in enumerate(pool.common)]
        self._chars, often = list(pool.single), list(pool.single.values())
        self._cumulative = list(accumulate(o**0.7 for o in often))
        self._pairs = [g for g in pool.given if len(g) == 2]

    def surname(self) -> str:
        """A family name: mostly as frequent as in life, else any of the list."""
        kind = self._draw.random()
        if kind < 0.45:
            return self._draw.choices(self._pool.common, self._weights)[0]
        if kind < 0.65:
            return self._draw.choice(self._pool.common)
        if kind < 0.93:
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
        if kind < 0.59:
            return self._character() * 2
        if kind < 0.67:
            return self._draw.choice(self._pool.words)
        if kind < _PLAIN:
            return self._character() + self._character()
        return "".join(self._draw.choices(self._chars, k=2))

    def full(self) -> str:
        """A full name, now and then a minority one."""
        if self._draw.random() < 0.07:
            return self._minority()
        if self._draw.random() < 0.02:  # 张l, 李某, 王xx, 刘某某, 陈*
            masked = ("某", "某某", "x", "xx", "XX", "**", "*", "X", "某甲", "君")
            initials = "".join(
                self._draw.choices("abcdefghijklmnopqrstuvwxyz", k=self._draw.randint(1, 3))
            )
            return self.surname() + self._draw.choice((*masked, initials, initials))
        name = self.surname() + self.given()
        if self._draw.random() < 0.01:  # a married woman's name: two surnames
            name = self._draw.choice(self._pool.common) + name
        return name

    def spoken(self) -> str:
        """A full name as talk has it: now and then an ordinary word, which only its cue tells."""
        kind = self._draw.random()
        if kind < _WHOLE_WORDS:
            return self._draw.choice(self._pool.whole)
        return self.hard() if kind < _WHOLE_WORDS + _HARD else self.full()

    def hard(self) -> str:
        """A name of the list of those hard to tell from words."""
        return self._draw.choice(_NAMED)

    def _minority(self) -> str:
        """A name of a people whose names are not Chinese in form, with the dot or without."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.45:
            parts = draw.sample(_MINORITY, draw.choice((1, 2, 2, 2, 3)))
            return draw.choices(("·", "•", ".", "・", " ", ""), (74, 7, 5, 2, 2, 10))[0].join(parts)
        if kind < 0.78:
            return "".join(draw.sample(draw.choice(_JOINED), draw.choice((1, 2, 2, 2))))
        if kind < 0.9:  # 岩温香, 玉罕, 扎迫, 娜朵
            soft = draw.sample(_LISTS["soft"], draw.choice((1, 2)))
            return draw.choice(_LISTS["southern"]) + "".join(soft)
        return draw.choice(_LISTS["manchu"]) + draw.choice((self._character(), self.given()))

    def polite(self) -> str:
        """Surname and title: one span by the project's convention."""
        title = self._draw.choices(_TITLES, _TITLE_WEIGHTS)[0]
        return self.surname() + title

    def title(self) -> str:
        """A title alone, to follow a full name."""
        return self._draw.choices(_TITLES[:12], _TITLE_WEIGHTS[:12])[0]

    def familiar(self) -> str:
        """老王, 小李, 阿强, 大刘, 王嫂."""
        draw = self._draw
        kind = draw.random()
        common = draw.choices(self._pool.common, self._weights)[0]
        if kind < 0.35:
            return "老" + common
        if kind < 0.75:
            return "小" + common
        if kind < 0.88:
            return "阿" + self._character()
        return draw.choice("大阿") + common if kind < 0.93 else common + draw.choice(_KINSHIP)

    def first(self) -> str:
        """A given name of two characters by itself, as friends and families call each other."""
        draw = self._draw
        return draw.choice(self._pairs) if draw.random() < 0.7 else self._character() * 2

    def nick(self) -> str:
        """阿珍, 毛毛, 丽姐, 建国叔, 老李头, 强子, 王二, Amy姐."""
        draw = self._draw
        common = draw.choices(self._pool.common, self._weights)[0]
        character = self._character()
        while character in _KIN:  # 小哥 and 大姐 name no one
            character = self._character()
        pair = draw.choice(
            [p for p in draw.choices(self._pairs, k=4) if p[0] not in _KIN] or ["建国"]
        )
        return draw.choices(
            (
                draw.choice("阿阿小小大") + character,
                character * 2,
                character + draw.choice("子子儿"),
                character + draw.choice(_CLOSE),
                pair + draw.choice(_CLOSE),
                common + draw.choice("二三四五六"),
                "老" + common + "头",
                draw.choice(_LATIN) + draw.choice(("", "", *_CLOSE)),
                self.familiar(),
            ),
            (22, 12, 7, 24, 14, 5, 3, 6, 14),
        )[0]

    def person(self) -> str:
        """Any way a person is written who is one span."""
        kind = self._draw.random()
        if kind < 0.78:
            return self.full()
        if kind < 0.91:
            return self.polite()
        return self.familiar() if kind < 0.97 else self.nick()
