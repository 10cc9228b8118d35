"""Waybill numbers, pick-up codes and positions."""

import pytest

from recognizers.base import Recognizer
from recognizers.freight.coordinates import CoordinatesRecognizer
from recognizers.freight.pickup_code import PickupCodeRecognizer
from recognizers.freight.waybill import WaybillRecognizer
from recognizers.testing import Example, conforms, unmet

WAYBILL = (
    Example("快件SF1234567890123已签收", ("SF1234567890123",), "SF Express"),
    Example("SF 1234 5678 9012 3", ("SF 1234 5678 9012 3",), "SF Express in groups"),
    Example("YT1234567890123", ("YT1234567890123",), "YTO"),
    Example("JD0012345678901-1-1-", ("JD0012345678901-1-1-",), "JD with its box"),
    Example("JDVB12345678901", ("JDVB12345678901",), "JD with two letters more"),
    Example("JT1234567890123到了", ("JT1234567890123",), "J&T"),
    Example("DPK123456789012", ("DPK123456789012",), "Deppon"),
    Example("EA123456785CN", ("EA123456785CN",), "postal item, check holds"),
    Example("EA123456784CN", (), "postal item, check fails"),
    Example("运单号：773123456789012", ("773123456789012",), "bare number after its caption"),
    Example("快递单号 78123456789012", ("78123456789012",), "caption and blank"),
    Example("单号463123456789012", ("463123456789012",), "the short caption"),
    Example("中通快递73123456789012", ("73123456789012",), "after a carrier"),
    Example("【圆通】单号：812345678901", ("812345678901",), "caption after a carrier"),
    Example(
        "运单号773123456789012、773123456789013", ("773123456789012", "773123456789013"), "list"
    ),
    Example("773123456789012", ("773123456789012",), "in its field", "waybill_no"),
    Example("订单号：773123456789012", (), "an order number"),
    Example("order no 773123456789012", (), "an English order number"),
    Example("773123456789012", (), "nothing says what it is"),
    Example("顺丰小哥13800138000", (), "a courier's mobile number"),
    Example("单号13800138000", (), "a mobile number"),
    Example("SF123456", (), "too short"),
    Example("JD12345", (), "too short"),
    Example("型号YT100", (), "a model"),
)
PICKUP = (
    Example("取件码3-2-1054，请到驿站", ("3-2-1054",), "shelf, level, number"),
    Example("取件码：12345678", ("12345678",), "digits alone"),
    Example("取货码【A1234】", ("A1234",), "a letter, in brackets"),
    Example("凭3-2-1054到菜鸟驿站取件", ("3-2-1054",), "to be shown"),
    Example(
        "请凭（3-5-6075）尽快到大学城东门对面的菜鸟驿站领取", ("3-5-6075",), "in brackets, far away"
    ),
    Example("请凭取件码 8-1-2024 领取", ("8-1-2024",), "to be shown, with its caption"),
    Example("验证码为482913，勿告知他人", ("482913",), "verification code"),
    Example("取件码3-2-1054、5-1-2033", ("3-2-1054", "5-1-2033"), "two in a list"),
    Example("pickup code: 482913", ("482913",), "English caption"),
    Example("取件码已发送", (), "no code follows"),
    Example("3-2-1054", (), "no caption"),
    Example("凭票入场3次", (), "not a parcel"),
    Example("取件码请联系13800138000", (), "a mobile number"),
)
COORDINATES = (
    Example("116.404123,39.915123", ("116.404123,39.915123",), "precise, in China"),
    Example("在39.915123，116.404123附近", ("39.915123，116.404123",), "latitude first"),
    Example("坐标(116.40, 39.91)", ("116.40, 39.91",), "coarse, but captioned"),
    Example("东经116.40度,北纬39.91度", ("116.40度,北纬39.91度",), "in words"),
    Example("116°24′14″E 39°54′27″N", ("116°24′14″E 39°54′27″N",), "minutes and seconds"),
    Example("N39°54′27″ E116°24′14″", ("N39°54′27″ E116°24′14″",), "letters in front"),
    Example("lng=116.404123&lat=39.915123", ("116.404123&lat=39.915123",), "query string"),
    Example("价格12.50,13.80", (), "two prices"),
    Example("116.40, 39.91", (), "coarse, no caption"),
    Example("坐标(216.40, 99.91)", (), "no degrees"),
    Example("重量1.234567kg", (), "one number"),
)
TABLES = (
    (WaybillRecognizer(), WAYBILL),
    (PickupCodeRecognizer(), PICKUP),
    (CoordinatesRecognizer(), COORDINATES),
)
ROWS = [(recognizer, row) for recognizer, rows in TABLES for row in rows]


@pytest.mark.parametrize(
    ("recognizer", "row"), ROWS, ids=[f"{kind.name}-{row.reason}" for kind, row in ROWS]
)
def test_freight_row(recognizer: Recognizer, row: Example) -> None:
    """Exactly the values of the row are found, through both doors."""
    assert unmet(recognizer, row) == []


@pytest.mark.parametrize("hint", ["", "waybill_no"])
@pytest.mark.parametrize("row", WAYBILL, ids=lambda row: row.reason)
def test_a_number_alone_is_found_as_before_a_sign(row: Example, hint: str) -> None:
    """What is all of a text is decided at once, and is what a search of the text gives."""
    recognizer = WaybillRecognizer()
    assert recognizer.find(row.text, hint) == recognizer.find(f"{row.text}。", hint)


@pytest.mark.parametrize("recognizer", [recognizer for recognizer, _ in TABLES])
def test_freight_conforms(recognizer: Recognizer) -> None:
    """Each recognizer keeps the rules of the house."""
    conforms(recognizer)
