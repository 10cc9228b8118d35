"""QQ numbers and WeChat names, which only the words before them tell from any other.

Must never report a number or a word without such a caption.
"""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Match, PatternBased
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_LINK: Final = r"(?:号码?|號|帐号|账号|ID|id)?\s?(?:[:：=]|是|为|同号|号是|叫)?\s?[\"“「'(（【\[]?"
# Each pattern begins with a set of characters, or with one, for `re` skips to those.
_QQ_WORD: Final = (
    r"[Qq扣企蔻](?:(?<=[Qq])(?<![A-Za-z].)(?:[Qq]?|号)|扣(?<=扣.)|鹅号(?<=企..)|蔻(?<=蔻.))"
)
# Eleven digits in the form of a mobile number are left to be one.
_QQ: Final = (
    rf"{_QQ_WORD}{_LINK}(?P<value>(?!1[3-9][0-9]{{9}})[1-9][0-9]{{4,10}})"
    r"(?![0-9A-Za-z@])(?!\.[0-9])"
)
_WECHAT_WORD: Final = (
    r"[微威薇徽卫VvWw加+私](?:(?<=[微威薇徽VvWw])信|(?<=微)[Xx]|(?<=卫)星|(?<=[微威])❤️?|(?<=[Ww])e[Cc]hat"
    r"|(?<=W)ECHAT|(?<![A-Za-z0-9].)(?:(?<=[VvWw])[XxⅩ](?!id_)|(?<=[Ww])eixin)"
    r"|(?<=[加+私])我?[VvWw](?![A-Za-z]{2}))"
)
# Tencent's rule for WeChat names: 6 to 20 letters, digits, `_` or `-`, a letter first.
_NAME: Final = r"[A-Za-z][A-Za-z0-9_\-]{5,19}"
_WECHAT: Final = rf"{_WECHAT_WORD}{_LINK}(?P<value>{_NAME}|[1-9][0-9]{{5,9}})(?![0-9A-Za-z_@\-])"
_OWN: Final = r"(?P<value>w(?<![A-Za-z0-9_].)xid_[0-9a-z]{10,20})(?![A-Za-z0-9_])"
_PLAIN_WORD: Final = re.compile(r"[A-Za-z]+\Z")
_EXPLICIT: Final = re.compile(r"号|[:：=]|是|为|加")


class QqRecognizer(PatternBased):
    """Finds QQ numbers: five to eleven digits after QQ or 扣扣."""

    LABELS = ("QQ",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (Pattern("number after QQ", _QQ, 0.9),)
    CONTEXT: ClassVar[Sequence[str]] = ("QQ", "扣扣")
    NEEDS = (Shape.QQ_WORD | Shape.NUMBER,)


class WechatRecognizer(PatternBased):
    """Finds WeChat names after 微信, VX, 加V and their disguises, and internal `wxid_` names."""

    LABELS = ("WECHAT_ID",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("name after a word for WeChat", _WECHAT, 0.9),
        Pattern("internal name", _OWN, 0.95),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("微信", "wechat", "vx")
    NEEDS = (Shape.WECHAT_WORD | Shape.LONG_WORD,)
    FIELD_WORDS = ()

    def matches(self, text: str) -> Iterator[Match]:
        """Give each match, but not a bare word that follows 微信 without a caption."""
        for start, end, score, why in super().matches(text):
            caption = text[max(0, start - 6) : start]
            if not _PLAIN_WORD.match(text[start:end]) or _EXPLICIT.search(caption):
                yield start, end, score, why
