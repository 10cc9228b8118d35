"""Composes labelled training lines from phrases, people and places.

Must never repeat a line of a data set except as an address value of one whose licence allows it.
"""

import random
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from tests.quality.train import phrases, speech
from tests.quality.train.clutter import Clutter
from tests.quality.train.draft import Draft
from tests.quality.train.optimiser import Example
from tests.quality.train.people import Namer
from tests.quality.train.places import Place, Surveyor, short
from tests.quality.train.speech import Speech
from tests.quality.train.talk import Prose, Talk
from tests.quality.train.values import Values

_SLOT: Final = re.compile(r"\{([a-zA-Z]+)\}")


class Writer:
    """A seeded source of labelled lines."""

    def __init__(
        self, namer: Namer, surveyor: Surveyor, clutter: Clutter, prose: Prose, draw: random.Random
    ) -> None:
        """Take the sources of names, places and other text, and the randomness."""
        self._surveyor, self._traditional, self._draw = surveyor, prose.traditional, draw
        talk = self._talk = Talk(namer, surveyor, clutter, prose, draw)
        values = Values(surveyor, prose.goods, draw)
        self._slots: dict[str, Callable[[Draft], None]] = {
            "p": lambda d: d.person(namer.full()),
            "P": lambda d: d.person(namer.person()),
            "t": lambda d: d.person(namer.polite()),
            "q": lambda d: d.person(talk.newsworthy()),
            "cl": lambda d: d.plain(clutter.clause()),
            "do": lambda d: d.plain(draw.choice(prose.words)),
            "pl": lambda d: d.plain(clutter.place()),
            "f": lambda d: d.person(namer.familiar()),
            "m": lambda d: d.plain(namer.title()),
            "sn": lambda d: d.plain(namer.surname()),
            "a": lambda d: d.place(surveyor.place()),
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
        self._slots |= Speech(namer, surveyor, clutter, draw).slots()
        for slot, entries in speech.NESTED.items():
            self._slots[slot] = partial(self._nested, entries)

    def _nested(self, choice: Sequence[str], draft: Draft) -> None:
        """A phrase inside a phrase."""
        draft.append(self.phrase(choice))

    def _region(self, draft: Draft) -> None:
        """A form's region field: an address by itself."""
        region = ""
        while len(region) < 3:
            region = self._surveyor.mainland().region.strip()
        draft.place(Place(region, ""))

    def phrase(self, choice: Sequence[str]) -> Example:
        """One phrase with its slots filled."""
        draft = Draft()
        at, template = 0, self._draw.choice(choice)
        for slot in _SLOT.finditer(template):
            draft.plain(template[at : slot.start()])
            fill = self._slots.get(slot[1])
            if fill is None:
                raise KeyError(slot[0])
            fill(draft)
            at = slot.end()
        draft.plain(template[at:])
        return draft.done()

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
        place = self._surveyor.place()
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
        elif kind < 0.56:
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

    def line(self) -> Example:
        """Any line, in the shares the model is trained on."""
        draw = self._draw
        makers: list[tuple[float, Callable[[], Example]]] = [
            (44, self.glued),
            (10, lambda: self.phrase(phrases.FORMS)),
            (10, self.keyed),
            (7, self.address),
            (1.5, self.region_only),
            (9, lambda: self.phrase(phrases.REMARKS)),
            (10, lambda: self.phrase(phrases.CHATS)),
            (9, lambda: self.phrase(phrases.EVENTS)),
            (6, lambda: self.phrase(phrases.NEGATIVES)),
            (8, self.mixed),
            (6, self._talk.sentence),
            (4, self._talk.named_sentence),
            (16, self._talk.inserted),
            (5, self._talk.decoyed),
            (11, self.told),
            (24, lambda: self.phrase(speech.PEOPLE)),
            (20, lambda: self.phrase(speech.PLACES)),
            (6, lambda: self.phrase(speech.STILL)),
            (8, self._talk.named_salad),
            (2, self._talk.salad),
            (14, self._talk.title),
            (7, self._talk.news),
        ]
        made = draw.choices([m for _, m in makers], [w for w, _ in makers])[0]()
        if draw.random() < 0.08 and "\n" not in made.text:
            end = draw.choice(("。", "，", "！", "。 ", "；", "...", "~"))
            made = Example(made.text + end, made.labels + bytes(len(end)), made.prose)
        if draw.random() < 0.03:
            table = self._traditional
            text = "".join(table.get(c, c) for c in made.text)
            made = Example(text, made.labels, made.prose)
        return made
