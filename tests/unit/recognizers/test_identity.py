"""Documents and registers: checks, dates and captions decide."""

import pytest

from recognizers.base import Recognizer
from recognizers.identity.bank_card import BankCardRecognizer
from recognizers.identity.company_code import CompanyCodeRecognizer
from recognizers.identity.license_plate import LicensePlateRecognizer
from recognizers.identity.resident_id import ResidentIdRecognizer
from recognizers.identity.travel_document import (
    HongKongMacauPermitRecognizer,
    PassportRecognizer,
    TaiwanPermitRecognizer,
)
from recognizers.testing import Example, conforms, unmet

# GB 11643-1999 prints the first two numbers, GB 32100-2015 the company code.
RESIDENT = (
    Example("身份证11010519491231002X", ("11010519491231002X",), "the standard's own example"),
    Example("440524188001010014号", ("440524188001010014",), "the standard's other example"),
    Example("李四11010519491231002x收", ("11010519491231002x",), "small x between Han characters"),
    Example("身份证 1101 0519 4912 3100 2X", ("1101 0519 4912 3100 2X",), "groups of four"),
    Example("110105-19491231-002X", ("110105-19491231-002X",), "area, date, order"),
    Example("身份证11010519491231OO2X", ("11010519491231OO2X",), "letters for zeros"),
    Example("13800138000 11010519491231002X", ("11010519491231002X",), "a mobile number in front"),
    Example("1380013800011010519491231002X", ("11010519491231002X",), "glued to a mobile number"),
    Example("身份证号110105194912310021", ("110105194912310021",), "mistyped, but captioned"),
    Example("李四 110105194912310021", ("110105194912310021",), "mistyped, without a caption"),
    Example("身份证110105491231002", ("110105491231002",), "fifteen digits after a caption"),
    Example("110105491231002", ("110105491231002",), "fifteen digits in their field", "身份证号"),
    Example("810000199809020131号", ("810000199809020131",), "residence permit of Hong Kong"),
    Example("订单号110105194912310021", (), "an order number without check"),
    Example("单号：110105491231002", (), "fifteen digits without a caption"),
    Example("110105194913310021", (), "month 13"),
    Example("110105194902300021", (), "30 February"),
    Example("000105194912310021", (), "no area begins with 0"),
    Example("123456789012345678", (), "digits in order"),
    Example("1101051949123100210", (), "nineteen digits"),
)
COMPANY = (
    Example("代码91350100M000100Y43", ("91350100M000100Y43",), "the standard's own example"),
    Example("税号91350100m000100y43，", ("91350100m000100y43",), "small letters"),
    Example("信用代码91350100M000100Y44", ("91350100M000100Y44",), "mistyped, but captioned"),
    Example("订单编号996004413514195975", (), "an order number whose check happens to hold"),
    Example("646004413514195971", (), "no department has this category and province"),
    Example("编码91350100M000100Y44", (), "check fails, no caption"),
    Example("信用代码9I350100M000100Y43", (), "I is not in the alphabet"),
    Example("X91350100M000100Y43", (), "a letter too many"),
)
CARD = (
    Example("银行卡6222021000000000007", ("6222021000000000007",), "UnionPay, nineteen digits"),
    Example("转到4111111111111111收", ("4111111111111111",), "Visa's test number beside Han"),
    Example("卡号4111 1111 1111 1111", ("4111 1111 1111 1111",), "groups of four"),
    Example("4111-1111-1111-1111", ("4111-1111-1111-1111",), "hyphens"),
    Example("工行卡号6222021234567890", ("6222021234567890",), "check fails, but captioned"),
    Example("6222021234567890", (), "check fails, no caption"),
    Example("订单号4111111111111111", (), "an order number"),
    Example("运单号4111111111111111", (), "a waybill number"),
    Example("编号A4111111111111111", (), "a letter in front"),
    Example("1234567890123456", (), "no issuer"),
    Example("25000013800138000", (), "seventeen digits, a postcode and a mobile number"),
    Example("20240315123045678", (), "a time of day"),
)
PLATE = (
    Example("粤B12345停在门口", ("粤B12345",), "common"),
    Example("车牌粤B·12345", ("粤B·12345",), "with a dot"),
    Example("鲁AD12345", ("鲁AD12345",), "new energy, small"),
    Example("沪A12345F", ("沪A12345F",), "new energy, large"),
    Example("京A1234警", ("京A1234警",), "police"),
    Example("皖K123学", (), "too short"),
    Example("粤Z1234港", ("粤Z1234港",), "Hong Kong"),
    Example("鲁B1234挂车", ("鲁B1234挂",), "trailer"),
    Example("车牌号：粤 B 12345", ("粤 B 12345",), "blanks after a caption"),
    Example("北京 A 12345", (), "blanks without a caption"),
    Example("中A12345", (), "no province"),
    Example("京A123", (), "too short"),
    Example("粤BI2345", (), "I is not used"),
    Example("新ABCDEFG款", (), "no digits"),
    Example("京A123456789", (), "too long"),
)
PASSPORT = (
    Example("护照号E12345678", ("E12345678",), "ordinary passport"),
    Example("护照：EA1234567，", ("EA1234567",), "second letter"),
    Example("G12345678（护照）", ("G12345678",), "caption behind"),
    Example("passport no. E12345678", ("E12345678",), "English caption"),
    Example("编号G12345678的订单", (), "no caption"),
    Example("护照复印件2份", (), "no number"),
)
HONG_KONG = (
    Example("通行证C12345678", ("C12345678",), "to Hong Kong and Macau"),
    Example("回乡证H12345678", ("H12345678",), "home-return permit"),
    Example("港澳通行证CA1234567", ("CA1234567",), "second letter"),
    Example("型号C12345678", (), "no caption"),
)
TAIWAN = (
    Example("台胞证12345678", ("12345678",), "eight digits"),
    Example("台湾居民来往大陆通行证：0123456789", ("0123456789",), "ten digits"),
    Example("往来台湾通行证T12345678", ("T12345678",), "to Taiwan"),
    Example("编号12345678", (), "no caption"),
)
TABLES = (
    (ResidentIdRecognizer(), RESIDENT),
    (CompanyCodeRecognizer(), COMPANY),
    (BankCardRecognizer(), CARD),
    (LicensePlateRecognizer(), PLATE),
    (PassportRecognizer(), PASSPORT),
    (HongKongMacauPermitRecognizer(), HONG_KONG),
    (TaiwanPermitRecognizer(), TAIWAN),
)
ROWS = [(recognizer, row) for recognizer, rows in TABLES for row in rows]


@pytest.mark.parametrize(
    ("recognizer", "row"), ROWS, ids=[f"{kind.name}-{row.reason}" for kind, row in ROWS]
)
def test_identity_row(recognizer: Recognizer, row: Example) -> None:
    """Exactly the values of the row are found, through both doors."""
    assert unmet(recognizer, row) == []


@pytest.mark.parametrize("recognizer", [recognizer for recognizer, _ in TABLES])
def test_identity_conforms(recognizer: Recognizer) -> None:
    """Each recognizer keeps the rules of the house."""
    conforms(recognizer)


def test_check_digit_raises_the_score() -> None:
    """A number whose check holds is certain, one whose check fails is not."""
    sure, unsure = ResidentIdRecognizer().find("11010519491231002X，110105194912310021")
    assert sure.score == 1.0
    assert unsure.score < 1.0
