"""Leaves text in Latin letters to the recognizers that read it: the model reads Chinese.

Must never give up an address that is more than a Latin word: 皇家KTV888房, 7-ELEVEN鑫和門市.
"""

import re
from collections.abc import Sequence
from typing import Final

from recognizers.sequence.tagged import Tagged

_LATIN: Final = re.compile("[A-Za-z]{2}")
_LETTERS: Final = re.compile("[A-Za-z]")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_WORD: Final = 4  # letters of `Code`: what holds as many, and nothing Chinese, is none
_FEW: Final = 5  # letters of `Tower`: an address with fewer, such as ICU 3床, is Chinese
_LETTERS_A_CHARACTER: Final = 4  # a Chinese word of two characters is an English one of eight
# Mr. Chen, Ms Lin: before a name, as 先生 behind one, and no part of it.
_TITLE: Final = re.compile(r"(?:Mrs?|Ms|Miss|Dr)(?:\. ?| )(?=[A-Z])")
BEFORE_NAME: Final = frozenset("MD")


def may_be_foreign(text: str) -> bool:
    """Says whether a text holds a Latin word, without which nothing in it is foreign."""
    return _LATIN.search(text) is not None


def without_foreign(stretches: Sequence[Tagged], text: str) -> Sequence[Tagged]:
    """Leaves out addresses in Latin letters, and English titles before names.

    Args:
        stretches: What the model found in `text`.
        text: One that may be foreign.

    Returns:
        The other stretches.
    """
    found = []
    for stretch in stretches:
        begun, over, label, _, _ = stretch
        if label == "PERSON":
            title = _TITLE.match(text, begun, over) if text[begun] in BEFORE_NAME else None
            found.append(stretch._replace(start=title.end()) if title else stretch)
        elif not _is_foreign(text[begun:over]):
            found.append(stretch)
    return found


def _is_foreign(value: str) -> bool:
    """True for an address of Latin words with a stray Chinese character at most."""
    letters, characters = len(_LETTERS.findall(value)), len(_HAN.findall(value))
    if characters == 0:
        return letters >= _WORD
    return letters >= _FEW and letters >= _LETTERS_A_CHARACTER * characters
