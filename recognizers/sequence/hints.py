"""What the name of a field says about its values.

Must never look at a value.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from recognizers.gathering import distinct, spread
from recognizers.plain_names import ForPlainNames

# Fields that hold a name or a place, but not of a person or a household.
_NOT: Final = re.compile(
    "product|goods|item|sku|file|site|station|branch|company|city|province|brand|shop|store|topic"
    "|商品|货物|品名|网点|站点|公司|店铺|品牌|仓|城市|email|e_mail"
    "|(?<!rec)(?<!sh)(?<!partic)ip|mac|url|web",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    "name|person|consignee|receiver$|recipient$|sender$|shipper$|courier$|driver$|signer|signed_?by"
    "|(?:addressee|consignor|buyer|payer|payee|rider|employee|passenger|card_?holder)$"
    "|姓名|收件人|寄件人|发件人|收货人|联系人|签收人|快递员|司机|名字|户名(?!称)|骑手"
    "|[\u4e00-\u9fff](?:(?<!机器)(?<!承运)(?<!托运)(?<![本成])人|(?<![会全])员)\\Z"
    # First letters of 姓名, 收件人, 发件人, 寄件人, 收货人, 发货人, 联系人: columns of databases.
    "|(?:\\A|[._:])(?:(?:[sfj]jr|[sf]hr|lxr)_?(?:xm|mc)?|xm|xingming)\\Z"
    "|(?:contact|linkman)\\Z",
    re.IGNORECASE,
)
# Whose last name says what became of a check, of a real name above all: 通过 is nobody there. What
# was read of a card (`name_result`, 姓名识别结果) is a name, and so is a `real_name_check.name`.
_CHECK: Final = (
    "(?:(?:is_?)?(?:check|pass|valid|match|auth)(?:ed)?|verif(?:y|ied|ication)"
    "|authenticat(?:ed|ion)|certifi(?:ed|cation))"
)
_CHECKED: Final = re.compile(
    rf"(?:\A|[._:]|name|person)(?:{_CHECK}(?:[._]?(?:result|status|state|flag|passed))?"
    r"|status|state|flag|reason|message|msg)\Z|(?:\A|[._:])(?:is|has)_?real_?name\Z"
    r"|(?:核验|校验|验证|认证|比对|匹配|核对|核实|审核)(?:结果|情况)?\Z"
    r"|(?:状态|标志|标识|是否.{1,6}|一致性?)\Z",
    re.IGNORECASE,
)
# The same of an address. A `state` is a part of one, and a `message` may be all of it, unless it is
# of a check.
_CHECKED_PLACE: Final = re.compile(
    r"(?:\A|[._:]|addr(?:ess)?|location|street)"
    rf"(?:{_CHECK}(?:[._]?(?:result|status|state|flag|passed|reason|message|msg))?|status|flag)\Z"
    r"|(?:\A|[._:])(?:is|has)_?addr(?:ess)?\Z"
    r"|(?:核验|校验|验证|认证|比对|匹配|核对|核实|审核)(?:结果|情况|状态)?\Z"
    r"|(?:状态|是否.{1,6}|一致性?)\Z",
    re.IGNORECASE,
)
_ADDRESS: Final = (
    re.compile(  # the last of 联系地址, 收件人地址 and their like by its first letters
        r"addr(?!essee)|street|location|地址|住址|街道"
        r"|(?:\A|[._:])(?:lx|lxr|jt|zz|[sfj]jr?|[sf]hr?)?dz\Z",
        re.IGNORECASE,
    )
)
_WHOSE: Final = (
    "receiver|recipient|consignee|addressee|sender|shipper|consignor|customer|buyer|user|contact"
    "|delivery|pickup|shipping|address|addr|home|building|unit|to|from"
)
_NUMBER: Final = "[_ -]?(?:no|num|number)"
# A room or a door, where the last name of the field is that and nothing else: no classroom, no
# room_type, no chat's. Chinese names of one may stand in longer ones.
ROOM: Final = re.compile(
    r"(?:\A|:|(?<!chat)(?<!live)(?<!game)(?<!meeting)(?<!stream)\.)"
    rf"(?:(?:{_WHOSE})[_ -]?){{0,2}}"
    rf"(?:(?:room|house|apartment|apt)(?:{_NUMBER})?|(?:door|flat|suite){_NUMBER}|door_?plate)\.?\Z"
    "|门牌|門牌|(?<![机機库庫药藥])房[号號]|(?<![教科])室[号號]"
    r"|(?<!直播)(?<!聊天)(?<!游戏)房[间間](?:[号號][码碼]?)?\Z|(?:\A|[.:_])(?:室|户号|戶號|fjh)\Z",
    re.IGNORECASE,
)
# What stands in a field for names and names nobody.
NOBODY: Final = frozenset(
    "本人 家人 前台 门卫 保安 物业 同事 邻居 他人 家属 丰巢 驿站 快递柜 代收点 匿名 未知 无 空 "
    "无名 其他 系统 管理员 客服 后台 自动 平台 寄方 收方 收件方 寄件方 发货方 收货方 第三方 仓库 "
    "公司 是 否 "
    # How a parcel is paid for, and by which side: the values of many a `payer`.
    "月结 到付 寄付 现付 现结 日结 预付 预付款 垫付 已付 未付 自付 寄付现结 到付现结 第三方付 "
    "第三方月结 寄方付 收方付 寄件人付 发件人付 收件人付 发货人付 收货人付 公司付 回单付 "
    "货到付款 在线支付 现金 转账 刷卡 银联 微信 "
    # Kinds of documents: the values of a `real_name_check.id_type`.
    "居民身份证 身份证 临时身份证 护照 驾驶证 军官证 士兵证 户口簿 户口本 居住证 台胞证 回乡证 "
    "港澳通行证 港澳居民居住证 台湾居民居住证 外国人永久居留身份证".split()
)
# A telephone by the first letters of 电话, 联系电话, 收件人电话, 手机号; who calls and is called.
_WHOSE_SHORT: Final = "(?:lx|lxr|[sfj]jr|[sf]hr)?"
TELEPHONE: Final = re.compile(
    rf"(?:\A|[._:])(?:{_WHOSE_SHORT}(?:(?<=[jlxr])dh|sjhm?)|gddh|bgdh|jtdh|msisdn)\Z|[主被]叫",
    re.IGNORECASE,
)
# A building, a unit or a floor, told from measures and shelves by its number or by whose it is.
_OWNER: Final = (
    "(?:receiver|recipient|consignee|addressee|sender|shipper|consignor|customer|buyer|contact"
    "|shipping|address|addr|home)"
)
PART: Final = re.compile(
    rf"(?:\A|[:.])(?:building|unit){_NUMBER}\.?\Z"
    rf"|(?:\A|[:._]){_OWNER}[_ .-]?(?:building|unit|floor)(?:{_NUMBER})?\.?\Z"
    r"|(?:\A|[:._]|[收寄发][件货]|地址|住址)(?:楼[栋棟幢]|单元|單元|[楼樓栋棟幢](?=[号號]))(?:[号號]码?)?\Z"
    r"|(?:[收寄发][件货]|地址|住址)[楼樓][层層](?:[号號]码?)?\Z",
    re.IGNORECASE,
)


class Asked(IntEnum):
    """What a field is for; the kernel knows the numbers."""

    NOTHING = 0
    NAME = 1
    ADDRESS = 2


_AND: Final = " ."  # between names of which each is asked apart


@ForPlainNames
def asked_for(hint: str) -> Asked:
    """Says what a field holds.

    Args:
        hint: The field's name or path, such as `receiver.name`; empty if unknown. Of several names
            with a blank and a point between them the first that says so counts.

    Returns:
        NAME or ADDRESS where the name says so plainly, else NOTHING; a room is an ADDRESS.
    """
    for one in hint.split(_AND):
        if (asked := _asked(one)) is not Asked.NOTHING:
            return asked
    return Asked.NOTHING


def asked_of_each(hints: Sequence[str]) -> bytes:
    """Say the same of each of many hints: a byte for each; none for none."""
    kept = asked_for.kept
    known = {hint: kept[hint] if hint in kept else asked_for(hint) for hint in distinct(hints)}
    return bytes(spread(hints, known))


def _asked(hint: str) -> Asked:
    """The same of one name."""
    if not hint:
        return Asked.NOTHING
    if _is_place(hint) and not _CHECKED_PLACE.search(hint):
        return Asked.ADDRESS
    if _NAME.search(hint) and not (_NOT.search(hint) or _CHECKED.search(hint)):
        return Asked.NAME
    return Asked.NOTHING


def _is_place(hint: str) -> bool:
    """Whether a name is of an address or a room."""
    if _ADDRESS.search(hint) and not re.search("email|ip_?addr|mac", hint, re.IGNORECASE):
        return True
    return ROOM.search(hint) is not None
