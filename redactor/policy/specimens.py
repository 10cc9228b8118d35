"""Fictitious values on which the union guard tries operators, and what of each must stay hidden.

Must never be a person's: the numbers count, the names are heavenly stems.
"""

from dataclasses import dataclass, field
from typing import Final

from redactor.policy.exposure import DIGITS
from redactor.spans import PartSpan, Span


@dataclass(frozen=True, slots=True)
class Specimen:
    """One value to try an operator on.

    Attributes:
        raw_value: The value.
        entity: Its entity.
        secret: Positions that count.
        most: How many of the secret positions may be told by all views together.
        floor: What must stay hidden, in words.
        parts: Parts, for an address.
    """

    raw_value: str = field(repr=False)
    entity: str
    secret: frozenset[int]
    most: int
    floor: str
    parts: tuple[PartSpan, ...] = ()

    @property
    def span(self) -> Span:
        """The span of the whole value."""
        return Span(0, len(self.raw_value), self.entity, parts=self.parts)


def _phone(raw_value: str) -> Specimen:
    secret = frozenset(at for at, char in enumerate(raw_value) if char in DIGITS)
    floor = "more than 5 digits of a phone number"  # GB/T 41833-2022: at least six of eleven hidden
    return Specimen(raw_value, "PHONE_NUMBER", secret, 5, floor)


def _name(raw_value: str) -> Specimen:
    floor = "every character of a name"  # GB/T 41833-2022: at least one hidden
    secret = frozenset(range(len(raw_value)))
    return Specimen(raw_value, "PERSON", secret, len(raw_value) - 1, floor)


def _number(raw_value: str, entity: str, most: int) -> Specimen:
    floor = f"more than {most} characters of a {entity}"
    return Specimen(raw_value, entity, frozenset(range(len(raw_value))), most, floor)


_LEVELS: Final = (
    ("某省", "province"), ("某某市", "city"), ("某某县", "county"), ("某某镇", "town"),
    ("某某路", "road"), ("18号", "number"), ("7幢", "building"), ("3单元", "unit"),
    ("5楼", "floor"), ("1202室", "room"),
)  # fmt: skip
_HOUSEHOLD: Final = frozenset({"unit", "floor", "room"})  # GB/T 41833-2022: 单元户室号


def _address() -> Specimen:
    parts: list[PartSpan] = []
    for text, level in _LEVELS:
        start = parts[-1].end if parts else 0
        parts.append(PartSpan(start, start + len(text), level))
    raw_value = "".join(text for text, _ in _LEVELS)
    secret = frozenset(
        at
        for part in parts
        if part.level in _HOUSEHOLD
        for at in range(part.start, part.end)
        if raw_value[at] in DIGITS
    )
    floor = "a unit, floor or room number"
    return Specimen(raw_value, "ADDRESS", secret, 0, floor, tuple(parts))


SPECIMENS: Final = (
    _phone("13579246801"),
    _phone("135 7924 6801"),
    _phone("13579246801-2468"),
    _phone("053113579246"),
    _name("丁戊"),
    _name("丁戊己"),
    _name("丁戊己庚"),
    _address(),
    _number("110105194912310021", "CN_RESIDENT_ID", 6),  # the area code names a county, no person
    _number("6222020200012345678", "CN_BANK_CARD", 10),  # PCI DSS 4.0, 3.4.1: BIN and last four
)

# Values of the forms that entities without specimens of their own come in.
_ANY: Final = (
    "13579246801",
    "丁戊己庚",
    "quux7351@example.com",
    "鲁Q1Z2J3",
    "QZ1357924680135",
    "117.135792,36.246813",
    "2026-03-16 14:05:33",
    "1357.92",
)


def any_specimens(entity: str) -> tuple[Specimen, ...]:
    """Give values of many forms under an entity, for comparing two operators on it."""
    return tuple(
        Specimen(one, entity, frozenset(range(len(one))), len(one), "all of it") for one in _ANY
    )
