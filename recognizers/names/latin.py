"""Finds persons written in Latin letters in Chinese lines: `Chan Tai Man`, `Peter Chan`, `Amy小姐`.

Must never take a brand, a port or a product's title for a person: words alone count only where
they are built like a name through and through.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import ClassVar, Final

from recognizers.base import Recognizer
from recognizers.evidence import Evidence
from recognizers.finding import Finding
from recognizers.names.between_places import Words, between_places
from recognizers.names.romanised import (
    Trust,
    camel,
    given_names,
    is_camel_name,
    is_name,
    places_alone,
    surnames,
)
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_PLAIN: Final = r"[A-Z][a-z]{1,11}(?:[-'’][A-Za-z][a-z]{0,9}){0,2}"
_CAMEL: Final = r"[A-Z][a-z]{1,7}(?:[A-Z][a-z]{1,7}){1,3}"
_LOUD: Final = r"[A-Z]{1,11}(?:[-'’][A-Z]{1,9}){0,2}"
_ONE: Final = rf"(?:{_CAMEL}|{_PLAIN}|{_LOUD})(?![A-Za-z0-9_'])"
_GAP: Final = r"(?: ?[,，] ?| ?· ?|\. ?| )"
_EDGE: Final = r"(?<![A-Za-z0-9_\-./&'])"
# Words with capitals in a row; a longer row goes on in the next match.
_RUN: Final = rf"{_EDGE}(?P<value>{_ONE}(?:{_GAP}{_ONE}){{0,11}})"
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]{0,34}")
# What ends a name, or stands before it, in a row of capitals.
_BORDER: Final = frozenset(
    "attn attention to from for by at on in of dear hi hello consignee receiver recipient "
    "sender shipper contact name customer courier driver please deliver delivered signed "
    "received call ask tel phone mobile whatsapp wechat line email mail add address order no "
    "note re cc the and or with room flat floor tower block unit road street building house "
    "hong kong kowloon china taiwan macau singapore co ltd limited company express logistics "
    "shop store station centre center".split()
)
_TITLES: Final = frozenset("mr mrs ms miss mx mdm madam dr prof sir".split())
_NO_TITLED: Final = frozenset(
    "martens bean muscle dior sixty donut diy coffee peanut potato".split()
)
_HAN_KEYS: Final = (
    "[收寄发發签簽]?[件货貨收取]人|[联聯][系絡络]人?|聯繫人?|姓名|名字"
    "|[客顾顧][户戶客]|[买買]家|[派快][件递遞][员員]|司机|司機"
    "|[交给給找叫]|我是|[收寄]|[由搵]|同事|[男女]友|[老室]友|老板|老闆|前台|(?<![A-Za-z0-9.])@"
)
_KEY: Final = re.compile(rf"(?:{_HAN_KEYS})[:：为為是叫]?[ ]{{0,2}}\Z")
_WORD_KEYS: Final = frozenset(
    "attn attention to from for by dear hi hello consignee receiver recipient sender shipper "
    "contact name customer courier driver call ask".split()
)
_ENGLISH_KEY: Final = re.compile(
    rf"(?<![A-Za-z])(?i:{'|'.join(sorted(_WORD_KEYS))})[ :：.,]{{1,3}}\Z"
)
_REACH: Final = 14
_NUMBER_BEHIND: Final = re.compile(
    r"[ ,，:：/|(（]{0,3}(?:(?i:tel|mobile|phone|whatsapp)|电话|電話|手机|手機)?[ :：.]{0,3}"
    r"[+(（]{0,2}(?:1[3-9][0-9]|09[0-9]{2}|(?:00)?8(?:6|5[23]|86)[ )）-]"
    r"|[4-9][0-9]{3}[ -]?[0-9]{4}(?![0-9]))"
)
_RECEIVES: Final = re.compile(
    r"[ ]{0,2}[(（]?(?:[親亲]?[自手代]?[签簽]?收)(?![到货貨件藏费費款取集])"
)
_NUMBER_BEFORE: Final = re.compile(r"[0-9]{4}[ ,，:：/|]{0,3}\Z")
_NUMBER_REACH: Final = 8
# A title of Chinese behind it: 先生 behind anything, 哥 behind what is known for a name.
_POLITE: Final = re.compile(r"[ ]?(?P<title>先生|小姐|女士|太太)")
_FAMILIAR: Final = re.compile(
    r"[ ]?(?P<title>[老經经][師师理]|[师師]傅|同[学學]|阿姨|叔叔|[哥姐姊])(?![姐哥])"
)

# What a place, a shop or an office goes on with.
_PLACE_BEHIND: Final = re.compile(
    "[ ]?(?:酒店|[分门門]?店|[网網][点點]|[营營][业業]|[站仓倉路街邨]"
    "|大[厦廈]|中心|广场|廣場|[码碼][头頭]|[专專][柜櫃]|品牌|牌)"
)
_MOST: Final = 5  # words of a name, two surnames among them
_ALONE_WHY: Final = Evidence("words in Latin letters", valid=True, rule="built like a name")
_TITLED_WHY: Final = Evidence("a title and words in Latin letters", valid=True)
_TOLD_WHY: Final = Evidence(
    "words in Latin letters", valid=True, rule="behind a key or beside a number"
)

_Stretch = tuple[Words, bool | None]  # and whether they are a name alone, if that is known


class LatinNameRecognizer(Recognizer):
    """Finds names of Hong Kong, Taiwan, Singapore and the mainland in Latin letters."""

    LABELS: ClassVar[tuple[str, ...]] = ("PERSON",)
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (Pattern(_ALONE_WHY.pattern, _RUN, 0.75),)
    NEEDS = (Shape.CAPITALS,)
    FIELD_WORDS = ()
    _RUNS: ClassVar[re.Pattern[str]] = re.compile(_RUN)

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find every name; see `Recognizer.find`."""
        return [
            Finding(start, end, "PERSON", score, self.name, evidence=why)
            for run in self._RUNS.finditer(text)
            for words, alone in _stretches(run)
            for start, end, score, why in _names(text, words, alone=alone)
        ]


def _stretches(run: re.Match[str]) -> Iterator[_Stretch]:
    """The words of a row between those that are no part of any name.

    Where signs part them and they are no name together, each piece between two signs is one.
    """
    words: Words = []
    borders = _borders()
    for match in _WORD.finditer(run.string, *run.span()):
        letters = match.group()
        if letters.lower() in borders:
            yield from _pieces(words, run.string)
            words = []
        else:
            words.append((*match.span(), letters))
    yield from _pieces(words, run.string)


@cache
def _borders() -> frozenset[str]:
    """Words in small letters that are no part of any name."""
    return _BORDER | places_alone()


def _pieces(words: Words, text: str) -> Iterator[_Stretch]:
    """The words as they are if they can be one name, else what places and signs leave of them."""
    if not words:
        return
    if _is_name_alone(words):
        yield words, True
        return
    for part in between_places(words, text):
        alone = False if part is words else None
        signs = [i for i in range(1, len(part)) if text[part[i - 1][1]] not in " ·"]
        signs = [i for i in signs if part[i - 1][2].lower() not in _TITLES]
        if signs and alone is None:
            alone = _is_name_alone(part)
        if alone or not signs:
            yield part, alone
            continue
        for start, end in pairwise([0, *signs, len(part)]):
            yield part[start:end], None


def _names(
    text: str, words: Words, *, alone: bool | None
) -> Iterator[tuple[int, int, float, Evidence]]:
    """The name that a stretch of words is, or holds behind a title or a key."""
    if words[0][2].lower() in _TITLES:
        yield from _titled(words[1:])
        return
    start, end = words[0][0], words[-1][1]
    alone = _is_name_alone(words) if alone is None else alone
    if alone and not _PLACE_BEHIND.match(text, end):
        yield start, end, 0.75, _ALONE_WHY
        return
    behind = _POLITE.match(text, end) or _FAMILIAR.match(text, end)
    if behind and len(words) <= _MOST:
        yield from _before_title(words, behind)
    elif _is_told(text, start):
        yield from _longest(words, forward=True)
    elif _NUMBER_BEHIND.match(text, end) or _RECEIVES.match(text, end):
        yield from _longest(words, forward=False)


def _is_name_alone(words: Words) -> bool:
    if len(words) > _MOST:
        return False
    letters = _letters(words)
    camels = len(words) == 1 and len(letters) > 1 and is_camel_name(letters)
    return camels or (len(letters) <= _MOST and is_name(letters, Trust.ALONE))


def _is_told(text: str, start: int) -> bool:
    low = max(0, start - _REACH)
    return bool(
        _KEY.search(text, low, start)
        or _ENGLISH_KEY.search(text, low, start)
        or _NUMBER_BEFORE.search(text, max(0, start - _NUMBER_REACH), start)
    )


def _longest(words: Words, *, forward: bool) -> Iterator[tuple[int, int, float, Evidence]]:
    """As many words as a name can be, from the one next to what tells of a person."""
    for trust in (Trust.ALONE, Trust.TOLD):
        for size in range(min(_MOST, len(words)), 0, -1):
            chosen = words[:size] if forward else words[-size:]
            if is_name(_letters(chosen), trust):
                yield chosen[0][0], chosen[-1][1], 0.8, _TOLD_WHY
                return


def _titled(words: Words) -> Iterator[tuple[int, int, float, Evidence]]:
    """The words behind a title; one of them counts whatever it is, for Mr. Miller is somebody."""
    if not words or words[0][2].lower() in _NO_TITLED:
        return
    named = list(_longest(words, forward=True))
    if named:
        start, end = named[0][:2]
        yield start, end, 0.85, _TITLED_WHY
    elif len(words[0][2]) > 1:
        yield words[0][0], words[0][1], 0.7, _TITLED_WHY


def _before_title(words: Words, title: re.Match[str]) -> Iterator[tuple[int, int, float, Evidence]]:
    """A name before 先生; a single word has its title in the value, as 陳先生 has."""
    small = [letters.lower() for *_, letters in words]
    known = not (surnames().isdisjoint(small) and given_names().isdisjoint(small))
    start = words[0][0]
    if not known and (title.re is _FAMILIAR or words[-1][2].isupper()):
        return
    end = title.end("title") if len(words) == 1 else words[-1][1]
    yield start, end, 0.8, _TITLED_WHY


def _letters(words: Words) -> list[str]:
    """The words; those written in one, apart."""
    return [piece for *_, letters in words for piece in _apart(letters)]


def _apart(letters: str) -> list[str]:
    mixed = not letters.isupper() and letters.isalpha()
    return camel(letters) if mixed else [letters]
