"""Values that arrive masked are known as such, and raw ones never are."""

import pytest

from recognizers.masked import MaskedRecognizer
from recognizers.testing import conforms

MASKED = MaskedRecognizer()

ROWS = (
    ("电话138****5678", "138****5678", "PHONE_NUMBER", "four hidden digits"),
    ("138******78收", "138******78", "PHONE_NUMBER", "six hidden digits"),
    ("尾号*******5678", "*******5678", "PHONE_NUMBER", "the last four"),
    ("1**********", "1**********", "PHONE_NUMBER", "the first one"),
    ("138 **** 5678", "138 **** 5678", "PHONE_NUMBER", "blanks"),
    ("138-****-5678", "138-****-5678", "PHONE_NUMBER", "hyphens"),
    ("138xxxx5678", "138xxxx5678", "PHONE_NUMBER", "the letter x"),
    ("138^_^5678", "138^_^5678", "PHONE_NUMBER", "JD's smile"),
    ("138****5678转1234", "138****5678转1234", "PHONE_NUMBER", "an extension"),
    ("+86 138****5678", "+86 138****5678", "PHONE_NUMBER", "a country code"),
    ("电话****5678", "****5678", "PHONE_NUMBER", "a short tail after a caption"),
    ("0531-****8888", "0531-****8888", "PHONE_NUMBER", "a landline"),
    ("收件人：王*", "王*", "PERSON", "one hidden character"),
    ("王** 13800138000", "王**", "PERSON", "two hidden characters"),
    ("张*丰，", "张*丰", "PERSON", "the middle one"),
    ("路88号王**13800138000", "王**", "PERSON", "behind an address"),
    ("欧阳*先生", "欧阳*", "PERSON", "a compound surname before a title"),
    ("张^_^", "张^_^", "PERSON", "JD's smile for a name"),
    ("姓名：*小明", "*小明", "PERSON", "a hidden surname after a caption"),
    ("身份证110101********1234", "110101********1234", "CN_RESIDENT_ID", "the birthday hidden"),
    ("110***********123X", "110***********123X", "CN_RESIDENT_ID", "most of it hidden"),
    ("卡号6222 **** **** 1234", "6222 **** **** 1234", "CN_BANK_CARD", "groups of four"),
    ("银行卡****1234", "****1234", "CN_BANK_CARD", "the tail of a card"),
    ("z***g@example.com", "z***g@example.com", "EMAIL_ADDRESS", "a mail address"),
    ("京A***45", "京A***45", "CN_LICENSE_PLATE", "a plate"),
)
RAW = (
    ("13800138000", "a raw number"),
    ("王小明", "a raw name"),
    ("尺寸5*6*7cm", "a size"),
    ("**注意**易碎", "bold print"),
    ("王小明*13800138000", "a raw name before a star"),
    ("五星好评***", "stars of praise"),
    ("2*3=6", "a product"),
    ("8楼*****", "stars behind a floor"),
    ("***", "stars alone in an unknown field"),
)
HINTS = (
    ("receiver_name", "PERSON"),
    ("手机号", "PHONE_NUMBER"),
    ("address", "ADDRESS"),
    ("id_card", "CN_RESIDENT_ID"),
)


@pytest.mark.parametrize(("text", "value", "label", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_masked_row(text: str, value: str, label: str, reason: str) -> None:
    """Exactly the masked value is found, under its label, marked as masked."""
    (found,) = MASKED.find(text)
    assert (text[found.start : found.end], found.label) == (value, label), reason
    assert found.masked


@pytest.mark.parametrize(("text", "reason"), RAW, ids=[row[1] for row in RAW])
def test_raw_row(text: str, reason: str) -> None:
    """What is not a masked value is not called one."""
    assert MASKED.find(text) == [], reason


@pytest.mark.parametrize(("hint", "label"), HINTS, ids=[row[1] for row in HINTS])
def test_stars_alone_take_the_label_of_their_field(hint: str, label: str) -> None:
    """A field of nothing but stars is a masked value of the kind its name says."""
    (found,) = MASKED.find("***", hint)
    assert (found.start, found.end, found.label, found.masked) == (0, 3, label, True)


def test_masked_conforms() -> None:
    """The recognizer keeps the rules of the house."""
    conforms(MASKED)
