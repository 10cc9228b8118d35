"""Identity cards of Hong Kong, Taiwan and Macau: checks, brackets and words decide."""

import pytest

from recognizers.base import Recognizer
from recognizers.identity import hong_kong_id, taiwan_id
from recognizers.identity.hong_kong_id import HongKongIdRecognizer
from recognizers.identity.macau_id import MacauIdRecognizer
from recognizers.identity.taiwan_id import TaiwanIdRecognizer
from recognizers.testing import Example, conforms, unmet

HONG_KONG = (
    Example("香港身份证A123456(3)", ("A123456(3)",), "one letter, check 3"),
    Example("身份證：G123456(A)，", ("G123456(A)",), "check A"),
    Example("收件人AB987654(3)", ("AB987654(3)",), "two letters, no word"),
    Example("号码A123456（3）", ("A123456（3）",), "full-width brackets"),
    Example("Ａ１２３４５６（３）", ("Ａ１２３４５６（３）",), "all full width"),
    Example("a123456(3)", ("a123456(3)",), "small letter"),
    Example("A123456 (3)", ("A123456 (3)",), "a blank before the bracket"),
    Example("A 123456(3)", ("A 123456(3)",), "a blank behind the letter"),
    Example("HKID A1234563", ("A1234563",), "no brackets, but a word"),
    Example("香港身份證 A123456-3", ("A123456-3",), "a hyphen in place of the brackets"),
    Example("身份证A123456(4)", ("A123456(4)",), "mistyped, but captioned"),
    Example("A123456(3)", ("A123456(3)",), "in its field", "hkid"),
    Example("A123456(4)", (), "check fails, no word"),
    Example("型号A123456(3)", (), "a model"),
    Example("库位A1234563", (), "no brackets, no word"),
    Example("身份证A1234564", (), "no brackets, check fails"),
    Example("ABC123456(3)", (), "three letters"),
    Example("A12345(3)", (), "a digit short"),
)
TAIWAN = (
    Example("身分證字號A123456789", ("A123456789",), "the known example"),
    Example("李四A123456789收", ("A123456789",), "no word, check holds"),
    Example("Ａ１２３４５６７８９", ("Ａ１２３４５６７８９",), "full width"),
    Example("居留證A800000014", ("A800000014",), "residence certificate since 2021"),
    Example("統一證號：AC01234567", ("AC01234567",), "residence certificate before"),
    Example("身分證A123456788", ("A123456788",), "mistyped, but captioned"),
    Example("a123456789", ("a123456789",), "in its field", "身份证号"),
    Example("A123456788", (), "check fails, no word"),
    Example("A323456789", (), "neither sex nor residence"),
    Example("型号A123456789", (), "a model"),
    Example("SKU A123456789", (), "a product"),
    Example("A1234567890", (), "a digit too many"),
    Example("BA123456789", (), "a letter too many"),
)
MACAU = (
    Example("澳门身份证1234567(8)", ("1234567(8)",), "last digit in brackets"),
    Example("澳門居民身份證：5215299（8）", ("5215299（8）",), "full-width brackets"),
    Example("BIR 7 123 456(7)", ("7 123 456(7)",), "in groups"),
    Example("澳门旧身份证1/234567/8", ("1/234567/8",), "strokes of the old card"),
    Example("1234567(8)", ("1234567(8)",), "in its field", "identity_no"),
    Example("数量1234567(8)", (), "no word"),
    Example("澳门身份证2234567(8)", (), "no card begins with 2"),
    Example("澳门身份证11234567(8)", (), "a digit too many"),
)
TABLES = (
    (HongKongIdRecognizer(), HONG_KONG),
    (TaiwanIdRecognizer(), TAIWAN),
    (MacauIdRecognizer(), MACAU),
)
ROWS = [(recognizer, row) for recognizer, rows in TABLES for row in rows]


@pytest.mark.parametrize(
    ("recognizer", "row"), ROWS, ids=[f"{kind.name}-{row.reason}" for kind, row in ROWS]
)
def test_regional_row(recognizer: Recognizer, row: Example) -> None:
    """Exactly the values of the row are found, through both doors."""
    assert unmet(recognizer, row) == []


@pytest.mark.parametrize("recognizer", [recognizer for recognizer, _ in TABLES])
def test_regional_conforms(recognizer: Recognizer) -> None:
    """Each recognizer keeps the rules of the house."""
    conforms(recognizer)


@pytest.mark.parametrize("digit", "0123456789")
def test_one_check_digit_fits(digit: str) -> None:
    """Of the ten digits in the last place one alone satisfies each check."""
    assert hong_kong_id.is_checked(f"A123456{digit}") is (digit == "3")
    assert taiwan_id.is_checked(f"A12345678{digit}") is (digit == "9")
