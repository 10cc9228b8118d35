"""What the slots of `unseen_talk` stand for.

Must never draw from a list of the training room.
"""

import random
from typing import TYPE_CHECKING

from tests.quality.unseen.first.codes import Codes
from tests.quality.unseen.first.lists import words
from tests.quality.unseen.first.people import People
from tests.quality.unseen.first.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable


class Slots:
    """A seeded source of values by slot."""

    def __init__(self, draw: random.Random) -> None:
        """Take the source of chance."""
        people, places, codes = People(draw), Places(draw), Codes(draw)
        self._makers: dict[str, dict[str, Callable[[], str]]] = {
            "PERSON": _persons(people, draw),
            "ADDRESS": _addresses(places),
            "PHONE_NUMBER": _phones(codes),
            "": _others(people, places, codes) | _things(draw),
        }

    def value(self, slot: str) -> tuple[str, str]:
        """The label, empty for none, and a value of a slot."""
        for label, makers in self._makers.items():
            if slot in makers:
                return label, makers[slot]()
        raise KeyError(slot)


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
