"""Mobile numbers: every segment, prefix, grouping and extension, and nothing else."""

import pytest

from recognizers.contact.mobile import MobileRecognizer
from recognizers.testing import Example, conforms, unmet

MOBILE = MobileRecognizer()

ROWS = (
    Example("王小明13800138000", ("13800138000",), "glued to a name"),
    Example("1202室13800138000收", ("13800138000",), "glued between Han characters"),
    Example("电话：13800138000。", ("13800138000",), "Chinese punctuation on both sides"),
    Example("16200138000", ("16200138000",), "virtual operator 162"),
    Example("16500138000", ("16500138000",), "virtual operator 165"),
    Example("16700138000", ("16700138000",), "virtual operator 167"),
    Example("17000138000", ("17000138000",), "virtual operator 170"),
    Example("17100138000", ("17100138000",), "virtual operator 171"),
    Example("14700138000", ("14700138000",), "data card 147"),
    Example("13490138000", ("13490138000",), "satellite 1349"),
    Example("17400138000", ("17400138000",), "satellite 1740"),
    Example("19200138000", ("19200138000",), "China Broadnet 192"),
    Example("卡号1064712345678", ("1064712345678",), "thirteen-digit IoT number"),
    Example("+8613800138000", ("+8613800138000",), "country code with plus"),
    Example("+86 138 0013 8000", ("+86 138 0013 8000",), "country code and blanks"),
    Example("008613800138000", ("008613800138000",), "country code after 00"),
    Example("86-13800138000", ("86-13800138000",), "country code and hyphen"),
    Example("8613800138000", ("8613800138000",), "bare country code"),
    Example("（+86）13800138000", ("（+86）13800138000",), "country code in brackets"),
    Example("013800138000", ("013800138000",), "trunk zero of long-distance dialling"),
    Example("138-0013-8000", ("138-0013-8000",), "hyphens, three-four-four"),
    Example("138.0013.8000", ("138.0013.8000",), "full stops"),
    Example("138/0013/8000", ("138/0013/8000",), "slashes"),
    Example("138_0013_8000", ("138_0013_8000",), "underscores"),
    Example("138,0013,8000", ("138,0013,8000",), "commas"),
    Example("1380013 8000", ("1380013 8000",), "seven and four"),
    Example("138 00138000", ("138 00138000",), "three and eight"),
    Example("1 3 8 0 0 1 3 8 0 0 0", ("1 3 8 0 0 1 3 8 0 0 0",), "a blank between all digits"),
    Example("1-3-8-0-0-1-3-8-0-0-0", ("1-3-8-0-0-1-3-8-0-0-0",), "a hyphen between all digits"),
    Example("13800138000-1234", ("13800138000-1234",), "privacy number of a shop API"),
    Example("13800138000转1234", ("13800138000转1234",), "extension after 转"),
    Example("13800138000转分机1234号", ("13800138000转分机1234",), "extension after 转分机"),
    Example("13800138000,,1234", ("13800138000,,1234",), "dialled pause"),
    Example("13800138000，，1234", ("13800138000，，1234",), "dialled pause, full width"),
    Example("13800138000 分机 1234", ("13800138000 分机 1234",), "extension after 分机"),
    Example("13800138000 ext.1234", ("13800138000 ext.1234",), "extension in English"),
    Example("13800138000（转1234）", ("13800138000（转1234）",), "extension in brackets"),
    Example("13800138000[1234]", ("13800138000[1234]",), "extension in square brackets"),
    Example("13800138000#1234", ("13800138000#1234",), "extension after #"),
    Example("13800138000-2栋", ("13800138000",), "a building is no extension"),
    Example("13800138000 3件", ("13800138000",), "a count is no extension"),
    Example("13800138000转2楼", ("13800138000",), "a floor is no extension"),
    Example("13800138000、13900139000", ("13800138000", "13900139000"), "two in a list"),
    Example("138 0013 8000,139 0013 9000", ("138 0013 8000", "139 0013 9000"), "two, grouped"),
    Example("王13800138000a", ("13800138000",), "a letter behind"),
    Example("tel13800138000", ("13800138000",), "a letter in front"),
    Example("１３８００１３８０００", ("１３８００１３８０００",), "full-width digits"),
    Example("一三八零零一三八零零零", ("一三八零零一三八零零零",), "Chinese digits"),
    Example("幺三八洞洞幺三八洞洞洞", ("幺三八洞洞幺三八洞洞洞",), "radio digits"),
    Example("壹叁捌零零壹叁捌零零零", ("壹叁捌零零壹叁捌零零零",), "accounting digits"),
    Example("①③⑧00①③⑧000", ("①③⑧00①③⑧000",), "circled digits"),
    Example("138\u200b0013\u200b8000", ("138\u200b0013\u200b8000",), "zero-width blanks inside"),
    Example("l38OO138OOO", ("l38OO138OOO",), "letters for digits"),
    Example("+86 (138) 0013-8000", ("+86 (138) 0013-8000",), "brackets around the segment"),
    Example("（13800138000）", ("13800138000",), "brackets around the whole number"),
    Example("138\n0013\n8000", ("138\n0013\n8000",), "line breaks"),
    Example("1*3*8*0*0*1*3*8*0*0*0", ("1*3*8*0*0*1*3*8*0*0*0",), "a star between all digits"),
    Example("95013123456789转1234", ("95013123456789转1234",), "privacy number of a platform"),
    Example("13800138000元旦前送", ("13800138000",), "a word that begins like a currency"),
    Example("13800138000万达广场", ("13800138000",), "a place that begins like a quantity"),
    Example("共13800138000元", (), "an amount before its unit"),
    Example("￥13800138000", (), "an amount after its sign"),
    Example("王小明$$13800138000$$济南", ("13800138000",), "two signs part fields"),
    Example("派件员（+8613800138000）", ("+8613800138000",), "brackets around all of it"),
    Example("1单元2203138 0013 8000", ("138 0013 8000",), "a room before a grouped number"),
    Example("1单元2203138-0013-8000", ("138-0013-8000",), "a room before hyphens"),
    Example("1单元22031 3 8 0 0 1 3 8 0 0 0", ("1 3 8 0 0 1 3 8 0 0 0",), "a room before blanks"),
    Example("路12号12+8613800138000", ("+8613800138000",), "a number before a country code"),
    Example("赵六一138 0013 8000", ("138 0013 8000",), "a name that ends in numerals"),
    Example("张三一三八零零一三八零零零", ("一三八零零一三八零零零",), "the same, in numerals"),
    Example("一三八零零一三八零零零四川省", ("一三八零零一三八零零零",), "a province behind"),
    Example("订单号013800138000", (), "an order number that begins with a zero"),
    Example("12800138000", (), "128 is no mobile segment"),
    Example("1380013800", (), "ten digits"),
    Example("138001380001", (), "twelve digits"),
    Example("20240315123045", (), "a time of day"),
    Example("1710489600000", (), "milliseconds since 1970"),
    Example("13800138000.50元", (), "an amount"),
    Example("0.13800138000", (), "decimals of a fraction"),
    Example("Wang13800138000Jinan", ("13800138000",), "words of letters on both sides"),
    Example("A13800138000B", (), "inside a product code"),
    Example("192.168.138.100", (), "an IP address"),
    Example("2013-04-05 13:30:45.123", (), "a date and a time"),
    Example("400-820-1234", (), "a hotline"),
    Example("10086", (), "an operator's service number"),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.reason)
def test_mobile_row(row: Example) -> None:
    """Exactly the values of the row are found, through both doors."""
    assert unmet(MOBILE, row) == []


def test_mobile_conforms() -> None:
    """The recognizer keeps the rules of the house."""
    conforms(MOBILE, ROWS)


def test_segment_in_use_is_certain() -> None:
    """A segment that an operator uses has a higher score than a free one."""
    used, free = MOBILE.find("13800138000 15400138000")
    assert used.score > free.score
