"""The set `unseen_talk`: the frames of this folder, filled with seeded values.

Must never be printed by a tool that was not told to unseal it.
"""

import random
import re
from typing import TYPE_CHECKING, Final

from tests.quality.score import Line, Span
from tests.quality.sets import EvaluationSet
from tests.quality.unseen.codes import Codes
from tests.quality.unseen.lists import sections, words
from tests.quality.unseen.people import People
from tests.quality.unseen.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable

NAME: Final = "unseen_talk"
KINDS: Final = (
    "courier",
    "notes",
    "service",
    "tracking",
    "complaints",
    "phone",
    "group",
    "quiet",
)
LABELS: Final = ("PERSON", "ADDRESS", "PHONE_NUMBER")
SEED: Final = 20261125
_COPIES: Final = 4  # texts per frame with slots; a frame without stands once
_HURRIED: Final = 3  # the copy that is typed in a hurry
_FORMAL: Final = ("tracking", "quiet")  # nobody types these in a hurry
_SLIPS: Final = 0.6  # share of hurried texts with a wrong word
_NO_COMMAS: Final = str.maketrans("，。！；", "    ")
_SLOT: Final = re.compile(r"\{(\w+)\}")


class Author:
    """A seeded writer of the corpus."""

    def __init__(self, seed: int) -> None:
        """Take the seed; the rest is fixed."""
        self._draw = draw = random.Random(seed)
        people, places, codes = People(draw), Places(draw), Codes(draw)
        self._values: dict[str, dict[str, Callable[[], str]]] = {
            "PERSON": _persons(people, draw),
            "ADDRESS": _addresses(places),
            "PHONE_NUMBER": _phones(codes),
            "": _others(people, places, codes) | _things(draw),
        }

    def begin(self, frame: str, copy: int) -> None:
        """Draw from here on for one copy of a frame: no other frame has a say in its values."""
        self._draw.seed(f"{SEED}.{copy}.{frame}")

    def hurried(self, frame: str) -> str:
        """The frame as typed in a hurry: spaces for commas, now and then a wrong word."""
        slips = [row.split(" ") for row in words("slips")]
        known = [(right, wrong) for right, wrong in slips if right in frame]
        if known and self._draw.random() < _SLIPS:
            frame = frame.replace(*self._draw.choice(known), 1)
        return frame.translate(_NO_COMMAS)

    def line(self, key: str, frame: str) -> Line:
        """Fills a frame.

        Args:
            key: The line's id.
            frame: A text with slots.

        Returns:
            The text with its spans, half-open, in code points.

        Raises:
            KeyError: The frame has a slot that does not exist.
        """
        text, spans, at = "", [], 0
        for slot in _SLOT.finditer(frame):
            text += _plain(frame[at : slot.start()])
            label, value = self._value(slot[1])
            if label:
                spans.append(Span(len(text), len(text) + len(value), label))
            text += value
            at = slot.end()
        return Line(key, text + _plain(frame[at:]), tuple(spans))

    def _value(self, slot: str) -> tuple[str, str]:
        """The label and a value of a slot."""
        for label, makers in self._values.items():
            if slot in makers:
                return label, makers[slot]()
        raise KeyError(slot)


def frames(kind: str) -> tuple[str, ...]:
    """The frames of a kind."""
    return sections(kind)[kind]


def unseen_set() -> EvaluationSet:
    """The sealed set, the same on every call; a line's kind is its key up to the dot."""
    author = Author(SEED)
    lines = []
    for kind in KINDS:
        for number, frame in enumerate(frames(kind)):
            for copy in range(_COPIES if _SLOT.search(frame) else 1):
                author.begin(frame, copy)
                hurried = copy == _HURRIED and kind not in _FORMAL
                said = author.hurried(frame) if hurried else frame
                lines.append(author.line(f"{kind}.{number}.{copy}", said))
    return EvaluationSet(NAME, tuple(lines), LABELS, sealed=True)


def by_kind(whole: EvaluationSet) -> list[EvaluationSet]:
    """One set per kind of talk, `unseen_talk.courier` and so on."""
    found = []
    for kind in KINDS:
        lines = tuple(line for line in whole.lines if line.key.split(".")[0] == kind)
        found.append(EvaluationSet(f"{whole.name}.{kind}", lines, whole.labels, sealed=True))
    return found


def _plain(text: str) -> str:
    """A frame's own words, with its line breaks and tabs."""
    return text.replace("\\n", "\n").replace("\\t", "\t")


def _persons(people: People, draw: random.Random) -> dict[str, "Callable[[], str]"]:
    """Slots of persons."""
    return {
        "p": people.full,
        "st": people.titled,
        "n": people.familiar,
        "w": people.anyone,
        "pt": lambda: draw.choice(words("traditional")),
        "py": lambda: draw.choice(words("latin")),
    }


def _addresses(places: Places) -> dict[str, "Callable[[], str]"]:
    """Slots of addresses."""
    return {
        "a": places.address,
        "s": places.short,
        "r": places.rural,
        "h": places.here,
        "b": places.building,
        "at": places.taiwan,
        "ah": places.hong_kong,
    }


def _phones(codes: Codes) -> dict[str, "Callable[[], str]"]:
    """Slots of private numbers."""
    return {
        "m": codes.mobile,
        "l": codes.landline,
        "x": codes.extended,
        "f": codes.any_number,
        "sp": codes.spoken,
    }


def _others(people: People, places: Places, codes: Codes) -> dict[str, "Callable[[], str]"]:
    """Slots of what is no value: surnames alone, places in passing, codes."""
    return {
        "ps": people.surname,
        "t": people.title,
        "c": places.city,
        "q": places.county,
        "cq": places.city_and_county,
        "d": places.depot,
        "o": codes.waybill,
        "o2": codes.order,
        "k": codes.pick_up,
        "hot": codes.hotline,
        "tm": codes.moment,
        "dt": codes.day,
        "y": codes.amount,
        "kg": codes.amount,
    }


def _things(draw: random.Random) -> dict[str, "Callable[[], str]"]:
    """Slots of goods, carriers, counts and the last four digits of a number."""
    return {
        "g": lambda: draw.choice(words("goods")),
        "co": lambda: draw.choice(words("carriers")),
        "j": lambda: str(draw.randint(2, 480)),
        "z": lambda: f"{draw.randint(0, 9999):04d}",
    }
