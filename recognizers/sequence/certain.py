"""Makes the findings of stretches that are certain as they stand: most are.

Must never give another finding than the recognizer's own rules do: a contract test compares them.
Without the kernel it leaves all of them to those.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from recognizers.address import evidence as of_addresses
from recognizers.address import words
from recognizers.address.grammar import compiled
from recognizers.evidence import ruled
from recognizers.finding import Finding
from recognizers.names import evidence as of_names
from recognizers.native import KERNEL
from recognizers.planes import BASIC_PLANE, matched, points
from recognizers.sequence.tagged import LABEL_OF, MODEL_RULE, Tagged
from recognizers.sequence.tagger import Tagger

# All findings of a text, or some of them and None for the others.
Known: TypeAlias = list[Finding] | tuple[Finding | None, ...]

# A field's name is told to the model the way a waybill would say it: by what the field is for.
PREFIXES: Final = ("", "姓名:", "地址:")


def certain(name: str, texts: list[str], found: list[list[Tagged]], asked: bytes) -> list[Known]:
    """Give the findings that need no look at their text.

    Args:
        name: The recognizer's.
        texts: What the model has read.
        found: For each text its names and addresses, in order, not overlapping.
        asked: What the field of each text is for, an `Asked` each; one that is for something has
            its prefix before it.

    Returns:
        For each text a list with a finding for each stretch, with offsets behind the prefix; a
        tuple of them where the recognizer must see for itself what is None in it.
    """
    if KERNEL is None:
        return [(None,) * len(stretches) for stretches in found]
    findings: list[Known] = KERNEL.certain(teller(), name, texts, found, asked)
    return findings


@cache
def teller() -> Any:  # noqa: ANN401  # the kernel's own capsule
    """Give what the kernel made of all that tells certain findings."""
    engine = Tagger.default().compiled
    assert KERNEL is not None  # noqa: S101  # whoever asks has one
    assert engine is not None  # noqa: S101  # so does the tagger, then
    held = (*made_of(), engine.tables, compiled())
    sure = (of_names.ELSEWHERE, of_addresses.ELSEWHERE)
    lengths = (of_addresses.LONG, len(PREFIXES[1]), of_names.SHORT, of_names.REACH)
    return KERNEL.teller(table(), held, freight(), of_names.TITLES, *sure, *lengths)


def freight() -> tuple[str, ...]:
    """Give the words of freight that need no look around them; one speaks for a doubted name."""
    return tuple(sorted(of_names.FREIGHT_WORDS.split("|")))


def made_of() -> tuple[Any, ...]:
    """Give what findings are made of, in the order of recognizers/native/certain.c."""
    _, person, address = LABEL_OF
    of_name, of_address = (ruled(MODEL_RULE, one.CERTAIN) for one in (of_names, of_addresses))
    sets = (of_names.LOOKALIKES, of_addresses.COMMON)
    doubted = (ruled(MODEL_RULE, one) for one in (of_names.SHORT_TEXT, of_names.TALK))
    evidence = (of_name, of_address, ruled(MODEL_RULE, field=True), *doubted)
    return (Finding, person, address, MODEL_RULE, *sets, *evidence)


def table() -> npt.NDArray[np.uint16]:
    """Give the classes of each character of the basic plane, a bit each, in the order there."""
    seen = np.zeros(BASIC_PLANE, dtype=np.uint16)
    for bit, characters in enumerate(_classes()):
        seen[points(characters)] |= np.uint16(1 << bit)
    return seen


def _classes() -> tuple[Iterable[str], ...]:
    names = (of_names.ENDS_ROAD, of_names.GOES_ON_WITH, of_names.FAMILIAR)
    addresses = (of_addresses.BY_END, of_addresses.VERY, "abcdefghijklmnopqrstuvwxyz")
    doubted = (
        of_names.NUMERALS,
        {word[0] for word in freight()},
        "0123456789",
        of_names.ENDS_TITLE,
    )
    return (matched(f"[{words.HAN}]"), *names, *addresses, *doubted)
