"""Extracts what running text is made of from the packages: sentences, words, stems.

Must never let a sentence through that may name someone: it would train as naming no one.
"""

import re
from collections import Counter
from typing import Final

import rjieba

from recognizers.lexicon import Lexicon
from tests.quality.train.clutter import Stock
from tests.quality.train.derive import known_names, words_like_names
from tests.quality.train.sources import HAN, Sources
from tests.quality.train.talk import Prose

_SPLIT: Final = re.compile(
    "(?<![\u4e00-\u9fff])(?:他|她|我|你|老板|老师|服务员|同事|朋友)(?=[^们的])"
)
_INNER: Final = re.compile("(?:他|她|服务员|老板|经理|朋友|同事|客服)(?=[^们的])")
_LIKELY_NAME: Final = re.compile("先生|小姐|老师|作者|译|主编|著|演|导演|女士|同学|姐|哥|阿姨|师傅")

# Characters of Simplified text that Traditional text keeps, where a table gives a rare variant.
_KEPT: Final = frozenset(
    "里仙斗谷余范姜松只布朱岳升志沈郁舍系向游秋千回涌愿致周注采表才丑出冬家价胡借克困面曲坊栗岩峰群"
    "床秘灶卜咸征吁淀了佣御制划合同吃吊叹和哲嘉土坛尸尽巨幸康弦扎抵拐挂昆果欲沾泛泰炮"
)


def stems(sources: Sources) -> list[str]:
    """Two- and three-character names of towns and villages without their endings."""
    found: Counter[str] = Counter()
    for town in sources.towns:
        for name in (town.name, *town.villages[:4]):
            stem = re.sub(
                "(民族|回族)?(街道办事处|街道|镇|乡|地区|村委会|居委会|社区|新村|村|嘎查|居民|虚拟)+$",
                "",
                name,
            )
            if len(stem) in (2, 3) and HAN.fullmatch(stem):
                found[stem] += 1
    return sorted(found)


class NameFilter:
    """Tells sentences that certainly name no one from those that may."""

    def __init__(self, sources: Sources, lexicon: Lexicon) -> None:
        """Take jieba's names that are no words of the language, and all its words."""
        names = ("nr", "nrt", "nrfg")
        self._words = {w for w, _, t in sources.words if t not in names} | sources.headwords
        self._surnames = frozenset(lexicon.common) | frozenset(lexicon.rare)

    def __call__(self, sentence: str) -> bool:
        """False where a word is not in the dictionary and begins with a surname."""
        return not any(
            len(word) > 1 and word[0] in self._surnames and word not in self._words
            for word in rjieba.cut(sentence)
        )


def prose(sources: Sources, lexicon: Lexicon) -> Prose:
    """Sentences, words and goods without names in them."""
    nameless = NameFilter(sources, lexicon)
    clean = [s for s in sources.sentences if not _LIKELY_NAME.search(s) and nameless(s)]
    pronouns: list[tuple[str, str]] = []
    for sentence in clean:
        for pattern in (_SPLIT, _INNER):
            match = pattern.search(sentence)
            if match and sentence[match.end() :]:
                pronouns.append((sentence[: match.start()], sentence[match.end() :]))
    tags = (
        "n",
        "v",
        "a",
        "d",
        "vn",
        "i",
        "l",
        "m",
        "c",
        "p",
        "r",
        "t",
        "b",
        "z",
        "ad",
        "an",
        "f",
        "u",
    )
    words, goods = [], []
    for word, often, tag in sources.words:
        if not HAN.fullmatch(word) or len(word) > 4:
            continue
        if tag in tags and often >= 40:
            words += [word] * (1 + (often > 500) + (often > 3000))
        if tag == "n" and often >= 80 and len(word) in (2, 3):
            goods.append(word)
    back: dict[str, str] = {"台": "臺", "后": "後", "云": "雲"}
    for traditional, simple in lexicon.simplified.items():
        if "\u4e00" <= traditional <= "\u9fff" and simple not in _KEPT:
            back.setdefault(simple, traditional)
    known = known_names(sources, lexicon)
    foreign = [w for w, _, t in sources.words if t == "nrt" and 2 < len(w) < 6]
    decoys = [w for w, f, t in sources.words if t == "nr" and f >= 30 and w in sources.headwords]
    places = re.compile(".[^市区县镇乡].?[县市镇村庄堡井汇口岛湾河江山寨沟店]")
    decoys += [w for w, _, t in sources.words if t == "ns" and places.fullmatch(w)]
    return Prose(clean, pronouns, words, goods, back, foreign, known, decoys)


def stock(sources: Sources, lexicon: Lexicon) -> Stock:
    """Words for clutter: nouns of every rank, verbs and the rest, foreign places."""
    things, deeds = [], []
    names = set(known_names(sources, lexicon))
    words = set(words_like_names(sources, lexicon))
    for word, often, tag in sources.words:
        if not HAN.fullmatch(word) or len(word) > 5 or (len(word) == 1 and often < 2000):
            continue
        if (tag == "nr" and word in sources.headwords) or word in words:
            things.append(word)  # tagged as a name, but a word
        elif tag == "nrt" and word in names:
            things.append(word)  # brands are named after foreigners
        elif tag in ("n", "nz", "b", "an", "g", "ng", "nt", "j"):
            things += [word] * (1 + (often > 30) + (often > 300) + (often > 3000))
        elif tag in ("v", "vn", "a", "d", "ad", "z", "i", "l", "m", "p", "c", "t", "f"):
            deeds += [word] * (1 + 2 * (often > 300) + 4 * (often > 3000))
    return Stock(things, deeds, sources.abroad)
