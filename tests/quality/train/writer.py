"""Composes labelled training lines from phrases, people and places.

Must never repeat a line of a data set except as an address value of one whose licence allows it.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from recognizers.sequence.labels import Label
from tests.quality.train import phrases
from tests.quality.train.clutter import Clutter
from tests.quality.train.optimiser import Example
from tests.quality.train.people import Namer
from tests.quality.train.places import Place, Surveyor

_SLOT: Final = re.compile(r"\{([a-zA-Z]+)\}")


class Draft:
    """A line under way: its text and one label per character."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._labels = bytearray()

    def plain(self, text: str) -> None:
        """Adds text outside every entity."""
        self._text.append(text)
        self._labels += bytes(len(text))

    def person(self, name: str) -> None:
        """Adds a name."""
        if len(name) < 2:
            self.plain(name)
            return
        inner = [Label.NAME_INNER] * (len(name) - 2)
        self._text.append(name)
        self._labels += bytes([Label.NAME_FIRST, *inner, Label.NAME_LAST])

    def place(self, place: Place) -> None:
        """Adds an address."""
        text = place.region + place.detail
        kept = text.rstrip()
        if len(kept) < 2:
            self.plain(text)
            return
        region = min(len(place.region), len(kept))
        labels = [Label.ADDRESS_REGION] * region + [Label.ADDRESS_DETAIL] * (len(kept) - region)
        labels[0], labels[-1] = Label.ADDRESS_FIRST, Label.ADDRESS_LAST
        self._text.append(text)
        self._labels += bytes(labels) + bytes(len(text) - len(kept))

    def append(self, example: Example) -> None:
        """Adds a finished line."""
        self._text.append(example.text)
        self._labels += example.labels

    def done(self) -> Example:
        """The line."""
        return Example("".join(self._text), bytes(self._labels))


@dataclass(frozen=True)
class Prose:
    """Running text without personal data: sentences, and words to shuffle."""

    sentences: Sequence[str]
    pronouns: Sequence[tuple[str, str]]  # sentences split at a pronoun a name can stand for
    words: Sequence[str]
    goods: Sequence[str]
    traditional: dict[str, str]
    foreign: Sequence[str]


class Writer:
    """A seeded source of labelled lines."""

    def __init__(
        self,
        namer: Namer,
        surveyor: Surveyor,
        clutter: Clutter,
        prose: Prose,
        draw: random.Random,
    ) -> None:
        """Take the sources of names, places and other text, and the randomness."""
        self._namer, self._surveyor, self._prose, self._draw = namer, surveyor, prose, draw
        self._clutter = clutter
        self._slots: dict[str, Callable[[Draft], None]] = {
            "p": lambda d: d.person(namer.full()),
            "P": lambda d: d.person(namer.person()),
            "t": lambda d: d.person(namer.polite()),
            "q": lambda d: d.person(self.newsworthy()),
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
            "d": lambda d: d.plain(self.depot()),
            "v": lambda d: d.plain(draw.choice(phrases.CARRIERS)),
            "h": lambda d: d.plain(draw.choice(phrases.UNNAMED)),
            "b": lambda d: d.plain(draw.choice(phrases.BRANDS)),
            "g": lambda d: d.plain(self.goods()),
            "ti": lambda d: d.plain(draw.choice(phrases.JOBS)),
            "rem": lambda d: d.append(self.phrase(phrases.REMARKS)),
            "tel": lambda d: d.plain(self.mobile()),
            "fix": lambda d: d.plain(self.landline()),
            "n": lambda d: d.plain(self.order()),
            "w": lambda d: d.plain(self.moment()),
            "k": lambda d: d.plain(draw.choice((str(draw.randint(1, 9999)), self.code()))),
            "amt": lambda d: d.plain(f"{draw.randint(0, 900)}.{draw.randint(0, 99)}"),
            "zip": lambda d: d.plain(f"{draw.randint(0, 859999):06d}"),
            "id": lambda d: d.plain(
                "".join(draw.choices("0123456789", k=17)) + draw.choice("0123X")
            ),
            "plate": lambda d: d.plain(
                "浙" + draw.choice("ABCDE") + self.code().replace("-", "")[:5]
            ),
            "lat": lambda d: d.plain(
                "".join(draw.choices("ABCDEXYZabcdexyz", k=draw.randint(1, 6)))
            ),
        }

    # ---- small values -----------------------------------------------------------------------
    def mobile(self) -> str:
        """A mobile number in one of its written forms."""
        draw = self._draw
        digits = f"1{draw.choice('3456789')}{draw.randint(0, 10**9 - 1):09d}"
        kind = draw.random()
        if kind < 0.74:
            return digits
        if kind < 0.80:
            return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"
        if kind < 0.86:
            return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
        if kind < 0.90:
            return draw.choice(("+86", "86-", "0086", "+86 ")) + digits
        if kind < 0.94:
            return digits + draw.choice(("-", "转", ",,", " 转 ")) + str(draw.randint(10, 9999))
        if kind < 0.97:
            return f"{digits[:3]}****{digits[7:]}"
        return self.landline()

    def landline(self) -> str:
        """A landline number."""
        draw = self._draw
        area = draw.choice(("010", "021", "0531", "0755", "0571", "028", "0592", "0371"))
        number = str(draw.randint(2000000, 89999999))
        return draw.choice((f"{area}-{number}", f"{area}{number}", f"({area}){number}", number))

    def order(self) -> str:
        """An order or waybill number."""
        draw = self._draw
        head = draw.choice(("SF", "YT", "JD", "JT", "ZTO", "7", "43", "31", "", "DD2026"))
        return head + str(draw.randint(10**9, 10**13))

    def code(self) -> str:
        """A pick-up code."""
        draw = self._draw
        return f"{draw.randint(1, 30)}-{draw.randint(1, 9)}-{draw.randint(1000, 9999)}"

    def moment(self) -> str:
        """A date, a time or both."""
        draw = self._draw
        day = f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
        stamp = f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        hour = f"{draw.randint(0, 23):02d}:{draw.randint(0, 59):02d}"
        return draw.choice((day, stamp, hour, f"{stamp} {hour}:00", "明天上午", "下午三点", "周六"))

    def depot(self) -> str:
        """A carrier's branch: no address by the project's convention."""
        draw = self._draw
        head = self._surveyor.city() if draw.random() < 0.75 else ""
        middle = self._surveyor.stem() if draw.random() < 0.7 else ""
        if draw.random() < 0.2:
            middle += draw.choice(("区", "县", "镇", "街道", "路", "大学", "新村"))
        lead = draw.choice(phrases.CARRIERS) if draw.random() < 0.15 else ""
        return lead + (head + middle or self._surveyor.city()) + draw.choice(phrases.DEPOT_ENDS)

    def goods(self) -> str:
        """What a parcel holds, as a shop titles it."""
        draw = self._draw
        parts = draw.choices(phrases.GOODS_HEADS, k=draw.choice((0, 0, 1, 1, 2, 3)))
        return "".join(parts) + draw.choice(self._prose.goods)

    def _region(self, draft: Draft) -> None:
        """A form's region field: an address by itself."""
        region = ""
        while len(region) < 3:
            region = self._surveyor.mainland().region.strip()
        draft.place(Place(region, ""))

    # ---- lines ------------------------------------------------------------------------------
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

    def sentence(self) -> Example:
        """A review's sentence as it stands."""
        draft = Draft()
        draft.plain(self._draw.choice(self._prose.sentences))
        return draft.done()

    def named_sentence(self) -> Example:
        """A review's sentence with a person where it had a pronoun."""
        left, right = self._draw.choice(self._prose.pronouns)
        draft = Draft()
        draft.plain(left)
        draft.person(self._namer.person())
        draft.plain(right)
        return draft.done()

    def salad(self) -> Example:
        """Dictionary words in a row, without sense and without names."""
        draft = Draft()
        draft.plain("".join(self._draw.choices(self._prose.words, k=self._draw.randint(2, 9))))
        return draft.done()

    def newsworthy(self) -> str:
        """A name as news has it: Chinese in full, or a foreign one in Han characters."""
        draw = self._draw
        if draw.random() < 0.72:
            return self._namer.full()
        name = draw.choice(self._prose.foreign)
        if draw.random() < 0.2:
            name = draw.choice(self._prose.foreign) + "·" + name
        return name

    def title(self) -> Example:
        """A shop's title."""
        return Example(text := self._clutter.title(), bytes(len(text)))

    def news(self) -> Example:
        """News without a person."""
        return Example(text := self._clutter.news(), bytes(len(text)))

    def told(self) -> Example:
        """News-like prose: a person between words or sentences."""
        draft = Draft()
        draw = self._draw
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            if draw.random() < 0.6:
                draft.append(self._aside())
            draft.append(self.phrase(phrases.PROSE))
            if draw.random() < 0.6:
                draft.append(self._aside())
        return draft.done()

    def _aside(self) -> Example:
        """Running text."""
        kind = self._draw.random()
        if kind < 0.35:
            return self.sentence()
        return self.news() if kind < 0.8 else self.salad()

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
            return self.sentence()
        if kind < 0.4:
            return self.salad()
        return self.phrase(
            self._draw.choice((phrases.REMARKS, phrases.CHATS, phrases.EVENTS, phrases.NEGATIVES))
        )

    def line(self) -> Example:
        """Any line, in the shares the model is trained on."""
        draw = self._draw
        makers: list[tuple[float, Callable[[], Example]]] = [
            (22, self.glued),
            (12, lambda: self.phrase(phrases.FORMS)),
            (9, lambda: self.phrase(phrases.REMARKS)),
            (10, lambda: self.phrase(phrases.CHATS)),
            (9, lambda: self.phrase(phrases.EVENTS)),
            (6, lambda: self.phrase(phrases.NEGATIVES)),
            (8, self.mixed),
            (6, self.sentence),
            (5, self.named_sentence),
            (9, self.told),
            (2, self.salad),
            (10, self.title),
            (4, self.news),
        ]
        made = draw.choices([m for _, m in makers], [w for w, _ in makers])[0]()
        if draw.random() < 0.08 and "\n" not in made.text:
            end = draw.choice(("。", "，", "！", "。 ", "；", "...", "~"))
            made = Example(made.text + end, made.labels + bytes(len(end)))
        if draw.random() < 0.03:
            table = self._prose.traditional
            text = "".join(table.get(c, c) for c in made.text)
            made = Example(text, made.labels)
        return made
