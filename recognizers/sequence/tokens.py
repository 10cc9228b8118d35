"""Ends what the model found before a token: what a mask or a key left is no part of a value.

Must never end one before a word: a token is longer than any word in Latin letters.
"""

import re
from collections.abc import Sequence
from typing import Final

from recognizers.sequence.tagged import Tagged

_LONG: Final = 24  # characters of a token, at least
_TOKEN: Final = re.compile(f"[0-9A-Za-z_]{{{_LONG}}}")
_LEAST: Final = 2  # characters of a value


def before_tokens(stretches: Sequence[Tagged], text: str) -> Sequence[Tagged]:
    """Ends each stretch before the first token in it.

    Args:
        stretches: What the model found in `text`.
        text: The text.

    Returns:
        The stretches themselves where none holds a token; else what of each stands before
        its token, `云南省昆明市` of `云南省昆明市tok_k1_…`. What begins with one is left out.
    """
    for begun, over, _, _, _ in stretches:
        if over - begun >= _LONG and _TOKEN.search(text, begun, over):
            return _ended(stretches, text)
    return stretches  # nearly always


def _ended(stretches: Sequence[Tagged], text: str) -> list[Tagged]:
    """The same where a token is in one of them."""
    found = []
    for stretch in stretches:
        token = _TOKEN.search(text, stretch.start, stretch.end)
        if token is None:
            found.append(stretch)
        elif token.start() - stretch.start >= _LEAST:
            found.append(stretch._replace(end=token.start()))
    return found
