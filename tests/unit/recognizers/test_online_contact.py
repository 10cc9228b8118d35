"""Mail, QQ, WeChat and IP addresses, exact beside Han characters."""

import pytest

from recognizers.base import Recognizer
from recognizers.contact.email import MailAddressRecognizer
from recognizers.contact.ip_address import IpAddressRecognizer
from recognizers.contact.messenger import QqRecognizer, WechatRecognizer
from recognizers.testing import Example, conforms, unmet

EMAIL = (
    Example("张三zhang@example.com李四", ("zhang@example.com",), "Han characters on both sides"),
    Example(
        "邮箱：zhang.san_1@mail.example.com.cn。", ("zhang.san_1@mail.example.com.cn",), "dots"
    ),
    Example("张三@example.com", ("张三@example.com",), "a name for a local part"),
    Example(
        "请发给欧阳小明@example.com谢谢", ("欧阳小明@example.com",), "a name behind other words"
    ),
    Example("邮箱：客服@example.com", ("客服@example.com",), "a word for a local part"),
    Example("我们的统一邮箱域名@example.com", (), "a domain behind a sentence"),
    Example("13800138000@163.com", ("13800138000@163.com",), "a mobile number as name"),
    Example("user+tag@example.com", ("user+tag@example.com",), "a tag"),
    Example("ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍ", ("ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍ",), "full width"),
    Example("zhang @ example.com", ("zhang @ example.com",), "blanks around the sign"),
    Example("zhang(at)example(dot)com", ("zhang(at)example(dot)com",), "spelt out in brackets"),
    Example("zhang@example。com", ("zhang@example。com",), "a Chinese full stop"),
    Example("a@b.cn和c@d.cn", ("a@b.cn", "c@d.cn"), "two in a list"),
    Example("这不是邮箱@", (), "a sign alone"),
    Example("config is user@host", (), "no top level"),
    Example("@张三 看一下", (), "a mention"),
)
QQ = (
    Example("我的QQ是12345678", ("12345678",), "after 是"),
    Example("QQ：987654321", ("987654321",), "after a colon"),
    Example("加我qq 2345678901", ("2345678901",), "lower case and a blank"),
    Example("扣扣号10001", ("10001",), "the homophone, five digits"),
    Example("QQ:1234", (), "four digits"),
    Example("数字12345678", (), "no caption"),
    Example("QQ邮箱12345678@qq.com", (), "a mail address"),
)
WECHAT = (
    Example("微信号：zhangsan_2024", ("zhangsan_2024",), "after a colon"),
    Example("加v zhangsan88", ("zhangsan88",), "the short form"),
    Example("VX：test-user88", ("test-user88",), "letters as caption"),
    Example("微信號：zhang_88", ("zhang_88",), "Traditional script"),
    Example("v信zhangsan88", ("zhangsan88",), "half letters"),
    Example("薇信zhangsan88", ("zhangsan88",), "a disguise"),
    Example("wxid_abc123def456", ("wxid_abc123def456",), "internal name without caption"),
    Example("微信：helloworld", ("helloworld",), "letters alone after a colon"),
    Example("微信小程序下单", (), "no name follows"),
    Example("微信helloworld", (), "a bare word without a colon"),
    Example("微信号abcde", (), "five characters"),
    Example("微信号123abc", (), "begins with a digit"),
)
IP = (
    Example("登录IP192.168.1.105，", ("192.168.1.105",), "version 4"),
    Example("来自2001:db8::8a2e:370:7334的", ("2001:db8::8a2e:370:7334",), "version 6"),
    Example("256.1.1.1", (), "a number above 255"),
    Example("版本1.2.3.4", (), "a version number"),
    Example("尺寸27.30.37.46.55", (), "five numbers"),
    Example("12:30:45", (), "a time of day"),
    Example("00:1A:2B:3C:4D:5E", (), "a network card"),
)
TABLE = [
    *((MailAddressRecognizer(), row) for row in EMAIL),
    *((QqRecognizer(), row) for row in QQ),
    *((WechatRecognizer(), row) for row in WECHAT),
    *((IpAddressRecognizer(), row) for row in IP),
]


@pytest.mark.parametrize(
    ("recognizer", "row"), TABLE, ids=[f"{kind.name}-{row.reason}" for kind, row in TABLE]
)
def test_online_row(recognizer: Recognizer, row: Example) -> None:
    """Exactly the values of the row are found, through both doors."""
    assert unmet(recognizer, row) == []


@pytest.mark.parametrize(
    "recognizer",
    [MailAddressRecognizer(), QqRecognizer(), WechatRecognizer(), IpAddressRecognizer()],
)
def test_online_conforms(recognizer: Recognizer) -> None:
    """Each recognizer keeps the rules of the house."""
    conforms(recognizer)
