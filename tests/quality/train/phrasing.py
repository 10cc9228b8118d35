"""Fills the slots of phrases with people, places and values, and labels them.

Must never repeat a line of a data set except as an address value of one whose licence allows it.
"""

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from tests.quality.train import phrases, speech
from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.optimiser import Example
from tests.quality.train.outskirts import Outskirts
from tests.quality.train.people import Namer
from tests.quality.train.places import Place, Surveyor, alone
from tests.quality.train.registers import Registers
from tests.quality.train.said import SLOT
from tests.quality.train.seams import Seams
from tests.quality.train.speech import Speech
from tests.quality.train.talk import Prose, Talk
from tests.quality.train.values import Values

_KEPT: Final = 0.45  # share of values written in a frame that stand; others take their place


class Phrasing:
    """A seeded source of phrases with their slots filled."""

    def __init__(
        self, namer: Namer, surveyor: Surveyor, clutter: Clutter, prose: Prose, draw: random.Random
    ) -> None:
        """Take the sources of names, places and other text, and the randomness."""
        self._surveyor, self._traditional, self._draw = surveyor, prose.traditional, draw
        self._outskirts = Outskirts(surveyor, prose.traditional, draw)
        talk = self._talk = Talk(namer, surveyor, clutter, prose, draw)
        values = Values(surveyor, prose.goods, draw)
        self._slots: dict[str, Callable[[Draft], None]] = {
            "p": lambda d: d.person(namer.spoken()),
            "P": lambda d: d.person(namer.person()),
            "t": lambda d: d.person(namer.polite()),
            "q": lambda d: d.person(talk.newsworthy()),
            "cl": lambda d: d.plain(clutter.clause()),
            "do": lambda d: d.plain(draw.choice(prose.words)),
            "pl": lambda d: d.plain(clutter.place()),
            "f": lambda d: d.person(namer.familiar()),
            "m": lambda d: d.plain(namer.title()),
            "sn": lambda d: d.plain(namer.surname()),
            "a": lambda d: d.place(self.anywhere()),
            "s": lambda d: d.place(surveyor.spot()),
            "near": lambda d: d.place(Place("", surveyor.near())),
            "r": self._region,
            "x": lambda d: d.place(Place("", surveyor.street())),
            "c": lambda d: d.plain(surveyor.city()),
            "co": lambda d: d.plain(surveyor.company()),
            "d": lambda d: d.plain(values.depot()),
            "br": lambda d: d.plain(values.branch()),
            "v": lambda d: d.plain(draw.choice(phrases.CARRIERS)),
            "h": lambda d: d.plain(draw.choice(phrases.UNNAMED)),
            "b": lambda d: d.plain(draw.choice(phrases.BRANDS)),
            "g": lambda d: d.plain(values.goods()),
            "ti": lambda d: d.plain(draw.choice(phrases.JOBS)),
            "rem": lambda d: d.append(self.phrase(phrases.REMARKS)),
            "tel": lambda d: d.plain(values.mobile()),
            "fix": lambda d: d.plain(values.landline()),
            "n": lambda d: d.plain(values.order()),
            "w": lambda d: d.plain(values.moment()),
            "k": lambda d: d.plain(draw.choice((str(draw.randint(1, 9999)), values.code()))),
            "amt": lambda d: d.plain(f"{draw.randint(0, 900)}.{draw.randint(0, 99)}"),
            "zip": lambda d: d.plain(f"{draw.randint(0, 859999):06d}"),
            "id": lambda d: d.plain(values.identity()),
            "plate": lambda d: d.plain(values.plate()),
            "lat": lambda d: d.plain(values.letters()),
        }
        self._slots |= Speech(namer, self._outskirts, clutter, draw).slots()
        registers = Registers(namer, surveyor, self._outskirts, clutter, draw)
        seams = self._seams = Seams(registers, talk, clutter, draw)
        self._slots |= registers.slots() | {"card": seams.card}
        self._namer, self._said = namer, registers.said
        for slot, entries in speech.NESTED.items():
            self._slots[slot] = partial(self._nested, entries)

    @property
    def slots(self) -> frozenset[str]:
        """Names of all slots that are filled."""
        return frozenset(self._slots)

    def _nested(self, choice: Sequence[str], draft: Draft) -> None:
        """A phrase inside a phrase."""
        draft.append(self.phrase(choice))

    def anywhere(self) -> Place:
        """An address of any kind."""
        kind = self._draw.random()
        if kind < 0.07:
            return self._outskirts.place()
        return self._said.spot() if kind < 0.11 else self._surveyor.place()

    def _region(self, draft: Draft) -> None:
        """A form's region field: an address by itself."""
        region = ""
        while len(region) < 3:
            region = self._surveyor.mainland().region.strip()
        draft.place(Place(region, ""))

    def _written(self, draft: Draft, slot: str, value: str) -> None:
        """A value that stands in its frame, or another: no frame is to be learnt by heart."""
        stays = self._draw.random() < _KEPT
        if slot == "a":
            draft.place(alone(Place("", value)) if stays else self._said.spot())
        else:
            easy = self._draw.random() < 0.5
            draft.person(value if stays else self._namer.spoken() if easy else self._said.named())

    def phrase(self, choice: Sequence[str]) -> Example:
        """One phrase with its slots filled."""
        draft = Draft()
        at, template = 0, self._draw.choice(choice)
        for slot in SLOT.finditer(template):
            draft.plain(template[at : slot.start()])
            if slot[2]:
                self._written(draft, slot[1], slot[2])
            else:
                self._slots[slot[1]](draft)
            at = slot.end()
        draft.plain(template[at:])
        return draft.done()
