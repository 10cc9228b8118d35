"""Whole numbers that a program printed as figures are read as the numbers that they are."""

import json
from functools import cache

import pytest

from recognizers.analyzer import Analyzer
from recognizers.normalize import fold
from redactor.pipeline import Pipeline
from redactor.policy import Thresholds, parse_policy
from redactor.record import Coordinates, Headers, Masked, Output, Record
from redactor.stages.detect import Detector

POLICY = (
    b"version: 1\nname: x\nprofile: waybill-gbt41833\nroutes: [{source: raw, target: masked}]\n"
)
MASKED = "138******78"
FIGURES = (
    ("13812345678.0", "a column of pandas with a gap"),
    ("13812345678.00", "a cell of Excel"),
    ("13812345678.000000", "six decimals of %f"),
    ("1.3812345678E10", "Double.toString of Java, and Gson"),
    ("1.3812345678e+10", "%v of Go"),
    ("1.3812345678E+10", "BigDecimal of Java"),
    ("13,812,345,678", "MessageFormat and FreeMarker"),
    ("13,812,345,678.00", "the same with decimals"),
)
OTHERS = (
    ("1.38E+10", "it says three digits"),
    ("1.38123456789E10", "a fraction"),
    ("1.3812345678E77", "longer than any number"),
    ("13812345678.05", "a fraction"),
    ("13812345678.0.1", "a version"),
    ("12345.0", "short"),
    ("1,234,567", "short"),
    ("v1.3812345678E10", "a letter before it"),
    ("101,102,103,104", "four rooms"),
    ("12,301,302,303", "a house and three rooms"),
    ("502,138,120,100", "a row of figures"),
)


@cache
def pipeline() -> Pipeline:
    """The profile of a waybill, on all recognizers."""
    return Pipeline(parse_policy(POLICY, "policy"), Detector.default(Thresholds()))


def output(value: object, key: bytes | None = None, headers: Headers = ()) -> Output:
    """The masked copy of a record."""
    at = Coordinates("raw", 0, 0)
    (result,) = pipeline().redact([Record(at, 0, key, json.dumps(value).encode(), headers)])
    assert isinstance(result, Masked)
    return result.outputs[0]


def masked(value: object) -> object:
    """The masked copy of a document."""
    return json.loads(output(value).masked_value or b"")


@pytest.mark.parametrize(("figure", "why"), FIGURES, ids=[why for _, why in FIGURES])
def test_a_figure_is_masked_whole(figure: str, why: str) -> None:
    """Alone, in a line, in a row of values and as a field's name; as the number itself would be."""
    raw = {"mobile": figure, "remark": f"电话{figure}请联系", "row": f"7,{figure},北京", figure: 1}
    copy = {"mobile": MASKED, "remark": f"电话{MASKED}请联系", "row": f"7,{MASKED},北京", MASKED: 1}
    assert masked(raw) == copy, why


@pytest.mark.parametrize(("figure", "why"), OTHERS, ids=[figure for figure, _ in OTHERS])
def test_what_is_no_whole_number_stays(figure: str, why: str) -> None:
    """Folding leaves it as it is."""
    assert fold(figure).text == figure, why


def test_key_and_headers() -> None:
    """They are read as the value is."""
    figure = b"1.3812345678E10"
    one = output({}, figure, (("tel", figure), ("13812345678.0", b"x")))
    assert one.masked_key == MASKED.encode()
    assert one.masked_headers[:2] == (("tel", MASKED.encode()), (MASKED, b"x"))


@pytest.mark.parametrize(
    ("text", "hint", "label"),
    [
        ("440524188001010014.0", "", "CN_RESIDENT_ID"),
        ("440524800101001.0", "身份证", "CN_RESIDENT_ID"),
        ("4111111111111111.0", "", "CN_BANK_CARD"),
        ("4.111111111111111E15", "", "CN_BANK_CARD"),
        ("4,111,111,111,111,111", "", "CN_BANK_CARD"),
        ("5.3188888888E10", "phone", "PHONE_NUMBER"),
        ("8.613812345678E12", "", "PHONE_NUMBER"),
        ("１３８１２３４５６７８．０", "", "PHONE_NUMBER"),
    ],
)
def test_other_numbers(text: str, hint: str, label: str) -> None:
    """Identity numbers, cards and telephones with a code; the finding is all that was written."""
    (found,) = Analyzer.default().analyze(text, hint)
    assert (found.label, found.start, found.end) == (label, 0, len(text))


@pytest.mark.parametrize(
    "text", ["￥13,812,345,678.00", "合计13812345678.00元", "13,812,345,678 元"]
)
def test_an_amount_stays(text: str) -> None:
    """Its currency says so."""
    assert Analyzer.default().analyze(text) == ()


def test_each_digit_keeps_its_place() -> None:
    """A part of a figure is where it was written; of one with an exponent it is all of it."""
    grouped, raised = fold("共13,812,345,678.0"), fold("共1.3812345678E10，")
    assert grouped.text == raised.text.rstrip("，") == "共13812345678"
    assert grouped.span(1, 4) == (1, 5)
    assert grouped.span(1, 12) == (1, 17)
    assert raised.span(3, 4) == raised.span(1, 12) == (1, 16)
    assert raised.span(12, 13) == (16, 17)
