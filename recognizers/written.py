"""What makes each shape of a text: what must be there before a recognizer is asked.

Must never say that something is missing which is there: a shape is at least as wide as the
patterns that rely on it. Which recognizer needs which is its `NEEDS`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from recognizers import cues, identities
from recognizers.cards import is_sure
from recognizers.contact.numbering import BEHIND_ROOM, SOLID, SPLIT
from recognizers.cues import Beside, Cue
from recognizers.hidden import may_hide
from recognizers.lexicon import Lexicon
from recognizers.shape import Shape

_BETWEEN: Final = r"[ \t\r\n\-—–.·•_/\\|~,，、:：;；+=#'`^…*()（）\[\]【】「」]"
_PULLED: Final = r"[ ,，、;；:：*~|+=_/.·•\-—–]"
_NEXT: Final = rf"(?:{_BETWEEN}{{0,5}}[0-9])"
_AFTER: Final = rf"(?:{_BETWEEN}?[0-9])"
_NEAR: Final = rf"(?:{_BETWEEN}{{0,3}}[0-9])"
_GAP: Final = rf"{_BETWEEN}{{0,3}}"
_ON_CARDS: Final = r"(?:[ \-—]{0,2}[0-9])"
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CODED: Final = re.compile(r"(?<![A-Za-z0-9+/_\-])[A-Za-z0-9+/_\-]{14,1048576}")
_EQUALS: Final = re.compile("={0,3}")
_LATIN_KEYS: Final = (
    "consignee|receiver|recipient|sender|shipper|attn|name|to|for|by|from|dear|customer|courier|driver"
    "|contact|mrs?|ms|miss"
)
# Behind the first digit as many as a number and a room, a postcode, a second number or an
# identity's; or a room, 0086 and a number.
_GLUED_LENGTH: Final = "(?=(?:[0-9]{11,16}|[0-9]{21}|[0-9]{28}|[0-9]{2,3}0086[0-9]{11})(?![0-9]))"
# A word, perhaps of two parts, and the first letter of another.
_FIRST_OF_NAME: Final = r"[A-Za-z]{1,12}+(?:['\-][A-Za-z]{1,8}+)?[ ·,]{1,2}[A-Za-z]"
_DECIMALS: Final = r"\.(?<=[0-9].)(?=[0-9]{2})"

PATTERNS: Final[dict[Shape, str]] = {
    Shape.DIGIT: "[0-9]",
    Shape.NUMBER: "[0-9]{5}",
    Shape.LATIN: "[A-Za-z]",
    Shape.HAN: "[\u3400-\u9fff\uf900-\ufaff]",
    Shape.AT: r"@|[(\[（【<]at[)\]）】>]",
    Shape.MASK: r"[*●•×■]|\^_|[0-9][ \-]?[xX#]{2}",
    Shape.STAR: r"[*●•×■]|\^_",
    Shape.ENCODED: (  # or base64
        r"%u?[0-9A-Fa-f]{2}|\\[ux][0-9A-Fa-f]|\\u\{|\\[0-3][0-7]{2}|=[0-9A-Fa-f]{2}=[0-9A-Fa-f]{2}"
        r"|&#|[0-9A-Fa-f]{22}"
    ),
    Shape.MOBILE: rf"1{_GAP}[3-9]{_NEAR}{{9}}",
    Shape.GLUED: (
        rf"[0-9](?<![0-9A-Za-z.].){_GLUED_LENGTH}(?:(?<=1)(?=[3-9])|(?=[0-9]{{0,28}}1[3-9][0-9]{{9}}(?![0-9]))"
        r"|(?=[0-9]{0,3}0[0-9]{9,11}(?![0-9])))[0-9]{11,28}(?![0-9])(?:(?![A-Za-z])|(?=[Ee][Xx][Tt]|[xXpP][0-9]))"
    ),
    Shape.LANDLINE: (
        rf"{SPLIT}|{SOLID}|{BEHIND_ROOM}"
        rf"|\+(?<![0-9A-Za-z+].)(?!86)(?!(?<=[\u3400-\u9fff].)1[3-9][0-9]{{9}}(?![0-9]))[1-9]{_NEXT}{{7}}"
        rf"|0(?<![0-9A-Za-z+.].)08(?:5[23]|86){_NEXT}{{3}}"
    ),
    Shape.HARBOUR: (
        rf"[+0(（\[【8](?<![0-9A-Za-z.].)(?<![0-9][\-:].)(?:"
        rf"(?:(?<=[(（\[【])(?:\+|00)?8|(?<=\+)8|(?<=0)08|(?<=8))(?:5[23]{_NEXT}|86){_NEXT}{{7}}"
        rf"|(?:(?<=0)|(?<=[(（\[【])0)(?:9{_AFTER}{{8}}"
        rf"|(?:[2-8]|37|49|82|826|836|89)(?:[)）]|[ \-—]{{1,2}})[ \-—–./·_]{{0,2}}"
        rf"[2-9]{_AFTER}{{5}}))"
    ),
    Shape.THING_NUMBER: (r"[19](?<![0-9].)(?:(?<=1)(?:064|4[014][0-9]{10}(?![0-9]))|(?<=9)5013)"),
    Shape.APART: rf"[0-9](?:{_PULLED}{{1,2}}[0-9]){{9}}",
    Shape.LOCAL: (
        r"[2-9](?<![0-9A-Za-z.].)(?<![0-9][ \-—/].)(?:[0-9]{6,7}|[0-9]{2,3}[ \-—][0-9]{4})(?![0-9])"
        r"|1(?<![0-9A-Za-z.].)[3-9][0-9]{8}(?:[0-9]{2,3})?(?![0-9A-Za-z])"
    ),
    Shape.SOLE: r"\A(?!\s*1[3-9][0-9]{9}\s*\Z)[\s+\-]*(?:[0-9][\s+\-]*){7}[\s+\-0-9]*\Z",
    Shape.LONG_WORD: r"[A-Za-z0-9_\-]{6}",
    Shape.IDENTITY: identities.WRITTEN,
    Shape.CARD: (
        rf"[1-9](?<![0-9A-Za-z.].)(?:{_ON_CARDS}{{15}}|(?<=3)[ \-—]{{0,2}}[47]{_ON_CARDS}{{13}})"
    ),
    Shape.ISLAND_ID: (r"[A-Za-z](?<![0-9A-Za-z].)[ \-]?[1289A-Da-d][ \-]?[0-9]{8}(?![0-9A-Za-z])"),
    Shape.COMPANY: (
        r"[1-9ANYany](?<![0-9A-Za-z].)(?:(?<=[1-9Nn])[1239]|(?<=[Aa])[1-9]|(?<=[Yy])1)[ ]?"
        r"(?:1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{4}"
        r"[ ]?[0-9A-Za-z]{9}[ ]?[0-9A-Za-z](?![0-9A-Za-z])"
    ),
    Shape.HONG_KONG: (
        r"[A-Za-z](?<![0-9A-Za-z].)[A-Za-z]?[ \-]?[0-9]{6}(?![0-9]{2})[ \-]?[0-9Aa(（\[【]"
    ),
    Shape.MACAU: r"[0-9][ ]?[(（][0-9][)）]|/[0-9]{6}/[0-9]",
    Shape.DOCUMENT: (
        r"[A-Za-z](?<![0-9A-Za-z].)(?:[A-Za-z]?[ \-]?[0-9]{7,10}|[ \-]?[0-9][ \-][0-9]{8})"
        r"(?![0-9A-Za-z])"
    ),
    Shape.EIGHT: r"[0-9](?<![0-9A-Za-z].)[0-9]{7,9}(?![0-9A-Za-z])",
    Shape.PLATE: rf"[{_PROVINCES}](?:[ ]?[A-Za-z]|[0-9]{{5}}领)|使[0-9]|[0-9]使|WJ",
    Shape.LETTERED: (
        r"[A-Z](?<![0-9A-Za-z].)[A-Z][0-9A-Z]{0,3}[ ]?(?:[0-9][ ]?){9}"
        r"|1(?<![0-9A-Za-z].)Z[0-9A-Z]{16}"
    ),
    Shape.NUMBERED: (
        r"[0-9A-Z](?<![0-9A-Za-z].)(?!(?<=1)[3-9][0-9]{9}(?![0-9A-Za-z\-]))[A-Z]{0,3}[0-9]{8}"
    ),
    Shape.POSITION: rf"(?s:{_DECIMALS}.*{_DECIMALS})|[0-9][ ]?[°度]",
    Shape.INTERNET: r"[0-9]\.[0-9]{1,3}\.[0-9]|::|(?:[0-9A-Fa-f]{1,4}:){7}",
    Shape.SPELT: (
        rf"(?:[人名字员机收寄]|(?i:{_LATIN_KEYS}))[\s:：=为是]{{0,5}}(?:[A-Z][a-z]|{_FIRST_OF_NAME})"
        r"|[A-Za-z][ ·,]{1,2}[A-Za-z'\-]{0,20}[A-Za-z][ ,，:：]{0,3}(?:\+?86[ \-]?)?1[3-9][0-9]"
        r"|[A-Z][a-z]{1,7} [A-Z][a-z]"
    ),
    Shape.BARE_NAME: r"\A\s{0,4}[\u3400-\u9fff]{2,4}\s{0,4}\Z",
    Shape.DASHED: r"\A\s{0,4}[0-9]{1,4}[A-Za-z]?(?:-[0-9A-Za-z]{1,5}){1,3}\s{0,4}\Z",
    Shape.SPACED_NAME: (
        r"\A\s{0,4}(?![\u3400-\u9fff]{2,8}\s{0,4}\Z)"
        r"[\u3400-\u9fff](?:\s{0,16}[\u3400-\u9fff]){1,7}\s{0,4}\Z"
    ),
    Shape.CAPITALS: (  # a vowel, ng, a part behind a hyphen or an apostrophe, a title or one behind
        r"[A-Z](?<![A-Za-z0-9_].)(?=[A-Za-z]{1,35}(?![A-Za-z0-9_]))"
        r"(?:(?<=[AEIOUYV])|[A-Za-z]{0,34}(?:[AEIOUYVaeiouyv]|(?<=[Nn])[Gg])"
        r"|[A-Za-z]{1,35}(?:['’\-][A-Za-z]|[ ]?[先小女太])"
        r"|(?<=M)(?:[RrSsXx]|[Rr][Ss]|[Dd][Mm])(?![A-Za-z])|(?<=D)[Rr](?![A-Za-z]))"
    ),
}
WORDS: Final[dict[Shape, tuple[Cue, ...]]] = {
    Shape.TELEPHONE_WORD: cues.TELEPHONE,
    Shape.DOCUMENT_WORD: cues.DOCUMENT,
    Shape.WAYBILL_WORD: cues.WAYBILL,
    Shape.CODE_WORD: cues.CODE,
    Shape.CARD_WORD: cues.CARD,
    Shape.QQ_WORD: cues.QQ,
    Shape.WECHAT_WORD: cues.WECHAT,
    Shape.ROLE_WORD: cues.ROLE,
    Shape.CUSTOMER_WORD: cues.CUSTOMER,
    Shape.DEALING_WORD: cues.DEALING,
    Shape.TITLE_WORD: cues.TITLE,
    Shape.STREET_WORD: cues.STREET,
    Shape.HARBOUR_WORD: cues.HARBOUR,
}
# A moment as machines write it (RFC 3339, ISO 8601): in every event, and no value of anybody's.
_MOMENT: Final = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])[T ]"
    r"(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]{1,6})?(?:Z|[+-][01][0-9]:?[0-5][0-9])?"
)


_CARDS: Final = re.compile(f"(?={PATTERNS[Shape.CARD]})")
_CARD_DIGITS: Final = re.compile(rf"[0-9]{_ON_CARDS}{{14,18}}")
_ENCODED: Final = Shape.ENCODED.value
_SURE_CARD: Final = Shape.SURE_CARD.value
_DIGIT: Final = re.compile("[0-9]")
_ALNUM: Final = re.compile("[0-9A-Za-z]")
# What no text without a digit has; the kernel begins these at a digit, too.
_OF_DIGITS: Final = sum(
    shape.value
    for shape in (
        *(Shape.NUMBER, Shape.MOBILE, Shape.GLUED, Shape.LANDLINE, Shape.APART, Shape.LOCAL),
        *(Shape.HARBOUR, Shape.THING_NUMBER),
        *(Shape.SOLE, Shape.IDENTITY, Shape.CARD, Shape.COMPANY, Shape.HONG_KONG, Shape.MACAU),
        *(Shape.ISLAND_ID, Shape.DOCUMENT, Shape.EIGHT, Shape.POSITION),
        *(Shape.LETTERED, Shape.NUMBERED),
    )
)


def surnames() -> str:
    """Every character that a surname is written with."""
    words = Lexicon.load()
    return "".join(sorted({*words.common, *words.rare, *"".join(words.compound), *"傅萧阎"}))


def _of(words: tuple[Cue, ...]) -> str:
    """The pattern of some words; what stands behind a surname begins with it: that is fastest."""
    known = f"[{surnames()}]"
    forms = {
        Beside.ANYTHING: ("", ""),
        Beside.SURNAME_BEHIND: ("", rf"[:：为是叫]?[ ]{{0,2}}{known}"),
        Beside.SURNAME_BEFORE: (known, ""),
        Beside.NO_LETTER_BEFORE: ("(?<!(?-i:[A-Za-z]))", ""),
        Beside.NO_WORD_AROUND: (
            "(?<!(?-i:[A-Za-z]))",
            "(?!(?-i:(?!s(?![A-Za-z])|no(?![a-z]))[a-z]))",
        ),
    }
    written = {
        beside: "|".join(re.escape(cue.word) for cue in words if cue.beside is beside)
        for beside in forms
    }
    return "|".join(
        f"{forms[beside][0]}(?:{listed}){forms[beside][1]}"
        for beside, listed in written.items()
        if listed
    )


@cache
def _compiled() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """All patterns with their bits; the kernel needs none of them."""
    signs = [(shape.value, re.compile(pattern)) for shape, pattern in PATTERNS.items()]
    words = [(shape.value, re.compile(_of(known), re.IGNORECASE)) for shape, known in WORDS.items()]
    return (*signs, *words)


def written_shape(text: str) -> int:
    """The shape of a folded text by the patterns above; the kernel gives the same in one pass.

    Returns:
        Bits of `Shape`, as a plain number: making an enum member costs as much as the scan.
    """
    if _MOMENT.fullmatch(text):
        return 0
    bits, left_out = 0, 0 if _DIGIT.search(text) else _OF_DIGITS
    for bit, pattern in _compiled():
        if not bit & left_out and pattern.search(text):
            bits |= bit
    if bits & Shape.CARD.value and any(_sure_cards(text)):
        bits |= _SURE_CARD
    return bits | _ENCODED if any(_may_hide(text)) else bits


def _sure_cards(text: str) -> Iterator[bool]:
    """Whether each number of a card's length that ends where no word goes on is one."""
    for start in _CARDS.finditer(text):
        found = _CARD_DIGITS.match(text, start.start())
        run = found.group() if found else ""
        places = [at for at, sign in enumerate(run, start=1) if sign.isdigit()]
        for count in range(15, len(places) + 1):
            end = start.start() + places[count - 1]
            if not _ALNUM.match(text, end):
                yield is_sure("".join(filter(str.isdigit, run[: places[count - 1]])))


def _may_hide(text: str) -> Iterator[bool]:
    for run in _CODED.finditer(text):
        equals = _EQUALS.match(text, run.end())
        yield may_hide(run.group(), len(equals.group()) if equals else 0)
