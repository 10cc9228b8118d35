"""Mail addresses, exact beside Han characters.

Must never swallow what stands before the address: in Chinese text nothing separates them.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.base import Compiled, PatternBased
from recognizers.finding import plain
from recognizers.lexicon import Lexicon
from recognizers.outright import Like, Saying
from recognizers.pattern import Pattern
from recognizers.shape import Shape, Told

# Characters of a local part: RFC 5322 atoms that mail providers give out. The whole run before
# the sign is taken, so a long one costs one attempt only, and none of it is given back. What each
# pattern begins with is a set of characters, for `re` skips to those.
_LOCAL: Final = r"[A-Za-z0-9._%+\-](?<![A-Za-z0-9._%+\-].)[A-Za-z0-9._%+\-]{0,63}+(?<![.])"
_AT: Final = r"(?:[ ]{0,2}@[ ]{0,2}|[ ]?[(\[（【<]at[)\]）】>][ ]?)"
# A full-width stop is one only before an ending of domains: else it ends the sentence.
_STOP: Final = r"。(?=(?i:com|cn|net|org|edu|gov|cc|vip|top|hk|tw|mo)(?![A-Za-z0-9]))"
_DOT: Final = rf"(?:\.|{_STOP}|[ ]?[(\[（【<]dot[)\]）】>][ ]?)"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
_DOMAIN: Final = rf"(?:{_LABEL}{_DOT}){{1,4}}[A-Za-z]{{2,18}}(?![A-Za-z0-9])"

# A local part in Han (RFC 6531): a name behind other Han, else up to four characters by themselves.
_HAN: Final = "[\u3400-\u9fff]"
_LEXICON: Final = Lexicon.load()
_SINGLE: Final = "".join(sorted(_LEXICON.surnames))
_COMPOUND: Final = "|".join(sorted(_LEXICON.compound))
_FIRST: Final = "".join(sorted({*_SINGLE, *_LEXICON.compound_heads}))
_NAME: Final = (
    rf"[{_FIRST}](?={_HAN}{{1,3}}@)(?:(?<=(?={_COMPOUND}).).|(?<=[{_SINGLE}])){_HAN}{{1,2}}@"
)
_HAN_LOCAL: Final = (
    rf"{_HAN}(?<!{_HAN}.)(?={_HAN}{{0,3}}@)(?<!(?={_HAN}{{1,2}}{_NAME}).){_HAN}{{0,3}}@"
)

_BEHIND_HAN: Final = re.compile(f"@(?<={_HAN}.)")


class MailAddressRecognizer(PatternBased):
    """Finds mail addresses, also written with `(at)` and `(dot)` or a full-width stop."""

    LABELS = ("EMAIL_ADDRESS",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("mail address", _LOCAL + _AT + _DOMAIN, 1.0),
        Pattern("mail address of a name", _NAME + _DOMAIN, 1.0),
        Pattern("mail address in Han", _HAN_LOCAL + _DOMAIN, 1.0),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("邮箱", "邮件", "email", "mail")
    COUNTRY_CODE: ClassVar[str | None] = None
    NEEDS = (Shape.AT,)
    FIELD_WORDS = ()

    def found_outright(self) -> Saying:
        """Let texts be read that end in their only address; see `recognizers.outright`."""
        _, score, _, matched, _ = self._compiled[0]
        like = plain(0, 1, self.LABELS[0], score, self.name, matched)
        return Saying({Like.MAIL: like}, {self.find: Told.MAIL})

    def _asked(self, text: str) -> Sequence[Compiled]:
        """Those that begin in Han only where one stands before the sign."""
        return self._compiled if _BEHIND_HAN.search(text) else self._compiled[:1]
