"""Every segment, area code, extension, plate and carrier of the published plans, one by one."""

import pytest

from recognizers.base import Recognizer
from recognizers.contact.landline import LandlineRecognizer
from recognizers.contact.mobile import MobileRecognizer
from recognizers.freight.waybill import WaybillRecognizer
from recognizers.identity.license_plate import LicensePlateRecognizer
from recognizers.normalize import fold
from tests.quality.numbers import contacts

MOBILE, LANDLINE = MobileRecognizer(), LandlineRecognizer()
PLATE, WAYBILL = LicensePlateRecognizer(), WaybillRecognizer()
SEGMENTS = (*contacts.OPERATORS, *contacts.VIRTUAL, *contacts.SATELLITE)
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
PLATES = (
    ("京A12345", "common"),
    ("京A1234B", "common with a letter"),
    ("粤BD12345", "new energy, small, electric"),
    ("粤BF12345", "new energy, small, other"),
    ("粤BA12345", "new energy, letters since 2024"),
    ("沪A12345D", "new energy, large, electric"),
    ("沪A12345F", "new energy, large, other"),
    ("鲁B1234挂", "trailer"),
    ("苏E1234学", "driving school"),
    ("京A1234警", "police"),
    ("粤Z1234港", "Hong Kong"),
    ("粤Z1234澳", "Macau"),
    ("224578使", "embassy, number first"),
    ("使224578", "embassy, number last"),
    ("沪20401领", "consulate"),
    ("沪A0023领", "consulate, older"),
    ("WJ鲁12345", "armed police"),
)
CARRIERS = (
    ("SF1234567890123", "SF Express"),
    ("YT1234567890123", "YTO"),
    ("JD0012345678901", "JD"),
    ("JDVA00123456789", "JD with two letters more"),
    ("ZTO123456789012", "ZTO"),
    ("STO123456789012", "STO"),
    ("YD1234567890123", "Yunda"),
    ("EA123456785CN", "China Post, EMS"),
    ("JT1234567890123", "J&T"),
    ("DPK123456789012", "Deppon"),
    ("LP12345678901234567", "Cainiao"),
    ("KY1234567890123", "Kuayue"),
)


def found(recognizer: Recognizer, text: str) -> list[str]:
    """The values found in a text, as they stand there."""
    folded = fold(text)
    spans = {folded.span(f.start, f.end) for f in recognizer.find(folded.text)}
    return [text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize("segment", SEGMENTS)
def test_every_segment(segment: str) -> None:
    """A number of each segment in use is found between Han characters, and is certain."""
    number = segment + "0013800013"[: 11 - len(segment)]
    text = f"收件人{number}收"
    (one,) = MOBILE.find(text)
    assert (text[one.start : one.end], one.score) == (number, 1.0)


@pytest.mark.parametrize("head", contacts.THINGS)
def test_every_number_for_things(head: str) -> None:
    """Thirteen digits of a card for things are one number, in one or in fours."""
    number = f"{head}12345678"
    grouped = f"{number[:5]} {number[5:9]} {number[9:]}"
    assert found(MOBILE, f"卡{number}离线") == [number]
    assert found(MOBILE, f"卡{grouped}离线") == [grouped]


@pytest.mark.parametrize("digits", ["1", "12", "123", "1234"])
@pytest.mark.parametrize("form", contacts.EXTENSIONS)
def test_every_extension(form: str, digits: str) -> None:
    """The extension of a privacy number belongs to it, in each form and length."""
    number = "13800138000" + form.format(digits)
    assert found(MOBILE, f"收件人电话：{number}。") == [number]


@pytest.mark.parametrize(("code", "size"), contacts.AREAS)
def test_every_area(code: str, size: int) -> None:
    """A number of each area code is found with a hyphen and in one."""
    local = "2345678901"[:size]
    for number in (f"0{code}-{local}", f"0{code}{local}"):
        assert found(LANDLINE, f"网点电话{number}，") == [number]


@pytest.mark.parametrize("province", PROVINCES)
def test_every_province_of_plates(province: str) -> None:
    """A plate of each province is found."""
    assert found(PLATE, f"车{province}B12345到") == [f"{province}B12345"]


@pytest.mark.parametrize(("plate", "reason"), PLATES, ids=[row[1] for row in PLATES])
def test_every_kind_of_plate(plate: str, reason: str) -> None:
    """Each kind of plate is found whole between Han characters."""
    assert found(PLATE, f"车辆{plate}已到") == [plate], reason


@pytest.mark.parametrize(("number", "carrier"), CARRIERS, ids=[row[1] for row in CARRIERS])
def test_every_carrier(number: str, carrier: str) -> None:
    """A waybill number of each carrier is found by its letters alone."""
    assert found(WAYBILL, f"您的{number}已到") == [number], carrier
