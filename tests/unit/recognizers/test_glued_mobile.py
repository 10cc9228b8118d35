"""Mobile numbers in one run of digits with a room, a postcode or each other."""

import pytest

from recognizers.contact.glued import GluedMobileRecognizer
from recognizers.testing import Example, conforms, unmet

ROWS = (
    Example("3单元120213800138000王小明", ("13800138000",), "room of four digits in front"),
    Example("5号楼30113800138000", ("13800138000",), "room of three digits in front"),
    Example("幸福路813800138000", ("13800138000",), "house number of one digit in front"),
    Example("王小明138001380003号楼", ("13800138000",), "house number behind, with its unit"),
    Example("王小明13800138000250001", ("13800138000",), "postcode behind"),
    Example("历下区25000113800138000", ("13800138000",), "postcode in front"),
    Example("1380013800013900139000", ("13800138000", "13900139000"), "two numbers in a row"),
    Example("号楼120213800138000转12", ("13800138000转12",), "extension behind"),
    Example("号楼120213800138000ext.12", ("13800138000ext.12",), "extension in letters behind"),
    Example("单元12028613800138000", ("8613800138000",), "country code between"),
    Example("单元1202008613800138000", ("008613800138000",), "long country code between"),
    Example("单元1202053188888888", ("053188888888",), "a landline behind a room"),
    Example("18栋35917900138000", ("17900138000",), "a segment not in use, a building in front"),
    Example("楼35917900138000", ("17900138000",), "the same behind a floor's word"),
    Example("第35917900138000", (), "a segment not in use, and no building"),
    Example("订单号120213800138000", (), "an order number"),
    Example("运单号：120213800138000", (), "a waybill number"),
    Example("时间戳1718000000000", (), "milliseconds since 1970"),
    Example("120213800138000", (), "nothing says that it is a room"),
    Example("20240719783921825", (), "a time of day with milliseconds"),
    Example("卡号6222021380013800138", (), "a bank card"),
    Example("A120213800138000", (), "a product code"),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.reason)
def test_glued_row(row: Example) -> None:
    """Exactly the mobile number of the row is found, without what it is glued to."""
    assert unmet(GluedMobileRecognizer(), row) == []


def test_glued_conforms() -> None:
    """The recognizer keeps the rules of the house."""
    conforms(GluedMobileRecognizer(), ROWS)
