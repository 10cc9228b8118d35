"""Values that arrive masked already: `138****5678`, `王*`, `张^_^`, `110101********1234`.

Must never call a raw value masked: a finding from here is left as it is by every mask.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Final, TypeAlias

from recognizers.base import Recognizer
from recognizers.contact.numbering import CODE_BEGUN, past_extension
from recognizers.context import before
from recognizers.evidence import Evidence
from recognizers.finding import Finding
from recognizers.heads import telling
from recognizers.lexicon import Lexicon
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_SIGN: Final = r"[*●•×■]"
_ANY: Final = r"(?:[*●•×■]|[xX#](?=[xX#*0-9\-\s]|$))"
_SMILE: Final = r"\^_{1,2}\^"  # JD's waybills
# Each pattern begins with a set of characters, for `re` skips to those; this one looks before them.
_EDGE: Final = r"(?<![0-9A-Za-z*●•×■].)"
_END: Final = r"(?![0-9A-Za-z*●•×■^])"
_HAN: Final = r"\u3400-\u9fff"

_PHONE: Final = (
    rf"[(（+018]{_EDGE}(?:(?<=1)|{CODE_BEGUN}1)"
    rf"[0-9]{{0,6}}[ \-]?(?:{_ANY}{{3,10}}|{_SMILE})[ \-]?[0-9]{{0,4}}"
)
_TAIL: Final = rf"[*●•×■^]{_EDGE}(?:(?<!\^){_SIGN}{{2,8}}|(?<=\^)_{{1,2}}\^)[ \-]?[0-9]{{4}}"
_LANDLINE: Final = rf"0{_EDGE}[0-9]{{2,3}}[ \-]?[0-9]{{0,4}}{_SIGN}{{3,8}}[0-9]{{0,4}}"
_IDENTITY: Final = rf"[1-9]{_EDGE}[0-9]{{0,9}}{_ANY}{{4,17}}[0-9]{{0,5}}[0-9Xx]?"
_CARD: Final = rf"[1-9]{_EDGE}[0-9]{{3,5}}[ ]?(?:{_ANY}{{2,12}}[ ]?){{1,3}}[0-9]{{2,4}}"
_MAIL: Final = (
    rf"(?<![A-Za-z0-9._*\-])(?!\*[A-Za-z0-9._\-]{{2,64}}@)[A-Za-z0-9._\-]{{0,20}}{_SIGN}{{1,20}}[A-Za-z0-9._\-]{{0,20}}"
    r"@[A-Za-z0-9*\-]{1,30}(?:\.[A-Za-z0-9*\-]{1,20}){1,3}"
)
_PLATE: Final = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?"
    rf"[A-Z0-9]{{0,4}}{_SIGN}{{2,6}}[A-Z0-9]{{0,4}}"
)
_NAME_CAPTION: Final = telling(
    r"(?:收件|收货|寄件|发件|联系|签收|取件|下单|代收)人|姓名|名字|客户|用户|买家|卖家|会员|昵称|(?i:name)"
)
_CAPTIONED_NAME: Final = (
    rf"[*●•×■^](?<=[:：\s是为人名].)(?:(?<!\^){_SIGN}{{0,2}}|(?<=\^)_{{1,2}}\^)"
    rf"[{_HAN}]{{1,2}}(?![{_HAN}*])"
)
_PHONE_CAPTION: Final = telling(r"电话|手机|联系|号码|尾号|(?i:phone|mobile|tel)")
_CARD_CAPTION: Final = telling(r"卡|银行|账|帐|(?i:card)")
# Han characters that may stand right before a name: of captions, roles and address ends. After
# any other, a character and a star are the end of a raw name: 王小明*.
_BEFORE_NAME: Final = (
    "人名字号室楼栋幢座层院村镇街路区市县组店驿站收寄给找是为叫员户家方主者女生士请由交"
)
_ALONE_NAME: Final = re.compile(rf"\s*(?P<value>{_SIGN}{{1,3}}(?P<given>[{_HAN}]{{2}}))\s*")
_HIDDEN: Final = re.compile(rf"[*●•×■^](?<=[{_HAN}].)")  # a look that costs next to nothing
_BARE: Final = re.compile(rf"\s*(?:{_SIGN}{{1,64}}|{_SMILE})\s*")
_HINTS: Final = (
    ("PERSON", re.compile(r"姓名|收件人|收货人|寄件人|联系人|(?i:name|consignee|receiver$)")),
    ("PHONE_NUMBER", _PHONE_CAPTION),
    ("ADDRESS", re.compile(r"地址|(?i:addr)")),
    ("CN_RESIDENT_ID", re.compile(r"身份证|证件|(?i:id_?card|identity)")),
)
_SCORE: Final = 0.9
_PHONE_WHY: Final = Evidence("masked mobile number")
_LANDLINE_WHY: Final = Evidence("masked landline")
_TAIL_WHY: Final = Evidence("last digits of a number")
_CARD_TAIL_WHY: Final = Evidence("last digits of a number", context="word for a card")
_ID_WHY: Final = Evidence("masked identity number")
_CARD_WHY: Final = Evidence("masked card")
_MAIL_WHY: Final = Evidence("masked mail address")
_PLATE_WHY: Final = Evidence("masked plate")
_NAME_WHY: Final = Evidence("masked surname after a caption")
_SURNAME_WHY: Final = Evidence(rule="a surname and signs that hide the rest")
_ALONE_WHY: Final = Evidence(rule="signs for a surname before a given name, and nothing else")
_BARE_WHY: Final = Evidence(field=True, rule="nothing but signs that hide a value")
_Masked: TypeAlias = tuple[tuple[int, int], str, Evidence]  # span, label, what carried it


def _length(value: str) -> int:
    """How many characters a value has without blanks and hyphens."""
    return len(value) - value.count(" ") - value.count("-")


@dataclass(frozen=True, slots=True)
class _Form:
    """One masked form: its label, its pattern, and the lengths it may have without blanks."""

    label: str
    evidence: Evidence
    pattern: re.Pattern[str]
    lengths: frozenset[int] = frozenset()

    def fits(self, value: str) -> bool:
        """The value has a length of this form; a smile stands for any number of characters."""
        return not self.lengths or "^" in value or _length(value) in self.lengths


class MaskedRecognizer(Recognizer):
    """Finds values that were masked before they came here, and marks them as such."""

    LABELS = (
        *("PHONE_NUMBER", "PERSON", "CN_RESIDENT_ID", "CN_BANK_CARD", "EMAIL_ADDRESS"),
        *("CN_LICENSE_PLATE", "ADDRESS"),
    )
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern(_PHONE_WHY.pattern, _PHONE, _SCORE),
        Pattern(_LANDLINE_WHY.pattern, _LANDLINE, _SCORE),
        Pattern(_TAIL_WHY.pattern, _TAIL, _SCORE),
        Pattern(_ID_WHY.pattern, _IDENTITY, _SCORE),
        Pattern(_CARD_WHY.pattern, _CARD, _SCORE),
        Pattern(_MAIL_WHY.pattern, _MAIL, _SCORE),
        Pattern(_PLATE_WHY.pattern, _PLATE, _SCORE),
        Pattern(_NAME_WHY.pattern, _CAPTIONED_NAME, _SCORE),
    )
    NEEDS = (Shape.MASK,)
    FIELD_WORDS = (_PHONE_CAPTION, _NAME_CAPTION, *(words for _, words in _HINTS))

    _FORMS: ClassVar[tuple[_Form, ...]] = (
        _Form("CN_RESIDENT_ID", _ID_WHY, re.compile(_IDENTITY + _END), frozenset((15, 18))),
        _Form("PHONE_NUMBER", _PHONE_WHY, re.compile(_PHONE + _END), frozenset(range(10, 16))),
        _Form("PHONE_NUMBER", _LANDLINE_WHY, re.compile(_LANDLINE + _END)),
        _Form("CN_BANK_CARD", _CARD_WHY, re.compile(_CARD + _END), frozenset((15, 16, 17, 19))),
        _Form("EMAIL_ADDRESS", _MAIL_WHY, re.compile(_MAIL)),
        _Form("CN_LICENSE_PLATE", _PLATE_WHY, re.compile(_PLATE + _END)),
    )
    _TAIL_RE: ClassVar = re.compile(_TAIL + _END)
    _NAME_RE: ClassVar = re.compile(_CAPTIONED_NAME)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every masked value; see `Recognizer.find`. All findings have `masked` set."""
        if _BARE.fullmatch(text):
            return self._bare(text, hint)
        spans = [*self._forms(text), *self._tails(text, hint), *self._names(text, hint)]
        return [self._finding(text, span, label, why) for span, label, why in spans]

    @staticmethod
    def _forms(text: str) -> Iterator[_Masked]:
        for form in MaskedRecognizer._FORMS:
            asked = form.label != "EMAIL_ADDRESS" or "@" in text
            for match in form.pattern.finditer(text) if asked else ():
                if form.fits(match.group()):
                    yield match.span(), form.label, form.evidence

    @staticmethod
    def _tails(text: str, hint: str) -> Iterator[_Masked]:
        for match in MaskedRecognizer._TAIL_RE.finditer(text):
            start, end = match.span()
            if before(_CARD_CAPTION, text, start, 8):
                yield match.span(), "CN_BANK_CARD", _CARD_TAIL_WHY
            elif (
                end - start == 11  # noqa: PLR2004  # a whole mobile number
                or _PHONE_CAPTION.search(hint)
                or before(_PHONE_CAPTION, text, start, 8)
            ):
                yield match.span(), "PHONE_NUMBER", _TAIL_WHY

    @staticmethod
    def _names(text: str, hint: str) -> Iterator[_Masked]:
        hidden = _surname_pattern().finditer(text) if _HIDDEN.search(text) else ()
        for match in hidden:
            yield match.span(), "PERSON", _SURNAME_WHY
        alone = _ALONE_NAME.fullmatch(text)
        if alone and Lexicon.load().given_set.issuperset(alone["given"]):
            yield alone.span("value"), "PERSON", _ALONE_WHY
        captioned = _NAME_CAPTION.search(hint) is not None
        for match in MaskedRecognizer._NAME_RE.finditer(text):
            if captioned or before(_NAME_CAPTION, text, match.start(), 8):
                yield match.span(), "PERSON", _NAME_WHY

    def _bare(self, text: str, hint: str) -> list[Finding]:
        """A field of nothing but signs: only its name says what they hide."""
        span = (len(text) - len(text.lstrip()), len(text.rstrip()))
        labels = [label for label, words in _HINTS if words.search(hint)]
        return [self._finding(text, span, label, _BARE_WHY) for label in labels[:1]]

    def _finding(self, text: str, span: tuple[int, int], label: str, why: Evidence) -> Finding:
        start, end = span
        end = past_extension(text, end) if label == "PHONE_NUMBER" else end
        return Finding(start, end, label, _SCORE, self.name, masked=True, evidence=why)


@cache
def _surname_pattern() -> re.Pattern[str]:
    """A surname and signs, perhaps the last character: `王*`, `欧阳**`, `王*明`, `张^_^`.

    It begins with a set of characters, for `re` skips to those.
    """
    words = Lexicon.load()
    single = "".join((*words.common, *words.rare))
    compound = "|".join(sorted(words.compound))
    first = "".join(sorted({*single, *words.compound_heads}))
    return re.compile(
        rf"[{first}](?:(?<![{_HAN}].)|(?<=[{_BEFORE_NAME}].))(?:(?<=(?={compound}).).|(?<=[{single}]))"
        rf"(?:{_SIGN}{{1,3}}[{_HAN}]?|{_SMILE})"
        rf"(?=先生|女士|小姐|太太|同学|老师|[^{_HAN}0-9A-Za-z*^]|1[0-9*]|\Z)"
    )
