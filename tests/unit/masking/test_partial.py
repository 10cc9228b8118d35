"""Partial masks hide what GB/T 41833-2022 asks, for every shape a value comes in."""

import re

import pytest

from redactor.masking.partial import Partial
from redactor.spans import PartSpan, Span


def masked(raw: str, entity: str, *parts: tuple[int, int, str]) -> str:
    """Mask a whole text as one value."""
    spans = tuple(PartSpan(*part) for part in parts)
    return Partial().mask(raw, Span(0, len(raw), entity, parts=spans))


@pytest.mark.parametrize(
    ("raw", "mask", "why"),
    [
        ("王小明", "王**", "one-character surname"),
        ("王明", "王*", "two characters: one hidden, as the standard asks at least"),
        ("欧阳小明", "欧阳**", "compound surname whole"),
        ("欧阳", "欧*", "a compound surname alone still hides a character"),
        ("王", "*", "a single character has nothing to show"),
        ("张先生", "张**", "surname and title"),
        ("阿依古丽·买买提", "阿*******", "a name with a separator shows its first character"),
        ("Zhang Wei", "Z********", "a name in Latin letters shows its first"),
    ],
)
def test_names_keep_their_surname(raw: str, mask: str, why: str) -> None:
    """At least one Han character is hidden, the surname stays."""
    assert masked(raw, "PERSON") == mask, why


@pytest.mark.parametrize(
    ("raw", "mask", "why"),
    [
        ("13800138000", "138******00", "plain"),
        ("138 0013 8000", "138******00", "spaced: canonical form"),
        ("1380013-8000", "138******00", "no extension: too few digits before it"),
        ("+86 138-0013-8000", "138******00", "country code is left out"),
        ("008613800138000", "138******00", "country code as dialled"),
        ("13800138000-1234", "138******00-****", "privacy number: the extension is PII"),
        ("13800138000转1234", "138******00-****", "extension in words"),
        ("13800138000,,1234", "138******00-****", "extension as dialled"),
        ("13800138000 分机 12", "138******00-****", "extension with spaces"),
        ("0531-88888888", "************", "a landline is hidden whole"),
        ("010-8888888", "**********", "a short one"),
        ("053188888888", "************", "without a hyphen"),
        ("0531-88888888-801", "************-****", "with an extension"),
        ("0531-8888-8888", "************", "with one hyphen more"),
        ("0531-888888", "**********", "six digits are no extension: too few before them"),
        ("(0531)88888888-801", "************-****", "landline with extension"),
        ("88888888", "********", "a local number"),
        ("１３８００１３８０００", "***********", "full-width digits are hidden whole"),
        ("一三八零零一三八零零零", "***********", "Chinese numerals too"),
        ("138******00", "138******00", "its own output"),
        ("138******00-****", "138******00-****", "its own output with extension"),
        ("***********", "***********", "its own output, hidden whole"),
        ("138****8000", "***********", "another tool's mask shows too much: hidden"),
        ("1", "***********", "not a number at all: hidden, length too"),
    ],
)
def test_phones_hide_six_digits(raw: str, mask: str, why: str) -> None:
    """At least six digits are hidden and no extension survives."""
    assert masked(raw, "PHONE_NUMBER") == mask, why
    shown = len(re.findall(r"\d", mask))
    assert shown <= 5


@pytest.mark.parametrize(
    ("raw", "mask"),
    [
        ("13800138000", "*******8000"),
        ("+86 138-0013-8000-12", "*******8000-****"),
        ("0531-88888888", "************"),
        ("138******00", "***********"),
    ],
)
def test_phones_may_show_their_tail(raw: str, mask: str) -> None:
    """The other conformant form shows the last four digits, and leaves its own output alone."""
    operator = Partial(phone="tail")
    assert operator.mask(raw, Span(0, len(raw), "PHONE_NUMBER")) == mask
    assert operator.mask(mask, Span(0, len(mask), "PHONE_NUMBER")) == mask


@pytest.mark.parametrize(
    ("raw", "mask", "parts", "why"),
    [
        (
            "山东省济南市历下区泉城路180号3单元1202室",
            "山东省济南市历下区泉城路****",
            [(0, 3, "province"), (3, 6, "city"), (6, 9, "county"), (9, 12, "road"),
             (12, 16, "number"), (16, 19, "unit"), (19, 24, "room")],
            "cut after the road",
        ),
        (
            "历下区泉城路恒隆花园3号楼",
            "历下区泉城路恒隆花园****",
            [(0, 3, "county"), (3, 6, "road"), (6, 10, "poi"), (10, 13, "building")],
            "an estate behind the road stays",
        ),
        (
            "泉城路180号恒隆花园",
            "泉城路****",
            [(0, 3, "road"), (3, 7, "number"), (7, 11, "poi")],
            "nothing behind the house number stays, not even the estate",
        ),
        ("泉城路180号3单元", "泉城路****", [(0, 10, "road")], "a number inside a wrong part"),
        ("李家村三组", "李家村****", [(0, 5, "town")], "a group inside a wrong part"),
        ("翠苑九区12幢", "翠苑****", [(0, 4, "poi"), (4, 7, "building")], "a numbered quarter"),
        ("某处1202室", "****", [], "no part known: nothing stays"),
        ("路南xx区A座", "路南****", [(0, 5, "county"), (5, 7, "building")], "Latin letters cut"),
        ("312国道旁花园", "312国道旁花园****", [(0, 5, "road"), (5, 8, "poi")], "a numbered road"),
        ("城西xyz", "****", [(2, 5, "road")], "an unread head may hold anything"),
    ],
)  # fmt: skip
def test_addresses_hide_the_household(
    raw: str, mask: str, parts: list[tuple[int, int, str]], why: str
) -> None:
    """House, building, unit, floor, room and group numbers never survive."""
    assert masked(raw, "ADDRESS", *parts) == mask, why


@pytest.mark.parametrize(
    ("raw", "entity", "mask"),
    [
        ("11010519491231002X", "CN_RESIDENT_ID", "11****************"),
        ("6222020200012345678", "CN_BANK_CARD", "***************5678"),
        ("鲁A12345", "CN_LICENSE_PLATE", "鲁A*****"),
        ("zhang@example.com", "EMAIL_ADDRESS", "z***@example.com"),
        ("z@example.com", "EMAIL_ADDRESS", "***@example.com"),
        ("not an address", "EMAIL_ADDRESS", "***"),
        ("a@王小明 13800138000", "EMAIL_ADDRESS", "***"),
        ("***@example.com", "EMAIL_ADDRESS", "***@example.com"),
        ("3-2-1054", "PICKUP_CODE", "******"),
        ("鲁A", "CN_LICENSE_PLATE", "**"),
    ],
)
def test_other_entities_show_what_names_nobody(raw: str, entity: str, mask: str) -> None:
    """Other entities show an end that identifies no one, or nothing."""
    assert masked(raw, entity) == mask


@pytest.mark.parametrize(
    ("raw", "entity", "mask"),
    [
        ("13800138000", "PHONE_NUMBER", "138******00"),
        ("+86 138-0013-8000", "PHONE_NUMBER", "138************00"),
        ("13800138000-1", "PHONE_NUMBER", "138******00-*"),
        ("1", "PHONE_NUMBER", "*"),
        ("zhangwei@example.com", "EMAIL_ADDRESS", "z*******@example.com"),
        ("z@example.com", "EMAIL_ADDRESS", "*@example.com"),
        ("3-2-1054", "PICKUP_CODE", "********"),
        ("12", "PICKUP_CODE", "**"),
    ],
)
def test_the_length_is_kept_where_the_policy_asks(raw: str, entity: str, mask: str) -> None:
    """Consumers with fixed widths get as many characters as came in, and no more of the value."""
    operator = Partial(keep_length=True)
    assert operator.mask(raw, Span(0, len(raw), entity)) == mask
    assert operator.mask(mask, Span(0, len(mask), entity)) == mask
