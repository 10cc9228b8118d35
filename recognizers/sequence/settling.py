"""Takes what the model found through the rules: as far as they have anything to do.

Must never give another answer than all rules give: a contract test compares them.
"""

from collections.abc import Sequence

from recognizers.address.apart import pieces
from recognizers.address.evidence import ELSEWHERE
from recognizers.names.bounded import IsWord, with_bounded
from recognizers.sequence.occasions import ALL, NOTHING, PLACE, occasions
from recognizers.sequence.tagged import Tagged
from recognizers.sequence.trimming import trimmed, weighed


def settled(
    texts: Sequence[str], found: Sequence[list[Tagged]], is_word: IsWord
) -> list[list[Tagged]]:
    """Cut, part and complete what the model found.

    Args:
        texts: What the model has read.
        found: For each text what it found, in order, not overlapping.
        is_word: Says whether a few characters are a word of the dictionary.

    Returns:
        For each text names and addresses, in order, not overlapping.
    """
    rows = zip(texts, found, occasions(texts, found), strict=True)
    return [
        stretches if occasion == NOTHING else _by_occasion(occasion, stretches, text, is_word)
        for text, stretches, occasion in rows
    ]


def _by_occasion(
    occasion: int, stretches: Sequence[Tagged], text: str, is_word: IsWord
) -> list[Tagged]:
    """The same for one text in which something is to do."""
    few = [] if occasion == ALL else _by_few(stretches, text)
    if not few:
        return by_all(stretches, text, is_word)
    return with_bounded(few, text, is_word) if occasion == PLACE else few


def by_all(stretches: Sequence[Tagged], text: str, is_word: IsWord) -> list[Tagged]:
    """The same for one text, by all rules."""
    return with_bounded(trimmed(stretches, text), text, is_word)


def _by_few(stretches: Sequence[Tagged], text: str) -> list[Tagged]:
    """The stretches, weighed where they are doubted; none where one of them may be several."""
    found = []
    for stretch in stretches:
        start, end, label, score, _ = stretch
        if label == "ADDRESS":
            if score < ELSEWHERE:
                stretch = weighed(stretch, text)  # noqa: PLW2901  # as sure as it must be
            if pieces(start, end, text):
                return []
        found.append(stretch)
    return found
