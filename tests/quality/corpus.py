"""The project's own evaluation lines: fictitious people at made-up doors, seeded.

Must never share a phrase, a given name, a road or an estate with the training room
(`tests/quality/train`): otherwise its figures would say nothing about unseen text.
"""

import random
from pathlib import Path
from typing import TYPE_CHECKING, Final

from recognizers.lexicon import Lexicon
from tests.quality.frames import filled
from tests.quality.score import Line
from tests.quality.sets import EvaluationSet
from tests.quality.train.vocabulary import read_sections

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEED: Final = 31

_LISTS: Final = read_sections(Path(__file__).parent / "corpus.txt")
_GIVEN: Final = _LISTS["given"]
_COMMON: Final = "".join(_LISTS["common"])
_RARE: Final = "".join(_LISTS["rare"])
_COMPOUND: Final = _LISTS["compound"]
_POLITE: Final = _LISTS["polite"]
_ROADS: Final = _LISTS["roads"]
_ESTATES: Final = _LISTS["estates"]
_SHOPS: Final = _LISTS["shops"]
_VILLAGES: Final = _LISTS["villages"]
_DEPOTS: Final = _LISTS["depots"]
_AREAS: Final = _LISTS["areas"]

_SENTENCES: Final = _LISTS["sentences"]
_TALK: Final = _LISTS["talk"]
_QUIET: Final = _LISTS["quiet"]


class _Author:
    """A seeded writer of the corpus."""

    def __init__(self, seed: int) -> None:
        """Take the seed; the rest is fixed."""
        self._draw = random.Random(seed)
        self._rows = [row for row in Lexicon.load().regions if all(len(n) > 1 for n in row)]
        self._slots: dict[str, tuple[Callable[[], str], str]] = {
            "p": (self._full, "PERSON"),
            "P": (self._anyone, "PERSON"),
            "t": (lambda: self._draw.choice(_POLITE[:3]), ""),
            "a": (self._address, "ADDRESS"),
            "s": (self._door, "ADDRESS"),
            "tel": (self._number, "PHONE_NUMBER"),
            "city": (self._city, ""),
            "depot": (self._depot, ""),
        }

    def line(self, key: str, template: str) -> Line:
        """One line with its spans."""
        return filled(key, template, self._slots)

    def _surname(self) -> str:
        kind = self._draw.random()
        if kind < 0.7:
            return self._draw.choice(_COMMON)
        return self._draw.choice(_RARE) if kind < 0.93 else self._draw.choice(_COMPOUND)

    def _full(self) -> str:
        return self._surname() + self._draw.choice(_GIVEN)

    def _anyone(self) -> str:
        kind = self._draw.random()
        if kind < 0.6:
            return self._full()
        if kind < 0.85:
            return self._surname() + self._draw.choice(_POLITE)
        return self._draw.choice("老小") + self._draw.choice(_COMMON)

    def _city(self) -> str:
        return self._draw.choice(self._rows)[1].removesuffix("市")

    def _depot(self) -> str:
        made = self._draw.choice(_DEPOTS)
        return made.format(c=self._city(), k=self._draw.choice(_AREAS))

    def _number(self) -> str:
        draw = self._draw
        digits = f"1{draw.choice('35789')}{draw.randint(0, 10**9 - 1):09d}"
        spaced = f"{digits[:3]} {digits[3:7]} {digits[7:]}"
        landline = f"0{draw.choice(('531', '755', '571', '27'))}-{draw.randint(20000000, 89999999)}"
        forms = [digits] * 6 + [spaced, spaced.replace(" ", "-"), f"+86{digits}", f"0086{digits}"]
        return draw.choice([*forms, f"{digits}转{draw.randint(100, 9999)}", landline])

    def _door(self) -> str:
        """A door without a region."""
        draw = self._draw
        block, unit, room = draw.randint(1, 40), draw.randint(1, 4), draw.randint(101, 3206)
        estate = draw.choice(_ESTATES) if draw.random() < 0.6 else ""
        forms = (
            f"{block}栋{unit}单元{room}",
            f"{block}号楼{room}室",
            f"{block}幢{room}",
            f"{block}座{unit}单元",
        )
        return estate + draw.choice(forms)

    def _address(self) -> str:
        """An address in full, in part, in the country or at a shop."""
        draw = self._draw
        province, city, county = draw.choice(self._rows)
        if province == city:
            province = ""
        shown = draw.choice((province + city, province + city, city, "")) + county
        number = draw.randint(1, 899)
        kind = draw.random()
        if kind < 0.4:
            return f"{shown}{draw.choice(_ROADS)}{number}号{self._door()}"
        if kind < 0.55:
            return f"{shown}{draw.choice(_ROADS)}{number}号{draw.choice(_SHOPS)}"
        if kind < 0.75:
            group = draw.choice(("", "二组", "5组", f"{number}号", "三组17号"))
            return f"{shown}{draw.choice(_VILLAGES)}{group}"
        if kind < 0.9:
            return (
                shown + draw.choice(_ESTATES) + f"{draw.randint(1, 30)}栋{draw.randint(101, 2902)}"
            )
        return f"{shown}{draw.choice(_ROADS)}与{draw.choice(_ROADS)}交叉口"


def own_sets(size: int = 1500) -> list[EvaluationSet]:
    """The project's own sets: sentences, talk (remarks, chat, tracking) and text to leave alone.

    Args:
        size: Lines per set.

    Returns:
        The same three sets on every call.
    """
    labels = ("PERSON", "ADDRESS", "PHONE_NUMBER")
    named: tuple[tuple[str, Sequence[str]], ...] = (
        ("own_sentences", _SENTENCES),
        ("own_talk", _TALK),
        ("own_quiet", _QUIET),
    )
    found = []
    for shift, (name, templates) in enumerate(named):
        author = _Author(SEED + shift)
        draw = random.Random(SEED + 10 + shift)
        lines = [author.line(f"{name}-{i}", draw.choice(templates)) for i in range(size)]
        found.append(EvaluationSet(name, tuple(lines), labels))
    return found
