"""Fictitious people and their addresses, drawn from a seed.

Must never hold a real person: names are random pairs from the vocabulary files, and numbers are
random digits behind real prefixes; that one of them is assigned somewhere is chance.
"""

import random
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

# Mobile prefixes of the carriers (MIIT's numbering plan, 电信网编号计划).
MOBILE_PREFIXES: Final = (
    *("134", "135", "136", "138", "139", "150", "151", "157", "158", "159", "182", "187", "188"),
    *("130", "131", "132", "155", "156", "185", "186", "133", "153", "177", "180", "189", "190"),
)
# Prefixes used for privacy numbers here, so that a viewer can tell them from a plain mobile.
PRIVACY_PREFIXES: Final = ("170", "171", "162", "167")
# Weights and check digits of GB 11643-1999.
ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS: Final = "10X98765432"
CARD_PREFIXES: Final = ("622202", "621700", "622848", "621661")  # debit cards of four large banks
MAIL_HOSTS: Final = ("example.com", "example.cn", "mail.example.net")  # RFC 2606: never assigned


@dataclass(frozen=True, slots=True)
class Place:
    """A district; `province` is empty where the city is a province of its own."""

    province: str
    city: str
    district: str
    dialling_code: str
    county_code: str


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """A fictitious person with everything a parcel may say about one."""

    name: str
    mobile: str
    privacy_number: str
    privacy_extension: str
    landline: str
    resident_id: str
    bank_card: str
    email: str
    place: Place
    street: str
    estate: str
    building: int
    unit: int
    room: int


@cache
def words(name: str) -> tuple[str, ...]:
    """Read one vocabulary file: words between white space, `#` lines are comments."""
    return tuple(word for line in _lines(name) for word in line.split())


@cache
def places() -> tuple[Place, ...]:
    """Read the places, one a line."""
    rows = (line.split() for line in _lines("places"))
    return tuple(Place("" if row[0] == "-" else row[0], *row[1:]) for row in rows)


def _lines(name: str) -> list[str]:
    text = files("redactor.demo").joinpath("vocabulary", f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def draw_person(rng: random.Random) -> Person:
    """Draw one person; the same state of `rng` gives the same person."""
    place = rng.choice(places())
    return Person(
        name=rng.choice(words("surnames")) + rng.choice(words("given_names")),
        mobile=rng.choice(MOBILE_PREFIXES) + digits(rng, 8),
        privacy_number=rng.choice(PRIVACY_PREFIXES) + digits(rng, 8),
        privacy_extension=digits(rng, 4),
        landline=_landline(rng, place),
        resident_id=_resident_id(rng, place),
        bank_card=_bank_card(rng),
        email=_email(rng),
        place=place,
        street=f"{rng.choice(words('streets'))}{rng.randint(1, 388)}号",
        estate=rng.choice(words("estates")),
        building=rng.randint(1, 28),
        unit=rng.randint(1, 6),
        room=rng.randint(1, 32) * 100 + rng.randint(1, 8),
    )


def digits(rng: random.Random, count: int) -> str:
    """Draw `count` decimal digits."""
    return "".join(rng.choices("0123456789", k=count))


def _landline(rng: random.Random, place: Place) -> str:
    """Draw a number of 8 digits behind the dialling code, the first of them 8 or 6."""
    return f"{place.dialling_code}-{rng.choice('86')}{digits(rng, 7)}"


def _resident_id(rng: random.Random, place: Place) -> str:
    """Draw an ID number of 18 characters with its check character (GB 11643-1999)."""
    birth = f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"{place.county_code}{birth}{digits(rng, 3)}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_CHECKS[total % 11]


def _bank_card(rng: random.Random) -> str:
    """Draw a card number of 19 digits with its Luhn check digit (ISO/IEC 7812-1, annex B)."""
    body = rng.choice(CARD_PREFIXES) + digits(rng, 12)
    total = 0
    for index, digit in enumerate(reversed(body)):
        doubled = int(digit) * 2 if index % 2 == 0 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004 -- the digit sum of 10..18
    return body + str(-total % 10)


def _email(rng: random.Random) -> str:
    stem = "".join(rng.choices("abcdefghjkmnpqrstuvwxyz", k=rng.randint(5, 9)))
    return f"{stem}{rng.randint(10, 9999)}@{rng.choice(MAIL_HOSTS)}"
