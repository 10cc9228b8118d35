"""A name behind a word that announces one is found, and the rest of a sentence is none."""

import pytest

from recognizers.names.cued import CuedNameRecognizer
from recognizers.testing import conforms

CUED = CuedNameRecognizer()


def values(text: str, hint: str = "") -> set[str]:
    """Give what is found in a text."""
    return {text[one.start : one.end] for one in CUED.find(text, hint)}


def test_it_keeps_the_rules_of_the_house() -> None:
    """Labels, bounded patterns and awkward texts."""
    conforms(CUED)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("收件人任启明知情", "任启明", "given name and verb share a character"),
        ("签收人马鹏", "马鹏", "the text ends"),
        ("寄件人丁宝山，身份证", "丁宝山", "a comma ends it; the given name is a district too"),
        ("收件人：于丹 电话", "于丹", "a colon between, a blank behind"),
        ("户名林天佑", "林天佑", "an account"),
        ("联系人是诸葛秋月", "诸葛秋月", "a compound surname"),
        ("客户梁清扬要求退回", "梁清扬", "a customer, before what they ask"),
        ("客户上官红梅来电", "上官红梅", "a compound surname before a call"),
        ("我叫马疏桐，", "马疏桐", "a customer names themselves"),
        ("我是傅清扬，", "傅清扬", "the same in other words, a surname in its older spelling"),
        ("我叫林岚。", "林岚", "two characters"),
        ("客户田静来电", "田静", "two characters that are words, before what a person does"),
        ("寄件人丁启明，", "丁启明", "a given name whose character also begins 明天"),
        ("已从夏启明处揽收，", "夏启明", "whom a parcel was collected from"),
        ("为何博绑定170", "何博", "whom a number is bound for; the first two characters ask"),
        ("收夏天佑 13", "夏天佑", "the shortest cue; the first two characters are a word"),
    ],
)
def test_a_cued_name_is_found(text: str, name: str, reason: str) -> None:
    """The name is found whole, whatever else its characters could mean."""
    assert values(text) == {name}, reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("收件人申请，", "a verb that begins with a surname"),
        ("收件人于今日签收", "a preposition that is a surname"),
        ("收件人何时取件", "a question that begins with a surname"),
        ("收件人成功签收", "an adverb before the verb"),
        ("收件人安排他人代收", "what the receiver does"),
        ("收件人高度重视，", "the sentence goes on"),
        ("客户方便时，", "when it suits the customer"),
        ("我是江苏人，", "where one is from"),
        ("我叫高中生来", "what one is"),
        ("我是金牌，", "two characters after words that many things follow"),
        ("客户资源", "a noun behind a noun"),
        ("客户满意，", "an adjective"),
        ("签收高兴宝", "the cue is part of another word"),
        ("收万源路 8号", "a road"),
        ("收藏家", "no cue at all"),
        ("从北京某处揽收", "a place"),
        ("为订单绑定", "an order"),
    ],
)
def test_prose_is_no_name(text: str, reason: str) -> None:
    """What follows a cue without being a name is left alone."""
    assert values(text) == set(), reason


@pytest.mark.parametrize(
    ("text", "hint", "expected", "reason"),
    [
        ("夏天佑", "print_data.收件人", {"夏天佑"}, "a field that asks for a name holds one"),
        (" 于丹 ", "receiver.name", {"于丹"}, "blanks around it"),
        ("夏天佑", "", set(), "no field, no cue"),
        ("夏天佑", "goods.name", set(), "a field that asks for another name"),
        ("请电话联系", "receiver.name", set(), "a note in a name field"),
    ],
)
def test_a_name_field_is_a_cue(text: str, hint: str, expected: set[str], reason: str) -> None:
    """The field's own name announces its value."""
    assert values(text, hint) == expected, reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("刚跟章阿姨通过电话", {"章阿姨"}, "a surname and a title"),
        ("快递请找窦阿姨拿", {"窦阿姨"}, "a rare surname"),
        ("包裹交给曹哥", {"曹哥"}, "a familiar title"),
        ("李高经理的快递", set(), "a title behind a full name is none of ours"),
        ("快递找老师拿", set(), "a title alone"),
        ("和平小姐的快递", set(), "a word before a title"),
        ("会上章阿姨发言", set(), "no talk of freight"),
    ],
)
def test_a_surname_and_a_title_are_a_name_in_talk_of_freight(
    text: str, expected: set[str], reason: str
) -> None:
    """Who is spoken of by a title is found where parcels are spoken of."""
    assert values(text) == expected, reason
