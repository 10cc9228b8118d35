"""Passports, and permits for travel between the mainland, Hong Kong, Macau and Taiwan.

Must never report a letter and eight digits without a word that makes them a document.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import PatternBased
from recognizers.context import around
from recognizers.finding import Finding
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_EDGE: Final = r"(?<![0-9A-Za-z])"
_END: Final = r"(?![0-9A-Za-z])"
# Ordinary passports E + 8 digits, since 2017 E + letter + 7 digits, before G + 8 or 14/15 + 7;
# D, S, P for diplomats and officials; K + 8 and H + 8 of Hong Kong, MA + 7 of Macau. Source: the
# National Immigration Administration's specimen numbers; letters I and O are not used.
_PASSPORT: Final = (
    rf"{_EDGE}(?:[EGDSPKHegdspkh][ ]?[0-9]{{8}}|[EDSPMedspm][A-HJ-NP-Za-hj-np-z][ ]?[0-9]{{7}}"
    rf"|1[45][0-9]{{7}}){_END}"
)
_HONG_KONG: Final = (
    rf"{_EDGE}(?:[HMhm][ ]?[0-9]{{8}}(?:[0-9]{{2}})?|[CWcw][ ]?[0-9]{{8}}|[Cc][A-HJ-NP-Za-hj-np-z]"
    rf"[ ]?[0-9]{{7}}){_END}"
)
_TAIWAN: Final = (
    rf"{_EDGE}(?:[TLtl][ ]?[0-9]{{8}}|[0-9]{{8}}(?:[0-9]{{2}})?(?:[(（][A-Z][)）])?){_END}"
)
_PASSPORT_WORD: Final = telling(r"护照|護照|证件|證件|旅行证|(?i:passport)")
_HONG_KONG_WORD: Final = telling(
    r"通行证|通行證|回乡证|回鄉證|港澳|来往内地|往来港澳|证件|(?i:permit)"
)
_NEARBY: Final = "word for the document"
_OF_TAIWAN: Final = r"台胞证|臺胞證|台胞證|台湾通行证|臺灣|台湾居民|往来台湾|大通证|大陆通行证"

_TAIWAN_WORD: Final = telling(_OF_TAIWAN)
_REACH: Final = 14
# Digits alone belong to the document whose word stands right beside them.
_RIGHT_BEFORE: Final = telling(rf"(?:{_OF_TAIWAN})[^0-9，。；;,\n]{{0,8}}\Z")
_RIGHT_BEHIND: Final = re.compile(rf"[(（]?(?:{_OF_TAIWAN})")


class _Captioned(PatternBased):
    """A document number that counts only near a word for the document."""

    _WORD: ClassVar[re.Pattern[str]]
    NEEDS = (Shape.DOCUMENT_WORD | Shape.DOCUMENT, Shape.DOCUMENT_WORD | Shape.EIGHT)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every captioned number; see `Recognizer.find`."""
        captioned = self._WORD.search(hint) is not None
        if not captioned and not self._WORD.search(text):
            return []
        return [
            Finding(
                *(start, end, self.LABELS[0], score, self.name),
                evidence=why.in_field() if captioned else why.near(_NEARBY),
            )
            for start, end, score, why in self.matches(text)
            if captioned or self._is_named(text, (start, end))
        ]

    def _is_named(self, text: str, span: tuple[int, int]) -> bool:
        """A word for the document stands near."""
        return around(self._WORD, text, span, _REACH)


class PassportRecognizer(_Captioned):
    """Finds passport numbers after 护照, 证件 or passport."""

    LABELS = ("CN_PASSPORT",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("passport", _PASSPORT, 0.85),)
    CONTEXT: ClassVar[Sequence[str]] = ("护照", "证件号", "passport")
    _WORD = _PASSPORT_WORD
    FIELD_WORDS = (_WORD,)


class HongKongMacauPermitRecognizer(_Captioned):
    """Finds permits between the mainland and Hong Kong or Macau, of either side's people."""

    LABELS = ("CN_HK_MACAU_PERMIT",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("permit", _HONG_KONG, 0.85),)
    CONTEXT: ClassVar[Sequence[str]] = ("通行证", "回乡证", "港澳")
    _WORD = _HONG_KONG_WORD
    FIELD_WORDS = (_WORD,)


class TaiwanPermitRecognizer(_Captioned):
    """Finds permits between the mainland and Taiwan, of either side's people."""

    LABELS = ("CN_TAIWAN_PERMIT",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("permit", _TAIWAN, 0.85),)
    CONTEXT: ClassVar[Sequence[str]] = ("台胞证", "台湾通行证")
    _WORD = _TAIWAN_WORD
    FIELD_WORDS = (_WORD,)

    def _is_named(self, text: str, span: tuple[int, int]) -> bool:
        """The word stands near, and right beside a value of digits alone."""
        start, end = span
        if not text[start].isdigit():
            return super()._is_named(text, span)
        before = text[max(0, start - _REACH - 8) : start]
        return bool(_RIGHT_BEFORE.search(before) or _RIGHT_BEHIND.match(text, end))
