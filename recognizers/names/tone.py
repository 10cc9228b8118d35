"""Says how much a text talks, as couriers and customers do, or tells, as news and titles do.

Must never be asked about every text: only a doubted name or address is worth the look.
"""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from recognizers.lexicon import DATA
from recognizers.native import KERNEL

_PRIOR: Final = 2  # characters of level 0 that every text is given, so that few decide little
_REACH: Final = 60  # characters on either side that are read
_TELLING, _TALKING = -0.5, 0.1  # tones between which a text goes over from one to the other


@cache
def _levels() -> dict[str, int]:
    """Level of each character of talk.txt: +3 stands far more in talk, -3 far more elsewhere."""
    found: dict[str, int] = {}
    level = 0
    for line in (DATA / "talk.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            level = int(line[2:].split(":")[0])
        else:
            found |= dict.fromkeys(line, level)
    return found


@cache
def levels_table() -> npt.NDArray[np.int8]:
    """Give the level of each character of the basic plane; 0 for those that tell nothing."""
    table = np.zeros(65536, dtype=np.int8)
    for character, level in _levels().items():
        table[ord(character)] = level
    return table


def tone(text: str, start: int, end: int) -> float:
    """Mean level of the Han characters around a span, in natural logarithms of a ratio of shares.

    Args:
        text: The whole text.
        start: First character of the span, which itself says nothing.
        end: One past its last.

    Returns:
        Positive for the language of parcels; 0 for a text of the span alone.
    """
    if KERNEL is not None:
        found: float = KERNEL.tone(levels_table(), text, start, end, _REACH, _PRIOR)
        return found
    return written_tone(text, start, end)


def written_tone(text: str, start: int, end: int) -> float:
    """Give the same without the kernel."""
    around = text[max(0, start - _REACH) : start] + text[end : end + _REACH]
    levels = _levels()
    known = [levels.get(c, 0) for c in around if "\u3400" <= c <= "\u9fff"]
    return sum(known) / (len(known) + _PRIOR)


def talks(text: str, start: int, end: int) -> float:
    """Says how far the text around a span talks: from 0, where it tells, to 1.

    Args:
        text: The whole text.
        start: First character of the span, which itself says nothing.
        end: One past its last.
    """
    part = (tone(text, start, end) - _TELLING) / (_TALKING - _TELLING)
    return max(0.0, min(1.0, part))


def least(part: float, elsewhere: float, spoken: float) -> float:
    """Gives the least score that counts: `elsewhere` in a text that tells, `spoken` in talk.

    Args:
        part: How far the text talks.
        elsewhere: What is asked where it does not.
        spoken: What is asked where it does nothing else.
    """
    return elsewhere - (elsewhere - spoken) * part
