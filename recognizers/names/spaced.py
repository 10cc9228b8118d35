"""A name with blanks within, the whole of a text: `王　　小明`, `欧 阳  小 明`.

Must never be asked of a text whose field does not ask for a name: there blanks part words.
"""

import re
from typing import Final

from recognizers.lexicon import Lexicon
from recognizers.shape import Shape
from recognizers.written import PATTERNS

_WHOLE: Final = re.compile(PATTERNS[Shape.SPACED_NAME])
_BLANKS: Final = re.compile(r"\s{1,16}")
_LENGTHS: Final = range(2, 5)  # characters of a name, the surname included


def spaced(text: str) -> str:
    """Give the characters of a text that may be one name with blanks within; empty for any other.

    Several full names, 王小明 陈志强, are no one name.
    """
    if not _WHOLE.match(text):
        return ""
    pieces = _BLANKS.split(text.strip())
    return "" if all(map(has_form, pieces)) else "".join(pieces)


def has_form(name: str) -> bool:
    """True for a surname and up to three characters; a surname of two alone is no name."""
    lexicon = Lexicon.load()
    return len(name) in _LENGTHS and name[0] in lexicon.surnames and name not in lexicon.compound
