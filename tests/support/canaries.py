"""Seeded values that must not come out again, and a search that knows their disguises.

Must never hold a real person: names and numbers are made up here.
"""

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

FAMILY: Final = "王李张刘陈杨赵黄周吴"
GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
SEED: Final = 20261124
WIDE: Final = {ord("0") + n: 0xFF10 + n for n in range(10)}  # full-width digits
ALIGNMENTS: Final = 3  # base64 writes three bytes in four letters: a value can begin at any of them


@dataclass(frozen=True, slots=True)
class Canary:
    """One made-up person, unique to one place of one test.

    Attributes:
        place: Where the value is put, for the message of a failing test.
        name: A name of three characters.
        mobile: A mobile number of eleven digits.
    """

    place: str
    name: str
    mobile: str

    @property
    def text(self) -> str:
        """Name and number as they are put into a place."""
        return f"{self.name}{self.mobile}"

    def forms(self) -> Iterator[bytes]:
        """Give every form under which the name or the number may come out."""
        wide = self.mobile.translate(WIDE)
        for value in (self.name, self.mobile, self.name[::-1], self.mobile[::-1], wide):
            for codec in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
                yield from _forms(value.encode(codec))
            escaped = value.encode("ascii", "backslashreplace")
            yield from (escaped, escaped.upper().replace(b"\\U", b"\\u"), quote(value).encode())


def canaries(places: list[str]) -> dict[str, Canary]:
    """Make one canary for each place; the same ones in every run."""
    draw = random.Random(SEED)
    names = {draw.choice(FAMILY) + "".join(draw.choices(GIVEN, k=2)) for _ in range(10_000)}
    unique = draw.sample(sorted(names), len(places))
    numbers = draw.sample(range(10_000_000, 99_999_999), len(places))
    return {
        place: Canary(place, name, f"138{number}")
        for place, name, number in zip(places, unique, numbers, strict=True)
    }


def escaped_ones(found_in: bytes, birds: dict[str, Canary]) -> list[str]:
    """Name the places whose canary stands in some output, in whatever disguise."""
    return [bird.place for bird in birds.values() if any(form in found_in for form in bird.forms())]


def _forms(raw: bytes) -> Iterator[bytes]:
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield repr(raw)[2:-1].encode()
    for alignment in range(ALIGNMENTS):
        # Letters at either end also hold bits of the neighbours: only those within are the value's.
        first = (alignment * 8 + 5) // 6
        last = (alignment + len(raw)) * 8 // 6
        encoded = base64.b64encode(bytes(alignment) + raw)[first:last]
        yield encoded
        yield encoded.replace(b"+", b"-").replace(b"/", b"_")
