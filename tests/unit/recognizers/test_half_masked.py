"""Numbers and names that signs do not hide are raw values: they are found, and not as masked."""

import pytest

from recognizers.analyzer import Analyzer
from recognizers.half_masked import HalfMaskedRecognizer
from recognizers.testing import conforms

HALF = HalfMaskedRecognizer()

ROWS = (
    ("13800138***", "13800138***", "PHONE_NUMBER", "three digits hidden at the end"),
    ("电话1380013800*", "1380013800*", "PHONE_NUMBER", "one hidden at the end"),
    ("*3800138000", "*3800138000", "PHONE_NUMBER", "the first hidden"),
    ("找138***38000收", "138***38000", "PHONE_NUMBER", "three hidden in the middle"),
    ("+86 13800138***", "+86 13800138***", "PHONE_NUMBER", "a country code"),
    ("0531-88888***", "0531-88888***", "PHONE_NUMBER", "a landline"),
    ("身份证11010519491231****", "11010519491231****", "CN_RESIDENT_ID", "the birthday in clear"),
    ("1101051949123100**", "1101051949123100**", "CN_RESIDENT_ID", "all but two"),
    ("卡号6222021000000000***", "6222021000000000***", "CN_BANK_CARD", "all but three"),
    ("王小明***", "王小明***", "PERSON", "a whole name before stars"),
    ("，李强**", "李强**", "PERSON", "a short one"),
    ("欧阳娜***", "欧阳娜***", "PERSON", "a compound surname"),
    ("王小明^_^", "王小明^_^", "PERSON", "a smile behind a whole name"),
    ("李先生**", "李先生**", "PERSON", "a title before stars"),
)
NOT = (
    ("138****5678", "the common mask hides enough"),
    ("138******78", "the standard's hides more"),
    ("110101********1234", "an identity number with its birthday hidden"),
    ("622202******1234", "a card with its middle hidden"),
    ("13800138000****", "a whole number, which others find, before signs"),
    ("订单号13800138***", "an order number"),
    ("1500*2000", "a size"),
    ("150*200*300", "three lengths"),
    ("五星好评***", "praise"),
    ("高兴***", "a word"),
    ("海底捞***", "a brand"),
    ("石桥路****", "a road"),
    ("金桂苑****", "an estate"),
    ("**注意**", "bold print"),
    ("2*3=6", "a product"),
)


@pytest.mark.parametrize(("text", "value", "label", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_half_masked_row(text: str, value: str, label: str, reason: str) -> None:
    """The value is found with its signs, and is not called masked."""
    (found,) = HALF.find(text)
    assert (text[found.start : found.end], found.label) == (value, label), reason
    assert not found.masked


@pytest.mark.parametrize(("text", "reason"), NOT, ids=[row[1] for row in NOT])
def test_other_signs(text: str, reason: str) -> None:
    """What is hidden enough, or hides nothing of a person, is left to others."""
    assert HALF.find(text) == [], reason


@pytest.mark.parametrize("text", ["13800138000", "王小明"])
@pytest.mark.parametrize("signs", ["*", "***", "●●", "^_^", "＊＊"])
def test_signs_behind_a_raw_value_pass_nothing(text: str, signs: str) -> None:
    """Whatever signs follow a raw number or name, all of it is found and none of it as masked."""
    found = Analyzer.default().analyze(text + signs)
    assert not any(one.masked for one in found)
    assert {i for one in found for i in range(one.start, one.end)} >= set(range(len(text)))


def test_half_masked_conforms() -> None:
    """The recognizer keeps the rules of the house."""
    conforms(HALF)
