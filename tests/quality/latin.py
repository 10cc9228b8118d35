"""The project's own lines in two scripts: Latin names, English addresses, numbers of the harbours.

Must never hold a person who lives: names, doors and numbers are drawn from short lists by a seed.
"""

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.quality.frames import filled
from tests.quality.score import Line
from tests.quality.sets import EvaluationSet
from tests.quality.train.vocabulary import read_sections

if TYPE_CHECKING:
    from collections.abc import Callable

SEED: Final = 57
_LISTS: Final = read_sections(Path(__file__).parent / "latin.txt")
_COURTESY: Final = re.compile(r"(?:Mr|Ms|Mrs|Miss)\.? ")
_PLACES: Final = ("cantonese", "taiwan", "mainland", "nanyang")
LABELS: Final = ("PERSON", "ADDRESS", "PHONE_NUMBER")


class _Author:
    """A seeded writer of lines."""

    def __init__(self, seed: int) -> None:
        """Take the seed; the rest is fixed."""
        self._draw = random.Random(seed)
        self._slots: dict[str, tuple[Callable[[], str], str]] = {
            "p": (self._person, "PERSON"),
            "h": (self._polite, "PERSON"),
            "a": (self._address, "ADDRESS"),
            "t": (self._number, "PHONE_NUMBER"),
        }

    def line(self, key: str, template: str) -> Line:
        """One line with its spans."""
        return filled(key, template, self._slots, _COURTESY)

    def _pick(self, section: str) -> str:
        return self._draw.choice(_LISTS[section])

    def _person(self) -> str:
        place = self._draw.choice(_PLACES)
        surname, given = self._pick(f"{place}_surnames"), self._pick(f"{place}_given")
        forms = [
            *(f"{surname} {given}", f"{surname} {given}", f"{surname.upper()} {given.upper()}"),
            *(f"{given} {surname}", f"{surname}, {given}", f"{given} {surname.upper()}"),
            *(f"{self._pick('western')} {surname}", f"{surname} {given}, {self._pick('western')}"),
            f"{surname}{given}".replace(" ", "").replace("-", ""),
        ]
        return self._draw.choice(forms)

    def _polite(self) -> str:
        place = self._draw.choice(_PLACES)
        surname, western = self._pick(f"{place}_surnames"), self._pick("western")
        forms = (
            f"Mr. {surname}",
            f"Ms {surname}",
            f"{surname}先生",
            f"{western}小姐",
            f"Mrs {surname}",
        )
        return self._draw.choice(forms)

    def _address(self) -> str:
        return self._draw.choice((self._harbour, self._mainland, self._island, self._loud))()

    def _harbour(self) -> str:
        draw = self._draw
        door = draw.choice(
            (f"Flat {draw.choice('ABCDE')}", f"Room {draw.randint(101, 3206)}", "Shop 12")
        )
        floor = draw.choice((f"{draw.randint(1, 40)}/F", "G/F", f"{draw.randint(4, 20)}th Floor"))
        tower = draw.choice(("", f"Tower {draw.randint(1, 9)}, ", f"Block {draw.choice('ABC')}, "))
        road = f"{draw.randint(1, 899)} {self._pick('roads')}"
        return f"{door}, {floor}, {tower}{self._pick('estates')}, {road}, {self._pick('areas')}"

    def _loud(self) -> str:
        return self._harbour().upper()

    def _mainland(self) -> str:
        draw = self._draw
        door = draw.choice(
            (f"Rm {draw.randint(101, 2902)}, Unit {draw.randint(1, 6)}", "Room 1203, Building 5")
        )
        road = f"No. {draw.randint(1, 1999)} {self._pick('mainland_roads')}"
        return f"{door}, {road}, {self._pick('mainland_areas')}"

    def _island(self) -> str:
        draw = self._draw
        floor = f"{draw.randint(1, 19)}F.-{draw.randint(1, 9)}"
        road = (
            f"No. {draw.randint(1, 300)}, Sec. {draw.randint(1, 5)}, {self._pick('island_roads')}"
        )
        return f"{floor}, {road}, Xinyi Dist., Taipei City 110"

    def _number(self) -> str:
        draw = self._draw
        eight = f"{draw.choice('5679')}{draw.randint(100, 999)} {draw.randint(1000, 9999)}"
        taiwan = f"09{draw.randint(10, 89)}-{draw.randint(100, 999)}-{draw.randint(100, 999)}"
        fixed = f"2{draw.randint(200, 999)}-{draw.randint(1000, 9999)}"
        mobile = f"13{draw.randint(0, 9)}{draw.randint(10000000, 99999999)}"
        cut = (mobile[:3], mobile[3:7], mobile[7:])
        forms = (
            *(
                f"+852 {eight}",
                f"(852) {eight}",
                f"852-{eight.replace(' ', '')}",
                f"+853 6{eight[1:]}",
            ),
            *(taiwan, taiwan.replace("-", ""), f"+886 {taiwan[1:].replace('-', ' ')}"),
            *(f"(02) {fixed}", f"02-{fixed}#12", f"02-{fixed} 分機 123", mobile, ".".join(cut)),
            *(
                "·".join(cut),
                "/".join(cut),
                "_".join(cut),
                f"[{cut[0]}]{cut[1]}-{cut[2]}",
                f"（{cut[0]}）{cut[1]} {cut[2]}",
            ),
        )
        return draw.choice(forms)


def latin_sets(size: int = 1000) -> list[EvaluationSet]:
    """Lines with values, and lines to leave alone; the same on every call."""
    found = []
    for name, section in (("own_latin", "lines"), ("own_latin_quiet", "quiet")):
        author, draw = _Author(SEED), random.Random(SEED + 1)
        lines = [author.line(f"{name}-{i}", draw.choice(_LISTS[section])) for i in range(size)]
        found.append(EvaluationSet(name, tuple(lines), LABELS))
    return found
