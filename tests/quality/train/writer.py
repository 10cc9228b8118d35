"""Composes labelled training lines from phrases, people and places.

Must never repeat a line of a data set except as an address value of one whose licence allows it.
"""

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from tests.quality.train import phrases, registers, speech
from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.optimiser import Example
from tests.quality.train.people import Namer
from tests.quality.train.places import Place, Surveyor, short
from tests.quality.train.talk import Prose
from tests.quality.train.voicing import Voicing

if TYPE_CHECKING:
    from collections.abc import Callable


class Diet(NamedTuple):
    """Shares of the kinds of lines in which the diets differ."""

    glued: float
    forms: float
    keyed: float
    address: float
    told: float
    title: float
    news: float


# The model is the mean of one trained on each: the first hears more talk, the second sees more
# waybills, news and shop titles. All other shares are the same.
TALK: Final = Diet(56, 12, 12, 18, 30, 38, 28)
WAYBILLS: Final = Diet(92, 15, 15, 26, 40, 44, 38)
DIETS: Final = {"talk": TALK, "waybills": WAYBILLS}


class Writer(Voicing):
    """A seeded source of labelled lines."""

    def __init__(  # noqa: PLR0913, PLR0917  # all that lines are made of, once
        self,
        namer: Namer,
        surveyor: Surveyor,
        clutter: Clutter,
        prose: Prose,
        draw: random.Random,
        diet: Diet = WAYBILLS,
    ) -> None:
        """Take the sources of names, places and text, the randomness, and the shares."""
        super().__init__(namer, surveyor, clutter, prose, draw)
        makers: tuple[tuple[float, Callable[[], Example]], ...] = (
            (diet.glued, self.glued),
            (diet.forms, lambda: self.phrase(phrases.FORMS)),
            (diet.keyed, self.keyed),
            (diet.address, self.address),
            (1.5, self.region_only),
            (8, lambda: self.phrase(phrases.REMARKS)),
            (9, lambda: self.phrase(phrases.CHATS)),
            (9, lambda: self.phrase(phrases.EVENTS)),
            (6, lambda: self.phrase(phrases.NEGATIVES)),
            (8, self.mixed),
            (6, self._talk.sentence),
            (4, self._talk.named_sentence),
            (16, self._talk.inserted),
            (8, self._talk.decoyed),
            (diet.told, self.told),
            (22, lambda: self._wear.maybe(self.phrase(speech.PEOPLE))),
            (18, lambda: self._wear.maybe(self.phrase(speech.PLACES))),
            (6, lambda: self.phrase(speech.STILL)),
            (60, self.spoken),
            (80, lambda: self._wear.maybe(self.phrase(registers.VOICES["voices"]))),
            (22, lambda: self._wear.maybe(self.phrase(registers.VOICES["hush"]))),
            (100, self.voiced),
            (60, lambda: self._wear.maybe(self.phrase(registers.WRITTEN["hush"]))),
            (16, lambda: self._wear.maybe(self._seams.named())),
            (16, lambda: self._wear.maybe(self._seams.placed())),
            (8, lambda: self._wear.maybe(self._seams.paired())),
            (14, lambda: self._wear.maybe(self._seams.roster())),
            (18, lambda: self._wear.maybe(self._seams.tempting())),
            (8, self._talk.named_salad),
            (2, self._talk.salad),
            (diet.title, self._talk.title),
            (diet.news, self._talk.news),
        )
        self._makers = [maker for _, maker in makers]
        self._shares = [share for share, _ in makers]

    def glued(self) -> Example:
        """Name, number and address in any order with nothing or little between."""
        draw = self._draw
        parts = ["p", "tel", "a"]
        draw.shuffle(parts)
        if draw.random() < 0.25:
            parts.remove(draw.choice(parts))
        if draw.random() < 0.08:
            parts += draw.sample(["p", "tel", "a"], 3)
        gap = draw.choices(
            ["", " ", ",", "，", "\n", "、", "/", "  ", ";", "\t"], [66, 12, 4, 5, 3, 2, 2, 2, 2, 2]
        )[0]
        draft = Draft()
        for number, part in enumerate(parts):
            if number:
                draft.plain(gap)
            self._slots[part if part != "p" or draw.random() < 0.93 else "P"](draft)
        if draw.random() < 0.04:
            draft.plain(draw.choice(("收", " 收", "(收)", "（收）", "先生", "女士", "亲启", "启")))
        return draft.done()

    def keyed(self) -> Example:
        """Keys and values in any order, as forms and message templates write them."""
        draw = self._draw
        order = ["p", "tel", "a"]
        draw.shuffle(order)
        keys = {"p": phrases.NAME_KEYS, "tel": phrases.NUMBER_KEYS, "a": phrases.ADDRESS_KEYS}
        colon, gap = draw.choice(phrases.COLONS), draw.choice(phrases.GAPS)
        draft = Draft()
        for number, part in enumerate(order[: draw.choice((1, 2, 3, 3, 3, 3))]):
            if number:
                draft.plain(gap)
            if draw.random() < 0.9:
                draft.plain(draw.choice(keys[part]) + colon)
            self._slots["P" if part == "p" and draw.random() < 0.15 else part](draft)
        if draw.random() < 0.15:
            draft.plain(draw.choice(phrases.CLOSINGS))
        return draft.done()

    def address(self) -> Example:
        """An address by itself, as a form's field holds it."""
        draw = self._draw
        draft = Draft()
        place = self.anywhere()
        kind = draw.random()
        if kind < 0.10:
            town = self._surveyor.town()
            place = Place(town.name + place.region, place.detail)
        elif kind < 0.14:
            place = Place(
                place.region + draw.choice(("null", " ", "/", "_")) + place.region, place.detail
            )
        elif kind < 0.17:
            place = Place("中国" + place.region, place.detail)
        elif kind < 0.30:
            place = Place(place.region, self._surveyor.poi() + self._surveyor.poi())
        elif kind < 0.36:
            place = Place("", self._surveyor.estate() + self._surveyor.building())
        elif kind < 0.42:
            place = Place(place.region, self._surveyor.near())
        elif kind < 0.52:
            city = self._surveyor.city() if draw.random() < 0.4 else ""
            place = Place(city, self._surveyor.stall())
        draft.place(place)
        return draft.done()

    def region_only(self) -> Example:
        """Province, city and county by themselves: an address too, as a field's whole value."""
        draft = Draft()
        draw = self._draw
        town = self._surveyor.town()
        levels = [town.province, town.city, town.county]
        if levels[0] == levels[1]:
            levels.pop(0)
        if draw.random() < 0.4:
            levels = [short(x) if i < len(levels) - 1 else x for i, x in enumerate(levels)]
        levels = levels[draw.choice((0, 0, 0, 1)) :]
        end = town.name if draw.random() < 0.4 or len("".join(levels)) < 4 else ""
        draft.place(Place(draw.choice(("", "", "", " ")).join(levels), end))
        return draft.done()

    def told(self) -> Example:
        """News-like prose: a person between words or sentences."""
        draft = Draft()
        draw = self._draw
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            if draw.random() < 0.6:
                draft.append(self._talk.aside())
            draft.append(self.phrase(phrases.PROSE))
            if draw.random() < 0.6:
                draft.append(self._talk.aside())
        made = draft.done()
        return Example(made.text, made.labels, prose=True)

    def mixed(self) -> Example:
        """A phrase with talk before or after it."""
        draw = self._draw
        draft = Draft()
        choice = draw.choice(
            (phrases.REMARKS, phrases.CHATS, phrases.CHATS, phrases.EVENTS, phrases.FORMS)
        )
        before, after = draw.random() < 0.5, draw.random() < 0.5
        if before:
            draft.append(self._filler())
            draft.plain(draw.choice(("，", "。", " ", "", ",", "\n")))
        draft.append(self.phrase(choice))
        if after:
            draft.plain(draw.choice(("，", "。", " ", "", ",", "\n", "；")))
            draft.append(self._filler())
        return draft.done()

    def _filler(self) -> Example:
        """Talk."""
        kind = self._draw.random()
        if kind < 0.3:
            return self._talk.sentence()
        if kind < 0.4:
            return self._talk.salad()
        return self.phrase(
            self._draw.choice((phrases.REMARKS, phrases.CHATS, phrases.EVENTS, phrases.NEGATIVES))
        )

    def title(self) -> Example:
        """A shop's title."""
        return self._talk.title()

    def line(self) -> Example:
        """Any line, in the shares the model is trained on."""
        draw = self._draw
        made = draw.choices(self._makers, self._shares)[0]()
        if draw.random() < 0.08 and "\n" not in made.text:
            end = draw.choice(("。", "，", "！", "。 ", "；", "...", "~"))
            made = Example(made.text + end, made.labels + bytes(len(end)), made.prose)
        if draw.random() < 0.04:
            table = self._traditional
            text = "".join(table.get(c, c) for c in made.text)
            made = Example(text, made.labels, made.prose)
        return made
