"""Writes text without personal data that looks as if it had some: shop titles, news, records.

Must never write a name or an address: every character of it is trained as outside.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.quality.train.phrases import BRANDS, GOODS_HEADS
from tests.quality.train.places import Surveyor
from tests.quality.train.vocabulary import sections

_LISTS: Final = sections("clutter")
_INSTITUTIONS: Final = _LISTS["institutions"]
_HAPPENS: Final = _LISTS["happens"]
_WHERE: Final = _LISTS["where"]
_PARTICLES: Final = _LISTS["particles"]
_UNITS: Final = _LISTS["units"]
_SERIES: Final = _LISTS["series"]
_HAN_MADE: Final = _LISTS["han_made"]
_ENDS: Final = _LISTS["ends"]
_JOINS: Final = _LISTS["joins"]
_ROOMS: Final = _LISTS["rooms"]
_MODELS: Final = ("{d}#{d}", "#{d}", "{d}-{d}", "{a}{d}-{d}", "{d}/{d}", "{d}_{d}", "{a}{d}{a}{d}")


@dataclass(frozen=True)
class Stock:
    """Words to make clutter of.

    Attributes:
        things: Nouns of all kinds, frequent and rare.
        deeds: Verbs, adjectives and adverbs.
        abroad: Countries and foreign cities.
    """

    things: Sequence[str]
    deeds: Sequence[str]
    abroad: Sequence[str]


class Clutter:
    """A seeded source of text to leave alone."""

    def __init__(self, stock: Stock, surveyor: Surveyor, draw: random.Random) -> None:
        """Take the words, a source of place names and the randomness."""
        self._stock, self._surveyor, self._draw = stock, surveyor, draw
        words: tuple[tuple[int, Callable[[], str]], ...] = (
            (55, self.thing),
            (7, lambda: draw.choice(_ROOMS)),
            (8, lambda: draw.choice(GOODS_HEADS)),
            (6, self.deed),
            (7, self.latin),
            (6, self.measure),
            (3, lambda: str(draw.randint(2008, 2026)) + draw.choice(_SERIES)),
            (3, self.brand),
            (1, lambda: "-".join(str(draw.randint(1, 60)) for _ in range(draw.randint(2, 5)))),
            (4, self._towns),
        )
        self._words = [word for _, word in words]
        self._shares = [share for share, _ in words]

    def thing(self) -> str:
        """A noun, frequent or rare."""
        return self._draw.choice(self._stock.things)

    def deed(self) -> str:
        """A verb, an adjective or an adverb."""
        return self._draw.choice(self._stock.deeds)

    def latin(self) -> str:
        """Letters and digits of a model number."""
        draw = self._draw
        letters = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(1, 5)))
        if draw.random() < 0.3:
            letters = letters.upper()
        digits = str(draw.randint(1, 10 ** draw.randint(1, 4)))
        form = draw.choice(
            ("{a}{d}", "{d}{a}", "{a}-{d}", "{a}", "{a}{d}{a}", "{d}*{d}{a}", "{d}.{d}", *_MODELS)
        )
        return form.format(a=letters, d=digits)

    def brand(self) -> str:
        """A brand: known, or made of lucky characters."""
        draw = self._draw
        if draw.random() < 0.3:
            return draw.choice(BRANDS)
        made = "".join(draw.choices(_HAN_MADE, k=draw.choice((2, 2, 3))))
        return made + (draw.choice(_ENDS) if draw.random() < 0.3 else "")

    def measure(self) -> str:
        """A number with its unit."""
        draw = self._draw
        number = str(draw.randint(1, 10 ** draw.randint(1, 4)))
        if draw.random() < 0.2:
            number += draw.choice(("-", "/", ".", "~", "—")) + str(draw.randint(1, 200))
        return number + draw.choice(_UNITS)

    def title(self) -> str:
        """A shop's title: words in a row, with commas or without."""
        draw = self._draw
        gaps = draw.choice((_JOINS, [""], ["", "", ","], ["", "", "", " "]))
        text = self.brand() if draw.random() < 0.6 else ""
        for _ in range(draw.randint(2, 9)):
            text += draw.choice(gaps) + draw.choices(self._words, self._shares)[0]()
        return text

    def _towns(self) -> str:
        """Places a shop delivers to."""
        draw = self._draw
        if draw.random() < 0.5:
            return self._surveyor.city()
        towns = [self._surveyor.town() for _ in range(draw.randint(1, 3))]
        return draw.choice(("", "", "、", "/")).join(t.county or t.city for t in towns)

    def place(self) -> str:
        """A place as news mention it."""
        draw = self._draw
        kind = draw.random()
        if kind < 0.3:
            return draw.choice(self._stock.abroad)
        if kind < 0.55:
            return self._surveyor.city()
        if kind < 0.8:
            return self._surveyor.mainland().region.strip(" ,/-") or self._surveyor.city()
        return self._surveyor.stem() + draw.choice(
            "村 镇 乡 县 山 河 江 湖 岛 港 寺 路 街 桥 区 口 湾".split()
        )

    def clause(self) -> str:
        """A piece of news with a place or an institution in it."""
        draw = self._draw
        words = self._stock
        parts: list[str] = []
        for _ in range(draw.randint(2, 6)):
            kind = draw.random()
            if kind < 0.22:
                parts.append(draw.choice(words.things))
            elif kind < 0.46:
                parts.append(draw.choice(words.deeds))
            elif kind < 0.62:
                parts.append(self.place() + draw.choice(_HAPPENS))
            elif kind < 0.76:
                parts.append(self.place() + draw.choice(_INSTITUTIONS))
            elif kind < 0.86:
                parts.append(draw.choice(_WHERE) + self.place())
            elif kind < 0.93:
                parts.append(self.measure())
            else:
                parts.append(draw.choice("、，“”《》（）：；") + draw.choice(words.things))
            if draw.random() < 0.4:
                parts.append(draw.choice(_PARTICLES))
        return "".join(parts)

    def news(self) -> str:
        """One to three clauses."""
        draw = self._draw
        text = "，".join(self.clause() for _ in range(draw.randint(1, 3)))
        return text + draw.choice(("。", "", "，", "！"))
