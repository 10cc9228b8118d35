"""Finds Chinese names written in Latin letters: after a key, in a name field, beside a number.

Must never take two English words for a name: every word must be made of pinyin syllables, and
one of the outer two must be a surname.
"""

import re
import sys
from collections.abc import Iterable
from typing import ClassVar, Final, TypeAlias

from recognizers.base import Recognizer
from recognizers.evidence import Evidence
from recognizers.finding import Finding
from recognizers.pattern import Pattern
from recognizers.sequence.hints import Asked, asked_for
from recognizers.shape import Shape

# Syllables of Hanyu Pinyin by initial and final (ISO 7098), a little wider than the 410 in use.
SYLLABLE: Final = (
    "(?:[bpmf](?:ang|ai|ao|an|a|eng|ei|en|ing|iao|ian|ie|in|i|ou|o|u)"
    "|[dtnl](?:uang|uan|uo|un|ui|u|ang|ai|ao|an|a|eng|ei|en|e|iang|iao|ian|iu|ie|ia|ing|in|i)"
    "|[dtnl](?:ong|ou|ve|v)"
    "|[gkh](?:uang|uai|uan|ua|ui|un|uo|u|ang|ai|ao|an|a|eng|ei|en|e|ong|ou)"
    "|[jqx](?:iang|iong|ing|iao|ian|iu|ie|ia|in|i|uan|ue|un|u)"
    "|(?:zh|ch|sh|[rzcs])(?:uang|uai|uan|ua|ui|un|uo|u|ang|ai|ao|an|a|eng|ei|en|e|ong|ou|i)"
    "|y(?:uan|ue|un|u|ang|ao|an|a|ing|in|i|ong|ou|e)|w(?:ang|ai|an|a|eng|ei|en|o|u)"
    "|ang|ai|ao|an|a|eng|ei|en|er|e|ou|o)"
)
WORD: Final = re.compile(f"{SYLLABLE}(?:['-]?{SYLLABLE}){{0,2}}", re.IGNORECASE)
# The hundred most frequent surnames in pinyin (Ministry of Public Security), compound ones added.
_SURNAMES: Final = frozenset(
    (
        "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng "
        "liang xie song tang han deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu du "
        "ye cheng wei su lv lyu ding ren lu yao shen zhong cui tan fan liao shi jin jia xia fu "
        "fang zou xiong bai meng qin qiu hou yin xue yan duan lei long tao hao gu gong shao wan "
        "qian dai mo kong xiang chang ouyang sima zhuge shangguan situ murong linghu"
    ).split()
)
# No word gives a letter back: behind one of a name stands none.
_NAME: Final = (
    r"[A-Za-z]{1,12}+(?:['-][A-Za-z]{1,8}+)?"
    r"(?:[ ·,]{1,2}[A-Za-z]{1,12}+(?:['-][A-Za-z]{1,8}+)?){1,2}"
)
_GLUED: Final = r"[A-Z][a-z]{1,14}(?:[A-Z][a-z]{1,14})?"
_HAN_KEYS: Final = "收件人|收货人|寄件人|发件人|联系人|姓名|名字|签收人|快递员|派件员|司机|收|寄"
_LATIN_KEYS: Final = (
    "consignee receiver recipient sender shipper attn name to for by from dear customer courier "
    "driver contact mrs? ms miss"
)
# Each begins with one character and no set of them, case by case: `re` skips to those. The long s
# is one to it, whatever its case.
_KEY: Final = "|".join(
    f"{first}(?i:{key[1:]})"
    for key in _LATIN_KEYS.split()
    for first in (key[0], key[0].upper(), *("\u017f" if key[0] == "s" else ""))
)
_KEYED: Final = re.compile(
    rf"(?:{_HAN_KEYS}|{_KEY})\s{{0,2}}[:：=为是]?\s{{0,2}}(?P<value>{_NAME}|{_GLUED})(?![A-Za-z0-9@.])"
)
_BESIDE: Final = re.compile(
    rf"(?<![A-Za-z0-9@])(?P<value>{_NAME})(?=[ ,，:：]{{0,3}}(?:\+?86[ -]?)?1[3-9][0-9])"
)
# Zhang Wei, Li Xiaoming: two words with capitals, the surname first, are a name by themselves.
_CAPITALS: Final = re.compile(
    r"(?<![A-Za-z0-9@._-])(?P<value>[A-Z][a-z]{1,7} [A-Z][a-z]{1,11}(?:[-'][a-z]{1,6})?)"
    r"(?![A-Za-z0-9@._-])(?! [A-Z])"
)
# Surnames and given names that are English words or parts of place names.
_NO_SURNAME: Final = frozenset(
    "he you long fan pan tan song sun ma an lei bai hong hu she shan xi".split()
)
NO_GIVEN: Final = frozenset(
    "can man fan pen song long sun hang she me die line lie pan tan ban men ten pin bin gang wan "
    "shine bang sang rang dang kong hai jing zhou lane lai dine mine nine fine bike hui".split()
)
_SPELT: Final = "every word is pinyin, one a surname"
_KEY_WHY: Final = Evidence("after a key", valid=True, rule=_SPELT)
_BESIDE_WHY: Final = Evidence("beside a mobile number", valid=True, rule=_SPELT)
_CAPITALS_WHY: Final = Evidence("two words with capitals", valid=True, rule=_SPELT)
_FIELD_WHY: Final = Evidence(valid=True, field=True, rule=_SPELT)
_THIRD: Final = re.compile(r"\A([A-Za-z'-]+[ ·,]{1,2}[A-Za-z'-]+)[ ·,]{1,2}[A-Za-z'-]+\Z")
_WHOLE: Final = re.compile(rf"\s*(?P<value>{_NAME}|{_GLUED})\s*")
_Span: TypeAlias = tuple[int, int]  # start, end
_NO_MORE: Final = (sys.maxsize, sys.maxsize)
_BETWEEN: Final = re.compile("[ ·,]+")
_BEGIN: Final = tuple(_SURNAMES)


class PinyinNameRecognizer(Recognizer):
    """Finds `Zhang Wei`, `LI Xiaoming` and `Wei Zhang` where something says it is a person."""

    LABELS: ClassVar[tuple[str, ...]] = ("PERSON",)
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(_KEY_WHY.pattern, _KEYED.pattern, 0.85),
        Pattern(_BESIDE_WHY.pattern, _BESIDE.pattern, 0.8),
        Pattern(_CAPITALS_WHY.pattern, _CAPITALS.pattern, 0.7),
    )
    NEEDS = (Shape.SPELT, Shape.LATIN | Shape.NAME_FIELD)
    FIELD_WORDS = ()

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every name; see `Recognizer.find`."""
        found: dict[tuple[int, int], tuple[float, Evidence]] = {}
        for pattern, why in ((_KEYED, _KEY_WHY), (_BESIDE, _BESIDE_WHY)):
            for match in pattern.finditer(text):
                name = self._name(match["value"]) if pattern is _KEYED else match["value"]
                if name and self.validate_result(name):
                    found[match.start("value"), match.start("value") + len(name)] = (0.85, why)
        capitals = (m for m in _CAPITALS.finditer(text) if _surname_first(m["value"]))
        for span in untouched([m.span("value") for m in capitals], found):
            found[span] = (0.7, _CAPITALS_WHY)
        if asked_for(hint) is Asked.NAME:
            whole = _WHOLE.fullmatch(text)
            if whole and self.validate_result(whole["value"]):
                found[whole.span("value")] = (0.9, _FIELD_WHY)
        return [
            Finding(*span, "PERSON", score, self.name, evidence=why)
            for span, (score, why) in found.items()
        ]

    def _name(self, words: str) -> str:
        """The words, or the first two of three; empty where neither is a name."""
        if self.validate_result(words):
            return words
        three = _THIRD.match(words)
        return three[1] if three and self.validate_result(three[1]) else ""

    def validate_result(self, pattern_text: str) -> bool:
        """Say whether every word is pinyin and the first or last is a surname."""
        words = _BETWEEN.split(pattern_text)
        if not all(WORD.fullmatch(word) for word in words):
            return False
        if len(words) == 1:
            return words[0].lower().startswith(_BEGIN)
        return words[0].lower() in _SURNAMES or words[-1].lower() in _SURNAMES


def untouched(spans: Iterable[_Span], others: Iterable[_Span]) -> list[_Span]:
    """Give those spans that none of the others overlaps, in one pass through both.

    Args:
        spans: In text order, not overlapping.
        others: In any order, overlapping as they may.
    """
    rest = iter((*sorted(others), _NO_MORE))
    start, end = next(rest)
    free: list[_Span] = []
    reach = 0  # the furthest end of those that begin before a span's end
    for span in spans:
        while start < span[1]:
            reach = max(reach, end)
            start, end = next(rest)
        if reach <= span[0]:
            free.append(span)
    return free


def _surname_first(words: str) -> bool:
    """True for a surname and a given name of one or two syllables, neither an English word."""
    surname, given = words.lower().split(" ")
    if surname not in _SURNAMES or surname in _NO_SURNAME or given in NO_GIVEN:
        return False
    return WORD.fullmatch(given) is not None
