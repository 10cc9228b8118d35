"""The search finds a planted value however it is written, and nothing that is not there."""

import base64
from urllib.parse import quote

import pytest

from redactor.demo.day import courier_day
from redactor.demo.manifest import FULL_WIDTH, Kind, Seed
from redactor.demo.search import Finder

NAME = Seed(Kind.NAME, "萧疏桐")
MOBILE = Seed(Kind.MOBILE, "13912345678")
LANDLINE = Seed(Kind.LANDLINE, "0531-86543210")
RESIDENT = Seed(Kind.RESIDENT_ID, "11010519491231002X")
EMAIL = Seed(Kind.EMAIL, "shutong88@example.com")
DOOR = Seed(Kind.ADDRESS_DETAIL, "2单元1202")
EXTENSION = Seed(Kind.EXTENSION, "78-4321")
FINDER = Finder([NAME, MOBILE, LANDLINE, RESIDENT, EMAIL, DOOR, EXTENSION])


def _url(text: str) -> bytes:
    return quote(text).encode()


@pytest.mark.parametrize("seed", [NAME, MOBILE, LANDLINE, RESIDENT, EMAIL, DOOR, EXTENSION])
@pytest.mark.parametrize(
    ("written", "form"),
    [
        (lambda text: text.encode(), "plain"),
        (lambda text: f"x{text}y".encode(), "glued"),
        (lambda text: text.lower().encode(), "lower case"),
        (lambda text: text.encode().hex().encode(), "hex"),
        (lambda text: text.encode().hex().upper().encode(), "hex in capitals"),
        (_url, "percent escapes"),
        (lambda text: quote(_url(text)).replace("%25", "%").encode(), "percent escapes again"),
        (lambda text: "".join(f"\\u{ord(c):04x}" for c in text).encode(), "JSON escapes"),
        (lambda text: "".join(f"\\\\u{ord(c):04X}" for c in text).encode(), "escaped twice"),
        (lambda text: text.translate(FULL_WIDTH).encode(), "full-width digits"),
        (lambda text: base64.b64encode(text.encode()), "base64"),
        (lambda text: base64.b64encode(f"a{text}bc".encode()), "base64, shifted by one"),
        (lambda text: base64.urlsafe_b64encode(f"ab{text}?".encode()), "base64, shifted by two"),
        (lambda text: b"\xff" + text.encode("gb18030"), "GB18030 in broken bytes"),
    ],
)
def test_every_spelling_is_found(seed: Seed, written: object, form: str) -> None:
    """A value is found in each of the forms a careless mask could leave."""
    assert callable(written)
    assert FINDER.seen([written(seed.value)]) == {seed}, form


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("139 1234 5678", {MOBILE}, "spaces between digits"),
        ("139-1234-5678", {MOBILE}, "dashes between digits"),
        ("(0531) 86543210", {LANDLINE}, "another way to write a landline"),
        ("053186543210", {LANDLINE}, "no way to write one"),
        ("139******78", set(), "a masked mobile"),
        ("139******78-4321", {EXTENSION}, "a mask that forgot the extension"),
        ("萧**", set(), "a masked name"),
        ("萧疏 桐", set(), "other text"),
        ("1391234567", set(), "ten of eleven digits"),
        ('["139","1234","5678"]', set(), "three values are not one"),
        ("", set(), "nothing"),
    ],
)
def test_what_is_masked_is_not_found(text: str, expected: set[Seed], reason: str) -> None:
    """Separators between digits hide nothing, and conformant masks are no finding."""
    assert FINDER.seen([text.encode()]) == expected, reason


def test_every_planted_value_is_found_in_the_raw_day() -> None:
    """The manifest holds nothing that was not written, and the search misses nothing of it."""
    day = courier_day(2_400, 3, 4)
    parts = [
        part
        for event in day.events
        for part in (event.raw_value, event.raw_key, *(v for _, v in event.raw_headers))
    ]
    assert Finder(day.seeds).seen(part for part in parts if part) == day.seeds


def test_the_fixed_text_of_the_day_holds_no_planted_value() -> None:
    """No value can be found by chance in what all days share: another day's people are not."""
    day, other = courier_day(2_400, 3, 4), courier_day(2_400, 4, 4)
    numbers = {seed for seed in day.seeds if seed.kind in {Kind.MOBILE, Kind.RESIDENT_ID}}
    parts = [event.raw_value for event in other.events if event.raw_value]
    assert Finder(numbers).seen(parts) == set()
