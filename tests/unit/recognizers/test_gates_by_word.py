"""What a recognizer finds by a word or a letter beside a value, the gate before it lets through."""

import random
from collections.abc import Sequence
from typing import Final

import pytest

from recognizers.address.latin import LatinAddressRecognizer
from recognizers.base import Recognizer
from recognizers.contact.messenger import QqRecognizer, WechatRecognizer
from recognizers.identity.license_plate import LicensePlateRecognizer
from recognizers.names.pinyin import PinyinNameRecognizer
from recognizers.scanner import shapes_of
from recognizers.shape import Shape

# What stands one behind the other in a drawn text, the same for every recognizer at its ends.
BEFORE: Final = ("", "我", "my", "1", "_", " ", "(", "a.", "到")
BEHIND: Final = ("", "。", " ", "，13800138000", "x", "领")
LINKS: Final = ("", "号", "：", ":", " ID ", "是", "号: ", "=")
QQ: Final = (("QQ", "qq", "qQ", "Q", "q号", "扣扣", "企鹅号", "蔻蔻"), LINKS, ("98765432", "10001"))
WECHAT: Final = (
    tuple(
        "微信 V信 w信 卫星 微 WeChat wechat WECHAT vx VX wx vⅩ wⅩ weixin Weixin 加v 我V +W".split()
    ),
    LINKS,
    ("zhangsan_88", "abc123", "1234567", "wxid_0a1b2c3d4e5f"),
)
OWN_NAME: Final = (("wxid_0a1b2c3d4e5f", "wxid_9876543210"),)
SPELT: Final = (
    tuple(
        "收件人 姓名 寄 司机 consignee Receiver NAME to For by Dear Mr Mrs miss \u017fender".split()
    ),
    ("", " ", ":", "：", " : ", "是", "  =  ", "为 "),
    ("wang", "Li", "ZHANG", "ouyang", "Chen'an", "LiMing", "xu-guo"),
    ("", " ", "·", ", ", "  "),
    ("ming", "Wei", "XIAO", ""),
)
PLATE: Final = (
    ("沪", "粤", "京"),
    ("12345", "A12345", "a 1B2C3", "Z1234港", "·12345", "AD12345", "B·1234挂"),
    ("领", "", "使"),
)
PLACES: Final = tuple(
    "Flat B|12/F|Tower 3|8 King's Road|Room 1202|RM 3A|unit#5|Blk 7|Rua do Campo, No 5|3rd Floor"
    "|G/F|Av. da Praia 12|Warehouse 7|Harbour Court|Kowloon|apt 4B|LEVEL 5|shop12|ste 5"
    "|flatno3|unitNo. 3|roomno#4|RMB2|Harbour Towers|Sai Wan Villas".split("|")
)
ADDRESS: Final = (PLACES, (", ", ",", " ", "，", "-"), PLACES, (", ", " "), PLACES)


@pytest.mark.parametrize(
    ("recognizer", "drawn_of", "shape"),
    [
        (QqRecognizer(), QQ, Shape.QQ_WORD | Shape.NUMBER),
        (WechatRecognizer(), WECHAT, Shape.WECHAT_WORD | Shape.LONG_WORD),
        (WechatRecognizer(), OWN_NAME, Shape.WECHAT_WORD | Shape.LONG_WORD),
        (PinyinNameRecognizer(), SPELT, Shape.SPELT),
        (LicensePlateRecognizer(), PLATE, Shape.PLATE),
        (LatinAddressRecognizer(), ADDRESS, Shape.LATIN | Shape.STREET_WORD),
    ],
    ids=["QQ", "WeChat", "wxid", "pinyin", "plates", "addresses in English form"],
)
def test_what_is_found_has_a_shape(
    recognizer: Recognizer, drawn_of: Sequence[Sequence[str]], shape: Shape
) -> None:
    """Whatever stands before a word and behind a value."""
    drawn = random.Random(17)
    sets = (BEFORE, *drawn_of, BEHIND)
    texts = sorted({"".join(map(drawn.choice, sets)) for _ in range(3_000)})
    found = [text for text in texts if recognizer.find(text)]
    assert len(found) > len(texts) // 20, "or nothing is tried"
    assert [one for one, told in zip(found, shapes_of(found), strict=True) if shape & ~told] == []
