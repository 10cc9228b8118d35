"""Writes values with ordinary words tight against them, and the cards and rosters of group chats.

Must never part a value from a word by a sign: here the words are all that tells where it ends.
"""

import random
from typing import Final

from tests.quality.train import phrases
from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.optimiser import Example
from tests.quality.train.registers import Registers
from tests.quality.train.talk import Talk
from tests.quality.train.vocabulary import sections

_LISTS: Final = sections("seams")
_JOINS: Final = ("-", "-", "", "", " ", "·", "_", "—", ":", "：", "，", "/", "的")  # on a card
_GAPS: Final = ("\n", "\n", "\n", " ", " ", "  ", "、", "，", ",", "；", "/", "|", "")
_NUMBERS: Final = ("{n}.", "{n}. ", "{n}、", "{n} ", "{n}", "({n})", "{c}", "", "", "")
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨"
_CITIES: Final = 0.1  # share of places that are no address: 快到绍兴没


class Seams:
    """A seeded source of values that no sign parts from what surrounds them."""

    def __init__(
        self, registers: Registers, talk: Talk, clutter: Clutter, draw: random.Random
    ) -> None:
        """Take the sources of names, doors and words, and the randomness."""
        self._registers, self._talk = registers, talk
        self._clutter, self._draw = clutter, draw

    def named(self) -> Example:
        """One name or two between words: 帮|金风|订份盒饭."""
        draft = Draft()
        for _ in range(self._draw.choice((1, 1, 1, 2))):
            self._before(draft, "before_names")
            draft.person(self._registers.anyone())
            self._after(draft, "after_names")
        return draft.done()

    def placed(self) -> Example:
        """An address between words: 离|金桂府366室|还有两公里."""
        draft = Draft()
        for _ in range(self._draw.choice((1, 1, 1, 2))):
            self._before(draft, "before_places")
            if self._draw.random() < _CITIES:
                draft.plain(self._registers.town())
            else:
                draft.place(self._registers.door())
            self._after(draft, "after_places")
        return draft.done()

    def paired(self) -> Example:
        """Two addresses or three, and the words that part them: |翠湖苑3栋|搬到|宏远大厦|."""
        draw = self._draw
        draft = Draft()
        if draw.random() < 0.6:
            self._before(draft, "before_places")
        join = self._one("between_places")
        for place in range(draw.choice((2, 2, 2, 3))):
            if place:
                draft.plain(join)
            draft.place(self._registers.unit() if draw.random() < 0.3 else self._registers.door())
        if draw.random() < 0.6:
            self._after(draft, "after_places")
        return draft.done()

    def tempting(self) -> Example:
        """What surrounds a name, and something else in its place: 帮|高压锅|订份盒饭."""
        draft = Draft()
        self._before(draft, "before_names")
        kind = self._draw.random()
        if kind < 0.4:
            draft.plain(self._talk.decoy())
        elif kind < 0.8:
            draft.plain(self._clutter.thing())
        else:
            draft.plain(self._draw.choice(phrases.UNNAMED))
        self._after(draft, "after_names")
        return draft.done()

    def roster(self) -> Example:
        """Two to six entries of one form: names, cards, or doors, with what each of them wants."""
        draw = self._draw
        draft = Draft()
        gap, number, join = draw.choice(_GAPS), draw.choice(_NUMBERS), draw.choice(_JOINS)
        form = draw.choice(("p", "p", "p", "ap", "ap", "pa", "a"))
        wants = draw.random() < 0.5
        if draw.random() < 0.5:
            draft.plain(self._one("heads") + draw.choice(("\n", " ", ":", "：", "")))
        for place in range(draw.choice((2, 3, 3, 4, 5, 6))):
            if place:
                draft.plain(gap)
            draft.plain(number.format(n=place + 1, c=_CIRCLED[place]))
            self._card(draft, form, join)
            if wants and draw.random() < 0.9:
                draft.plain(draw.choice(("", "", " ")) + self._wanted())
        return draft.done()

    def card(self, draft: Draft) -> None:
        """A name as groups show it, with a door now and then: 3栋-王芳, 李工-7-1102, 老周."""
        self._card(draft, self._draw.choice(("ap", "ap", "pa", "p")), self._draw.choice(_JOINS))

    def _card(self, draft: Draft, form: str, join: str) -> None:
        for place, part in enumerate(form):
            if place:
                draft.plain(join)
            if part == "p":
                draft.person(self._registers.anyone())
            else:
                draft.place(self._registers.unit())

    def _before(self, draft: Draft, section: str) -> None:
        kind = self._draw.random()
        if kind < 0.08:
            draft.plain(self._clutter.deed())
        elif kind < 0.85:
            lead = self._clutter.deed() if self._draw.random() < 0.1 else ""
            draft.plain(lead + self._one(section))

    def _after(self, draft: Draft, section: str) -> None:
        kind = self._draw.random()
        if kind < 0.1:
            draft.plain(self._clutter.deed())
        elif kind < 0.88:
            rest = self._clutter.deed() if self._draw.random() < 0.25 else ""
            draft.plain(self._one(section) + rest)

    def _wanted(self) -> str:
        """What an entry of a roster asks for."""
        if self._draw.random() < 0.3:
            return self._clutter.thing() + self._draw.choice(("", self._one("wants")))
        return self._one("wants")

    def _one(self, section: str) -> str:
        return self._draw.choice(_LISTS[section])
