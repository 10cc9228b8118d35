"""Chinese names in Latin letters: which words a person may be written with, in which order.

Must never look at a text: it judges words that somebody cut out of one.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from itertools import pairwise
from typing import Final

from recognizers.english import GIVEN
from recognizers.lexicon import DATA
from recognizers.names.pinyin import NO_GIVEN, SYLLABLE
from recognizers.names.pinyin import WORD as PINYIN

# A syllable of any of the usual romanisations (Hanyu Pinyin, Wade-Giles, the Hong Kong government's
# Cantonese, Hokkien and Teochew of Singapore); wider than each of them.
_SYLLABLE: Final = (
    "(?:(?:ng|hs|hw|gw|kw|kh|ph|th|ts|tz|ch|sh|zh|[bcdfghjklmnpqrstwxyz])?'?"
    "(?:i?[aeu][aeiou]{0,2}|i[aeou]?|o[aeiou]?|y[aeiou]{1,2})(?:ng|ck|[nmptkhwyr])?|tsz|sz|ng)"
)
_WORD: Final = re.compile(rf"{_SYLLABLE}(?:['’-]?{_SYLLABLE}){{0,2}}")
_ONE: Final = re.compile(SYLLABLE)
_SINGLE: Final = re.compile(_SYLLABLE)
_HYPHENED: Final = re.compile(rf"{_SYLLABLE}[-'’]{_SYLLABLE}")
_FEW: Final = 2  # words of a short name
_FULL: Final = 3


class Trust(IntEnum):
    """What stands around some words."""

    ALONE = 0  # nothing that speaks of a person
    TOLD = 1  # a title, a key for names, a telephone number


@cache
def _lists() -> dict[str, frozenset[str]]:
    """The blocks of romanised.txt, in small letters."""
    blocks: dict[str, set[str]] = {}
    block: set[str] = set()
    for line in (DATA / "romanised.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            block = blocks.setdefault(line[2:].split(":")[0], set())
        else:
            block.update(line.lower().split("|" if "|" in line else None))
    return {name: frozenset(words) for name, words in blocks.items()}


@cache
def listed_places() -> tuple[str, ...]:
    """Names of places in Latin letters, as they are written."""
    lines = (DATA / "latin_places.txt").read_text("utf-8").splitlines()
    return tuple(name for row in lines if not row.startswith("#") for name in row.split("|"))


@cache
def places() -> frozenset[str]:
    """Names of places, in small letters; each word of one that is one word stands for itself."""
    return frozenset(map(str.lower, listed_places()))


@cache
def places_alone() -> frozenset[str]:
    """Names of places that are no given names, in small letters."""
    return places() - given_names()


@cache
def surnames() -> frozenset[str]:
    """Every surname, in small letters."""
    lists = _lists()
    return lists["cantonese"] | lists["wade-giles"] | lists["nanyang"] | lists["pinyin"]


@cache
def given_names() -> frozenset[str]:
    """Given names of English, in small letters."""
    return _lists()["given"] | frozenset(GIVEN.lower().split("|"))


def is_english(word: str) -> bool:
    """Whether a word in small letters is one of sentences or products."""
    return word in _lists()["english"]


def is_name(words: Sequence[str], trust: Trust) -> bool:
    """Says whether words are a person's name.

    Args:
        words: Words in the text's own letters and order, without signs between them; one to four.
        trust: What stands around them.
    """
    small = [word.lower() for word in words]
    if len(small) > 1 and small[0] + small[1] in surnames():
        small[:2] = [small[0] + small[1]]  # Au Yeung
    whole = " ".join(small)
    if whole in _lists()["famous"] or whole in places() or not places_alone().isdisjoint(small):
        return False
    if max(map(len, small)) == 1:
        return False
    if len(small) == 1:
        return trust is Trust.TOLD and (small[0] in surnames() or small[0] in given_names())
    return _is_alone(small) or (trust is Trust.TOLD and _is_told(small))


def _is_told(small: Sequence[str]) -> bool:
    """Words of which one is a surname and the rest are given names or syllables."""
    known = [word in surnames() or word in given_names() for word in small]
    built = [bool(_WORD.fullmatch(word)) or word in given_names() for word in small]
    foreign = len(small) == _FEW and not given_names().isdisjoint(small)  # Peter Miller
    return (any(known) and all(built)) or foreign


def _is_alone(small: Sequence[str]) -> bool:
    """Words that say by themselves that they are a name."""
    western = [word in given_names() for word in small]
    if any(western):
        first = western.index(True)
        rest = [*small[:first], *small[first + 1 :]]
        return first in (0, len(small) - 1) and _is_chinese(rest, beside_given=True)
    return _is_chinese(small, beside_given=False)


def _is_chinese(small: Sequence[str], *, beside_given: bool) -> bool:
    """A surname and two syllables, in either order; beside Peter a surname will do."""
    if len(small) > _FULL and small[0] in surnames() and small[1] in surnames():
        return _is_chinese(small[1:], beside_given=beside_given)  # Chan Wong Siu Ling
    if beside_given and len(small) == 1:
        return small[0] in surnames()
    orders = ((small[0], small[1:]), (small[-1], small[:-1]))
    return len(small) <= _FULL and any(_fits(first, given) for first, given in orders)


def _fits(surname: str, given: Sequence[str]) -> bool:
    """A surname with a given name of two syllables, in two words, with a hyphen or in one."""
    if surname not in surnames():
        return False
    doubtful = surname in _lists()["words"]
    if len(given) == 1:
        word = given[0]
        return bool(_HYPHENED.fullmatch(word)) or (not doubtful and _is_two_syllables(word))
    if not all(map(_SINGLE.fullmatch, given)):
        return False
    english = sum(map(is_english, given))
    return english <= (not doubtful) and not (english and doubtful)


def is_camel_name(words: Sequence[str]) -> bool:
    """Says whether the words of `HsuTzuchi` are a surname and two syllables, none English."""
    small = [word.lower() for word in words]
    first, *given = small
    if first not in surnames() or first in _lists()["words"] or any(map(is_english, small)):
        return False
    return len(given) == 1 and all(map(_WORD.fullmatch, given)) and not _SINGLE.fullmatch(given[0])


def _is_two_syllables(word: str) -> bool:
    """Xiaoming: two syllables of pinyin or more in one word, no English word."""
    if is_english(word) or word in NO_GIVEN or _ONE.fullmatch(word):
        return False
    return PINYIN.fullmatch(word) is not None


def camel(word: str) -> list[str]:
    """The words of `ChanTaiMan`."""
    if word[1:].islower():  # most
        return [word]
    edges = [0, *(i for i in range(1, len(word)) if word[i].isupper()), len(word)]
    return [word[a:b] for a, b in pairwise(edges)]
